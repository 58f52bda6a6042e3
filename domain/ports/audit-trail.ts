/**
 * The append-only record of every act (T4): who, for whom, what, when, from where, why, how verified, with what
 * result; refusals and failures too, secrets and message texts never.
 */
import type { AccountRef } from '../account';
import type { PersonKey } from '../person';

export type AuditParty =
  | { readonly kind: 'person'; readonly person: PersonKey }
  | { readonly kind: 'account'; readonly account: AccountRef }
  | { readonly kind: 'system' };

export type AuditAct =
  | 'lockout-seen'
  | 'ticket-received'
  | 'question-sent'
  | 'question-undelivered'
  | 'notice-sent'
  | 'notice-held-back'
  | 'notice-undelivered'
  | 'notice-refused'
  | 'lockout-events-unreadable'
  | 'event-hook-refused'
  | 'answer'
  | 'unlock-started'
  | 'unlock'
  | 'password-link-started'
  | 'password-link'
  | 'password-link-used-started'
  | 'password-link-used'
  | 'mfa-reset-started'
  | 'mfa-reset'
  | 'ticket-opened'
  | 'ticket-updated'
  | 'help-requested'
  | 'mail-sent'
  | 'request-ended'
  | 'access-refused'
  | 'sign-in-code-refused'
  | 'device-verification-sent'
  | 'device-verification-accepted'
  | 'device-verification-refused'
  | 'authenticator-set-up'
  | 'authenticator-reset-started'
  | 'authenticator-reset'
  | 'reminder-sent'
  | 'reminder-undelivered'
  | 'reminder-link-opened'
  | 'reminder-run'
  | 'mobile-reset-started'
  | 'mobile-reset'
  | 'desk-search'
  | 'desk-view'
  | 'desk-unlock-started'
  | 'desk-unlock'
  | 'desk-password-page'
  | 'desk-password-started'
  | 'desk-password'
  | 'desk-edit-started'
  | 'desk-edit'
  | 'desk-log'
  | 'desk-carriers'
  | 'desk-carrier-started'
  | 'desk-carrier'
  | 'desk-carrier-test-started'
  | 'desk-carrier-test';

export type AuditEntry = {
  /** Unique within its instant: writing the same entry twice leaves one. */
  readonly key: string;
  readonly at: string;
  readonly act: AuditAct;
  readonly actor: AuditParty;
  readonly subject: AuditParty;
  /** How the actor was verified: `teams` (the channel's signed activity), `system`, `function-key`, `link` (one of ours), `signature` (a signed call), `password` (the account's own), `device-code` (that, and the code mailed to its address). */
  readonly verifiedBy:
    | 'teams'
    | 'system'
    | 'function-key'
    | 'link'
    | 'signature'
    | 'password'
    | 'device-code'
    | 'nobody';
  /** From where: `button`, `typed`, `timer`, an address. */
  readonly source: string;
  /**
   * Why, or a detail in code: a reason, an ending, the account. Never free text of a person, but for the name of a cell
   * service provider.
   */
  readonly reason: string;
  /**
   * The reason that an administrator gave for an act at the desk (D4): the only words of a person in the trail, at most
   * 500 characters, and only after the guard of P2 found no password or code in them.
   */
  readonly note?: string;
  readonly result: 'started' | 'done' | 'refused' | 'failed' | 'unknown' | 'pending';
  /** The request it belongs to: correlation through logs, tickets and the trail. */
  readonly requestId?: string;
};

export interface AuditTrail {
  /** Appends; an entry with the same instant and key is left as it is. Throws when it can't be written. */
  record(entry: AuditEntry): Promise<void>;
}

export const system: AuditParty = { kind: 'system' };
export function partyOf(person: PersonKey): AuditParty {
  if (person.aadObjectId === '') return system;
  return { kind: 'person', person: { tenantId: person.tenantId, aadObjectId: person.aadObjectId } };
}
export function accountParty(account: AccountRef): AuditParty {
  return { kind: 'account', account };
}
