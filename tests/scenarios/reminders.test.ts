/** Reminders over weeks of the calendar: who is told on which day, whoever dies in between. */
import { dayOf } from '../../domain/reminder/calendar';
import type { DemoPerson } from '../../local/people/demo-account';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { createCalendar, maximumAgeDays } from './calendar-clock';
import { inDatabase } from './database';
import { eventually, recordsOf } from './story';

const zone = 'America/Los_Angeles';
const policy = {
  organisation: { timeZone: zone },
  administrators: [{ objectId: 'ad000000-5eed-4000-8000-000000000007', summaries: true }],
  directory: { passwordMaximumAge: `${maximumAgeDays}d` },
  passwordExpiry: { enabled: true, perSecond: 5 },
  contractorExpiry: { enabled: true, excludedRoles: ['Intern'] },
  lockouts: { checkEvery: '1h' },
};
const secondsOfAStory = 90;
jest.setTimeout(secondsOfAStory * 1_000);

let run: LocalRun;
let calendar: ReturnType<typeof createCalendar>;
let first: string;
const named = (name: string): DemoPerson => run.person(name);
/** Generated people, so many after others. */
const crowd = (from: number, count: number): DemoPerson[] =>
  run.people.filter(({ role }) => role === 'employee').slice(from, from + count);

beforeAll(async () => {
  run = await startLocalRun({ people: 75, policy });
  if (process.env.BASE_URL) return;
  calendar = createCalendar(run, zone);
  await calendar.quiet();
  const today = await calendar.today();
  first = calendar.in(today, 1);
  await run.killHost();
  await calendar.moveWithoutHost(first, '09:30');
  await run.startHost();
}, 120_000);
afterAll(() => run?.stop(), 30_000);

itOnTheEmbeddedHost(
  'E1 E2 E4 E6: 14, 7, 4, 2, 1 and expired; changed in between; by mail; managers',
  async () => {
    const [maya, haruka, mateo, priya] = [
      named('Maya Lindqvist'),
      named('佐藤 陽香'),
      named('Mateo Fernández'),
      named('Priya Raman'),
    ];
    const end = calendar.in(first, 14);
    await calendar.expire([maya, haruka, mateo], end);
    await run.install(mateo, false);
    await nineContractors();

    await calendar.moveTo(calendar.in(first, 8), '09:00');
    await calendar.change([haruka]);
    await calendar.moveTo(calendar.in(end, 2), '09:00');

    const days = (...before: number[]) => before.map((n) => calendar.in(end, -n));
    const trail = await sentTo(maya);
    expect(trail.map((line) => line.slice(0, 10))).toEqual(days(14, 7, 4, 2, 1, -1));
    expect(trail.map((line) => line.slice(11))).toEqual([
      ...[14, 7, 4, 2, 1].map((interval) => `password-expiry ${interval}, teams`),
      'password-expired, teams',
    ]);
    const cards = await botMessages(maya);
    expect(cards.map((card) => wordsOf(card)).slice(0, 5)).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining(maya.userPrincipalName)),
    );
    // The older cards of the cycle have lost their buttons; the newest has its own.
    expect(cards.slice(0, -1).flatMap((card) => buttonsOf(card))).toEqual([]);
    expect(buttonsOf(cards.at(-1) ?? cards[0] ?? never())).toContain('Get help');

    expect((await sentTo(haruka)).map((line) => line.slice(0, 10))).toEqual(days(14, 7));

    expect(await botMessages(mateo)).toEqual([]);
    expect(await run.mails(mateo)).toHaveLength(6);
    expect((await sentTo(mateo)).filter((line) => line.endsWith(', mail'))).toHaveLength(6);

    const summaries = (await botMessages(priya)).map(wordsOf);
    expect(summaries.length).toBeGreaterThan(20);
    const runs = (await run.audit()).filter(({ act }) => act === 'reminder-run');
    expect(new Set(runs.map(({ reason }) => reason?.split(':')[0])).size).toBe(runs.length);
    await managersWereTold(summaries);
  },
);

/** When reminders were sent, on the host's own clock, and which: `2026-12-01 password-expiry 7, teams`. */
async function sentTo(person: DemoPerson): Promise<string[]> {
  return (await recordsOf(run, person))
    .filter(({ act }) => act === 'reminder-sent')
    .map(({ at, reason }) => `${dayOf(new Date(at), zone)} ${reason}`);
}

async function botMessages(person: DemoPerson): Promise<ChatMessage[]> {
  return (await run.messagesOf(person)).filter(({ from }) => from === 'bot');
}

/** All of them end on the seventh day: two managers, two interns, and one whose manager nobody knows. */
async function nineContractors(): Promise<void> {
  const [samuel, ines] = [named('Samuel Osei'), named('Inês Carvalho')];
  const people = crowd(20, 9);
  const at = new Date(Date.parse(`${calendar.in(first, 7)}T20:00:00Z`));
  await inDatabase(run, async (client) => {
    for (const [n, person] of people.entries()) {
      const manager = n === 8 ? 'nobody' : await accountIdOf(n % 2 === 0 ? samuel : ines);
      const title = n === 6 || n === 7 ? 'Intern' : 'Designer';
      await client.query(
        'update accounts set contract_ends_at = $1, manager_id = $2, title = $3 where object_id = $4',
        [at, manager, title, person.aadObjectId],
      );
    }
  });
}

