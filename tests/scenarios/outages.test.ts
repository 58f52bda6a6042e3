/** What the product needs goes away and comes back: the person is told, it ends right, and nothing happens twice. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/people/demo-account';
import type { ChatMessage } from '../harness/chat';
import { wordsOf } from '../harness/chat';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { openRelay, type Relay } from '../harness/relay';
import {
  canSignIn,
  eventually,
  isNotice,
  lockOut,
  lockoutCards,
  notesOf,
  noticeFor,
  nowOf,
  recorded,
  recordsOf,
  retired,
  ticketWith,
} from './story';

const recoveryMs = 60_000;
/** What a person is told at once when it can't be done at once. */
const soonToldMs = 12_000;

let run: LocalRun;
let mailWay: Relay;
let since = 0;

const named = (name: string) => run.person(name);

function backAgain(): void {
  since = performance.now();
}

function report(what: string): void {
  process.stderr.write(`${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s after: ${what}\n`);
}

/** Locked out and told of it, everything at rest. */
async function told(person: DemoPerson): Promise<ChatMessage> {
  await lockOut(run, person);
  const notice = await noticeFor(run, person, 30_000);
  await recorded(run, person, /^notice-sent/);
  return notice;
}

const isUnlocked = (message: ChatMessage) => wordsOf(message).includes('Your account is unlocked');

/** One unlock, one answer, one ticket, one mail, and no card that still asks. */
async function endsRight(person: DemoPerson, notice: ChatMessage): Promise<ChatMessage> {
  const answer = await run.waitForMessage(person, isUnlocked, { timeoutMs: recoveryMs });
  report('the answer');
  expect(await canSignIn(run, person)).toBe(true);
  await recorded(run, person, /^mail-sent done/, recoveryMs);
  await ticketWith(run, person, (one) => notesOf(one).includes('Unlocked by the person'));
  await retired(run, person, notice);
  const records = await recordsOf(run, person);
  expect(records.filter(({ act, result }) => act === 'unlock' && result === 'done')).toHaveLength(1);
  expect((await run.messagesOf(person)).filter(isUnlocked)).toHaveLength(1);
  expect(await run.mails(person)).toHaveLength(1);
  expect(await lockoutCards(run, person)).toHaveLength(1);
  return answer;
}

jest.setTimeout(180_000);

beforeAll(async () => {
  run = await startLocalRun({
    policy: { lockouts: { checkEvery: '5s' }, followUp: '10m' },
    withOutages: true,
    hostEnvironment: async ({ SMTP_URL = '' }) => {
      mailWay ??= await openRelay(Number(new URL(SMTP_URL).port));
      return { SMTP_URL: `smtp://127.0.0.1:${mailWay.port}` };
    },
  });
});

afterAll(async () => {
  await run?.stop();
  await mailWay?.cut();
});

it('the directory hangs for ten seconds: the person hears that it is being worked on, then that it is done', async () => {
  const maya = named('Maya Lindqvist');
  const notice = await told(maya);
  const database = run.part('database');
  database.pause();
  const pressedAt = performance.now();
  try {
    await run.press(maya, notice.id, 'Yes');
    const working = await run.waitForMessage(maya, /Working on it/, { after: notice, timeoutMs: soonToldMs });
    process.stderr.write(
      `       told after ${Math.round(performance.now() - pressedAt)} ms: working on it\n`,
    );
    expect(wordsOf(working)).toContain("I'll write as soon as I know more");
    await wait(10_000 - (performance.now() - pressedAt));
  } finally {
    database.resume();
    backAgain();
  }
  const answer = await endsRight(maya, notice);
  const working = await run.waitForMessage(maya, (message) => message.id !== answer.id && !isNotice(message));
  await retired(run, maya, working);
});

