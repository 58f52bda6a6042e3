/**
 * The lockout monitor (U1): reads new lockout events from where it stood, makes a request of each lockout that is
 * still on, and moves on. A lockout is known by provider, account and the instant it began: inserting its row is
 * the licence to go on, so events may come late, twice or by the twenty.
 */
import type { Deps } from '../deps';
import { recordUnreadable, type StartOptions, startRequests } from './start-lockouts';

export type PollResult =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'polled'; readonly events: number; readonly started: number };

const callMs = 8_000;
const runMs = 4 * 60_000;
/** Ticks come every five seconds, give or take: an interval is over one second early. */
const toleranceMs = 1_000;

export async function pollLockouts(deps: Deps): Promise<PollResult> {
  const provider = deps.providers.lockouts;
  if (!provider?.lockouts) return { kind: 'not-due' };
  const name = `lockouts-${provider.id}`;
  const startedAt = deps.clock.now();
  const stored = await deps.cursors.read(name);
  if (
    stored &&
    startedAt.getTime() - Date.parse(stored.value.polledAt) < deps.policy.lockouts.checkEvery - toleranceMs
  ) {
    return { kind: 'not-due' };
  }
  const since = new Date(startedAt.getTime() - deps.policy.lockouts.lookBack);
  let cursor = stored;
  let position = stored?.value.position;
  let events = 0;
  let started = 0;
  // After an outage thousands of events tell of the same few hundred accounts.
  const options: StartOptions = { source: 'timer', callMs, read: new Map() };
  for (;;) {
    const page = await provider.lockouts.read(position, since, { timeoutMs: callMs });
    if (page.unreadable > 0) await recordUnreadable(deps, provider, page.unreadable, page.next, options);
    started += await startRequests(deps, provider, page.events, options);
    events += page.events.length;
    position = page.next;
    const written = await deps.cursors.write(
      name,
      { position, polledAt: startedAt.toISOString() },
      cursor?.etag,
    );
    const late = deps.clock.now().getTime() - startedAt.getTime() > runMs;
    if (written === 'conflict' || late || page.events.length + page.unreadable === 0) break;
    cursor = await deps.cursors.read(name);
  }
  return { kind: 'polled', events, started };
}
