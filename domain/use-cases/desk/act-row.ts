/** What both kinds of acts at the desk share (on accounts, and on cell service providers): their rows and their ends. */
import { CodedError } from '../../errors';
import type { ActStore } from '../../ports/desk-acts';
import type { Stored } from '../../ports/stores';
import type { DeskDeps } from './desk-deps';

/** A turn that lives is given so long. */
const graceMs = 30_000;
const tries = 5;
const keptMs = 60 * 24 * 60 * 60_000;

/** Whether its turn, on this device or another, may still be at work on it. */
export function isFresh(
  { clock }: Pick<DeskDeps, 'clock'>,
  { beganAt }: { readonly beganAt: string },
): boolean {
  return clock.now().getTime() - Date.parse(beganAt) < graceMs;
}

/**
 * Writes the row by ETag, read again where somebody else has written it.
 * @param to may run several times and answers the same object to leave the row
 * @throws CodedError `conflict` when others kept writing, or the row has gone
 */
export async function changeAct<Act extends { readonly id: string }>(
  rows: Pick<ActStore<Act>, 'read' | 'replace'>,
  known: Stored<Act>,
  to: (act: Act) => Act,
): Promise<Stored<Act>> {
  let stored = known;
  for (let n = 0; n < tries; n += 1) {
    const value = to(stored.value);
    if (value === stored.value) return stored;
    const written = await rows.replace({ ...stored, value });
    if (written !== 'conflict') return written;
    const read = await rows.read(stored.value.id);
    if (!read) break;
    stored = read;
  }
  throw new CodedError('conflict', 'the row of an act kept changing', { retryable: true });
}

/**
 * All that is still open, one after the other.
 * @param settle whether the act of that id is settled now
 * @returns how many were settled; throws the first failure after having tried all
 */
export async function settleEach(
  rows: Pick<ActStore<unknown>, 'unsettled'>,
  settle: (id: string) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = [];
  let settled = 0;
  for (const id of await rows.unsettled()) {
    await settle(id).then(
      (done) => {
        settled += done ? 1 : 0;
      },
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}

/** What ended long ago goes, a share of it at each round; who did what stays in the audit trail. */
export async function purgeActs({
  deskActs,
  carrierActs,
  clock,
}: Pick<DeskDeps, 'deskActs' | 'carrierActs' | 'clock'>): Promise<number> {
  const before = new Date(clock.now().getTime() - keptMs);
  return (await deskActs.purge(before)) + (await carrierActs.purge(before));
}
