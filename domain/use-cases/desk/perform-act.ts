/**
 * The frame of every act at the desk: right, scope and account looked at afresh → the act's row → audit `started` →
 * act → read again → the outcome on the row → audit the outcome → answer. If the trail can't be written, nothing is
 * done. The same press again finds the row and is told what became of it. What a death leaves open, settle-act.ts ends.
 */
import type { AccountRef } from '../../account';
import {
  type DeskAct,
  type DeskActOutcome,
  type DeskReason,
  longestNote,
  shortestNote,
} from '../../desk/act';
import { whyBarred } from '../../desk/rights';
import { mayHaveActed } from '../../errors';
import { type PersonKey, samePerson } from '../../person';
import { accountParty, partyOf } from '../../ports/audit-trail';
import { isFresh } from './act-row';
import type { DeskAction } from './desk-actions';
import { type DeskDeps, type DeskRecord, readRecord, subjectOf } from './desk-deps';
import { conclude, endForestalled, outcomeOf, recordOutcome, verdictOf } from './settle-act';

export type DeskPress = {
  readonly person: PersonKey;
  /** `button`, `typed`, or an address. */
  readonly via: string;
  readonly verifiedBy?: 'link';
  /** The card's own id, as the chat's row has it. */
  readonly cardId: string;
  readonly account: AccountRef;
  readonly accountName: string;
  /** The administrator's reason, past the guard of P2. */
  readonly note: string;
  /** The record's version that the form was filled in for. */
  readonly version?: string;
};

export type DeskActAnswer =
  | { readonly kind: 'done' | 'pending'; readonly act: DeskAct }
  | { readonly kind: 'refused' | 'failed'; readonly reason: DeskReason };

/** What is wrong with a reason, or undefined. */
export function noteFault(note: string): DeskReason | undefined {
  const length = Array.from(note.trim()).length;
  if (length < shortestNote) return 'note-missing';
  return length > longestNote ? 'note-too-long' : undefined;
}

export async function performAct(
  deps: DeskDeps,
  action: DeskAction,
  press: DeskPress,
): Promise<DeskActAnswer> {
  const id = actId(deps, action, press.cardId);
  const former = await deps.deskActs.read(id);
  if (former) return whatBecameOf(deps, action, former.value);
  const record = await readRecord(deps, press.person, press.account.id).catch(() => 'away' as const);
  if (record === 'away') return { kind: 'failed', reason: 'provider-unavailable' };
  const barred = record ? whyNot(deps, action, press, record) : 'account-gone';
  if (barred) return refuse(deps, action, press, record, barred);
  const inserted = await deps.deskActs.insert(newAct(deps, action, press, id, record));
  if (inserted === 'exists') {
    const present = await deps.deskActs.read(id);
    return present
      ? whatBecameOf(deps, action, present.value)
      : { kind: 'failed', reason: 'provider-unavailable' };
  }
  const act = inserted.value;
  if (!(await recordStart(deps, action, act))) {
    await deps.deskActs.remove(id);
    return { kind: 'refused', reason: 'audit-unavailable' };
  }
  try {
    const told = await action.act(deps, act);
    if (told) return answerOf(act, await conclude(deps, action, inserted, outcomeOf(deps, told)));
  } catch (error) {
    if (!mayHaveActed(error)) {
      const at = deps.clock.now().toISOString();
      return answerOf(
        act,
        await conclude(deps, action, inserted, { result: 'failed', reason: 'provider-unavailable', at }),
      );
    }
  }
  const outcome = await verdictOf(deps, action, act);
  if (!outcome) return { kind: 'pending', act };
  if (outcome.result === 'done') await endForestalled(deps, action, act);
  return answerOf(act, await conclude(deps, action, inserted, outcome));
}

