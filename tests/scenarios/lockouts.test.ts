/** One lockout and many events, many devices, or one after another: each is told of once and answered once. */
import { createHash } from 'node:crypto';
import { buttonsOf, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { createChannel } from './channel';
import {
  accountOf,
  canSignIn,
  eventually,
  isNotice,
  lockOut,
  lockoutCards,
  notesOf,
  noticeFor,
  recorded,
  retired,
  ticketWith,
  trailOf,
  unlocked,
} from './story';

const policy = { lockouts: { checkEvery: '5s', notices: { gap: '0s' } } };

jest.setTimeout(40_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({ policy });
  await lockOut(run, ...['Inês Carvalho', 'Amina Diallo', 'Chloé Martin'].map(named));
}, 90_000);
afterAll(() => run?.stop(), 30_000);

const unlocksOf = async (name: string) =>
  (await trailOf(run, named(name))).filter((line) => line === 'unlock done verified').length;

it('U1 U4 twenty events of one lockout are one notice; after No, more of them are nothing', async () => {
  const [maya, samuel] = [named('Maya Lindqvist'), named('Samuel Osei')];
  await run.failSignIns(maya, 20);
  const notice = await noticeFor(run, maya);
  await run.failSignIns(maya, 5);
  await run.press(maya, notice.id, 'No');
  const last = await run.waitForMessage(maya, /It stays locked/, { after: notice });
  await run.failSignIns(maya, 5);
  // Whoever is locked after these events is told: so the monitor has seen them all.
  await lockOut(run, samuel);
  await noticeFor(run, samuel);
  expect(await lockoutCards(run, maya)).toHaveLength(1);
  expect((await run.messagesOf(maya)).at(-1)?.id).toBe(last.id);
  const trail = await trailOf(run, maya);
  expect(trail.filter((line) => line.startsWith('lockout-seen'))).toHaveLength(1);
  expect(trail.filter((line) => line.startsWith('notice-sent'))).toHaveLength(1);
});

