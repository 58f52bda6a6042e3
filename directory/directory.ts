/**
 * The built-in identity provider: accounts in PostgreSQL and the rule by which they sign in. Driver, query builder
 * and hashing library are loaded when they are first needed, because a host that only answers chats starts faster
 * without them.
 */
import { Secret } from '../domain/secret';
import type { TimeLimit } from './account';
import type { Directory, DirectoryOptions } from './contract';
import type { Queries } from './database';

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
    opened ??= open(databaseUrl, options);
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
      const { database, tables, tokens, seal } = parts();
      const { maximumPasswordAgeMs = 0, temporaryPasswords = false, issuer = 'Account Access' } = options;
      const rule = { failedAttempts, maximumPasswordAgeMs, temporaryPasswords };
      const deps = { ...rule, database, clock, tokens, seal, issuer };
      return tables.signIn(deps, attempt, limit?.timeoutMs ?? defaultLimitMs);
    },
    accounts: {
      async createMany(list, limit) {
        const at = clock.now();
        const { newAccountRow, newFactorRow, newPhoneRows } = parts().tables;
        const rows = list.map((account) => newAccountRow(account, at));
        const belongingsOf = new Map(
          list.map(({ id, factors = [], phones = [] }) => [
            id,
            {
              factors: factors.map((factor) => newFactorRow(id, factor, at)),
              phones: newPhoneRows(id, phones),
            },
          ]),
        );
        let created = 0;
        for (const block of blocksOf(rows))
          created += await call((tables) => tables.createAccounts, limit, block, belongingsOf);
        return created;
      },
      count: async (limit) => call((tables) => tables.countAccounts, limit),
      find: async (query, limit) => call((tables) => tables.findAccounts, limit, query),
      findByEmail: async (email, limit) => call((tables) => tables.findAccountsByEmail, limit, email),
      get: async (id, limit) => call((tables) => tables.getAccount, limit, id),
      search: async (search, limit) => call((tables) => tables.searchAccounts, limit, search),
      byPasswordChange: async (query, limit) =>
        call((tables) => tables.accountsByPasswordChange, limit, query),
      byContractEnd: async (query, limit) => call((tables) => tables.accountsByContractEnd, limit, query),
    },
    records: {
      get: async (id, limit) => call((tables) => tables.getRecord, limit, id),
      edit: async (id, edit, limit) => call((tables) => tables.editAccount, limit, id, edit, clock.now()),
      findResetCandidate: async (email, phone, limit) =>
        call((tables) => tables.findResetCandidates, limit, email, phone),
    },
    carriers: {
      list: async (limit) => call((tables) => tables.listCarriers, limit),
      add: async (carrier, limit) => call((tables) => tables.addCarrier, limit, carrier, clock.now()),
      edit: async (carrier, limit) => call((tables) => tables.editCarrier, limit, carrier, clock.now()),
      remove: async (id, limit) => call((tables) => tables.removeCarrier, limit, id),
    },
    unlock: async (id, by, limit) => call((tables) => tables.unlockAccount, limit, id, by, clock.now()),
    async lockAccounts(ids, source = {}, limit) {
      let locked = 0;
      for (const block of blocksOf(ids))
        locked += await call((t) => t.failUntilLocked, limit, block, source, clock.now(), failedAttempts);
      return locked;
    },
    passwords: {
      async createLink(accountId, limit) {
        const { token, hash } = parts().tokens.draw('password-link');
        const made = await call((tables) => tables.insertLink, limit, accountId, hash, clock.now());
        return made ? token : undefined;
      },
      async openLink(token, limit) {
        const hash = parts().tokens.hashOf('password-link', token);
        return hash === undefined ? undefined : call((tables) => tables.findLink, limit, hash, clock.now());
      },
      async useLink(token, newPassword, source, limit) {
        const { database, tables, tokens } = parts();
        const timeoutMs = limit?.timeoutMs ?? defaultLimitMs;
        return tables.useLink({ database, clock, tokens }, token, newPassword, source, timeoutMs);
      },
      async enter(accountId, password, limit) {
        const { database, tables } = parts();
        const timeoutMs = limit?.timeoutMs ?? defaultLimitMs;
        return tables.enterPassword({ database, clock }, accountId, password, timeoutMs);
      },
      async issueTemporary(accountId, expiresAt, limit) {
        const { tables } = parts();
        const password = tables.drawTemporaryPassword();
        const of = { hash: await tables.hashPassword(password), at: clock.now(), expiresAt };
        const kept = await call((t) => t.keepTemporaryPassword, limit, accountId ?? '', of);
        return kept ? password : undefined;
      },
      async change(change, limit) {
        const { database, tables, seal } = parts();
        const deps = { database, clock, failedAttempts, seal };
        return tables.changePassword(deps, change, limit?.timeoutMs ?? defaultLimitMs);
      },
    },
    factors: {
      list: async (accountId, limit) => call((tables) => tables.listFactors, limit, accountId),
      remove: async (accountId, factorId, limit) =>
        call((tables) => tables.removeFactor, limit, accountId, factorId, clock.now()),
    },
    authenticators: {
      reset: async (accountId, limit) =>
        call((tables) => tables.resetAuthenticator, limit, accountId, clock.now()),
    },
    sessions: {
      async accountOf(session, limit) {
        const hash = parts().tokens.hashOf('session', session);
        return hash === undefined ? undefined : call((tables) => tables.findSession, limit, hash);
      },
      endAll: async (accountId, limit) => call((tables) => tables.endSessions, limit, accountId, clock.now()),
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

function open(databaseUrl: Secret<string>, options: DirectoryOptions) {
  const { poolSize = 5, linkKey, encryptionKey } = options;
  const tables = require('./tables') as Tables;
  return {
    tables,
    database: tables.openDatabase(databaseUrl, poolSize),
    tokens: tables.createTokens(linkKey),
    seal: tables.createSeal(encryptionKey),
  };
}

function* blocksOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += blockSize) yield list.slice(start, start + blockSize);
}