/** What a card's button has done before, for this administrator: the card itself may be closed by now. */
export async function formerAct(
  deps: DeskDeps,
  action: DeskAction,
  cardId: string,
  person: PersonKey,
): Promise<{ readonly account: AccountRef; readonly answer: DeskActAnswer } | undefined> {
  const former = (await deps.deskActs.read(actId(deps, action, cardId)))?.value;
  if (!former || !samePerson(former.administrator, person)) return undefined;
  return { account: former.account, answer: await whatBecameOf(deps, action, former) };
}

function actId({ digest }: DeskDeps, action: DeskAction, cardId: string): string {
  return `act-${digest.of('desk', cardId, action.kind).slice(0, 40)}`;
}

/** Why this can't be done now, as the account and the policy are. */
export function whyNot(
  deps: DeskDeps,
  action: DeskAction,
  press: DeskPress,
  record: DeskRecord | undefined,
): DeskReason | undefined {
  if (!record) return 'account-gone';
  const fault = noteFault(press.note);
  if (fault) return fault;
  return (
    whyBarred(deps.policy, press.person, action.right, record.account, record.own) ?? action.pointless(record)
  );
}

function newAct(
  deps: DeskDeps,
  action: DeskAction,
  press: DeskPress,
  id: string,
  record: DeskRecord | undefined,
): DeskAct {
  const subject = record && subjectOf(deps, record.account);
  const lockedAt = record?.account.lockedAt;
  const edit = record && action.toTell?.(deps, record);
  return {
    id,
    kind: action.kind,
    administrator: { tenantId: press.person.tenantId, aadObjectId: press.person.aadObjectId },
    account: press.account,
    ...(subject?.kind === 'person' ? { subject: subject.person } : {}),
    note: press.note.trim(),
    verifiedBy: press.verifiedBy ?? 'teams',
    via: press.via,
    beganAt: deps.clock.now().toISOString(),
    ...(lockedAt ? { lockedAt } : {}),
    ...(press.version ? { version: press.version } : {}),
    ...(edit ? { edit } : {}),
  };
}

/** Somebody presses again, or on another device: nothing is done twice. */
async function whatBecameOf(deps: DeskDeps, action: DeskAction, act: DeskAct): Promise<DeskActAnswer> {
  if (act.outcome) return answerOf(act, act.outcome);
  const stored = await deps.deskActs.read(act.id);
  const outcome = await verdictOf(deps, action, act);
  if (!stored || !outcome || (outcome.result !== 'done' && isFresh(deps, act)))
    return { kind: 'pending', act };
  return answerOf(act, await conclude(deps, action, stored, outcome));
}

function answerOf(act: DeskAct, outcome: DeskActOutcome): DeskActAnswer {
  const { result, reason = 'outcome-unknown' } = outcome;
  if (result === 'done') return { kind: 'done', act: { ...act, outcome } };
  return { kind: result === 'refused' ? 'refused' : 'failed', reason };
}

/** Refusals are in the trail too; one that can't be written is a refusal all the same. */
export async function refuse(
  deps: DeskDeps,
  action: DeskAction,
  press: DeskPress,
  record: DeskRecord | undefined,
  reason: DeskReason,
): Promise<DeskActAnswer> {
  const at = deps.clock.now().toISOString();
  const act = newAct(deps, action, { ...press, note: '' }, `none-${deps.random.id()}`, record);
  await recordOutcome(deps, action, act, { result: 'refused', reason, at }).catch(() => undefined);
  return { kind: 'refused', reason };
}

async function recordStart(deps: DeskDeps, action: DeskAction, act: DeskAct): Promise<boolean> {
  const { id, administrator, account, subject, note, verifiedBy, via, beganAt } = act;
  try {
    await deps.audit.record({
      key: `${id}-started`,
      at: beganAt,
      act: action.started,
      actor: partyOf(administrator),
      subject: subject ? partyOf(subject) : accountParty(account),
      verifiedBy,
      source: via,
      reason: `${account.provider}:${account.id}`,
      note,
      result: 'started',
      requestId: id,
    });
    return true;
  } catch {
    return false;
  }
}
