/**
 * Ends what an act at the desk has left open: its outcome is read from the account and never acted upon again, put on
 * the row, told to the trail, and then the account's person is told by mail (T6). Each may run twice and a death may
 * come between any two; a timer goes over the open acts every minute.
 */
import type { DeskAct, DeskActOutcome } from '../../desk/act';
import { isSettled } from '../../desk/act';
import type { Stored } from '../../ports/stores';
import { changeAct, isFresh, settleEach } from './act-row';
import { announceAct, partiesOf, withoutAddresses } from './announce-act';
import { type DeskAction, type DeskVerdict, deskActions } from './desk-actions';
import { type DeskDeps, readRecord } from './desk-deps';

/** What the account shows of it; undefined while it can't be read, or something that belongs to it can't be done. */
export async function verdictOf(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
): Promise<DeskActOutcome | undefined> {
  try {
    const record = await readRecord(deps, act.administrator, act.account.id);
    const verdict = action.verdict(act, record, deps);
    if (verdict === 'done') await action.finish?.(deps, act);
    return outcomeOf(deps, verdict);
  } catch {
    return undefined;
  }
}

export function outcomeOf({ clock }: Pick<DeskDeps, 'clock'>, verdict: DeskVerdict): DeskActOutcome {
  const at = clock.now().toISOString();
  return verdict === 'done' ? { result: 'done', at } : { result: verdict.result, reason: verdict.not, at };
}

/** The outcome on the row, then in the trail. Whoever comes second takes what the first has written. */
export async function conclude(
  deps: DeskDeps,
  action: DeskAction,
  stored: Stored<DeskAct>,
  outcome: DeskActOutcome,
): Promise<DeskActOutcome> {
  const written = await changeAct(deps.deskActs, stored, (act) =>
    act.outcome ? act : concluded(action, act, outcome),
  );
  const known = written.value.outcome ?? outcome;
  await recordOutcome(deps, action, written.value, known);
  await changeAct<DeskAct>(deps.deskActs, written, (act) => ({ ...act, recorded: true }));
  return known;
}

/** Of an edit that nobody knows the end of, the account is looked at before anybody is told. */
function concluded(action: DeskAction, act: DeskAct, outcome: DeskActOutcome): DeskAct {
  const mayBeDone =
    outcome.result === 'done' || (outcome.result === 'unknown' && act.edit?.emails !== undefined);
  return mayBeDone && action.mail(act)
    ? { ...act, outcome, owesMail: true }
    : withoutAddresses({ ...act, outcome });
}

/**
 * An act that died before its deed would later find the account as this one leaves it, and be told as done beside it:
 * twice in the trail, and by two mails. So it is ended before this one is.
 */
export async function endForestalled(deps: DeskDeps, action: DeskAction, act: DeskAct): Promise<void> {
  for (const id of await deps.deskActs.unsettled()) {
    const stored = id === act.id ? undefined : await deps.deskActs.read(id);
    if (!stored || stored.value.outcome) continue;
    const { kind, account } = stored.value;
    const same =
      kind === act.kind && account.provider === act.account.provider && account.id === act.account.id;
    const reason = same ? action.forestalls?.(act, stored.value) : undefined;
    if (reason) await conclude(deps, action, stored, outcomeOf(deps, { not: reason, result: 'refused' }));
  }
}

/** The same instant and key tell the same outcome: recorded again, it stays one record. */
export async function recordOutcome(
  deps: Pick<DeskDeps, 'audit'>,
  action: DeskAction,
  act: DeskAct,
  { result, reason, at }: DeskActOutcome,
): Promise<void> {
  await deps.audit.record({
    key: `${act.id}-outcome`,
    at,
    act: action.outcome,
    ...partiesOf(act),
    verifiedBy: act.verifiedBy,
    source: act.via,
    reason: reason ?? 'verified',
    result,
    requestId: act.id,
  });
}

/** Goes on with one act; @returns whether it is settled now. */
export async function settleAct(deps: DeskDeps, id: string): Promise<boolean> {
  const stored = await deps.deskActs.read(id);
  const action = stored && deskActions[stored.value.kind];
  if (!stored || !action) return true;
  let present: Stored<DeskAct> = stored;
  const { outcome } = stored.value;
  if (!outcome) {
    if (isFresh(deps, stored.value)) return false;
    const seen = await verdictOf(deps, action, stored.value);
    if (!seen) return false;
    await conclude(deps, action, stored, seen);
  } else if (!stored.value.recorded) {
    await conclude(deps, action, stored, outcome);
  } else if (isSettled(stored.value)) {
    // A death came between its end and what marks it as open: written once more, the mark goes.
    await deps.deskActs.replace(stored);
  }
  present = (await deps.deskActs.read(id)) ?? present;
  if (present.value.owesMail) await announceAct(deps, action, present);
  return isSettled((await deps.deskActs.read(id))?.value ?? present.value);
}

/** Every minute: all that is still open. @throws the first failure after having tried all */
export function settleActs(deps: DeskDeps): Promise<number> {
  return settleEach(deps.deskActs, (id) => settleAct(deps, id));
}