it('U3 two devices that press Yes at once unlock once, and both end right', async () => {
  const ines = named('Inês Carvalho');
  const notice = await noticeFor(run, ines);
  const statuses = await Promise.all([
    run.press(ines, notice.id, 'Yes'),
    run.press(ines, notice.id, 'Yes'),
    run.press(ines, notice.id, 'Yes', { as: 'submit' }),
  ]);
  expect(statuses.map((status) => Math.floor(status / 100))).toEqual([2, 2, 2]);
  await run.waitForMessage(ines, /Your account is unlocked/, { after: notice });
  expect(await retired(run, ines, notice)).toContain('the account was unlocked');
  await recorded(run, ines, /^mail-sent done/);
  expect(await unlocksOf(ines.name)).toBe(1);
  expect(await run.mails(ines)).toHaveLength(1);
  const ticket = await ticketWith(run, ines, ({ state }) => state === 'open');
  expect(notesOf(ticket).match(/Unlocked by the person/g)).toHaveLength(1);
  expect(await canSignIn(run, ines)).toBe(true);
  // Whatever else was said on the way offers nothing but what the result offers.
  const buttons = new Set((await run.messagesOf(ines)).flatMap((message) => buttonsOf(message)));
  expect([...buttons].sort()).toEqual(['Forgot password', 'Great, it worked!', 'Re-open issue', 'Reset MFA']);
  await eventually('no card that is still at work', async () =>
    (await run.messagesOf(ines)).every((message) => !/I'm unlocking/.test(wordsOf(message))),
  );
});

it('U6 Great, it worked! pressed twice resolves once', async () => {
  const amina = named('Amina Diallo');
  const answer = await unlocked(run, amina);
  await Promise.all([
    run.press(amina, answer.id, 'Great, it worked!'),
    run.press(amina, answer.id, 'Great, it worked!'),
  ]);
  const ticket = await ticketWith(run, amina, ({ state }) => state === 'resolved');
  expect(notesOf(ticket).match(/confirms that they can sign in/g)).toHaveLength(1);
  await retired(run, amina, answer);
});

it('U3 a press while the channel still owes its answer to the notice unlocks once, and the card ends right', async () => {
  const siobhan = named("Siobhán O'Connor");
  await run.faults({ delayMs: 3_000, times: 1, match: siobhan.aadObjectId });
  await lockOut(run, siobhan);
  const notice = await noticeFor(run, siobhan);
  expect(await trailOf(run, siobhan)).not.toContainEqual(expect.stringMatching(/^notice-sent/));
  await Promise.all([
    run.press(siobhan, notice.id, 'Yes'),
    run.press(siobhan, notice.id, 'Yes', { as: 'submit' }),
  ]);
  await run.waitForMessage(siobhan, /Your account is unlocked/, { after: notice });
  expect(await canSignIn(run, siobhan)).toBe(true);
  await recorded(run, siobhan, /^notice-sent done/);
  expect(await retired(run, siobhan, notice)).toContain('the account was unlocked');
  await recorded(run, siobhan, /^mail-sent done/);
  expect(await unlocksOf(siobhan.name)).toBe(1);
  expect(await lockoutCards(run, siobhan)).toHaveLength(1);
});

itOnTheEmbeddedHost(
  'U3 a press before the channel has taken the notice unlocks once, and the late card has no buttons',
  async () => {
    const mateo = named('Mateo Fernández');
    await run.faults({
      status: 429,
      headers: { 'retry-after': '3' },
      times: 1,
      match: mateo.aadObjectId,
    });
    await lockOut(run, mateo);
    await eventually('the notice that the channel asks to wait', async () => {
      const { pending } = (await callJson(`${run.teamsUrl}/api/faults`)).body as { pending: unknown[] };
      return pending.length === 0;
    });
    const { ref, lockedAt } = await accountOf(run, mateo).then(({ id, lockedAt: at }) => ({
      ref: id,
      lockedAt: at?.toISOString() ?? '',
    }));
    const digest = createHash('sha256')
      .update(JSON.stringify(['directory', ref, lockedAt]))
      .digest('hex');
    const id = `lock-${digest.slice(0, 40)}`;
    const { write, send } = createChannel(run);
    const press = { messageId: 'not-yet', verb: 'unlock-yes', data: { verb: 'unlock-yes', id } };
    const answers = await Promise.all([send(write.execute(mateo, press)), send(write.execute(mateo, press))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await run.waitForMessage(mateo, /Your account is unlocked/);
    expect(await canSignIn(run, mateo)).toBe(true);
    await recorded(run, mateo, /^mail-sent done/);
    expect(await unlocksOf(mateo.name)).toBe(1);
    const late = await eventually('the late card, if it comes', async () => {
      const cards = await lockoutCards(run, mateo);
      return cards.every((card) => buttonsOf(card).length === 0) && cards;
    });
    expect(late.length).toBeLessThanOrEqual(1);
  },
  40_000,
);

itOnTheEmbeddedHost(
  'U1 U7 locked, unlocked, and locked again an hour later: two requests and two notices',
  async () => {
    const chloe = named('Chloé Martin');
    const answer = await unlocked(run, chloe);
    const first = await ticketWith(run, chloe, (ticket) => notesOf(ticket).includes('Unlocked'));
    await run.advanceClock(3_600_000);
    await lockOut(run, chloe);
    const notice = await run.waitForMessage(chloe, isNotice, { after: answer });
    expect(wordsOf(notice)).toMatch(/^Your account is locked again/);
    expect(await retired(run, chloe, answer)).toContain('locked again later');
    await recorded(run, chloe, /^request-ended done locked-again$/);

    await run.press(chloe, notice.id, 'Yes');
    const second = await run.waitForMessage(chloe, /Your account is unlocked/, { after: notice });
    await run.press(chloe, second.id, 'Great, it worked!');
    const tickets = await eventually('two tickets at their end', async () => {
      const all = await run.tickets({ person: chloe.aadObjectId });
      return all.length === 2 && all.every(({ state }) => state !== 'open') && all;
    });
    expect(tickets.map(({ id, state }) => [id === first.id, state])).toEqual([
      [false, 'resolved'],
      [true, 'closed'],
    ]);
    expect(notesOf(tickets[1] as typeof first)).toContain('a newer request goes on with it');
    const trail = await trailOf(run, chloe);
    expect(trail.filter((line) => line.startsWith('notice-sent'))).toHaveLength(2);
    expect(await unlocksOf(chloe.name)).toBe(2);
  },
  40_000,
);
