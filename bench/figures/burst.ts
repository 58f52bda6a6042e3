/**
 * `burst_ratio`: a thousand lockouts within one polling interval, at a stand-in that lets 50 calls a second through.
 * The time runs from the beginning of the first poll that sees them to the last message; 20 s is what the limit
 * itself takes. The peaks of memory are those of the same run.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { openDirectory } from '../../directory';
import type { DemoPerson } from '../../local/teams/person';
import { type Figure, type Measurement, rounded } from '../figure';
import { childRunning, peakMemoryMb, processorSeconds } from '../processes';
import { type Services, startHost, startServices } from '../services';

const lockouts = 1000;
const perSecond = 50;
/** The core of the demo organisation has people who may not be notified; all others may. */
const coreStaff = 30;
const patienceMs = 180_000;
const lookAgainMs = 1_000;

interface Statistics {
  messages: { created: number; lastAt: string | null };
  calls: Record<string, Record<string, number>>;
}

export const burst: Measurement = {
  figures: [
    'burst_ratio',
    'burst_seconds',
    'peak_memory_mb',
    'storage_memory_mb',
    'database_memory_mb',
    'start_memory_mb',
  ],
  measure: async (say) => {
    const services = await startServices({
      people: lockouts + coreStaff,
      policy: { messages: { perSecond }, lockouts: { checkEvery: '30s' } },
    });
    const polls = watchPolls();
    const host = startHost(services, { onLogLine: polls.onLogLine });
    try {
      await Promise.all([host.ready, services.introduced]);
      say('everybody is introduced; waiting for a poll to pass');
      const processes = processesOf(services, host.pid);
      const before = processes.map(([, pid]) => processorSeconds(pid));
      const seconds = await burstSeconds(services, polls, say);
      const took = processes.map(
        ([name, pid], n) => `${name} ${rounded(processorSeconds(pid) - (before[n] ?? 0), 1)}`,
      );
      say(`processor seconds: ${took.join(', ')}`);
      return [
        { name: 'burst_ratio', value: rounded(seconds / (lockouts / perSecond)), unit: 'ratio', goal: 1.3 },
        { name: 'burst_seconds', value: rounded(seconds), unit: 's' },
        ...processes.map(([name, pid]) => peak(name, pid)),
      ];
    } finally {
      await host.stop();
      await services.stop();
    }
  },
};

type Polls = ReturnType<typeof watchPolls>;

/** Each poll's log line tells how many requests it has started and how long it took. */
function watchPolls() {
  let beganAtMs = 0;
  let startedRequests = 0;
  let pollMs = 0;
  let idle = () => {};
  return {
    onLogLine: (line: string): void => {
      if (!line.includes('"lockouts-polled"')) return;
      const count = Number(/"count":(\d+)/.exec(line)?.[1]);
      const durationMs = Number(/"durationMs":(\d+)/.exec(line)?.[1]);
      if (count === 0) idle();
      else if (beganAtMs === 0) beganAtMs = Date.now() - durationMs;
      startedRequests += count;
      if (count > 0) pollMs += durationMs;
    },
    nextIdle: (): Promise<void> =>
      new Promise((resolve) => {
        idle = resolve;
      }),
    firstBeganAtMs: (): number => beganAtMs,
    started: (): number => startedRequests,
    pollMs: (): number => pollMs,
  };
}

async function burstSeconds(services: Services, polls: Polls, say: (line: string) => void): Promise<number> {
  const { teamsUrl } = services;
  const people = ((await (await fetch(`${teamsUrl}/api/people`)).json()) as DemoPerson[]).slice(coreStaff);
  await fetch(`${teamsUrl}/api/rate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ perSecond }),
  });
  await fetch(`${teamsUrl}/api/statistics`, { method: 'DELETE' });
  await lockAfter(services, people, polls.nextIdle());
  say('a thousand accounts are locked');
  const until = performance.now() + patienceMs;
  for (;;) {
    const { messages, calls } = (await (await fetch(`${teamsUrl}/api/statistics`)).json()) as Statistics;
    if (messages.created >= people.length && polls.firstBeganAtMs() > 0 && messages.lastAt) {
      const seconds = (Date.parse(messages.lastAt) - polls.firstBeganAtMs()) / 1000;
      say(
        `${rounded(seconds)} s, ${polls.pollMs()} ms of them polling; calls of the bot: ${JSON.stringify(calls)}`,
      );
      await requireOneEach(teamsUrl, people);
      return seconds;
    }
    if (performance.now() > until)
      throw new Error(
        `${messages.created} notices after ${patienceMs / 1000} s, ${polls.started()} requests.`,
      );
    await wait(lookAgainMs);
  }
}

/** All in one polling interval: right after a poll that found nothing. */
async function lockAfter(services: Services, people: DemoPerson[], poll: Promise<void>): Promise<void> {
  const databaseUrl = services.settings.DATABASE_URL ?? '';
  const directory = openDirectory({ databaseUrl, clock: { now: () => new Date() } });
  try {
    const ids: string[] = [];
    for (const { aadObjectId } of people)
      for (const { id } of await directory.accounts.find({ objectId: aadObjectId })) ids.push(id);
    await poll;
    const locked = await directory.lockAccounts(ids, { application: 'bench' }, { timeoutMs: 20_000 });
    if (locked !== people.length) throw new Error(`${locked} accounts were locked, not ${people.length}.`);
  } finally {
    await directory.close();
  }
}

async function requireOneEach(teamsUrl: string, people: DemoPerson[]): Promise<void> {
  for (const { aadObjectId, name } of people) {
    const messages = await (await fetch(`${teamsUrl}/api/people/${aadObjectId}/messages`)).json();
    const { length } = messages as unknown[];
    if (length !== 1) throw new Error(`${name} has ${length} notices.`);
  }
}

type NamedProcess = readonly [name: 'peak' | 'storage' | 'database' | 'start', pid: number];

/** The host first; the others are the rest of the local run. */
function processesOf({ child }: Services, hostPid: number): readonly NamedProcess[] {
  return [
    ['peak', hostPid],
    ['storage', childRunning(child.pid, 'local/storage/main.js')],
    ['database', childRunning(child.pid, 'local/database/main.js')],
    ['start', child.pid],
  ];
}

function peak(name: NamedProcess[0], pid: number): Figure {
  const figure = { name: `${name}_memory_mb`, value: peakMemoryMb(pid), unit: 'MB' };
  return name === 'peak' ? { ...figure, goal: 300 } : figure;
}
