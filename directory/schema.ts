/**
 * The directory's tables. After a change here the migration is made with
 *   npx drizzle-kit generate --dialect postgresql --schema directory/schema.ts --out directory/migrations
 * and checked in. No column has a default of now(): times come from the Clock.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { phoneTypes } from '../domain/account-record';
import { factorKinds } from '../domain/ports/identity-provider';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** What belongs to an account goes with it. */
const ownerId = () =>
  text('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' });

/** Cell service providers, and how each wants a text message addressed. */
export const carriers = pgTable(
  'carriers',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Behind the @ of its mail gateway. Empty: it has none (any more), and the SMS service is the way. */
    smsDomain: text('sms_domain'),
    /** `1{area}{local}`: see domain/phone-number.ts. */
    numberFormat: text('number_format').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [uniqueIndex('carriers_name').on(sql`lower(${table.name})`)],
);

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    /** The person's Entra object id, lower case: the account link. */
    objectId: text('object_id').unique(),
    userName: text('user_name').notNull(),
    /** The user name as it is compared: see user-name.ts. */
    userNameKey: text('user_name_key').notNull().unique(),
    displayName: text('display_name').notNull(),
    email: text('email'),
    /** What the account is found by, and where it stands among others: see search-words.ts. */
    searchWords: text('search_words').array().notNull(),
    sortKey: text('sort_key').notNull(),
    department: text('department'),
    title: text('title'),
    status: text('status', { enum: ['active', 'disabled'] }).notNull(),
    groups: text('groups').array().notNull(),
    userType: text('user_type'),
    /** Any role makes the account privileged. */
    roles: text('roles').array().notNull(),
    secretKeyRequired: boolean('secret_key_required').notNull(),
    passwordHash: text('password_hash').notNull(),
    /** Consecutive failures since the last success or unlock. */
    failedAttempts: integer('failed_attempts').notNull(),
    /** Set exactly while the account is locked. */
    lockedAt: instant('locked_at'),
    lockReason: text('lock_reason', { enum: ['Failures'] }),
    /** User id of who unlocked last; stays when the account is locked again. */
    unlockedBy: text('unlocked_by'),
    managerId: text('manager_id'),
    contractEndsAt: instant('contract_ends_at'),
    passwordChangedAt: instant('password_changed_at').notNull(),
    /** Exempt from the maximum age of passwords. */
    passwordNeverExpires: boolean('password_never_expires').notNull().default(false),
    /** Somebody else knows the password: the next sign-in sets a new one. */
    passwordMustChange: boolean('password_must_change').notNull().default(false),
    carrierId: text('carrier_id').references(() => carriers.id),
    mobileResetAllowed: boolean('mobile_reset_allowed').notNull().default(false),
    /** A temporary password stands beside the other one, which stays as it is: one at a time, all three or none. */
    temporaryHash: text('temporary_hash'),
    temporaryCreatedAt: instant('temporary_created_at'),
    temporaryExpiresAt: instant('temporary_expires_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    check('accounts_status', sql`${table.status} in ('active', 'disabled')`),
    check('accounts_lock', sql`(${table.lockedAt} is null) = (${table.lockReason} is null)`),
    check(
      'accounts_temporary',
      sql`num_nulls(${table.temporaryHash}, ${table.temporaryCreatedAt}, ${table.temporaryExpiresAt}) in (0, 3)`,
    ),
    index('accounts_carrier').on(table.carrierId).where(sql`${table.carrierId} is not null`),
    index('accounts_password_changed')
      .on(table.passwordChangedAt, table.id)
      .where(sql`${table.passwordNeverExpires} = false`),
    index('accounts_contract_ends')
      .on(table.contractEndsAt, table.id)
      .where(sql`${table.contractEndsAt} is not null`),
    index('accounts_email').on(sql`lower(${table.email})`),
    index('accounts_search').using('gin', sql`array_to_tsvector(${table.searchWords})`),
    index('accounts_order').on(table.sortKey, table.id),
    index('accounts_locked').on(table.sortKey, table.id).where(sql`${table.lockedAt} is not null`),
    index('accounts_department').on(sql`lower(${table.department})`, table.sortKey, table.id),
  ],
);