it('the directory is down and comes back: a yes and a wish are both answered, and the yes is kept', async () => {
  const samuel = named('Samuel Osei');
  const chloe = named('Chloé Martin');
  const notice = await told(samuel);
  const database = run.part('database');
  await database.end();
  try {
    await run.press(samuel, notice.id, 'Yes');
    await run.waitForMessage(samuel, /Working on it/, { after: notice, timeoutMs: soonToldMs });
    await run.say(chloe, 'unlock');
    await run.waitForMessage(chloe, /can't reach the sign-in system right now/, { timeoutMs: soonToldMs });
    await wait(8_000);
    expect((await run.messagesOf(samuel)).some(isUnlocked)).toBe(false);
  } finally {
    await database.start();
    backAgain();
  }
  await endsRight(samuel, notice);
});

it('storage hangs for twenty seconds: lockouts are noticed afterwards, a press is answered, nothing comes twice', async () => {
  const inês = named('Inês Carvalho');
  const amina = named('Amina Diallo');
  const notice = await told(inês);
  const storage = run.part('storage');
  storage.pause();
  const pausedAt = performance.now();
  try {
    await lockOut(run, amina);
    await run.press(inês, notice.id, 'Yes');
    await run.waitForMessage(inês, /right now|Working on it/, { after: notice, timeoutMs: soonToldMs });
    process.stderr.write(`       told after ${Math.round(performance.now() - pausedAt)} ms\n`);
    await wait(20_000 - (performance.now() - pausedAt));
  } finally {
    storage.resume();
    backAgain();
  }
  await noticeFor(run, amina, recoveryMs);
  report('the notice of a lockout during the outage');
  await eventually(
    'an answer, or the question as it was',
    async () => {
      if ((await run.messagesOf(inês)).some(isUnlocked)) return true;
      if (isNotice(await nowOf(run, inês, notice))) await run.press(inês, notice.id, 'Yes');
      return undefined;
    },
    recoveryMs,
  );
  await endsRight(inês, notice);
  expect(await lockoutCards(run, amina)).toHaveLength(1);
});

it('storage is ended and started again: lockouts are noticed, answers work, nothing comes twice', async () => {
  const mateo = named('Mateo Fernández');
  const siobhán = named("Siobhán O'Connor");
  const notice = await told(mateo);
  const storage = run.part('storage');
  await storage.end();
  try {
    await lockOut(run, siobhán);
    await run.press(mateo, notice.id, 'Yes');
    await run.waitForMessage(mateo, /right now|Working on it/, { after: notice, timeoutMs: soonToldMs });
    await wait(3_000);
  } finally {
    await storage.start();
    backAgain();
  }
  const late = await noticeFor(run, siobhán, recoveryMs);
  report('the notice of a lockout during the outage');
  await run.press(mateo, notice.id, 'Yes');
  await endsRight(mateo, notice);
  await run.press(siobhán, late.id, 'Yes');
  await endsRight(siobhán, late);
});

it('the mail server is away: the unlock, the ticket and its end wait for nothing, and the mail comes later', async () => {
  const noah = named('Noah Williams');
  const notice = await told(noah);
  await mailWay.cut();
  let answer: ChatMessage;
  try {
    await run.press(noah, notice.id, 'Yes');
    answer = await run.waitForMessage(noah, isUnlocked, { after: notice });
    await recorded(run, noah, /^mail-sent failed/, recoveryMs);
    await ticketWith(run, noah, (one) => notesOf(one).includes('Unlocked by the person'));
    await retired(run, noah, notice);
    await run.press(noah, answer.id, 'Great, it worked!');
    await ticketWith(run, noah, ({ state }) => state === 'resolved');
    await retired(run, noah, answer);
    expect(await run.mails(noah)).toEqual([]);
  } finally {
    await mailWay.mend();
    backAgain();
  }
  await recorded(run, noah, /^mail-sent done/, 90_000);
  report('the mail');
  expect(await run.mails(noah)).toHaveLength(1);
});

it('the channel is away for half a minute: notices come afterwards, one each', async () => {
  const haruka = named('佐藤 陽香');
  const leila = named('Leila Haddad');
  await run.faults({ status: 503, times: 1_000_000, match: 'v3/conversations' });
  try {
    await lockOut(run, haruka, leila);
    await recorded(run, haruka, /^lockout-seen/);
    await wait(25_000);
    expect(await lockoutCards(run, haruka)).toEqual([]);
  } finally {
    await callJson(`${run.teamsUrl}/api/faults`, { method: 'DELETE' });
    backAgain();
  }
  const notices = await Promise.all([haruka, leila].map((person) => noticeFor(run, person, recoveryMs)));
  report('both notices');
  await run.press(haruka, notices[0]?.id ?? '', 'Yes');
  await endsRight(haruka, notices[0] as ChatMessage);
  expect(await lockoutCards(run, leila)).toHaveLength(1);
});
