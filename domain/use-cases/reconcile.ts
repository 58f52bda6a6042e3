/**
 * Wakes what sleeps wrongly: open requests whose row is newer than what their orchestration has looked at, or for
 * which something is overdue (its orchestration died, was lost with a task hub, or its activity was killed). So
 * nothing waits for the platform's five-minute redelivery, and a new task hub loses nothing.
 */
import type { Deps } from '../deps';
import type { OpenRequest } from '../ports/stores';

/** A fresh change is being looked at just now; a due instant is met by the orchestration's own timer. */
const usualGraceMs = 30_000;
/**
 * Right after a start nothing of before is running here, and the hub may be a new one: what falls due before the
 * usual reconciling could find it (the lease of a dead sender, say) needs an orchestration that waits for it.
 */
export const graceAfterStartMs = -3 * 60_000;

/**
 * @param graceMs how long a thing may be due before it counts as asleep; negative: so long before it is due.
 * @returns how many were woken; throws the first failure after having tried all.
 */
export async function reconcile(
  deps: Pick<Deps, 'requests' | 'orchestrations' | 'clock'>,
  graceMs = usualGraceMs,
): Promise<number> {
  let woken = 0;
  const failures: unknown[] = [];
  for await (const open of deps.requests.allOpen()) {
    if (!isAsleep(open, deps.clock.now().getTime() - graceMs)) continue;
    try {
      await deps.orchestrations.wake(open.id);
      woken++;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return woken;
}

function isAsleep(open: OpenRequest, before: number): boolean {
  if (open.unhandled && Date.parse(open.changedAt) <= before) return true;
  return open.dueAt !== undefined && Date.parse(open.dueAt) <= before;
}
