/**
 * Ends what an act on the list of cell service providers has left open (R6): its outcome is read from the list and never
 * acted upon again, put on the row, then told to the trail. Each may run twice and a death may come between any two; a
 * timer goes over the open acts every minute. Of a test no list tells: its outcome is then not known, and none is sent.
 */
import type { CarrierAct, CarrierActOutcome, CarrierVerdict } from '../../desk/carrier-act';
import { verdictOnCarriers } from '../../desk/carrier-act';
import type { Stored } from '../../ports/stores';
import { changeAct, isFresh, settleEach } from './act-row';
import { recordCarrierOutcome } from './carrier-trail';
import { capabilityOf, type DeskDeps, deskCall } from './desk-deps';

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

/** The outcome on the row, then in the trail. Whoever comes second takes what the first has written. */
export async function concludeCarrierAct(
  deps: DeskDeps,
  stored: Stored<CarrierAct>,
  verdict: CarrierVerdict,
): Promise<CarrierActOutcome> {
  const outcome = { ...verdict, at: deps.clock.now().toISOString() };
  const written = await changeAct(deps.carrierActs, stored, (act) =>
    act.outcome ? act : { ...act, outcome },
  );
  const known = written.value.outcome ?? outcome;
  await recordCarrierOutcome(deps, written.value, known);
  await changeAct<CarrierAct>(deps.carrierActs, written, (act) => ({ ...act, recorded: true }));
  return known;
}

/** Every minute: all that is still open. @throws the first failure after having tried all */
export function settleCarrierActs(deps: DeskDeps): Promise<number> {
  return settleEach(deps.carrierActs, (id) => settle(deps, id));
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
