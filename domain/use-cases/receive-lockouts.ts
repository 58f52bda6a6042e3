/** Lockouts that a provider pushes to us instead of waiting for the next poll, which stays and finds them told. */
import type { Deps } from '../deps';
import { recordUnreadable, startRequests } from './start-lockouts';

export type ReceivedCounts = {
  /** Events that tell of lockouts. */
  readonly events: number;
  readonly started: number;
  readonly unreadable: number;
};

/** Whoever pushes waits three seconds for us in all. */
const callMs = 1_500;
const source = 'event-hook';

/**
 * Returns when every lockout among them has its row and its orchestration; what it throws must make the provider send
 * them again. @param items events as the provider words them. @param delivery the provider's id of what it has sent
 */
export async function receiveLockouts(
  deps: Deps,
  items: readonly unknown[],
  delivery: string,
): Promise<ReceivedCounts> {
  const provider = deps.providers.lockouts;
  if (!provider?.lockouts?.received) return { events: 0, started: 0, unreadable: items.length };
  const since = new Date(deps.clock.now().getTime() - deps.policy.lockouts.lookBack);
  const { events, unreadable } = await provider.lockouts.received(items, since, { timeoutMs: callMs });
  const started = await startRequests(deps, provider, events, { source, callMs });
  if (unreadable > 0) await recordUnreadable(deps, provider, unreadable, delivery, { source });
  return { events: events.length, started, unreadable };
}
