/**
 * The built-in identity provider: accounts in PostgreSQL and the rule by which they sign in. Driver, query builder
 * and hashing library are loaded when they are first needed, because a host that only answers chats starts faster
 * without them.
 */
import type { SignInSource } from '../domain/account';
import type { Clock } from '../domain/ports/clock';
import type { AccountQuery, UnlockAnswer } from '../domain/ports/identity-provider';
import { Secret } from '../domain/secret';
import type { DirectoryAccount, NewAccount, SignInEvent, TimeLimit } from './account';
import type { Queries } from './database';
import type { LockoutQuery, LockoutReading } from './lockout-events';
import type { SignInAnswer, SignInAttempt } from './sign-in';
import type { SignInEventQuery } from './sign-in-events';

export type DirectoryOptions = {
  /** `postgres://user:password@host:port/database`. */
  readonly databaseUrl: Secret<string> | string;
  readonly clock: Clock;
  /** The consecutive failure that locks (policy `directory.failedAttempts`); 5 unless told. */
  readonly failedAttempts?: number;
  /** Connections at most; 5 unless told. */
  readonly poolSize?: number;
};

/** Every call throws coded errors: `timeout` after its limit (8 s unless told), `unavailable` in an outage. */
export type Directory = {
  /** Applies the migrations that are missing; returns how many. Safe when two hosts start at once. */
  migrate(limit?: TimeLimit): Promise<number>;
  /** One cheap read of the accounts' table; throws `not-found` before the first `migrate`. */
  check(limit?: TimeLimit): Promise<void>;
  /** One attempt (D1). The answer doesn't tell unknown, locked, disabled and mistyped apart. */
  signIn(attempt: SignInAttempt, limit?: TimeLimit): Promise<SignInAnswer>;
  readonly accounts: {
    /** Adds accounts in blocks, leaving out those whose id, object id or user name is taken; returns how many. */
    createMany(list: readonly NewAccount[], limit?: TimeLimit): Promise<number>;
    count(limit?: TimeLimit): Promise<number>;
    /** Exact, ignoring case; at most two. */
    find(query: AccountQuery, limit?: TimeLimit): Promise<readonly DirectoryAccount[]>;
    get(id: string, limit?: TimeLimit): Promise<DirectoryAccount | undefined>;
  };
  /** Takes the lock away; `by` is the user id kept as *unlocked by*. Idempotent. */
  unlock(id: string, by: string, limit?: TimeLimit): Promise<UnlockAnswer>;
  /**
   * Failed sign-ins, without passwords, until each account is locked by the rule: for tests and measurements.
   * The limit holds per block of 500. Returns how many accounts were locked by it.
   */
  lockAccounts(ids: readonly string[], source?: SignInSource, limit?: TimeLimit): Promise<number>;
  readonly signInEvents: {
    list(query: SignInEventQuery, limit?: TimeLimit): Promise<readonly SignInEvent[]>;
    lockouts(query: LockoutQuery, limit?: TimeLimit): Promise<LockoutReading>;
  };
  /** Ends all connections; the directory can't be used afterwards. */
  close(): Promise<void>;
};

const defaultLimitMs = 8_000;
const blockSize = 500;

/** Opens nothing yet: the first call connects. */
export function openDirectory(options: DirectoryOptions): Directory {
  const { clock, failedAttempts = 5 } = options;
  const databaseUrl =
    typeof options.databaseUrl === 'string' ? new Secret(options.databaseUrl) : options.databaseUrl;
  let opened: ReturnType<typeof open> | undefined;
  let closed = false;

  function parts() {
    if (closed) throw new TypeError('The directory is closed.');
    opened ??= open(databaseUrl, options.poolSize ?? 5);
    return opened;
  }

  /** One transaction around one operation of the tables. */
  function call<Args extends readonly unknown[], T>(
    operation: (tables: Tables) => (queries: Queries, ...args: Args) => Promise<T>,
    limit: TimeLimit | undefined,
    ...args: Args
  ): Promise<T> {
    const { database, tables } = parts();
    return database.transaction(limit?.timeoutMs ?? defaultLimitMs, (queries) =>
      operation(tables)(queries, ...args),
    );
  }

  return {
    migrate: async (limit) => parts().tables.migrate(parts().database, limit?.timeoutMs ?? 60_000),
    async check(limit) {
      await call((tables) => tables.getAccount, limit, 'check');
    },
    async signIn(attempt, limit) {
      const { database, tables } = parts();
      return tables.signIn({ database, clock, failedAttempts }, attempt, limit?.timeoutMs ?? defaultLimitMs);
    },
    accounts: {
      async createMany(list, limit) {
        const at = clock.now();
        const rows = list.map((account) => parts().tables.newAccountRow(account, at));
        let created = 0;
        for (const block of blocksOf(rows))
          created += await call((tables) => tables.insertAccounts, limit, block);
        return created;
      },
      count: async (limit) => call((tables) => tables.countAccounts, limit),
      find: async (query, limit) => call((tables) => tables.findAccounts, limit, query),
      get: async (id, limit) => call((tables) => tables.getAccount, limit, id),
    },
    unlock: async (id, by, limit) => call((tables) => tables.unlockAccount, limit, id, by, clock.now()),
    async lockAccounts(ids, source = {}, limit) {
      let locked = 0;
      for (const block of blocksOf(ids))
        locked += await call((t) => t.failUntilLocked, limit, block, source, clock.now(), failedAttempts);
      return locked;
    },
    signInEvents: {
      list: async (query, limit) => call((tables) => tables.listEvents, limit, query),
      lockouts: async (query, limit) => call((tables) => tables.readLockouts, limit, query),
    },
    async close() {
      closed = true;
      await opened?.database.close();
    },
  };
}

type Tables = typeof import('./tables');

function open(databaseUrl: Secret<string>, poolSize: number) {
  const tables = require('./tables') as Tables;
  return { tables, database: tables.openDatabase(databaseUrl, poolSize) };
}

function* blocksOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += blockSize) yield list.slice(start, start + blockSize);
}
