/**
 * The frame of every act on the list of cell service providers (R6), as perform-act.ts is for accounts: the act's row →
 * audit `started` → act → the outcome on the row → audit the outcome → answer. If the trail can't be written, nothing is
 * done. The same press again finds the row and is told what became of it.
 */
import type { DeskReason } from '../../desk/act';
import type { CarrierAct, CarrierActKind, CarrierActOutcome, CarrierVerdict } from '../../desk/carrier-act';
import { mayHaveActed } from '../../errors';
import { samePerson } from '../../person';
import { isFresh } from './act-row';
import { recordCarrierStart } from './carrier-trail';
import type { Administering, DeskDeps } from './desk-deps';
import { concludeCarrierAct, seenOnCarriers } from './settle-carrier-act';

export type CarrierActAnswer =
  | { readonly kind: 'ended'; readonly act: CarrierAct; readonly outcome: CarrierActOutcome }
  | { readonly kind: 'pending'; readonly act: CarrierAct }
  | { readonly kind: 'refused'; readonly reason: DeskReason };

export type CarrierPress = Administering & {
  /** The card's own id, as the chat's row has it. */
  readonly cardId: string;
  readonly carrierId: string;
};

/**
 * @param more what the act is about; the row keeps it
 * @param doing undefined: read the list to see what came of it
 */
export async function performCarrierAct(
  deps: DeskDeps,
  press: CarrierPress,
  kind: CarrierActKind,
  more: Pick<CarrierAct, 'before' | 'after' | 'test' | 'note'>,
  doing: (act: CarrierAct) => Promise<CarrierVerdict | undefined>,
): Promise<CarrierActAnswer> {
  const { tenantId, aadObjectId } = press.person;
  const inserted = await deps.carrierActs.insert({
    id: carrierActId(deps, press.cardId, kind),
    ...{ kind, carrierId: press.carrierId, via: press.via },
    administrator: { tenantId, aadObjectId },
    beganAt: deps.clock.now().toISOString(),
    ...more,
  });
  if (inserted === 'exists') {
    const former = await formerCarrierAct(deps, press, kind);
    return former ?? { kind: 'refused', reason: 'carrier-card-closed' };
  }
  const act = inserted.value;
  try {
    await recordCarrierStart(deps, act);
  } catch {
    await deps.carrierActs.remove(act.id);
    return { kind: 'refused', reason: 'audit-unavailable' };
  }
  let verdict: CarrierVerdict | undefined;
  try {
    verdict = await doing(act);
  } catch (error) {
    if (!mayHaveActed(error)) verdict = { result: 'failed', reason: 'provider-unavailable' };
  }
  verdict ??= await seenOnCarriers(deps, act);
  if (!verdict) return { kind: 'pending', act };
  return { kind: 'ended', act, outcome: await concludeCarrierAct(deps, inserted, verdict) };
}

/** What a card's button has done before, for this administrator: the card itself may be closed by now. */
export async function formerCarrierAct(
  deps: DeskDeps,
  { cardId, person }: Pick<CarrierPress, 'cardId' | 'person'>,
  kind: CarrierActKind,
): Promise<CarrierActAnswer | undefined> {
  const stored = await deps.carrierActs.read(carrierActId(deps, cardId, kind));
  if (!stored || !samePerson(stored.value.administrator, person)) return undefined;
  const act = stored.value;
  if (act.outcome) return { kind: 'ended', act, outcome: act.outcome };
  const verdict = isFresh(deps, act) ? undefined : await seenOnCarriers(deps, act);
  if (!verdict) return { kind: 'pending', act };
  return { kind: 'ended', act, outcome: await concludeCarrierAct(deps, stored, verdict) };
}

export function carrierActId(
  { digest }: Pick<DeskDeps, 'digest'>,
  cardId: string,
  kind: CarrierActKind,
): string {
  return `act-${digest.of('desk-carrier', cardId, kind).slice(0, 40)}`;
}
