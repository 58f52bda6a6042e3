/** What administrators can do to an account at the desk, each as the frame in perform-act.ts wants it. */
import type { EditAnswer, RecordValues } from '../../account-record';
import type { DeskAct, DeskActKind, DeskReason } from '../../desk/act';
import { type EditToTell, editToTell, isAsWanted, mailOfEdit } from '../../desk/edit-told';
import type { Right } from '../../desk/rights';
import type { AuditAct } from '../../ports/audit-trail';
import type { Secret } from '../../secret';
import type { MailAbout } from '../../support-request';
import { capabilityOf, type DeskDeps, type DeskRecord, deskCall, valuesOf } from './desk-deps';

export type DeskVerdict =
  | 'done'
  | { readonly not: DeskReason; readonly result: 'refused' | 'failed' | 'unknown' };

export type DeskAction = {
  readonly kind: DeskActKind;
  readonly right: Right;
  readonly started: AuditAct;
  readonly outcome: AuditAct;
  /** What the account's person is told by mail (T6); undefined: nothing. */
  mail(act: DeskAct): MailAbout | undefined;
  /** What the row keeps of an edit before anything is changed. */
  toTell?(deps: Pick<DeskDeps, 'digest'>, record: DeskRecord): EditToTell;
  /** Why there is nothing to be done, or it can't be. */
  pointless(record: DeskRecord): DeskReason | undefined;
  /** A verdict at once is one that the account itself has given, and needs no second look. */
  act(deps: DeskDeps, act: DeskAct): Promise<DeskVerdict | undefined>;
  /** What the account shows of it afterwards; also after a call that nobody answered. */
  verdict(act: DeskAct, record: DeskRecord | undefined, deps: Pick<DeskDeps, 'digest'>): DeskVerdict;
  /** What belongs to it and may be done again without harm: it isn't over before that is done. */
  finish?(deps: DeskDeps, act: DeskAct): Promise<void>;
  /** Why an earlier act that nobody has ended wasn't the one that was done, now that this one was. */
  forestalls?(act: DeskAct, earlier: DeskAct): DeskReason | undefined;
};

/** D2: the lock goes, *unlocked by* is the administrator. */
export const unlockAtDesk: DeskAction = {
  kind: 'unlock',
  right: 'unlock',
  started: 'desk-unlock-started',
  outcome: 'desk-unlock',
  mail: () => 'unlocked-by-it',
  pointless: ({ account }) => {
    if (account.status === 'disabled') return 'disabled';
    return account.status === 'locked' ? undefined : 'not-locked';
  },
  act: async (deps, { account, administrator }) => {
    await capabilityOf(deps)?.unlock(account.id, administrator.aadObjectId, deskCall);
    return undefined;
  },
  verdict: ({ administrator, lockedAt }, record) => {
    if (!record) return { not: 'account-gone', result: 'failed' };
    const { account } = record;
    if (account.status === 'locked' && account.lockedAt === lockedAt) {
      return { not: 'still-locked', result: 'failed' };
    }
    // Somebody else came first: theirs is the act, and the record says so.
    return account.unlockedBy === administrator.aadObjectId
      ? 'done'
      : { not: 'not-locked', result: 'refused' };
  },
  forestalls: ({ lockedAt }, earlier) => (earlier.lockedAt === lockedAt ? 'not-locked' : undefined),
};

/**
 * D3: the secret key of the authenticator app goes, and whoever is signed in with it is signed out; the next sign-in
 * goes by device authorization.
 */
export const resetKeyAtDesk: DeskAction = {
  kind: 'reset-secret-key',
  right: 'resetSecretKey',
  started: 'authenticator-reset-started',
  outcome: 'authenticator-reset',
  mail: () => 'secret-key-reset',
  pointless: (record) => {
    if (record.account.status === 'disabled') return 'disabled';
    return hasSecretKey(record) ? undefined : 'no-secret-key';
  },
  act: async (deps, { account }) => {
    await deps.providers.administration?.authenticatorSecret?.reset(account.id, deskCall);
    return undefined;
  },
  verdict: (_act, record) => {
    if (!record) return { not: 'account-gone', result: 'failed' };
    return hasSecretKey(record) ? { not: 'secret-key-remains', result: 'failed' } : 'done';
  },
  finish: async (deps, { account }) => {
    await deps.providers.administration?.sessions?.endAll(account.id, deskCall);
  },
  forestalls: () => 'no-secret-key',
};

function hasSecretKey({ factors }: DeskRecord): boolean {
  return factors.some(({ kind }) => kind === 'authenticator-app');
}

/** R5: without a password, as the timer has it, it only judges what became of one. */
export function enterPasswordAtDesk(password?: Secret<string>): DeskAction {
  return {
    kind: 'enter-password',
    right: 'editUser',
    started: 'desk-password-started',
    outcome: 'desk-password',
    mail: () => 'password-entered',
    pointless: ({ account }) => (account.status === 'disabled' ? 'disabled' : undefined),
    act: async (deps, { account }) => {
      if (password) await capabilityOf(deps)?.enterPassword(account.id, password, deskCall);
      return undefined;
    },
    verdict: ({ beganAt }, record) => {
      if (!record) return { not: 'account-gone', result: 'failed' };
      const isSet = Date.parse(record.passwordChangedAt) >= Date.parse(beganAt);
      return isSet ? 'done' : { not: 'password-not-set', result: 'failed' };
    },
  };
}

/**
 * R8: the record as the form has it. `answered` is told what the directory says. Without values, as the timer has it,
 * a record that somebody else has changed since can't be judged.
 */
export function editAtDesk(values?: RecordValues, answered?: (answer: EditAnswer) => void): DeskAction {
  return {
    kind: 'edit',
    right: 'editUser',
    started: 'desk-edit-started',
    outcome: 'desk-edit',
    pointless: () => undefined,
    act: async (deps, { account, version = '' }) => {
      const answer = values && (await capabilityOf(deps)?.edit(account.id, { ...values, version }, deskCall));
      if (answer) answered?.(answer);
      if (answer?.kind === 'conflict') return { not: 'changed-meanwhile', result: 'refused' };
      return answer?.kind === 'refused' ? { not: 'edit-refused', result: 'refused' } : undefined;
    },
    mail: ({ edit }) => edit && mailOfEdit(edit),
    ...(values ? { toTell: ({ digest }, record) => editToTell(digest, valuesOf(record), values) } : {}),
    verdict: ({ version, edit }, record, { digest }) => {
      if (!record) return { not: 'account-gone', result: 'failed' };
      if (edit && isAsWanted(digest, edit, valuesOf(record))) return 'done';
      return values || record.version === version
        ? { not: 'changed-meanwhile', result: 'failed' }
        : { not: 'outcome-unknown', result: 'unknown' };
    },
    forestalls: (act, earlier) => (earlier.version === act.version ? 'changed-meanwhile' : undefined),
  };
}

export const deskActions: Readonly<Record<DeskActKind, DeskAction>> = {
  unlock: unlockAtDesk,
  'reset-secret-key': resetKeyAtDesk,
  'enter-password': enterPasswordAtDesk(),
  edit: editAtDesk(),
};
