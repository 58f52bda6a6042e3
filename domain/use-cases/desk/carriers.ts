/**
 * Looking at cell service providers and keeping their list (R6). Rights and scope are looked at at every press; views are
 * in the trail too, before anything is shown.
 */
import type { Carrier, CarrierFault } from '../../account-record';
import { type CarrierValues, carrierFaults, readCarrier } from '../../carrier-values';
import type { DeskReason } from '../../desk/act';
import type { CarrierActKind } from '../../desk/carrier-act';
import { whyNoCarriers } from '../../desk/rights';
import { partyOf, system } from '../../ports/audit-trail';
import { recordCarrierRefusal } from './carrier-trail';
import { type Administering, capabilityOf, type DeskDeps, deskCall } from './desk-deps';
import { noteFault } from './perform-act';
import { type CarrierActAnswer, type CarrierPress, performCarrierAct } from './perform-carrier-act';

export type OpenedCarriers =
  | { readonly kind: 'carriers'; readonly carriers: readonly Carrier[] }
  | { readonly kind: DeskReason };

/** All of them, by name. @param what which view of them: the list, or one */
export async function openCarriers(
  deps: DeskDeps,
  { person, via }: Administering,
  what: string,
): Promise<OpenedCarriers> {
  const barred = whyNoCarriers(deps.policy, person);
  try {
    await deps.audit.record({
      key: `desk-carriers-${deps.random.id()}`,
      at: deps.clock.now().toISOString(),
      act: 'desk-carriers',
      actor: partyOf(person),
      subject: system,
      verifiedBy: 'teams',
      source: via,
      reason: barred ?? what,
      result: barred ? 'refused' : 'done',
    });
  } catch {
    return { kind: 'audit-unavailable' };
  }
  if (barred) return { kind: barred };
  const carriers = await readCarriers(deps);
  return carriers ? { kind: 'carriers', carriers } : { kind: 'provider-unavailable' };
}

/** Undefined where the directory doesn't answer. */
export async function readCarriers(deps: DeskDeps): Promise<readonly Carrier[] | undefined> {
  try {
    return await capabilityOf(deps)?.carriers(deskCall);
  } catch {
    return undefined;
  }
}

export type SavedCarrier =
  | CarrierActAnswer
  | { readonly kind: 'faults'; readonly faults: readonly CarrierFault[] };

/** Adds it, or changes the one there is. All values that break a rule are told with it, and nothing is saved. */
export async function saveCarrier(
  deps: DeskDeps,
  press: CarrierPress & { readonly isNew: boolean },
  typed: CarrierValues,
  note: string,
): Promise<SavedCarrier> {
  const kind = press.isNew ? 'add' : 'edit';
  const opened = await openForAct(deps, press, kind, note);
  if (opened.kind === 'refused') return opened;
  const reading = readCarrier(typed);
  if (reading.kind === 'refused') {
    await recordCarrierRefusal(deps, press, kind, press.carrierId, reading.rule);
    return { kind: 'faults', faults: carrierFaults(typed) };
  }
  const { before } = opened;
  const after = reading.values;
  let fault: CarrierFault | undefined;
  const more = { after, note: note.trim(), ...(before ? { before } : {}) };
  const answer = await performCarrierAct(deps, press, kind, more, async ({ carrierId }) => {
    const carrier = { id: carrierId, ...after };
    const administration = capabilityOf(deps);
    const told = await (press.isNew
      ? administration?.addCarrier(carrier, deskCall)
      : administration?.editCarrier(carrier, deskCall));
    if (told?.kind === 'done') return { result: 'done' };
    if (told?.kind === 'refused') {
      fault = { field: told.field, rule: told.rule };
      return { result: 'refused', reason: 'carrier-refused' };
    }
    return undefined;
  });
  return fault ? { kind: 'faults', faults: [fault] } : answer;
}

/** Refused while an account has it. */
export async function removeCarrier(
  deps: DeskDeps,
  press: CarrierPress,
  note: string,
): Promise<CarrierActAnswer> {
  const opened = await openForAct(deps, press, 'remove', note);
  if (opened.kind === 'refused') return opened;
  const { before } = opened;
  const more = { note: note.trim(), ...(before ? { before } : {}) };
  return performCarrierAct(deps, press, 'remove', more, async ({ carrierId }) => {
    const told = await capabilityOf(deps)?.removeCarrier(carrierId, deskCall);
    if (told === 'in-use') return { result: 'refused', reason: 'carrier-in-use' };
    return told && { result: 'done' };
  });
}

/** Right, scope and reason, and the provider as it is now; a new one isn't there yet. */
export async function openForAct(
  deps: DeskDeps,
  press: CarrierPress,
  kind: CarrierActKind,
  note: string | undefined,
): Promise<
  | { readonly kind: 'open'; readonly before?: CarrierValues }
  | { readonly kind: 'refused'; readonly reason: DeskReason }
> {
  const refused = async (reason: DeskReason) => {
    await recordCarrierRefusal(deps, press, kind, press.carrierId, reason);
    return { kind: 'refused', reason } as const;
  };
  const barred =
    whyNoCarriers(deps.policy, press.person) ?? (note === undefined ? undefined : noteFault(note));
  if (barred) return refused(barred);
  if (kind === 'add') return { kind: 'open' };
  const carriers = await readCarriers(deps);
  if (!carriers) return { kind: 'refused', reason: 'provider-unavailable' };
  const found = carriers.find(({ id }) => id === press.carrierId);
  if (!found) return refused('carrier-gone');
  const { id: _id, ...before } = found;
  return { kind: 'open', before };
}
