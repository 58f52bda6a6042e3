/**
 * Brings the tables up to date with the checked-in migrations. All in one transaction under an advisory lock, so
 * that two hosts starting at once apply each migration once: the second waits, then finds nothing to do. (The
 * migrator that comes with Drizzle reads what was applied before it begins, and takes no lock.)
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { CodedError } from '../domain/errors';
import type { Database } from './database';

/** Any number that no other program takes in this database. */
const advisoryLock = 4_127_061_993;

/** Returns how many migrations were applied. Throws coded errors; a failed migration leaves no trace. */
export async function migrate(database: Database, timeoutMs: number): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  return database.transaction(timeoutMs, async (queries) => {
    await queries.execute(sql`select pg_advisory_xact_lock(${advisoryLock})`);
    await queries.execute(
      sql`create table if not exists directory_migrations (made_at bigint primary key, hash text not null)`,
    );
    const applied = await queries.execute<{ made_at: string }>(sql`select made_at from directory_migrations`);
    // Known by when they were made: a checkout with other line ends has other hashes.
    const known = new Set(applied.rows.map((row) => Number(row.made_at)));
    const missing = migrations.filter((migration) => !known.has(migration.folderMillis));
    for (const migration of missing) {
      for (const statement of migration.sql) await queries.execute(sql.raw(statement));
      await queries.execute(
        sql`insert into directory_migrations (made_at, hash) values (${migration.folderMillis}, ${migration.hash})`,
      );
    }
    return missing.length;
  });
}

/** The SQL files are not compiled: from dist, or from a bundle, the folder lies further up. */
function migrationsFolder(): string {
  const candidates = [join(__dirname, 'migrations')];
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    candidates.push(join(folder, 'directory', 'migrations'));
  const found = candidates.find((candidate) => existsSync(join(candidate, 'meta', '_journal.json')));
  if (found === undefined) throw new CodedError('unexpected', 'directory/migrations is missing.');
  return found;
}
