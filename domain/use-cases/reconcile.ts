/**
 * Wakes what sleeps wrongly: open requests whose row is newer than what their orchestration has looked at, or for
 * which something is overdue. An orchestration whose activity was killed hears no event before the platform gives
 * the activity out again, five minutes later: it is started anew, which is always right, because the row knows how
 * far things have come and its leases keep two from doing the same.
 */
import type { Deps } from '../deps';
import type { OpenRequest } from '../ports/stores';

export type Patience = {
  /** How long a thing may be due before it counts as asleep; negative: so long before it is due. */
  readonly graceMs: number;
  /** How long overdue before waking is not enough. */
  readonly restartAfterMs: number;
};

/** A fresh change is being looked at just now; a due instant is met by the orchestration's own timer. */
const usual: Patience = { graceMs: 30_000, restartAfterMs: 90_000 };

/**
 * Right after a start nothing of before is running here, and the hub may be a new one: what falls due before the
 * usual reconciling could find it (the lease of a dead sender, say) needs an orchestration that waits for it.
 */
export const afterStart: Patience = { graceMs: -3 * 60_000, restartAfterMs: 0 };

/** In a great burst much is overdue that is only waiting its turn: the oldest are helped, nothing is flooded. */
const restartsAtMost = 25;
const wakesAtMost = 500;

type Asleep = { readonly id: string; readonly since: number };

/** @returns how many were woken or started anew; throws the first failure after having tried all. */
export async function reconcile(
  deps: Pick<Deps, 'requests' | 'orchestrations' | 'clock'>,
  patience = usual,
): Promise<number> {
  const now = deps.clock.now().getTime();
  const asleep: Asleep[] = [];
  for await (const open of deps.requests.allOpen()) {
    const since = sinceWhen(open);
    if (since !== undefined && since <= now - patience.graceMs) asleep.push({ id: open.id, since });
  }
  const oldestFirst = asleep.toSorted((a, b) => a.since - b.since).slice(0, wakesAtMost);
  const failures: unknown[] = [];
  for (const [index, { id, since }] of oldestFirst.entries()) {
    const stuck = now - since >= patience.restartAfterMs && index < restartsAtMost;
    try {
      await (stuck ? deps.orchestrations.restart(id) : deps.orchestrations.wake(id));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return oldestFirst.length;
}

/** Since when something waits for the orchestration, or from when on; undefined if nothing does. */
function sinceWhen({ unhandled, changedAt, dueAt }: OpenRequest): number | undefined {
  const instants = [...(unhandled ? [changedAt] : []), ...(dueAt ? [dueAt] : [])].map((at) => Date.parse(at));
  return instants.length > 0 ? Math.min(...instants) : undefined;
}
