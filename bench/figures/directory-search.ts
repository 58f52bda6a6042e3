/**
 * `directory_search_p95_ms`: an administrator's search among 100,000 accounts on a PostgreSQL server of its own
 * (Debian's package), through the directory's own code and driver: rare and frequent names, single letters, only
 * locked users, one department, and pages far behind the first.
 */
import { type AccountSearch, type Directory, type NewAccount, openDirectory } from '../../directory';
import { demoOrganisation } from '../../local/people/demo-organisation';
import { type Figure, type Measurement, rounded } from '../figure';
import { startPostgres } from '../postgres';

const people = 100_000;
const locked = 300;
const rounds = 40;
const page = 10;

const searches: readonly Omit<AccountSearch, 'limit'>[] = [
  ...['lindqvist', 'maya l', 'a', 'contoso', 'nakamura 4', 'sofia.garcia', 'emma nguyen 99', 'yusuf'].map(
    (text) => ({
      text,
      onlyLocked: false,
    }),
  ),
  { text: '', onlyLocked: false },
  { text: '', onlyLocked: true },
  { text: 'kha', onlyLocked: true },
  { text: 'ros', onlyLocked: false, departments: ['Legal'] },
  { text: 'lucia', onlyLocked: false, departments: ['Logistics'] },
  { text: 'c', onlyLocked: false, after: { sortKey: 'mikael', id: '' } },
  { text: 'nobody at all', onlyLocked: false },
  { text: 'a', onlyLocked: false, departments: ['Legal'] },
];

export const directorySearch: Measurement = {
  figures: ['directory_search_p95_ms', 'directory_search_ms'],
  measure: async (say) => {
    const server = await startPostgres();
    const directory = openDirectory({ databaseUrl: server.url, clock: { now: () => new Date() } });
    try {
      await fill(directory);
      await server.query('vacuum analyze accounts');
      say(`${people} accounts are in`);
      for (const search of searches) await timed(directory, search);
      const all: number[] = [];
      for (let n = 0; n < rounds; n += 1)
        for (const search of searches) all.push(await timed(directory, search));
      for (const search of searches)
        say(`${JSON.stringify(search)}: ${rounded(await timed(directory, search))} ms`);
      return figuresOf(all);
    } finally {
      await directory.close();
      await server.stop();
    }
  },
};

async function fill(directory: Directory): Promise<void> {
  await directory.migrate();
  const accounts = demoOrganisation({ people, today: new Date() }).map(
    (one): NewAccount => ({
      id: one.aadObjectId,
      objectId: one.aadObjectId,
      userName: one.userPrincipalName,
      displayName: one.name,
      email: one.email,
      department: one.department,
      passwordHash: '!',
      status: one.status,
      groups: one.groups,
      roles: one.roles,
    }),
  );
  await directory.accounts.createMany(accounts, { timeoutMs: 60_000 });
  const some = accounts.filter((_, index) => index % Math.floor(people / locked) === 0);
  await directory.lockAccounts(some.map(({ id }) => id));
}

async function timed(directory: Directory, search: Omit<AccountSearch, 'limit'>): Promise<number> {
  const startedAt = performance.now();
  await directory.accounts.search({ ...search, limit: page });
  return performance.now() - startedAt;
}

function figuresOf(all: readonly number[]): Figure[] {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number): number => rounded(sorted[Math.floor(sorted.length * part)] ?? 0);
  return [
    { name: 'directory_search_p95_ms', value: at(0.95), unit: 'ms', goal: 50 },
    { name: 'directory_search_ms', value: at(0.5), unit: 'ms' },
  ];
}
