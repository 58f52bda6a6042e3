/**
 * A support request: one person's unlock (later: password or MFA reset, or plain help) from when it is known to
 * the resolved ticket. The stored row is the truth, guarded by its ETag; the orchestration, the cards and the
 * open question can all be made again from it. This file holds its shape and its legal transitions, nothing else.
 */

import type { AccountRef, SignInSource } from './account';
import { isPast } from './duration';
import { CodedError } from './errors';
import type { Reason } from './outcome';
import type { PersonKey } from './person';
import type { Factor } from './ports/identity-provider';

export type RequestKind = 'unlock' | 'password-reset' | 'mfa-reset' | 'help';
export type Origin = 'lockout-notice' | 'chat' | 'ticket' | 'reminder';

/**
 * seen: known, nothing said yet (or held back) · asked: a question about it is before the person ·
 * acting: the person agreed, `perform` is at work · follow-up: done, waiting to hear whether it worked ·
 * handed-over: a human of the help desk has it · ended: final.
 */
export type RequestState = 'seen' | 'asked' | 'acting' | 'follow-up' | 'handed-over' | 'ended';

/** How it ended; the words for each stand in the locales. */
export type Ending =
  | 'worked'
  | 'no-answer'
  | 'dismissed'
  | 'not-me'
  | 'expired'
  | 'already-unlocked'
  | 'locked-again'
  | 'replaced'
  | 'refused'
  | 'undelivered'
  | 'with-help-desk'
  | 'instructed';

/** One message of the bot about the request: its delivery record. Of what was sent only id and template are kept. */
export type Delivery = {
  /** `notice`, `question`, `ask-again`, `working`, `result`, `reopened`, `former-…`: unique within the request. */
  readonly key: string;
  readonly template: string;
  readonly state: 'sending' | 'sent' | 'undelivered';
  /** While sending: until when the sender is believed alive. */
  readonly leaseUntil?: string;
  readonly activityId?: string;
  readonly at: string;
  readonly reason?: Reason;
  /** The card has lost its buttons for all devices. */
  readonly retired?: true;
};

/** What the product still owes the world for this request; the orchestration pays it, in order, with retry. */
export type Owed =
  /** `words`: what the person saw and chose to send (G4); they live here only until the ticket has them. */
  | { readonly kind: 'ticket-open'; readonly securityIncident: boolean; readonly words?: string }
  | { readonly kind: 'ticket-note'; readonly key: string; readonly note: TicketNote; readonly words?: string }
  | { readonly kind: 'ticket-resolve'; readonly note: TicketNote }
  | { readonly kind: 'ticket-reopen'; readonly note: TicketNote }
  | { readonly kind: 'ticket-close'; readonly note: TicketNote }
  | { readonly kind: 'mail'; readonly about: MailAbout }
  | { readonly kind: 'retire'; readonly key: string };

/** What the second channel tells (T6, M6). */
export type MailAbout =
  | 'unlocked'
  | 'password-link'
  | 'factors-removed'
  | 'separated'
  | 'secret-key-reset'
  | 'unlocked-by-it'
  | 'password-entered'
  | 'email-changed'
  | 'record-edited';

/** What a ticket says, as a kind; the words are rendered in cards/. */
export type TicketNote =
  | 'unlocked'
  | 'unlock-failed'
  | 'password-link-sent'
  | 'password-link-used'
  | 'question-sent'
  | 'not-reached'
  | 'not-answered'
  | 'declined'
  | 'not-theirs'
  | 'factors-planned'
  | 'factors-removed'
  | 'factors-remain'
  | 'sessions-remain'
  | 'separated'
  | 'worked'
  | 'still-cannot-sign-in'
  | 'no-answer'
  | 'locked-again'
  | 'not-me'
  | 'help-asked';

/** Whoever performs. After `leaseUntil` anybody may go on where it was. */
export type Executor = { readonly token: string; readonly leaseUntil: string };

