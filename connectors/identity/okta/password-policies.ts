/** Password policies, and which of them applies to whom: by whose password it is, by priority, by groups. */
import { z } from 'zod';
import type { HttpClient } from '../../http/call';
import type { Deadline } from '../../http/deadline';
import { readAll } from './pages';

const policyBody = z.object({
  status: z.string(),
  priority: z.number().nullish(),
  conditions: z
    .object({
      people: z.object({ groups: z.object({ include: z.array(z.string()).nullish() }).nullish() }).nullish(),
      authProvider: z.object({ provider: z.string().nullish() }).nullish(),
    })
    .nullish(),
  settings: z
    .object({
      password: z.object({ age: z.object({ maxAgeDays: z.number().nullish() }).nullish() }).nullish(),
    })
    .nullish(),
});

export type PasswordPolicy = {
  /** 0: passwords never run out. */
  readonly maxAgeDays: number;
  /** Ids; absent: everybody. */
  readonly groups?: readonly string[];
};

/** The active ones for passwords that are Okta's own, first in force first. */
export async function readPasswordPolicies(
  http: HttpClient,
  deadline: Deadline,
): Promise<readonly PasswordPolicy[]> {
  const call = { path: '/api/v1/policies', query: { type: 'PASSWORD' }, deadline };
  const policies = await readAll(http, call, policyBody);
  return policies
    .filter(({ status, conditions }) => {
      const provider = conditions?.authProvider?.provider ?? 'OKTA';
      return status === 'ACTIVE' && provider === 'OKTA';
    })
    .toSorted((a, b) => (a.priority ?? Number.MAX_VALUE) - (b.priority ?? Number.MAX_VALUE))
    .map(({ conditions, settings }) => {
      const groups = conditions?.people?.groups?.include;
      const maxAgeDays = settings?.password?.age?.maxAgeDays ?? 0;
      return groups ? { maxAgeDays, groups } : { maxAgeDays };
    });
}

/** The policy that applies to members of these groups. */
export function policyFor(
  policies: readonly PasswordPolicy[],
  groups: readonly string[],
): PasswordPolicy | undefined {
  return policies.find((policy) => !policy.groups || policy.groups.some((id) => groups.includes(id)));
}
