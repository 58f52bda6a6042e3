/** Two hosts with task hubs of their own on one storage: everything is done once, whichever host is asked. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/people/demo-account';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { lockByRule } from './lock-rule';
import {
  canSignIn,
  lockoutCards,
  notesOf,
  noticeFor,
  recorded,
  recordsOf,
  retired,
  ticketWith,
} from './story';

const checkEveryMs = 5_000;
const patienceMs = 45_000;

let run: LocalRun;
let people: DemoPerson[];
const answers = new Map<DemoPerson, ChatMessage>();

const isUnlocked = (message: ChatMessage) => wordsOf(message).includes('Your account is unlocked');
const unlockOf = async (person: DemoPerson) =>
  (await recordsOf(run, person)).filter(({ act, result }) => act === 'unlock' && result === 'done');

jest.setTimeout(120_000);

beforeAll(async () => {
  run = await startLocalRun({
    people: 40,
    hosts: 2,
    policy: { lockouts: { checkEvery: '5s' }, followUp: '10m' },
  });
  people = run.people.filter(({ role, secretKey }) => role === 'employee' && !secretKey).slice(-14);
});

afterAll(() => run?.stop());

it('both look for lockouts, and everybody gets one notice', async () => {
  await lockByRule(run, people);
  await Promise.all(people.map((person) => noticeFor(run, person, patienceMs)));
  // Both hosts look once more.
  await wait(checkEveryMs + 1_000);
  for (const person of people) {
    expect(await lockoutCards(run, person)).toHaveLength(1);
    const trail = (await recordsOf(run, person)).map(({ act }) => act);
    expect(trail).toEqual(['lockout-seen', 'notice-sent']);
  }
});

it('a yes through either host unlocks once, and so do two devices that say it through both at once', async () => {
  await Promise.all(
    people.map(async (person, index) => {
      const [notice] = await lockoutCards(run, person);
      const times = index % 2 === 0 ? [1] : [1, 2];
      await Promise.all(times.map(() => run.press(person, notice?.id ?? '', 'Yes')));
      answers.set(person, await run.waitForMessage(person, isUnlocked, { timeoutMs: patienceMs }));
      await recorded(run, person, /^mail-sent done/, patienceMs);
      await ticketWith(run, person, (ticket) => notesOf(ticket).includes('Unlocked by the person'));
      await retired(run, person, notice as ChatMessage);
      expect(await canSignIn(run, person)).toBe(true);
      expect(await unlockOf(person)).toHaveLength(1);
      // Two hubs that settle the same request at the same instant may both send its mail, under one message id.
      const mails = await run.mails(person);
      expect(times.length === 1 ? [1] : [1, 2]).toContain(mails.length);
    }),
  );
});

it('one of them dies, and what it had begun is closed by the other', async () => {
  expect(answers.size).toBe(people.length);
  await run.killLastHost();
  await Promise.all(
    [...answers].map(async ([person, answer]) => {
      await run.press(person, answer.id, 'Great, it worked!');
      const ticket = await ticketWith(run, person, ({ state }) => state === 'resolved');
      expect(notesOf(ticket).match(/can sign in again/g)).toHaveLength(1);
      await retired(run, person, answer);
      expect(await unlockOf(person)).toHaveLength(1);
    }),
  );
});
