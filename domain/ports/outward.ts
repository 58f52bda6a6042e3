/**
 * Ports that speak to people and to the help desk. They take a kind and data, never words: functions/ renders
 * them with cards/ in the reader's language.
 */
import type { Account } from '../account';
import type { Conversation } from '../conversation';
import type { EditToTell } from '../desk/edit-told';
import type { Message, ShownFactor } from '../messages';
import type { StepKind } from '../next-step';
import type { Reason } from '../outcome';
import type { PersonKey } from '../person';
import type { MailedReminder } from '../reminder/messages';
import type { MailAbout, SupportRequest, TicketNote } from '../support-request';
import type { CallOptions } from './identity-provider';
import type { RunKey } from './reminder-store';

export type SendAnswer =
  | { readonly kind: 'sent'; readonly activityId: string }
  /** Throttled or a passing fault: nothing is known to have been shown; try again not before that instant. */
  | { readonly kind: 'later'; readonly notBefore: string }
  | {
      readonly kind: 'undelivered';
      readonly reason: Extract<Reason, 'not-installed' | 'blocked' | 'unreachable'>;
    };

/** Proactive messages in Teams. Pacing (one bucket for every message) is the implementation's. */
export interface Messenger {
  /** @param known the chat's row, where the caller has just read it. */
  send(person: PersonKey, message: Message, known?: Conversation): Promise<SendAnswer>;
  /** Replaces a card that was sent, for all devices. A card that is gone counts as replaced. */
  replace(
    person: PersonKey,
    activityId: string,
    message: Message,
  ): Promise<'replaced' | 'later' | 'impossible'>;
}

export type TicketRef = { readonly id: string };

/**
 * The help desk. Every call is idempotent by the request's id and the note's key. All but `open` answer the ticket that
 * has it now: another one where the former is closed for good and somebody should look.
 */
export interface HelpDesk {
  /** Opens the request's one ticket, or answers the one that is there. */
  open(
    request: SupportRequest,
    about: { securityIncident: boolean; words?: string },
    options: CallOptions,
  ): Promise<TicketRef>;
  note(
    ticket: TicketRef,
    request: SupportRequest,
    note: TicketNote,
    about: { key: string; words?: string },
    options: CallOptions,
  ): Promise<TicketRef>;
  resolve(
    ticket: TicketRef,
    request: SupportRequest,
    note: TicketNote,
    options: CallOptions,
  ): Promise<TicketRef>;
  reopen(
    ticket: TicketRef,
    request: SupportRequest,
    note: TicketNote,
    options: CallOptions,
  ): Promise<TicketRef>;
  close(
    ticket: TicketRef,
    request: SupportRequest,
    note: TicketNote,
    options: CallOptions,
  ): Promise<TicketRef>;
}

/** The second channel (T6): tells the account's holder by mail what was done, and how to object. */
export interface Announcer {
  /** `no-address` if the account has none. Throws when the mail server can't be reached. */
  announce(
    about: MailAbout,
    account: Account,
    details: {
      locale: string;
      at: string;
      requestId: string;
      ticketId?: string;
      factors?: readonly ShownFactor[];
      sessionsEnded?: boolean;
      /** `email-changed`, `record-edited`: what, and the addresses before and after. */
      edit?: Pick<EditToTell, 'changed' | 'emails'>;
      /** To the address that the account had before, instead of the one that it has. */
      former?: true;
    },
  ): Promise<'sent' | 'no-address'>;
}

/** Reminders for those whom Teams can't reach. */
export interface ReminderMail {
  /** `later`: the mail server is away. @param key the same for the same reminder, so that a repeated mail is known as one */
  sendReminder(
    message: MailedReminder,
    account: Pick<Account, 'displayName' | 'email'>,
    details: { readonly locale: string; readonly timeZone?: string; readonly key: string },
  ): Promise<'sent' | 'no-address' | 'later'>;
}

/** Durable work about requests: one orchestration each, under the request's id. Throws when it can't be had. */
export interface Orchestrations {
  /** For a request that was just made, with its first step; one that runs already is left alone. */
  start(requestId: string, first: StepKind): Promise<void>;
  /** "Look again": wakes the orchestration, or starts it if it is missing or has ended. */
  wake(requestId: string): Promise<void>;
  /** Ends an orchestration that hears nothing (its activity was killed) and starts it anew. */
  restart(requestId: string): Promise<void>;
}

/** Durable work of reminders' runs: one orchestration for each kind and day. Throws when it can't be had. */
export interface RunOrchestrations {
  /** One that runs already is left alone. */
  startRun(run: RunKey): Promise<void>;
  /** As `restart` of a request. */
  restartRun(run: RunKey): Promise<void>;
}
