/**
 * What reminders say, as kinds with data (E3, E6, C2, C3). Their ids name a row of the reminder store, never what
 * the row holds: a press is judged by the row, and by who pressed.
 */
import type { InstructionsFacts } from '../instructions';
import type { Day } from './calendar';

/** A worker as the card shows one; which of the fields are shown is the policy's to say. */
export type ShownContractor = {
  readonly name: string;
  readonly role?: string;
  readonly endDay: Day;
  readonly daysBefore: number;
};

export type ContractorTopic = 'extend' | 'terminate';

/** What the person has answered: the card says so, keeps its link and has no buttons any more. */
export type ReminderAnswer =
  | { readonly kind: 'already-updated' }
  /** `day`: when the last reminder comes. */
  | { readonly kind: 'later'; readonly day: Day }
  | { readonly kind: 'stopped' };

/** Which fields of a contractor a card shows, in this order (C3). */
export const contractorFields = ['name', 'role', 'endDate'] as const;
export type ContractorField = (typeof contractorFields)[number];

/** What the organisation's own words may name: cards/ fills it in for the reader. */
export const passwordWords = ['name', 'account', 'date', 'days'] as const;
export const contractorWords = ['contractor', 'date', 'days', 'count', 'more'] as const;

export type ReminderMessage =
  /** E1, E3. */
  | {
      readonly kind: 'password-expiry';
      readonly id: string;
      readonly accountName: string;
      /** The person's, for the placeholder of the organisation's own words. */
      readonly displayName?: string;
      /** ISO instant. */
      readonly expiresAt: string;
      /** Calendar days in the organisation's zone. */
      readonly daysBefore: number;
      /** ISO instant at which it is said: by it the days are counted in the reader's own zone. */
      readonly asOf?: string;
      /** No other follows: "Remind me later" is hidden. */
      readonly isLast: boolean;
      /** Our recorded address that leads to the portal; absent where there are instructions only. */
      readonly url?: string;
      readonly instructions?: InstructionsFacts;
      /** E7: the organisation's own words (Markdown) with placeholders, which cards/ fills in for the reader. */
      readonly text?: string;
      readonly answer?: ReminderAnswer;
    }
  /** E6; also the answer to a press on a reminder whose password has run out since. */
  | {
      readonly kind: 'password-expired';
      readonly id: string;
      readonly accountName: string;
      readonly expiredAt: string;
      readonly url?: string;
      readonly instructions?: InstructionsFacts;
    }
  /** The answer to "When does my password run out?". */
  | {
      readonly kind: 'password-date';
      readonly id: string;
      /** `never`: as far as the provider tells. `unknown`: it couldn't be read, or there is no account to read it of. */
      readonly found: 'runs-out' | 'ran-out' | 'never' | 'unknown';
      readonly accountName?: string;
      /** ISO instant. */
      readonly expiresAt?: string;
      /** As of `password-expiry`. */
      readonly daysBefore?: number;
      readonly asOf?: string;
      readonly url?: string;
      readonly instructions?: InstructionsFacts;
    }
  /** The answers to E3's buttons. `laterDay` is the day to which it is put off. */
  | { readonly kind: 'reminder-updated'; readonly accountName: string; readonly expiresAt: string }
  | { readonly kind: 'reminder-later'; readonly accountName: string; readonly laterDay: Day }
  | { readonly kind: 'reminder-stopped'; readonly accountName: string }
  /** "Remind me again": for which accounts; none, where nothing had been stopped. */
  | {
      readonly kind: 'reminder-resumed';
      readonly accountNames: readonly string[];
      /** When the next one comes, where that is known. */
      readonly nextDay?: Day;
    }
  /** A press on a reminder that is over: the password was renewed since, or there is no later one any more. */
  | {
      readonly kind: 'reminder-stale';
      readonly reason: 'renewed' | 'no-later';
      readonly accountName: string;
      readonly expiresAt: string;
    }
  /** C1: those who end first stand first. */
  | {
      readonly kind: 'contractor-expiry';
      readonly id: string;
      /** All of them, or as many as a row has room for. */
      readonly contractors: readonly ShownContractor[];
      /** Of how many the first are listed; the first message lists one. */
      readonly listed: number;
      /** How many more there are than `contractors` holds: never listed, only counted. */
      readonly beyond?: number;
      /** How many more Show more would list; absent once it has been pressed, or where nobody is left to list. */
      readonly more?: number;
      readonly fields: readonly ContractorField[];
      /** C2: it is done for today. */
      readonly isDone: boolean;
      /** The organisation's own words (Markdown) with placeholders. */
      readonly text?: string;
    }
  /** C2: detailed instructions, as a new message. */
  | {
      readonly kind: 'contractor-instructions';
      readonly id: string;
      readonly topic: ContractorTopic;
      /** Absent where the organisation has none: then IT is asked. */
      readonly instructions?: InstructionsFacts;
    }
  | { readonly kind: 'contractor-done' }
  /** What a run came to, for the administrators who want it. */
  | {
      readonly kind: 'run-summary';
      readonly run: ReminderKind;
      readonly day: Day;
      readonly counts: RunCounts;
      /** The first few whom nobody could tell, and how many there are. */
      readonly problems: readonly RunProblem[];
      readonly problemCount: number;
    };

/** Those that have a form as mail, for whoever Teams can't reach. */
export type MailedReminder = Extract<
  ReminderMessage,
  { readonly kind: 'password-expiry' | 'password-expired' | 'contractor-expiry' }
>;

export type ReminderKind = 'password-expiry' | 'contractor-expiry';

/** Accounts (managers' messages count once each in `sent`). `excluded` and `resolved` by their reason. */
export type RunCounts = {
  readonly due: number;
  readonly sent: number;
  readonly mailed: number;
  readonly resolved: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<string, number>>;
  readonly undelivered: Readonly<Record<string, number>>;
};

export type RunProblem = { readonly name: string; readonly reason: string };
