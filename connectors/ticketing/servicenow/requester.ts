/** Whose incident it is: the one active user with that e-mail address. None, or two, is nobody. */
import { z } from 'zod';
import type { Deadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import { encodedQuery } from './encoded-query';
import type { TableApi } from './table-api';

const userShape = z.object({ sys_id: z.string().regex(/^[0-9a-f]{32}$/), email: z.string() });

/** @returns the user's sys_id. An instance that doesn't let us read its users knows nobody. */
export async function callerOf(
  api: TableApi,
  email: string | undefined,
  deadline: Deadline,
): Promise<string | undefined> {
  const wanted = email?.trim().toLowerCase() ?? '';
  const query = encodedQuery([
    ['email', '=', wanted],
    ['active', '=', 'true'],
  ]);
  try {
    const found = await api.list(
      'sys_user',
      { fields: ['sys_id', 'email'], shape: userShape, query, limit: 2 },
      deadline,
    );
    const [user, another] = found.filter((one) => one.email.trim().toLowerCase() === wanted);
    return user && !another ? user.sys_id : undefined;
  } catch (error) {
    if (hasFault(error, 'forbidden')) return undefined;
    throw error;
  }
}