export const phones = pgTable(
  'phones',
  {
    accountId: ownerId(),
    areaCode: text('area_code').notNull(),
    /** Without extension. */
    localNumber: text('local_number').notNull(),
    type: text('type', { enum: phoneTypes }).notNull(),
    /** Text messages go there. */
    forSms: boolean('for_sms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.areaCode, table.localNumber] }),
    // Over all accounts, and of the whole number: where the area code ends makes no other phone of it.
    uniqueIndex('phones_number').on(sql`(${table.areaCode} || ${table.localNumber})`),
    uniqueIndex('phones_sms').on(table.accountId).where(sql`${table.forSms}`),
    check('phones_area_code', sql`${table.areaCode} ~ '^[0-9]{1,5}$'`),
    check('phones_local_number', sql`${table.localNumber} ~ '^[0-9]{3,12}$'`),
    check('phones_type', sql`${table.type} in ('mobile', 'work', 'home', 'other')`),
  ],
);

export const signInEventKinds = [
  'signed-in',
  'refused',
  'locked',
  'refused-locked',
  'refused-disabled',
  'password-changed',
  'password-entered',
  'code-asked',
  'code-refused',
  'password-change-asked',
  'device-code-made',
  'device-code-accepted',
  'device-code-refused',
  'authenticator-set-up',
  'authenticator-reset',
] as const;

export const signInEvents = pgTable(
  'sign_in_events',
  {
    /** Numbers rise, but a smaller one may become visible later than a larger one. */
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** Empty when no account has the name that was typed (which is not kept: people type passwords there). */
    accountId: text('account_id'),
    kind: text('kind', { enum: signInEventKinds }).notNull(),
    address: text('address'),
    application: text('application'),
    device: text('device'),
    place: text('place'),
  },
  (table) => [
    index('sign_in_events_at').on(table.at),
    index('sign_in_events_account').on(table.accountId, table.id),
    index('sign_in_events_lockouts').on(table.id).where(sql`${table.kind} in ('locked', 'refused-locked')`),
  ],
);

/** What an account can prove itself with beside its password. Records only: nothing secret stands here. */
export const factors = pgTable(
  'factors',
  {
    accountId: ownerId(),
    /** Unique within the account. */
    id: text('id').notNull(),
    kind: text('kind', { enum: factorKinds }).notNull(),
    /** Masked already: what stands here may be shown to whoever has the account. */
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.id] })],
);

/** One row per account, so that a new link ends the one before without anybody having to look for it. */
export const passwordLinks = pgTable('password_links', {
  accountId: ownerId().primaryKey(),
  /** Keyed: whoever reads the table can neither use a link nor make one. */
  tokenHash: text('token_hash').notNull().unique(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const sessions = pgTable(
  'sessions',
  {
    idHash: text('id_hash').primaryKey(),
    accountId: ownerId(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [index('sessions_live').on(table.accountId).where(sql`${table.endedAt} is null`)],
);

/** The secret key of an account whose set-up has ended: what its authenticator app shares with us. */
export const authenticators = pgTable('authenticators', {
  accountId: ownerId().primaryKey(),
  /** Sealed: see sealed-secret.ts. */
  secret: text('secret').notNull(),
  /** The time step of the last code that was accepted: neither it nor an older one counts again. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
  /** Until then the last code may be sent once more, together with the new password that it was asked with. */
  passwordAwaitedUntil: instant('password_awaited_until'),
  setUpAt: instant('set_up_at').notNull(),
});

/** On the way to a secret key: the mailed code, then the key that waits for its first code. One row per account. */
export const deviceVerifications = pgTable('device_verifications', {
  accountId: ownerId().primaryKey(),
  /** Keyed: six digits alone could be found by trying. */
  codeHash: text('code_hash').notNull(),
  expiresAt: instant('expires_at').notNull(),
  wrongTries: integer('wrong_tries').notNull(),
  /** Of mails within the last while: a limit that a new code doesn't begin anew. */
  mailsSince: instant('mails_since').notNull(),
  mails: integer('mails').notNull(),
  /** Sealed; set exactly when the mailed code was accepted. */
  pendingSecret: text('pending_secret'),
  setUpEndsAt: instant('set_up_ends_at'),
});
