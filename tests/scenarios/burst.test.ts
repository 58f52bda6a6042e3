/** 200 people locked out at once, a channel that throttles and fails, and every activity run twice: one notice each. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/people/demo-account';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import type { Fault } from '../harness/product';
import { lockByRule } from './lock-rule';
import { canSignIn, eventually, isNotice, lockoutCards, nowOf, recorded, ticketWith } from './story';

const size = 200;
/** He is disabled, and never written to. */
const disabled = 'Jonas Weber';
const people = size + 1;
const checkEveryMs = 10_000;

/** Failures before the message is taken: by the channel's documents these are tried again. More than one call retries. */
const failures: readonly Omit<Fault, 'match'>[] = [
  { status: 429, times: 1, headers: { 'Retry-After': '1' } },
  { status: 429, times: 2 },
  { status: 502, times: 2 },
  { status: 412, times: 1 },
  { status: 502, times: 6 },
  { status: 412, times: 5 },
];
/** Every so many people one meets a failure. */
const spacing = 8;

let run: LocalRun;
let locked: DemoPerson[];

async function orderFailures(all: DemoPerson[]): Promise<void> {
  const unlucky = all.filter((_, index) => index % spacing === spacing - 1);
  await Promise.all(
    unlucky.map(({ aadObjectId }, index) => {
      const failure = failures[index % failures.length] as Fault;
      return run.faults({ ...failure, match: aadObjectId });
    }),
  );
}

/** As the stand-in counts them: looking into 200 chats all the time would slow down what is looked at. */
async function messagesCreated(): Promise<number> {
  const { body } = await callJson(`${run.teamsUrl}/api/statistics`);
  return (body as { messages: { created: number } }).messages.created;
}

async function noticesOf(person: DemoPerson): Promise<number> {
  return (await lockoutCards(run, person)).length;
}

async function noticesOfAll(): Promise<number[]> {
  const counts: number[] = [];
  for (let at = 0; at < locked.length; at += 20) {
    counts.push(...(await Promise.all(locked.slice(at, at + 20).map(noticesOf))));
  }
  return counts;
}

jest.setTimeout(120_000);

beforeAll(async () => {
  run = await startLocalRun({
    people,
    activitiesTwice: true,
    policy: { lockouts: { checkEvery: '10s' }, messages: { perSecond: 50 }, followUp: '60s' },
  });
});

afterAll(() => run?.stop());

it('200 people locked out within one look of the monitor get one notice each, whatever the channel does', async () => {
  await callJson(`${run.teamsUrl}/api/statistics`, { method: 'DELETE' });
  const everybody = run.people.filter(({ name }) => name !== disabled);
  await orderFailures(everybody);
  const began = performance.now();
  locked = await lockByRule(run, everybody);
  expect(locked).toHaveLength(size);
  expect(performance.now() - began).toBeLessThan(checkEveryMs);
  await eventually('200 messages', async () => (await messagesCreated()) >= size, 60_000);
  process.stderr.write(`200 notices after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  // Another look of the monitor, and whatever is still being tried again.
  await wait(checkEveryMs + 1_000);
  expect(await noticesOfAll()).toEqual(locked.map(() => 1));
  const { body } = await callJson(`${run.teamsUrl}/api/faults`);
  expect(body).toEqual({ pending: [] });
});

it('the trail tells of each lockout and each notice once, and of nothing undelivered', async () => {
  const trail = await run.audit();
  const subjectsOf = (act: string) =>
    trail
      .filter((record) => record.act === act)
      .map(({ subject }) => subject)
      .toSorted();
  const everybody = locked.map(({ aadObjectId }) => aadObjectId).toSorted();
  expect(subjectsOf('lockout-seen')).toEqual(everybody);
  expect(subjectsOf('notice-sent')).toEqual(everybody);
  expect(trail.filter(({ result }) => result !== 'done')).toEqual([]);
});

it('twenty of them say Yes at once, and each is unlocked once, with one ticket and one mail', async () => {
  const twenty = locked.filter((_, index) => index % 10 === 2);
  const eligible = twenty.filter(({ role }) => role !== 'administrator');
  await Promise.all(
    eligible.map(async (person) => {
      const notice = (await run.messagesOf(person)).find(isNotice);
      if (!notice) throw new Error(`${person.name} has no notice`);
      expect(await run.press(person, notice.id, 'Yes')).toBe(200);
      await run.waitForMessage(person, /Your account is unlocked/, { after: notice, timeoutMs: 60_000 });
      await recorded(run, person, /^mail-sent done/, 30_000);
      await eventually('the notice retired', async () => {
        const now = await nowOf(run, person, notice);
        return !isNotice(now);
      });
      expect(await canSignIn(run, person)).toBe(true);
      await ticketWith(run, person, ({ state }) => state === 'open');
      expect(await run.mails(person)).toHaveLength(1);
      const unlocks = (await run.audit({ person: person.aadObjectId })).filter(({ act }) => act === 'unlock');
      expect(unlocks).toHaveLength(1);
    }),
  );
});
