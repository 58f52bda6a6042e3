/**
 * What is remembered of reminders. One row per account holds the present cycle of its password, so that a repeated
 * run reads that it has sent already and a press finds what it answers; one row per manager and day holds what that
 * day's message lists. Rows are guarded by their ETag. Ids are digests: they tell nothing, and guessing one gives
 * nobody anything, because whoever presses must be the row's person.
 */
import type { AccountRef } from '../account';
import { type PersonKey, samePerson } from '../person';
import type { Digest } from '../ports/clock';
import type { Day } from './calendar';
import type { ReminderKind, RunCounts, ShownContractor } from './messages';
import type { Cycle } from './password-expiry';

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
  /** How often the channel has said "later": after some times another way is tried. */
  readonly tries?: number;
  /** The card has lost its buttons: a newer one has taken its place, or an answer has. */
  readonly retired?: true;
};

/** E3's choices end with the cycle; "do not remind me again" stays until it is taken back. */
export type PasswordReminderRow = {
  readonly kind: 'password-expiry';
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountRef;
  readonly accountName: string;
  /** The person's, for the organisation's own words. */
  readonly displayName?: string;
  /** ISO instant; another one is a new cycle. */
  readonly expiresAt: string;
  readonly deliveries: readonly ReminderDelivery[];
  readonly choice?: 'already-updated' | 'later';
  /** ISO instant of the person's click on the link. */
  readonly clickedAt?: string;
  /** ISO instant of "do not remind me again". */
  readonly optedOutAt?: string;
  /** Cards of former cycles that still have their buttons. */
  readonly formerCards?: readonly SentCard[];
};

export type ManagerReminderRow = {
  readonly kind: 'contractor-expiry';
  readonly id: string;
  readonly person: PersonKey;
  readonly day: Day;
  /** Those who end first stand first; few enough for a row. */
  readonly contractors: readonly ShownContractor[];
  /** How many more there are than are kept here. */
  readonly beyond?: number;
  readonly delivery?: Omit<ReminderDelivery, 'interval' | 'day'>;
  /** How many the card lists at present. */
  readonly listed: number;
  /** C2: which button ended it for the day. */
  readonly doneBy?: 'how-to-extend' | 'how-to-terminate' | 'understood';
};

export type ReminderRow = PasswordReminderRow | ManagerReminderRow;

/**
 * What a run does, in this order; each kind has its own part of them (use-cases/reminders/run-reminders.ts).
 * `gathering`: who is due, page by page, before the first manager is told. `resolving`: which managers those are.
 * `mailing`: whoever Teams could not reach. `telling`: the summary. `tidying`: cards that are out of date, old rows.
 */
export type RunPhase = 'gathering' | 'resolving' | 'sending' | 'mailing' | 'telling' | 'tidying' | 'done';

/** A day's run: the truth about how far it has come, so that any process can go on with it. */
export type RunRow = {
  readonly kind: ReminderKind;
  readonly day: Day;
  readonly phase: RunPhase;
  /** Where the present phase goes on; absent at its beginning. */
  readonly cursor?: string;
  readonly counts: RunCounts;
  /** The channel asked for patience, or somebody else holds a lease: nothing is done before that ISO instant. */
  readonly waitUntil?: string;
  /** The summary's cards, one for each administrator who wants it. */
  readonly summaries?: readonly RunSummary[];
  /** The day was over before everybody was told. */
  readonly unfinished?: true;
  /** ISO instants. */
  readonly startedAt: string;
  readonly changedAt: string;
  readonly finishedAt?: string;
};

export type RunSummary = {
  readonly objectId: string;
  readonly state: 'sending' | 'sent' | 'undelivered';
  readonly leaseUntil: string;
};

/** The row of an account's password. */
export function passwordRowId(digest: Digest, account: AccountRef): string {
  return `password-${digest.of('password-expiry', account.provider, account.id).slice(0, idLength)}`;
}

/** The row of a day's message to a manager; `to` is the person's object id, or the account of one who has none. */
export function managerRowId(digest: Digest, day: Day, to: string): string {
  return `manager-${digest.of('contractor-expiry', day, to).slice(0, idLength)}`;
}

const idLength = 40;

