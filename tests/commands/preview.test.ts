/** `npm run preview`: a policy tried against a list of people, without sending anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { preview } from '../../commands/preview';

const folder = mkdtempSync(path.join(tmpdir(), 'preview-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const columns = 'id,name,passwordExpiresAt,contractEndsAt,managerId,role,status,timeZone';
const people = file(
  'people.csv',
  `${columns}
ana,Ana O'Neil,2026-12-15T12:00:00Z,,,employee,active,Europe/Berlin
ben,"Ben, Jr.",2026-12-02T07:59:00Z,,,employee,active,
eva,Eva,2026-12-02T08:01:00Z,,,employee,active,
tim,Tim,2026-12-01T17:00:00Z,,,employee,locked,
dis,Dis,2026-12-15T12:00:00Z,,,employee,disabled,
svc,Printer,2026-12-15T12:00:00Z,,,service,active,
nev,Never,,,,employee,active,
max,Max,,2026-12-03,maria,contractor,active,
zoe,Zoe,,2026-12-02,maria,contractor,active,
int,Intern,,2026-12-03,maria,Intern,active,
orf,Orphan,,2026-12-15,,contractor,active,
`,
);
const policy = file('policy.yaml', 'contractorExpiry:\n  excludedRoles: [intern]\n');
type Line = { person: string | null; about: string[]; kind: string };
const asked = (...args: string[]) => preview(args, {});
async function linesOf(date: string, list = people, rules = policy): Promise<Line[]> {
  const { lines, faults } = await asked('--date', date, '--people', list, '--policy', rules, '--json');
  expect(faults).toEqual([]);
  return lines.map((line) => JSON.parse(line) as Line);
}

test('E2, E6, E8, C1, C4: who is told what on a day, and who is passed over and why', async () => {
  expect(await linesOf('2026-12-01')).toEqual([
    {
      person: 'ana',
      about: ['ana'],
      kind: 'password-expiry',
      sendAt: '2026-12-01T18:00:00.000Z',
      daysBefore: 14,
      reason: 'due',
    },
    // 1 December, 23:59 in Los Angeles: today is no day before.
    // 2 December, 00:01 there: the last day before.
    {
      person: 'eva',
      about: ['eva'],
      kind: 'password-expiry',
      sendAt: '2026-12-01T18:00:00.000Z',
      daysBefore: 1,
      reason: 'last',
    },
    {
      person: 'tim',
      about: ['tim'],
      kind: 'password-expired',
      sendAt: '2026-12-01T18:00:00.000Z',
      daysBefore: 0,
      reason: 'expired',
    },
    { person: 'dis', about: ['dis'], kind: 'excluded', sendAt: null, daysBefore: 14, reason: 'disabled' },
    { person: 'svc', about: ['svc'], kind: 'excluded', sendAt: null, daysBefore: 14, reason: 'not-a-person' },
    ...['nev', 'max', 'zoe', 'int', 'orf'].map((id) => ({
      ...{ person: id, about: [id], kind: 'excluded', sendAt: null, daysBefore: null },
      reason: 'never-expires',
    })),
    {
      person: 'maria',
      about: ['zoe', 'max'],
      kind: 'contractor-expiry',
      sendAt: '2026-12-01T19:00:00.000Z',
      daysBefore: [1, 2],
      reason: 'due',
    },
    {
      person: 'maria',
      about: ['int'],
      kind: 'excluded',
      sendAt: null,
      daysBefore: 2,
      reason: 'excluded-role',
    },
    { person: null, about: ['orf'], kind: 'excluded', sendAt: null, daysBefore: 14, reason: 'no-manager' },
  ]);
});

test('E6: a password that runs out at one minute to midnight is told of the next morning', async () => {
  expect((await linesOf('2026-12-02')).filter(({ kind }) => kind === 'password-expired')).toMatchObject([
    { person: 'ben' },
    { person: 'eva' },
  ]);
});

test('a table names people, their own clocks and the sum', async () => {
  const { lines } = await asked('--date', '2026-12-01', '--people', people, '--policy', policy);
  expect(lines[1]).toMatch(/^Ana O'Neil\s+password runs out\s+2026-12-01 19:00 Europe\/Berlin\s+14/);
  expect(lines.at(-1)).toBe('4 would be sent, 9 passed over.');
  expect((await asked('--date', '2026-01-01', '--people', file('none.csv', columns))).lines).toEqual([
    'Nothing would be sent on that day.',
  ]);
});

test.each([
  [['--people', people], /--date: missing/],
  [['--date', '2026-02-29', '--people', people], /--date: 2026-02-29; a day/],
  [['--date', '2026-12-01'], /^Whose accounts\? Set DATABASE_URL or OKTA_ORG_URL, or .* --people/],
  [['--date', '2026-12-01', '--people', path.join(folder, 'no.csv')], /can't be read/],
  [['--date', '2026-12-01', '--dates', 'x'], /--dates/],
])('a wrong question (%j) is refused by name', async (args, fault) => {
  const { lines, faults, exitCode } = await asked(...args);
  expect([lines, exitCode]).toEqual([[], 2]);
  expect(faults.join('\n')).toMatch(fault);
});

test('every fault of a list is told with line, column and rule', async () => {
  const list = file('bad.csv', `${columns}\na,A,yesterday,,,,active,\na,B,,,,,gone,Mars/Base\n,C,,,,,,\n`);
  expect((await asked('--date', '2026-12-01', '--people', list)).faults).toEqual([
    'Line 2, passwordExpiresAt: "yesterday" is no time of ISO 8601, such as 2026-12-01T10:00:00Z',
    'Line 3, status: "gone"; allowed: active, locked, disabled',
    'Line 3, timeZone: "Mars/Base" is no IANA time zone such as Europe/Berlin',
    'Line 3, id: "a" stands twice',
    'Line 4, id: missing',
  ]);
  const headless = file('headless.csv', 'name,mail\n');
  expect((await asked('--date', '2026-12-01', '--people', headless)).faults).toEqual([
    'The column "id" is missing.',
    expect.stringMatching(/^There is no column "mail"; allowed: id, /),
  ]);
});

test('a policy with faults is told, not used', async () => {
  const wrong = file('wrong.yaml', 'passwordExpiry:\n  sendAt: "10:07"\n');
  const { faults } = await asked('--date', '2026-12-01', '--people', people, '--policy', wrong);
  expect(faults.join()).toMatch(/passwordExpiry\.sendAt.*quarter of an hour/);
});

test('an empty file and a column that stands twice are no lists', async () => {
  const faultsOf = async (text: string) =>
    (await asked('--date', '2026-12-01', '--people', file('odd.csv', text))).faults;
  expect(await faultsOf('')).toEqual(['The column "id" is missing.']);
  expect(await faultsOf('id,name,name\na,A,B\n')).toEqual(['The column "name" stands twice.']);
  expect((await faultsOf('id,name\na,A\nb\n')).join()).toMatch(/^The list is no CSV: .*line 3/);
});

test('settings that don’t belong together are told by name, never by value', async () => {
  const environment = { OKTA_API_TOKEN: 'secret-token' };
  const { lines, faults, exitCode } = await preview(
    ['--date', '2026-12-01', '--policy', policy],
    environment,
  );
  expect([lines, exitCode]).toEqual([[], 2]);
  expect(faults).toEqual(['OKTA_ORG_URL: missing; OKTA_API_TOKEN needs it']);
});

test('a directory that is away is told in one line', async () => {
  const environment = { DATABASE_URL: 'postgres://u:pa55word@127.0.0.1:1/x' };
  const { lines, faults, exitCode } = await preview(
    ['--date', '2026-12-01', '--policy', policy],
    environment,
  );
  expect([lines, faults, exitCode]).toEqual([[], ["The accounts can't be read (unavailable)."], 1]);
}, 60_000);