/** How far performing came; each step is written before the next begins. */
export type Execution = {
  /** The press or the typed yes; older than 15 minutes it no longer counts. */
  readonly consentAt: string;
  readonly via: 'button' | 'typed';
  readonly startedAt?: string;
  /** I2: since then the ticket knows what is to be done. */
  readonly filedAt?: string;
  /** Written before the provider is called: after it, an account found unlocked was unlocked by us. */
  readonly attemptedAt?: string;
  readonly doneAt?: string;
  readonly failure?: Reason;
};

export type SupportRequest = PersonKey & {
  readonly id: string;
  readonly kind: RequestKind;
  readonly origin: Origin;
  readonly locale: string;
  /** Absent for plain help, and where no account is linked to the person. */
  readonly account?: AccountRef;
  /** What the person calls the account: its user name. For display. */
  readonly accountName?: string;
  readonly state: RequestState;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Counts the writes that the orchestration should know of. */
  readonly revision: number;
  /** The last revision that the orchestration has looked at. */
  readonly handledRevision: number;
  /** Password reset: our link that is alive, as a keyed hash (P3). */
  readonly recovery?: { readonly linkHash: string; readonly expiresAt: string; readonly usedAt?: string };
  /** MFA reset: what the person chose (ids of factors), and what came of it. Names are masked. */
  readonly factors?: {
    readonly chosen: 'all' | readonly string[];
    readonly lost: boolean;
    readonly removed?: readonly Factor[];
    readonly remaining?: readonly Factor[];
    readonly sessionsEnded?: boolean;
    /** M5: they should have ended, and the provider doesn't let us. */
    readonly sessionsRemain?: true;
  };
  /** I4: the ticket that it began with, and the deliveries of it that were taken, newest last: none counts twice. */
  readonly incoming?: {
    readonly ticketId: string;
    readonly deliveries: readonly { readonly digest: string; readonly at: string }[];
  };
  /** E3: what the reminder was about whose Open a ticket was pressed. */
  readonly reminder?: { readonly passwordExpiresAt: string };
  readonly lockout?: { readonly at: string; readonly source: SignInSource };
  /** It began soon after an unlock: the notice says so. */
  readonly lockedAgain?: true;
  /** Soon after an unlock of ours: something may still sign in with an old password. */
  readonly oldPasswordLikely?: true;
  /** A notice held back by the limit goes out then, if the account is still locked. */
  readonly heldUntil?: string;
  /** When the open question loses its life. */
  readonly expiresAt?: string;
  /** Until when an answer to "did it work?" is awaited. */
  readonly followUpUntil?: string;
  readonly executor?: Executor;
  readonly execution?: Execution;
  readonly deliveries: readonly Delivery[];
  readonly owed: readonly Owed[];
  readonly ticket?: { readonly id: string };
  /** After a debt could not be paid: how often in a row, and when to try again. */
  readonly retry?: { readonly attempts: number; readonly notBefore: string };
  /** The ticketing system has said when to come again: until then what is owed on the ticket waits, and nothing else. */
  readonly ticketNotBefore?: string;
  /** Somebody at the help desk was asked: the ticket is then never closed by silence. */
  readonly helpAsked?: true;
  readonly securityIncident?: true;
  readonly ending?: Ending;
  readonly endedAt?: string;
  readonly endReason?: Reason;
};

/** The legal transitions, in one table. */
const transitions: Readonly<Record<RequestState, readonly RequestState[]>> = {
  seen: ['asked', 'acting', 'ended'],
  asked: ['asked', 'acting', 'ended'],
  acting: ['acting', 'asked', 'follow-up', 'ended'],
  'follow-up': ['handed-over', 'ended'],
  'handed-over': ['ended'],
  ended: [],
};

export function isOpen(request: SupportRequest): boolean {
  return request.state !== 'ended';
}

/** Somebody at the help desk has still something to do: silence doesn't close the ticket then. */
export function awaitsHelpDesk({ helpAsked, securityIncident, factors }: SupportRequest): boolean {
  return helpAsked === true || securityIncident === true || (factors?.remaining?.length ?? 0) > 0;
}

