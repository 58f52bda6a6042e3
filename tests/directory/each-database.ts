/** Runs a suite over every database there is here, and says so when one is missing. */
import { type DatabaseServer, postgres, startPglite } from './database-servers';

export type DatabaseKind = 'PGlite' | 'PostgreSQL';

/** Calls `suite` in a `describe` per database; `server()` is running from the suite's first hook to its last. */
export function describeOnEachDatabase(
  title: string,
  suite: (server: () => DatabaseServer, kind: DatabaseKind) => void,
): void {
  const startPostgres = postgres();
  if (!startPostgres) process.stderr.write(`${title}: not run: PostgreSQL server is not installed\n`);
  const starts: [DatabaseKind, () => Promise<DatabaseServer>][] = [['PGlite', startPglite]];
  if (startPostgres) starts.push(['PostgreSQL', startPostgres]);
  describe.each(starts)(`${title} over %s`, (kind, start) => {
    let running: DatabaseServer | undefined;
    beforeAll(async () => {
      running = await start();
    }, 60_000);
    afterAll(async () => {
      await running?.stop();
    });
    suite(() => {
      if (!running) throw new Error('The database is not running yet.');
      return running;
    }, kind);
  });
}
