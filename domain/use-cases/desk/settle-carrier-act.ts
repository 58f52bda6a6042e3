/**
 * Ends what an act on the list of cell service providers has left open (R6): its outcome is read from the list and never
 * acted upon again, put on the row, then told to the trail. Each may run twice and a death may come between any two; a
 * timer goes over the open acts every minute. Of a test no list tells: its outcome is then not known, and none is sent.
 */
import type { CarrierAct, CarrierActOutcome, CarrierVerdict } from '../../desk/carrier-act';
import { verdictOnCarriers } from '../../desk/carrier-act';
import { CodedError } from '../../errors';
import type { Stored } from '../../ports/stores';
import { recordCarrierOutcome } from './carrier-trail';
import { capabilityOf, type DeskDeps, deskCall } from './desk-deps';

/** A turn that lives is given so long. */
const graceMs = 30_000;
const tries = 5;

/** What the list shows of it; undefined while it can't be read. */
export async function seenOnCarriers(deps: DeskDeps, act: CarrierAct): Promise<CarrierVerdict | undefined> {
  if (act.kind === 'test') return verdictOnCarriers(act, []);
  try {
    const carriers = await capabilityOf(deps)?.carriers(deskCall);
    return carriers && verdictOnCarriers(act, carriers);
  } catch {
    return undefined;
  }
}

/** Whether its turn may still be at work on it. */
export function isFresh({ clock }: Pick<DeskDeps, 'clock'>, { beganAt }: CarrierAct): boolean {
  return clock.now().getTime() - Date.parse(beganAt) < graceMs;
}

/** The outcome on the row, then in the trail. Whoever comes second takes what the first has written. */
export async function concludeCarrierAct(
  deps: DeskDeps,
  stored: Stored<CarrierAct>,
  verdict: CarrierVerdict,
): Promise<CarrierActOutcome> {
  const outcome = { ...verdict, at: deps.clock.now().toISOString() };
  const written = await change(deps, stored, (act) => (act.outcome ? act : { ...act, outcome }));
  const known = written.value.outcome ?? outcome;
  await recordCarrierOutcome(deps, written.value, known);
  await change(deps, written, (act) => ({ ...act, recorded: true }));
  return known;
}

/** Every minute: all that is still open. @throws the first failure after having tried all */
export async function settleCarrierActs(deps: DeskDeps): Promise<number> {
  const failures: unknown[] = [];
  let settled = 0;
  for (const id of await deps.carrierActs.unsettled()) {
    await settle(deps, id).then(
      (done) => {
        settled += done ? 1 : 0;
      },
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}

async function settle(deps: DeskDeps, id: string): Promise<boolean> {
  const stored = await deps.carrierActs.read(id);
  if (!stored) return true;
  const { outcome } = stored.value;
  if (!outcome && isFresh(deps, stored.value)) return false;
  const verdict = outcome ?? (await seenOnCarriers(deps, stored.value));
  if (!verdict) return false;
  await concludeCarrierAct(deps, stored, verdict);
  return true;
}

async function change(
  deps: Pick<DeskDeps, 'carrierActs'>,
  known: Stored<CarrierAct>,
  to: (act: CarrierAct) => CarrierAct,
): Promise<Stored<CarrierAct>> {
  let stored = known;
  for (let n = 0; n < tries; n += 1) {
    const value = to(stored.value);
    if (value === stored.value) return stored;
    const written = await deps.carrierActs.replace({ ...stored, value });
    if (written !== 'conflict') return written;
    const read = await deps.carrierActs.read(stored.value.id);
    if (!read) break;
    stored = read;
  }
  throw new CodedError('conflict', 'the row of an act kept changing', { retryable: true });
}
