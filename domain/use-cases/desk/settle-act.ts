/**
 * Ends what an act at the desk has left open: its outcome is read from the account and never acted upon again, put on
 * the row, told to the trail, and then the account's person is told by mail (T6). Each may run twice and a death may
 * come between any two; a timer goes over the open acts every minute.
 */
import type { DeskAct, DeskActOutcome } from '../../desk/act';
import { isSettled } from '../../desk/act';
import { after } from '../../duration';
import { CodedError } from '../../errors';
import { type AuditEntry, accountParty, partyOf, system } from '../../ports/audit-trail';
import type { Stored } from '../../ports/stores';
import { type DeskAction, type DeskVerdict, deskActions } from './desk-actions';
import { type DeskDeps, readRecord } from './desk-deps';

/** A turn that lives is given so long. */
const graceMs = 30_000;
/** Outlasts the mail server's time-out. */
const mailLeaseMs = 30_000;
const mailTries = 60;
const tries = 5;

/** What the account shows of it; undefined while it can't be read, or something that belongs to it can't be done. */
export async function verdictOf(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
): Promise<DeskActOutcome | undefined> {
  try {
    const record = await readRecord(deps, act.administrator, act.account.id);
    const verdict = action.verdict(act, record);
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
  const mail = outcome.result === 'done' && action.mail ? { owesMail: true as const } : {};
  const written = await change(deps, stored, (act) => (act.outcome ? act : { ...act, outcome, ...mail }));
  const known = written.value.outcome ?? outcome;
  await recordOutcome(deps, action, written.value, known);
  await change(deps, written, (act) => ({ ...act, recorded: true }));
  return known;
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
  const { beganAt, outcome } = stored.value;
  if (!outcome) {
    if (deps.clock.now().getTime() - Date.parse(beganAt) < graceMs) return false;
    const seen = await verdictOf(deps, action, stored.value);
    if (!seen) return false;
    await conclude(deps, action, stored, seen);
  } else if (!stored.value.recorded) {
    await conclude(deps, action, stored, outcome);
  }
  present = (await deps.deskActs.read(id)) ?? present;
  if (present.value.owesMail) await announce(deps, action, present);
  return isSettled((await deps.deskActs.read(id))?.value ?? present.value);
}

/** Every minute: all that is still open. @throws the first failure after having tried all */
export async function settleActs(deps: DeskDeps): Promise<number> {
  const failures: unknown[] = [];
  let settled = 0;
  for (const id of await deps.deskActs.unsettled()) {
    await settleAct(deps, id).then(
      (done) => {
        settled += done ? 1 : 0;
      },
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}

/** One at a time: the row's lease keeps two from sending the same mail. */
async function announce(deps: DeskDeps, action: DeskAction, stored: Stored<DeskAct>): Promise<void> {
  const now = deps.clock.now();
  const { mailTries: before = 0, mailLeaseUntil, outcome } = stored.value;
  if (mailLeaseUntil && Date.parse(mailLeaseUntil) > now.getTime()) return;
  const claimed = await deps.deskActs.replace({
    ...stored,
    value: { ...stored.value, mailTries: before + 1, mailLeaseUntil: after(now, mailLeaseMs) },
  });
  if (claimed === 'conflict') return;
  const act = claimed.value;
  const given = await send(deps, action, act, outcome?.at ?? act.beganAt).catch((error: unknown) => {
    if (before + 1 < mailTries) throw error;
    return 'unreachable' as const;
  });
  await recordMail(deps, action, act, given);
  await change(deps, claimed, ({ owesMail: _owesMail, ...rest }) => rest);
}

async function send(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
  at: string,
): Promise<'sent' | 'no-address'> {
  const account = await deps.providers.administration?.getAccount(act.account.id, { timeoutMs: 8_000 });
  const chat = act.subject && (await deps.conversations.read(act.subject));
  const locale = chat?.value.locale ?? deps.policy.organisation.languages[0] ?? 'en';
  if (!account || !action.mail) return 'no-address';
  return deps.announcer.announce(action.mail, account, { locale, at, requestId: act.id });
}

async function recordMail(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
  given: 'sent' | 'no-address' | 'unreachable',
): Promise<void> {
  await deps.audit.record({
    key: `${act.id}-mail`,
    at: act.outcome?.at ?? act.beganAt,
    act: 'mail-sent',
    ...partiesOf(act),
    actor: system,
    verifiedBy: 'system',
    source: action.mail ?? act.kind,
    reason: given,
    result: given === 'sent' ? 'done' : 'failed',
    requestId: act.id,
  });
}

function partiesOf({ administrator, subject, account }: DeskAct): Pick<AuditEntry, 'actor' | 'subject'> {
  return { actor: partyOf(administrator), subject: subject ? partyOf(subject) : accountParty(account) };
}

async function change(
  deps: Pick<DeskDeps, 'deskActs'>,
  known: Stored<DeskAct>,
  to: (act: DeskAct) => DeskAct,
): Promise<Stored<DeskAct>> {
  let stored = known;
  for (let n = 0; n < tries; n += 1) {
    const value = to(stored.value);
    if (value === stored.value) return stored;
    const written = await deps.deskActs.replace({ ...stored, value });
    if (written !== 'conflict') return written;
    const read = await deps.deskActs.read(stored.value.id);
    if (!read) break;
    stored = read;
  }
  throw new CodedError('conflict', 'the row of an act kept changing', { retryable: true });
}
