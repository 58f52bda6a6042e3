/** Requests, conversations and people for the storage tests. */
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../../domain/conversation';
import { type PersonKey, personKey } from '../../../domain/person';
import type { SupportRequest } from '../../../domain/support-request';

export const at = '2026-11-22T10:00:00.000Z';

export function somebody(): PersonKey {
  return personKey('11111111-aaaa-4aaa-8aaa-111111111111', randomUUID());
}

export function request(change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    ...somebody(),
    id: randomUUID().replaceAll('-', ''),
    kind: 'unlock',
    origin: 'lockout-notice',
    locale: 'en',
    account: { provider: 'directory', id: '42' },
    state: 'seen',
    createdAt: at,
    changedAt: at,
    revision: 1,
    handledRevision: 0,
    deliveries: [],
    owed: [],
    ...change,
  };
}

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return { ...somebody(), locale: 'en', questions: [], ...change };
}

export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** For answers that are either a value or a word: the value. */
export function value<T>(answer: T | string | undefined): T {
  if (answer === undefined || typeof answer === 'string') throw new Error(`expected a value, got ${answer}`);
  return answer;
}
