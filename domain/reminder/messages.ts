/**
 * What reminders say, as kinds with data (E3, E6, C2, C3). Their ids name a row of the reminder store, never what
 * the row holds: a press is judged by the row, and by who pressed.
 */
import type { InstructionsFacts } from '../messages';
import type { Day } from './calendar';

/** A worker as the card shows one; which of the fields are shown is the policy's to say. */
export type ShownContractor = {
  readonly name: string;
  readonly role?: string;
  readonly endDay: Day;
  readonly daysBefore: number;
};

export type ContractorTopic = 'extend' | 'terminate';

export type ReminderMessage =
  /** E1, E3. */
  | {
      readonly kind: 'password-expiry';
      readonly id: string;
      readonly accountName: string;
      /** ISO instant. */
      readonly expiresAt: string;
      /** Calendar days in the organisation's zone. */
      readonly daysBefore: number;
      /** No other follows: "Remind me later" is hidden. */
      readonly isLast: boolean;
      /** Our recorded address that leads to the portal; absent where there are instructions only. */
      readonly url?: string;
      readonly instructions?: InstructionsFacts;
      /** E7: the organisation's own words (Markdown), placeholders filled in. */
      readonly text?: string;
    }
  /** E6. */
  | {
      readonly kind: 'password-expired';
      readonly id: string;
      readonly accountName: string;
      readonly expiredAt: string;
      readonly url?: string;
      readonly instructions?: InstructionsFacts;
    }
  /** The answers to E3's buttons. `laterDay` is the day to which it is put off; `nextDay` when the next one comes. */
  | { readonly kind: 'reminder-updated'; readonly accountName: string; readonly expiresAt: string }
  | { readonly kind: 'reminder-later'; readonly accountName: string; readonly laterDay: Day }
  | { readonly kind: 'reminder-stopped'; readonly accountName: string }
  | { readonly kind: 'reminder-resumed'; readonly accountName?: string; readonly nextDay?: Day }
  /** A press on a reminder that is over: renewed since, run out, or somebody else's. */
  | {
      readonly kind: 'reminder-stale';
      readonly reason: 'changed' | 'expired' | 'already-answered' | 'wrong-person' | 'unknown';
    }
  /** C1: those who end first stand first. */
  | {
      readonly kind: 'contractor-expiry';
      readonly id: string;
      readonly contractors: readonly ShownContractor[];
      /** Of how many the first are listed; the first message lists one. */
      readonly listed: number;
      /** How many Show more would list; absent once it has been pressed, or where nobody is left to list. */
      readonly more?: number;
      /** C2: it is done for today. */
      readonly isDone: boolean;
      readonly text?: string;
    }
  /** C2: detailed instructions, as a new message. */
  | {
      readonly kind: 'contractor-instructions';
      readonly topic: ContractorTopic;
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
