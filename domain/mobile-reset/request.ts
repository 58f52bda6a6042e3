/**
 * A request for a temporary password from outside Teams (R). Nobody has shown who they are when it comes, so it never
 * takes anything away: the temporary password stands beside the original, and goes to the addresses on record only.
 * The row is the truth, as that of a support request is; its states:
 *
 *   accepted → issuing → handing-over → (ended: gone from the open requests, and a line of the mobile log)
 *
 * `handing-over` is written before the password is given to the mail server. Whoever finds it there after a death
 * can't know whether the mail went out: none is sent by itself then, because each would carry another password and
 * end the one before; the log says that it isn't known, and whoever still waits asks again.
 */
import type { AccountRef } from '../account';
import type { TextWay } from '../phone-number';

export type MobileRequest = {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** Address of the caller, or `unknown`. */
  readonly source: string;
  /** As it was typed, cut to 320 characters. Gone with the row; the log has it masked. */
  readonly email: string;
  /** Digits only; empty where none were given. */
  readonly phone: string;
  readonly state: 'accepted' | 'issuing' | 'handing-over';
  /** How often it was tried to hand the password over. */
  readonly tries: number;
  /** Until when whoever has taken it is believed alive, or before when it is not to be tried again. */
  readonly leaseUntil?: string;
  /** What the mail came to, written before the text is handed over: a death in between leaves only the text unknown. */
  readonly mailed?: Handover;
};

/** Why nothing was sent. Nobody but administrators is told. */
export type MobileRefusal =
  | 'switched-off'
  | 'unknown-address'
  | 'ambiguous-address'
  | 'disabled'
  | 'locked'
  | 'not-allowed'
  | 'privileged'
  | 'separated'
  | 'source-limit'
  | 'destination-limit'
  | 'account-limit'
  | 'limit-unreadable'
  | 'provider-refused'
  | 'no-mail-server';

/** `unknown`: it was given to the mail server, and nobody said what became of it. */
export type Handover = 'sent' | 'refused' | 'not-sent' | 'unknown';

export type MobileSending = {
  readonly way: 'mail' | TextWay;
  /** Masked. */
  readonly to: string;
  readonly result: Handover;
};

/** One line of the mobile log (R7). */
export type MobileLogEntry = {
  readonly id: string;
  /** ISO instants: when it came, and when it ended. */
  readonly at: string;
  readonly endedAt: string;
  readonly source: string;
  /** As they were typed, masked. */
  readonly email: string;
  readonly phone: string;
  readonly account?: AccountRef & { readonly name: string };
  readonly refusal?: MobileRefusal;
  readonly sent: readonly MobileSending[];
};

const longestEmail = 320;
const mostDigits = 20;

/** What a caller typed, as it is kept: nothing that could be anything but an address and digits. */
export function typedDestination(typed: { readonly email: string; readonly phone: string }): {
  readonly email: string;
  readonly phone: string;
} {
  return {
    email: typed.email.trim().slice(0, longestEmail),
    phone: typed.phone.replace(/\D/g, '').slice(0, mostDigits),
  };
}
