/**
 * `run_ratio`: a password run over 100,000 accounts of which 5,000 are due, at a stand-in that lets 50 calls a second
 * through. The time runs from the run's beginning to its last message; the pace alone takes messages ÷ perSecond. The
 * same over 20,000 accounts shows whether memory grows with the organisation.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { Client } from 'pg';
import { addDays, dayOf, instantOf } from '../../domain/reminder/calendar';
import { intervalsFrom } from '../../domain/reminder/schedule';
import type { DemoPerson } from '../../local/teams/person';
import { countDirectoryCalls } from '../call-counters';
import { type Measurement, rounded } from '../figure';
import { peakMemoryMb } from '../processes';
import { type Services, startHost, startServices } from '../services';

const sizes = [
  { accounts: 20_000, due: 1_000 },
  { accounts: 100_000, due: 5_000 },
] as const;
const perSecond = 25;
const callsPerSecond = 50;
const coreStaff = 30;
const maximumAgeDays = 90;
const dayMs = 86_400_000;
const pageSize = 200;
const insertedAtOnce = 5_000;
const lookAgainMs = 1_000;
const patienceMs = 900_000;

type Run = { ratio: number; seconds: number; pages: number; calls: number; memoryMb: number };

export const reminderRun: Measurement = {
  figures: ['run_ratio', 'run_seconds', 'run_provider_calls', 'run_memory_mb', 'run_memory_growth'],
  measure: async (say) => {
    const runs: Run[] = [];
    for (const size of sizes) {
      const run = await measureRun(size, say);
      say(`${size.accounts} accounts, ${size.due} due: ${JSON.stringify(run)}`);
      runs.push(run);
    }
    const [small, large] = runs;
    if (!small || !large) throw new Error('Both sizes are needed.');
    const growth = large.memoryMb / small.memoryMb;
    return [
      { name: 'run_ratio', value: rounded(large.ratio), unit: 'ratio', goal: 1.15 },
      { name: 'run_seconds', value: rounded(large.seconds, 1), unit: 's' },
      { name: 'run_provider_calls', value: rounded(large.calls / large.pages), unit: 'ratio', goal: 1.01 },
      { name: 'run_memory_mb', value: large.memoryMb, unit: 'MB', goal: 300 },
      { name: 'run_memory_growth', value: rounded(growth), unit: 'ratio' },
    ];
  },
};

async function measureRun(size: (typeof sizes)[number], say: (line: string) => void): Promise<Run> {
  const zone = zoneInTheMorning();
  const common = {
    organisation: { timeZone: zone },
    lockouts: { checkEvery: '1h' },
    directory: { passwordMaximumAge: `${maximumAgeDays}d` },
    contractorExpiry: { enabled: false },
  };
  const of = (enabled: boolean) => ({
    ...common,
    passwordExpiry: { enabled, sendAt: '00:00', perSecond },
  });
  const services = await startServices({ people: size.due + coreStaff, policy: of(false) });
  try {
    const meeting = startHost(services);
    await Promise.all([meeting.ready, services.introduced]);
    await meeting.stop();
    say('everybody is introduced');
    const people = await fillDirectory(services, size, zone);
    say(`the directory has ${size.accounts} accounts`);
    await post(`${services.teamsUrl}/api/rate`, { perSecond: callsPerSecond });
    await fetch(`${services.teamsUrl}/api/statistics`, { method: 'DELETE' });
    const policyFile = path.join(services.folder, 'with-reminders.yaml');
    writeFileSync(policyFile, JSON.stringify(of(true)));
    return await runOnce(services, policyFile, people, zone, say);
  } finally {
    await services.stop();
  }
}

async function runOnce(
  services: Services,
  policyFile: string,
  people: readonly DemoPerson[],
  zone: string,
  say: (line: string) => void,
): Promise<Run> {
  const database = services.settings.DATABASE_URL ?? '';
  const port = new URL(database).port;
  const counter = await countDirectoryCalls(Number(port));
  const host = startHost(services, {
    settings: { POLICY_FILE: policyFile, DATABASE_URL: database.replace(`:${port}/`, `:${counter.port}/`) },
  });
  try {
    await host.ready;
    const lastAt = await everybodyTold(services, people.length, say);
    const startedAt = await runStart(services, dayOf(new Date(), zone));
    const seconds = (lastAt - startedAt) / 1_000;
    const memoryMb = peakMemoryMb(host.pid);
    await requireOneEach(services, people);
    const pages = await pagesOf(services, zone);
    const ratio = seconds / (people.length / perSecond);
    return { ratio, seconds, pages, calls: counter.calls(), memoryMb };
  } finally {
    await host.stop();
    counter.close();
  }
}

/** @returns the instant of the last message */
async function everybodyTold(
  { teamsUrl }: Services,
  wanted: number,
  say: (line: string) => void,
): Promise<number> {
  const until = performance.now() + patienceMs;
  for (let looks = 0; ; looks += 1) {
    const statistics = (await (await fetch(`${teamsUrl}/api/statistics`)).json()) as {
      messages: { created: number; lastAt: string | null };
      calls: object;
    };
    const { created, lastAt } = statistics.messages;
    if (created >= wanted && lastAt) {
      say(`calls of the bot: ${JSON.stringify(statistics.calls)}`);
      // Nobody may get a second one: whatever is still on its way arrives.
      await wait(2 * lookAgainMs);
      return Date.parse(lastAt);
    }
    if (looks % 30 === 29) say(`${created} of ${wanted}`);
    if (performance.now() > until) throw new Error(`${created} of ${wanted} messages in ${patienceMs} ms.`);
    await wait(lookAgainMs);
  }
}

