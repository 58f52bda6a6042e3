/**
 * The one way to the database: a small pool, and every call one transaction with a time limit.
 *
 * Even a single read is a transaction. Behind the local run's socket server all connections share one session of
 * PGlite, where statements of two connections mix unless a transaction keeps them apart. And a limit set inside
 * the transaction works behind every connection pooler.
 */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import type { Secret } from '../domain/secret';
import { asDatabaseError } from './database-errors';
import { type Deadline, startDeadline } from './deadline';

export type Queries = NodePgDatabase;

export type Database = {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. Throws coded errors:
   * `timeout` after `timeoutMs` (waiting for a connection included), `unavailable` when the database is away.
   */
  transaction<T>(timeoutMs: number, work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** A host that was put to sleep in the middle must not keep rows locked. */
const longestIdleMs = 15_000;

/** Connects on first use. `poolSize` connections at most; idle ones close after half a minute. */
export function openDatabase(databaseUrl: Secret<string>, poolSize: number): Database {
  const pool = new Pool({
    connectionString: databaseUrl.reveal(),
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'account-access',
  });
  // A connection that breaks while nobody uses it is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  async function connect(deadline: Deadline): Promise<PoolClient> {
    const connecting = pool.connect();
    try {
      return await deadline.race(connecting);
    } catch (error) {
      // Too late for us: whatever still comes goes back to the pool.
      connecting.then(
        (client) => client.release(),
        () => {},
      );
      throw error;
    }
  }

  /** Connections that died while the database was away are found out here, before anything was asked of them. */
  async function begin(deadline: Deadline): Promise<PoolClient> {
    for (let dead = 0; ; dead += 1) {
      const client = await connect(deadline);
      try {
        await deadline.race(client.query(opening(deadline.remainingMs())));
        return client;
      } catch (error) {
        client.release(true);
        if (dead >= poolSize || asDatabaseError(error).code !== 'unavailable') throw error;
      }
    }
  }

  async function run<T>(deadline: Deadline, work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await begin(deadline);
    let reusable = false;
    try {
      const result = await deadline.race(work(drizzle(client)));
      await deadline.race(client.query('commit'));
      reusable = true;
      return result;
    } catch (error) {
      reusable = !deadline.passed() && (await rolledBack(client, deadline));
      throw error;
    } finally {
      client.release(!reusable);
    }
  }

  return {
    async transaction(timeoutMs, work) {
      const deadline = startDeadline(timeoutMs);
      try {
        return await run(deadline, work);
      } catch (error) {
        throw asDatabaseError(error);
      } finally {
        deadline.stop();
      }
    },
    close: () => pool.end(),
  };
}

/** One message to the server: the transaction and its limits. */
function opening(remainingMs: number): string {
  const limitMs = Math.max(1, Math.ceil(remainingMs));
  return `begin; set local statement_timeout = ${limitMs}; set local idle_in_transaction_session_timeout = ${longestIdleMs}`;
}

async function rolledBack(client: PoolClient, deadline: Deadline): Promise<boolean> {
  try {
    await deadline.race(client.query('rollback'));
    return true;
  } catch {
    return false;
  }
}
