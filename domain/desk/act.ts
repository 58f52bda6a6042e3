/**
 * One act of an administrator at the desk: a row of its own, so that it is done once, that its end stands in the
 * trail and that its person is told, whatever dies in between. The row is made before anything is changed.
 */
import type { AccountRef } from '../account';
import type { PersonKey } from '../person';
import type { EditToTell } from './edit-told';
import type { DeskBar } from './rights';

export type DeskActKind = 'unlock' | 'reset-secret-key' | 'enter-password' | 'edit';

/** Why something was not done at the desk; a closed list with words for each. */
export type DeskReason =
  | DeskBar
  | 'not-locked'
  | 'disabled'
  | 'no-secret-key'
  | 'still-locked'
  | 'secret-key-remains'
  | 'password-not-set'
  | 'account-gone'
  | 'card-closed'
  | 'note-missing'
  | 'note-too-long'
  | 'note-secret'
  | 'changed-meanwhile'
  | 'edit-refused'
  | 'carrier-card-closed'
  | 'carrier-pending'
  | 'carrier-refused'
  | 'carrier-gone'
  | 'carrier-in-use'
  | 'carrier-not-saved'
  | 'audit-unavailable'
  | 'provider-refused'
  | 'provider-unavailable'
  | 'outcome-unknown';

/** The reason that an administrator gives is written for others to understand. */
export const shortestNote = 3;
export const longestNote = 500;

/** Of a changed e-mail address both are told. */
export type DeskAddress = 'former' | 'present';

export type DeskAct = {
  /** Follows from the card and the button: pressed again, it is the same act. */
  readonly id: string;
  readonly kind: DeskActKind;
  readonly administrator: PersonKey;
  readonly account: AccountRef;
  /** The person behind the account, where it is linked. */
  readonly subject?: PersonKey;
  /** The administrator's reason, in their words. */
  readonly note: string;
  /** `link`: on a page of ours, which its bearer was sent. */
  readonly verifiedBy: 'teams' | 'link';
  /** `button`, `typed`, or the address of whoever used the page. */
  readonly via: string;
  readonly beganAt: string;
  /** The record's version that an edit had seen. */
  readonly version?: string;
  /** What an edit changes, and who is told. */
  readonly edit?: EditToTell;
  /** The lock that was to be taken away. */
  readonly lockedAt?: string;
  readonly outcome?: DeskActOutcome;
  /** The outcome stands in the trail. */
  readonly recorded?: true;
  /** The account's person is still to be told. */
  readonly owesMail?: true;
  /** How often that was tried, and until when a try may still be under way. */
  readonly mailTries?: number;
  readonly mailLeaseUntil?: string;
  /** Who has been told. */
  readonly told?: readonly DeskAddress[];
};

export type DeskActOutcome = {
  readonly result: 'done' | 'failed' | 'refused' | 'unknown';
  readonly reason?: DeskReason;
  readonly at: string;
};

/** Nothing is left to be done for it. */
export function isSettled({
  outcome,
  recorded,
  owesMail,
}: {
  readonly outcome?: unknown;
  readonly recorded?: true;
  readonly owesMail?: true;
}): boolean {
  return outcome !== undefined && recorded === true && !owesMail;
}
