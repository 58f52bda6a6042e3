/** The directory's database as an administrator of it sees it, for what no way of the product brings about. */
import { Client } from 'pg';
import type { LocalRun } from '../harness/local-run';

/** @throws where the run's database is out of reach */
export async function inDatabase<T>(run: LocalRun, work: (client: Client) => Promise<T>): Promise<T> {
  const { DATABASE_URL: connectionString } = run.settings();
  if (!connectionString) throw new Error("This host's database is out of reach.");
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