async function runStart({ settings }: Services, day: string): Promise<number> {
  const table = TableClient.fromConnectionString(
    settings.AzureWebJobsStorage ?? '',
    'AccountAccessReminderRuns',
    { allowInsecureConnection: true },
  );
  const row = await table.getEntity<{ data: string }>('password-expiry', day);
  return Date.parse((JSON.parse(row.data) as { startedAt: string }).startedAt);
}

/** Those who are due, and all others with passwords of every age that is due on no day of the schedule. */
async function fillDirectory(
  services: Services,
  { accounts, due }: (typeof sizes)[number],
  zone: string,
): Promise<DemoPerson[]> {
  const all = (await (await fetch(`${services.teamsUrl}/api/people`)).json()) as DemoPerson[];
  const people = all.slice(coreStaff, coreStaff + due);
  const today = dayOf(new Date(), zone);
  const setAt = (daysLeft: number) =>
    new Date(instantOf(addDays(today, daysLeft), '12:00', zone).getTime() - maximumAgeDays * dayMs);
  const dueDays = intervalsFrom(14);
  const otherDays = Array.from({ length: 88 }, (_, n) => n + 2).filter((days) => !dueDays.includes(days));
  const client = new Client({ connectionString: services.settings.DATABASE_URL });
  await client.connect();
  try {
    await client.query('update accounts set password_never_expires = true');
    for (const [n, days] of dueDays.entries()) {
      const ids = people.filter((_, index) => index % dueDays.length === n).map((one) => one.aadObjectId);
      const update =
        'update accounts set password_changed_at = $1, password_never_expires = false where object_id = any($2)';
      await client.query(update, [setAt(days), ids]);
    }
    for (let from = all.length; from < accounts; from += insertedAtOnce) {
      const to = Math.min(accounts, from + insertedAtOnce);
      await client.query(
        `insert into accounts select made.* from accounts a,
         generate_series($3::int, $4::int) n, lateral jsonb_populate_record(a, jsonb_build_object(
           'id', 'bench-' || n, 'object_id', null, 'user_name', 'bench.' || n || '@contoso-demo.example',
           'user_name_key', 'bench.' || n || '@contoso-demo.example', 'sort_key', 'bench ' || n,
           'password_never_expires', false,
           'password_changed_at', ($1::timestamptz[])[1 + n % array_length($1::timestamptz[], 1)])) made
         where a.object_id = $2`,
        [otherDays.map(setAt), people[0]?.aadObjectId, from, to - 1],
      );
    }
    await client.query('analyze accounts');
    return people;
  } finally {
    await client.end();
  }
}

/** How many pages hold whatever ends within the days that a run looks at. */
async function pagesOf({ settings }: Services, zone: string): Promise<number> {
  const today = dayOf(new Date(), zone);
  const setAt = (days: number) =>
    new Date(instantOf(addDays(today, days), '00:00', zone).getTime() - maximumAgeDays * dayMs);
  const client = new Client({ connectionString: settings.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select count(*)::int as count from accounts where password_changed_at between $1 and $2 and not password_never_expires',
      [setAt(-4), setAt(15)],
    );
    return Math.ceil(Number(rows[0]?.count) / pageSize);
  } finally {
    await client.end();
  }
}

async function requireOneEach({ teamsUrl }: Services, people: readonly DemoPerson[]): Promise<void> {
  for (const { aadObjectId, name } of people) {
    const messages = await (await fetch(`${teamsUrl}/api/people/${aadObjectId}/messages`)).json();
    const { length } = messages as unknown[];
    if (length !== 1) throw new Error(`${name} has ${length} reminders.`);
  }
}

/** A zone in which the day has just begun, so that its run is due and the day lasts. */
function zoneInTheMorning(): string {
  const hour = new Date().getUTCHours();
  const hoursAhead = hour < 12 ? -(hour - 2) : 26 - hour;
  const ahead = Math.max(-11, Math.min(13, hoursAhead));
  // These names count the other way round.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function post(url: string, body: object): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