async function accountIdOf({ aadObjectId }: DemoPerson): Promise<string> {
  return inDatabase(run, async (client) => {
    const { rows } = await client.query('select id from accounts where object_id = $1', [aadObjectId]);
    return String(rows[0]?.id);
  });
}

async function managersWereTold(summaries: readonly string[]): Promise<void> {
  const days = [7, 4, 2, 1].map((n) => calendar.in(first, 7 - n));
  for (const [name, theirs] of [
    ['Samuel Osei', [0, 2, 4]],
    ['Inês Carvalho', [1, 3, 5]],
  ] as const) {
    const messages = await botMessages(named(name));
    expect((await sentTo(named(name))).map((line) => line.slice(0, 10))).toEqual(days);
    const words = wordsOf(messages[0] ?? never());
    expect(theirs.some((n) => words.includes(crowd(20, 9)[n]?.name ?? '?'))).toBe(true);
    expect(buttonsOf(messages[0] ?? never())).toContain('Show more');
  }
  // C2: whom nobody could be told of stands in the summary; interns are counted there.
  const lost = crowd(20, 9)[8]?.name ?? '?';
  expect(summaries.some((words) => words.includes(lost))).toBe(true);
}

itOnTheEmbeddedHost(
  'E8: down at ten, up at two, the day before the end: the last one still comes, once',
  async () => {
    const [siobhan] = [named("Siobhán O'Connor")];
    const day = calendar.in(await calendar.today(), 1);
    await run.killHost();
    await calendar.expire([siobhan], calendar.in(day, 1));
    await calendar.moveWithoutHost(day, '14:00');
    await run.startHost();
    await run.waitForMessage(siobhan, /./, { timeoutMs: 30_000 });
    // Started again and again: by hand, by the timer, and by a host that comes back.
    for (let n = 0; n < 3; n += 1) await startRunsByHand();
    await run.killHost();
    await run.startHost();
    await run.advanceClock(30 * 60_000);
    expect((await sentTo(siobhan)).map((line) => line.slice(0, 10))).toEqual([day]);
  },
);

itOnTheEmbeddedHost('E8: killed in the middle and continued, everybody is told', async () => {
  const people = crowd(30, 40);
  const day = calendar.in(await calendar.today(), 1);
  await run.killHost();
  await calendar.expire(people, calendar.in(day, 7));
  await calendar.moveWithoutHost(day, '09:59');
  await run.startHost();
  const counts = () => Promise.all(people.map(async (person) => (await botMessages(person)).length));
  const total = async () => (await counts()).reduce((sum, count) => sum + count, 0);
  const moving = calendar.moveTo(day, '10:00').catch(() => undefined);
  await eventually('a third of the messages', async () => (await total()) >= 13);
  await run.killHost();
  await moving;
  expect(await total()).toBeLessThan(people.length);
  await run.startHost();
  const sums = async () =>
    (await run.audit()).filter(({ reason }) => reason?.startsWith(`password-expiry ${day}:`));
  await eventually(
    'a finished run',
    async () => {
      // The leases of those who were on their way end sooner.
      await run.advanceClock(10_000);
      return (await sums()).length > 0;
    },
    60_000,
  );
  const told = await counts();
  expect(Math.min(...told)).toBe(1);
  // Only messages whose answer the host did not live to write down may have come twice.
  expect(told.filter((count) => count > 1).length).toBeLessThanOrEqual(3);
  expect((await sums()).map(({ reason }) => reason)).toEqual([
    `password-expiry ${day}: due ${people.length}, sent ${people.length}, mailed 0`,
  ]);
});

itOnTheEmbeddedHost(
  'E1 E8: on the day that clocks change, down at ten and up at two, the last one comes',
  async () => {
    const lukasz = named('Łukasz Zieliński');
    const day = await nextChangeOfClocks();
    await run.killHost();
    await calendar.expire([lukasz], calendar.in(day, 1), '23:59');
    await calendar.moveWithoutHost(day, '14:00');
    await run.startHost();
    await eventually('the last one', async () => (await sentTo(lukasz)).length > 0, 30_000);
    expect((await sentTo(lukasz)).map((line) => line.slice(0, 10))).toEqual([day]);
  },
);

async function startRunsByHand(): Promise<void> {
  await callJson(`${run.functionsUrl}/admin/functions/start-reminder-runs`, {
    body: {},
    headers: { 'x-functions-key': run.clockKey ?? '' },
    expected: [202],
  });
}

/** The first day from tomorrow on that has 23 or 25 hours. */
async function nextChangeOfClocks(): Promise<string> {
  const offsetOn = (day: string): string =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .format(new Date(`${day}T20:00:00Z`))
      .replace(/^[^G]*/, '');
  let day = calendar.in(await calendar.today(), 2);
  while (offsetOn(day) === offsetOn(calendar.in(day, -1))) day = calendar.in(day, 1);
  return day;
}

function never(): never {
  throw new Error('There is no such message.');
}