/** The present cycle, as the rule reads it. A message that nobody could deliver isn't tried again another day. */
export function cycleOf({ deliveries, choice, clickedAt }: PasswordReminderRow): Cycle {
  return {
    sent: deliveries
      .filter(({ state }) => state !== 'sending')
      .map(({ interval, at }) => ({ interval, at: new Date(at) })),
    ...(choice ? { choice } : {}),
    ...(clickedAt ? { clickedAt: new Date(clickedAt) } : {}),
  };
}

export function reminderDelivery(row: PasswordReminderRow, interval: number): ReminderDelivery | undefined {
  return row.deliveries.find((delivery) => delivery.interval === interval);
}

/** The row with this delivery in place of the one of the same interval; the newest stands last. */
export function withReminderDelivery(
  row: PasswordReminderRow,
  delivery: ReminderDelivery,
): PasswordReminderRow {
  const others = row.deliveries.filter(({ interval }) => interval !== delivery.interval);
  return { ...row, deliveries: [...others, delivery] };
}

/** The same for every kind of row: a manager's has one message, number 0. */
export function deliveryIn(row: ReminderRow, interval: number): ReminderDelivery | undefined {
  if (row.kind === 'password-expiry') return reminderDelivery(row, interval);
  return row.delivery && { ...row.delivery, interval: 0, day: row.day };
}

export function withDeliveryIn(row: ReminderRow, delivery: ReminderDelivery): ReminderRow {
  if (row.kind === 'password-expiry') return withReminderDelivery(row, delivery);
  const { interval: _interval, day: _day, ...rest } = delivery;
  return { ...row, delivery: rest };
}

/** A card in a chat, as much of it as is needed to take its buttons away. */
export type SentCard = {
  readonly activityId: string;
  readonly template: 'password-expiry' | 'password-expired';
};

/** Cards that a newer one, or a new cycle, has replaced and that still have their buttons. */
export function cardsToRetire(row: ReminderRow): readonly SentCard[] {
  if (row.kind !== 'password-expiry') return [];
  const newest = row.deliveries.findLastIndex(({ state }) => state === 'sent');
  return [...(row.formerCards ?? []), ...cardsOf(row.deliveries.slice(0, Math.max(0, newest)))];
}

export function owesRetirement(row: ReminderRow): boolean {
  return cardsToRetire(row).length > 0;
}

/** The row after these cards have lost their buttons. */
export function withoutButtons(
  { formerCards = [], ...row }: PasswordReminderRow,
  gone: ReadonlySet<string>,
): PasswordReminderRow {
  const left = formerCards.filter(({ activityId }) => !gone.has(activityId));
  const deliveries = row.deliveries.map((delivery) =>
    gone.has(delivery.activityId ?? '') ? { ...delivery, retired: true as const } : delivery,
  );
  return { ...row, deliveries, ...(left.length > 0 ? { formerCards: left } : {}) };
}

/**
 * The row as it is for this expiry: a new expiry begins anew and keeps "do not remind me again" alone; an account that
 * has changed hands keeps nothing.
 */
export function rowForCycle(
  present: PasswordReminderRow | undefined,
  cycle: Pick<PasswordReminderRow, 'id' | 'person' | 'account' | 'accountName' | 'displayName' | 'expiresAt'>,
): PasswordReminderRow {
  if (!present || !samePerson(present.person, cycle.person))
    return { kind: 'password-expiry', ...cycle, deliveries: [] };
  if (Date.parse(present.expiresAt) === Date.parse(cycle.expiresAt)) return { ...present, ...cycle };
  const formerCards = [...(present.formerCards ?? []), ...cardsOf(present.deliveries)];
  return {
    kind: 'password-expiry',
    ...cycle,
    deliveries: [],
    ...(present.optedOutAt ? { optedOutAt: present.optedOutAt } : {}),
    ...(formerCards.length > 0 ? { formerCards } : {}),
  };
}

function cardsOf(deliveries: readonly ReminderDelivery[]): readonly SentCard[] {
  return deliveries.flatMap(({ interval, activityId, retired }) =>
    activityId && !retired
      ? [{ activityId, template: interval === 0 ? 'password-expired' : 'password-expiry' }]
      : [],
  );
}
