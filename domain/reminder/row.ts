/**
 * What is remembered of reminders. One row per account holds the present cycle of its password, so that a repeated
 * run reads that it has sent already and a press finds what it answers; one row per manager and day holds what that
 * day's message lists. Rows are guarded by their ETag. Ids are keyed digests: they tell nothing and can't be guessed
 * into another row's meaning, because whoever presses must be the row's person.
 */
import type { AccountRef } from '../account';
import type { PersonKey } from '../person';
import type { Day } from './calendar';
import type { ReminderKind, RunCounts, ShownContractor } from './messages';

/** One message of a cycle, by its interval; 0 is the notice that the password has run out. */
export type ReminderDelivery = {
  readonly interval: number;
  /** The run that sends it. */
  readonly day: Day;
  readonly state: 'sending' | 'sent' | 'undelivered';
  /** ISO instant of the sending, or of its latest try. */
  readonly at: string;
  readonly leaseUntil?: string;
  readonly activityId?: string;
  /** Where it went; mail is the way for those whom Teams can't reach. */
  readonly via?: 'teams' | 'mail';
  readonly reason?: string;
};

/** E3's choices end with the cycle; "do not remind me again" stays until it is taken back. */
export type PasswordReminderRow = {
  readonly kind: 'password-expiry';
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountRef;
  readonly accountName: string;
  /** ISO instant; another one is a new cycle. */
  readonly expiresAt: string;
  readonly deliveries: readonly ReminderDelivery[];
  readonly choice?: 'already-updated' | 'later';
  /** ISO instant of the person's click on the link. */
  readonly clickedAt?: string;
  /** ISO instant of "do not remind me again". */
  readonly optedOutAt?: string;
};

export type ManagerReminderRow = {
  readonly kind: 'contractor-expiry';
  readonly id: string;
  readonly person: PersonKey;
  readonly day: Day;
  readonly contractors: readonly ShownContractor[];
  readonly delivery?: Omit<ReminderDelivery, 'interval' | 'day'>;
  /** How many the card lists at present. */
  readonly listed: number;
  /** C2: which button ended it for the day. */
  readonly doneBy?: 'how-to-extend' | 'how-to-terminate' | 'understood';
};

export type ReminderRow = PasswordReminderRow | ManagerReminderRow;

/** A day's run: the truth about how far it has come, so that any process can go on with it. */
export type RunRow = {
  readonly kind: ReminderKind;
  readonly day: Day;
  /** Contractors are gathered page by page before the first manager is told. */
  readonly phase: 'gathering' | 'sending' | 'telling' | 'done';
  /** Where the present phase goes on; absent at its beginning. */
  readonly cursor?: string;
  readonly counts: RunCounts;
  /** ISO instants. */
  readonly startedAt: string;
  readonly changedAt: string;
  readonly finishedAt?: string;
};
