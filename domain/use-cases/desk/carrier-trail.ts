/**
 * Acts on the list of cell service providers in the audit trail (R6): what was added, changed or removed with the values
 * before and after, and each test with its provider, way and masked number.
 */
import type { CarrierValues } from '../../carrier-values';
import type { CarrierAct, CarrierActKind, CarrierActOutcome } from '../../desk/carrier-act';
import { type AuditEntry, partyOf, system } from '../../ports/audit-trail';
import type { Administering, DeskDeps } from './desk-deps';

type TrailDeps = Pick<DeskDeps, 'audit' | 'clock' | 'random'>;

const words: Readonly<Record<Exclude<CarrierActKind, 'test'>, string>> = {
  add: 'added',
  edit: 'edited',
  remove: 'removed',
};

const actOf = (kind: CarrierActKind) => (kind === 'test' ? 'desk-carrier-test' : 'desk-carrier');

/** @throws where it can't be written: then nothing may be done */
export async function recordCarrierStart(deps: TrailDeps, act: CarrierAct): Promise<void> {
  await deps.audit.record({
    key: `${act.id}-started`,
    at: act.beganAt,
    act: `${actOf(act.kind)}-started`,
    ...partiesOf(act),
    reason: whatOf(act),
    ...(act.note ? { note: act.note } : {}),
    result: 'started',
  });
}

/** The same instant and key tell the same outcome: recorded again, it stays one record. */
export async function recordCarrierOutcome(
  deps: TrailDeps,
  act: CarrierAct,
  outcome: CarrierActOutcome,
): Promise<void> {
  const { result, handover, at } = outcome;
  const told = result === 'done' ? whatOf(act) : `${act.carrierId}: ${outcome.reason}`;
  await deps.audit.record({
    key: `${act.id}-outcome`,
    at,
    act: actOf(act.kind),
    ...partiesOf(act),
    reason: handover ? `${whatOf(act)}: ${handover}` : told,
    result,
  });
}

/** A press that did nothing, and why. It is refused all the same where that can't be written. */
export async function recordCarrierRefusal(
  deps: TrailDeps,
  { person, via }: Administering,
  kind: CarrierActKind,
  carrierId: string,
  reason: string,
): Promise<void> {
  const entry: AuditEntry = {
    key: `${actOf(kind)}-${deps.random.id()}`,
    at: deps.clock.now().toISOString(),
    act: actOf(kind),
    actor: partyOf(person),
    subject: system,
    verifiedBy: 'teams',
    source: via,
    reason: `${carrierId}: ${reason}`,
    result: 'refused',
  };
  await deps.audit.record(entry).catch(() => undefined);
}

function partiesOf({ id, administrator, via }: CarrierAct) {
  return {
    actor: partyOf(administrator),
    subject: system,
    verifiedBy: 'teams',
    source: via,
    requestId: id,
  } as const;
}

function whatOf({ kind, carrierId, before, after, test }: CarrierAct): string {
  if (kind === 'test') return `${carrierId} ${valuesOf(before)}, ${test?.way ?? ''} ${test?.to ?? ''}`;
  const values = [before, after].filter((one) => one !== undefined).map(valuesOf);
  return `${words[kind]} ${carrierId} ${values.join(' → ')}`;
}

/** One after the other, in an order that stays. */
function valuesOf(values: CarrierValues | undefined): string {
  if (!values) return '';
  const { name, smsDomain = null, numberFormat } = values;
  return JSON.stringify({ name, smsDomain, numberFormat });
}
