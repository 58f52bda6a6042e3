/** Open requests whose work never began, or died: begun again. Starting what runs already changes nothing. */
import type { MobileResetDeps } from './accept';

const graceMs = 30_000;
const restartAfterMs = 5 * 60_000;
const atMost = 200;
const logLifeMs = 90 * 24 * 60 * 60_000;

/** @returns how many were started. */
export async function reconcileMobileResets({
  mobile,
  orchestrations,
  clock,
}: Pick<MobileResetDeps, 'mobile' | 'orchestrations' | 'clock'>): Promise<number> {
  const now = clock.now().getTime();
  const overdue = (await mobile.requests.open(atMost)).filter(
    ({ dueAt }) => Date.parse(dueAt) < now - graceMs,
  );
  for (const { id, dueAt } of overdue) {
    const isStuck = Date.parse(dueAt) < now - restartAfterMs;
    await (isStuck ? orchestrations.restartMobileReset(id) : orchestrations.startMobileReset(id));
  }
  await mobile.requests.purge(new Date(now - logLifeMs));
  return overdue.length;
}