export function mayMove(from: RequestState, to: RequestState): boolean {
  return transitions[from].includes(to);
}

/** The request in its next state. Throws `invalid-transition`, which is a fault of ours, never of a person. */
export function move(
  request: SupportRequest,
  to: RequestState,
  now: Date,
  change: Partial<SupportRequest> = {},
): SupportRequest {
  if (!mayMove(request.state, to)) {
    throw new CodedError('invalid-transition', `a request may not go from ${request.state} to ${to}`);
  }
  return touch({ ...request, ...change, state: to }, now);
}

/** The request ended; what it waited for is dropped, what it owes stays. */
export function end(
  request: SupportRequest,
  ending: Ending,
  now: Date,
  change: Partial<SupportRequest> = {},
): SupportRequest {
  const { executor: _executor, heldUntil: _held, ...rest } = request;
  return move(rest, 'ended', now, { ...change, ending, endedAt: now.toISOString() });
}

/** A change that the orchestration should look at. */
export function touch(request: SupportRequest, now: Date): SupportRequest {
  return { ...request, changedAt: now.toISOString(), revision: request.revision + 1 };
}

/** Written by the orchestration itself, which thereby knows this revision. */
export function asHandled(request: SupportRequest): SupportRequest {
  return { ...request, handledRevision: request.revision };
}

/** Adds debts, each once. */
export function owe(request: SupportRequest, ...debts: readonly Owed[]): SupportRequest {
  const known = new Set(request.owed.map((debt) => JSON.stringify(debt)));
  return { ...request, owed: [...request.owed, ...debts.filter((debt) => !known.has(JSON.stringify(debt)))] };
}

/** Owes the retirement of every card that was sent and still has its buttons. */
export function oweRetirement(request: SupportRequest, except?: string): SupportRequest {
  const cards = request.deliveries.filter(
    (delivery) => delivery.state !== 'undelivered' && !delivery.retired && delivery.key !== except,
  );
  return owe(request, ...cards.map(({ key }): Owed => ({ kind: 'retire', key })));
}

/** Whether the ticketing system has asked not to be told of it yet. */
export function isHeldBack({ ticketNotBefore }: SupportRequest, { kind }: Owed, now: Date): boolean {
  return kind.startsWith('ticket') && ticketNotBefore !== undefined && !isPast(ticketNotBefore, now);
}

export function paid(request: SupportRequest, debt: Owed): SupportRequest {
  const text = JSON.stringify(debt);
  return { ...request, owed: request.owed.filter((other) => JSON.stringify(other) !== text) };
}

/** Puts a delivery in the place of the one with its key, or at the end. */
export function withDelivery(request: SupportRequest, delivery: Delivery): SupportRequest {
  const others = request.deliveries.filter(({ key }) => key !== delivery.key);
  return { ...request, deliveries: [...others, delivery] };
}

/** Under which key a card waits for its retirement whose place another has taken. */
const formerKey = 'former-';

/** The card that has the place of this one until now, if another was sent under its key and still has its buttons. */
export function formerOf(request: SupportRequest, sent: Delivery): Delivery | undefined {
  const present = deliveryOf(request, sent.key);
  if (!present?.activityId || present.activityId === sent.activityId || present.retired) return undefined;
  return { ...present, key: `${formerKey}${present.activityId}` };
}

/** A former card leaves the row with its buttons: there may be many. */
export function withRetired(request: SupportRequest, key: string): SupportRequest {
  const present = deliveryOf(request, key);
  if (!present) return request;
  if (isFormer(key))
    return { ...request, deliveries: request.deliveries.filter((delivery) => delivery !== present) };
  return withDelivery(request, { ...present, retired: true });
}

export function isFormer(key: string): boolean {
  return key.startsWith(formerKey);
}

export function deliveryOf(request: SupportRequest, key: string): Delivery | undefined {
  return request.deliveries.find((delivery) => delivery.key === key);
}
