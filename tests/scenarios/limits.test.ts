/** What holds a notice or an unlock back: limits, who somebody is, and what has happened in the meantime. */
import { setTimeout as wait } from 'node:timers/promises';
import { buttonsOf, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import {
  canSignIn,
  eventually,
  isNotice,
  lockOut,
  lockoutCards,
  noticeFor,
  nowOf,
  recorded,
  recordsOf,
  retired,
  trailOf,
  unlockElsewhere,
  unlocked,
} from './story';

const gapMs = 8_000;
const policy = {
  lockouts: { checkEvery: '5s', noticeLife: '12s', notices: { maximum: 2, period: '2h', gap: '8s' } },
  selfService: { exclude: { groups: ['legal'] } },
};

jest.setTimeout(40_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({ policy });
  // His notice grows old while the others have their stories.
  await lockOut(run, named('Mateo Fernández'));
}, 90_000);
afterAll(() => run?.stop(), 30_000);

async function noticesSentTo(person: ReturnType<typeof named>): Promise<number> {
  return (await recordsOf(run, person)).filter(({ act }) => act === 'notice-sent').length;
}

/** Until when the newest notice of a person is held back. */
async function heldUntil(person: ReturnType<typeof named>): Promise<number> {
  const line = await recorded(run, person, /^notice-held-back pending held until /);
  return Date.parse(line.split('held until ')[1] ?? '');
}

it('U7 U12 many at once: who is told, who is held back, and who is never written to', async () => {
  const [maya, samuel, priya, chloe, jonas] = [
    named('Maya Lindqvist'),
    named('Samuel Osei'),
    named('Priya Raman'),
    named('Chloé Martin'),
    named('Jonas Weber'),
  ];
  await lockOut(run, maya, samuel, priya, chloe, jonas);

  const [first] = await Promise.all([unlocked(run, maya), unlocked(run, samuel)]);
  const sentAt = Date.parse((await recordsOf(run, maya)).find(({ act }) => act === 'notice-sent')?.at ?? '');
  await lockOut(run, maya, samuel);

  // An administrator's account is told of, never unlocked (U12).
  const privileged = await noticeFor(run, priya);
  expect(buttonsOf(privileged)).toEqual(['Get help', 'No', "This wasn't me"]);
  expect(wordsOf(privileged)).toContain('administrator rights');
  await run.say(priya, 'yes');
  await run.waitForMessage(priya, /not sure/, { after: privileged });
  await run.say(priya, 'unlock my account');
  const refused = await run.waitForMessage(priya, /only IT may change it/, { after: privileged });
  expect(buttonsOf(refused)).toEqual(['Get help', 'Cancel']);
  expect(await canSignIn(run, priya)).toBe(false);
  expect(await trailOf(run, priya)).not.toContainEqual(expect.stringMatching(/^unlock/));

  // A group that the policy excludes is neither told nor helped (U12).
  await recorded(run, chloe, /^notice-refused refused not-eligible$/);
  await run.say(chloe, 'unlock');
  const barred = await run.waitForMessage(chloe, /isn't set up for self-service/);
  expect(buttonsOf(barred)).toEqual(['Get help', 'Cancel']);
  expect(await lockoutCards(run, chloe)).toEqual([]);
  expect(await canSignIn(run, chloe)).toBe(false);

  // A disabled account is never locked, and so never told of (U12).
  await run.say(jonas, 'unlock');
  const disabled = await run.waitForMessage(jonas, /switched off/);
  expect(buttonsOf(disabled)).toEqual(['Get help']);
  expect(await lockoutCards(run, jonas)).toEqual([]);

  // Too soon after the first: the trail says until when, and the notice comes then, to whoever is still locked (U7).
  expect(Math.abs((await heldUntil(maya)) - sentAt - gapMs)).toBeLessThan(1_000);
  await recorded(run, samuel, /^notice-held-back pending/);
  await run.say(samuel, 'unlock');
  const question = await run.waitForMessage(samuel, /Shall I unlock it/, { after: first });
  await run.press(samuel, question.id, 'Yes');
  await eventually('a second unlock', () => canSignIn(run, samuel));
  const second = await run.waitForMessage(maya, isNotice, { after: first });
  expect(Date.now()).toBeGreaterThanOrEqual(sentAt + gapMs - 1_000);
  expect(wordsOf(second)).toMatch(/locked again/);
  expect(await noticesSentTo(samuel)).toBe(1);

  // Two in two hours are the most.
  await run.press(maya, second.id, 'Yes');
  const again = await run.waitForMessage(maya, /Your account is unlocked/, { after: second });
  await lockOut(run, maya);
  const until = await eventually('the second hold', async () => {
    const held = (await trailOf(run, maya)).filter((line) => line.startsWith('notice-held-back'));
    return held.length === 2 && Date.parse(held[1]?.split('held until ')[1] ?? '');
  });
  expect(Math.abs(until - sentAt - 2 * 3_600_000)).toBeLessThan(1_000);
  // What people ask themselves is never limited by it.
  await run.say(maya, 'unlock');
  const asked = await run.waitForMessage(maya, /Shall I unlock it/, { after: again });
  expect(buttonsOf(asked)).toEqual(['Yes', 'Get help', 'Cancel']);
  expect(await noticesSentTo(maya)).toBe(2);
  expect(await noticesSentTo(samuel)).toBe(1);
});

it('U8 after three unlocks in a day the fourth lockout offers Get help instead of Yes, and says why', async () => {
  const amina = named('Amina Diallo');
  for (let time = 1; time <= 3; time += 1) {
    await lockOut(run, amina);
    const before = (await run.messagesOf(amina)).at(-1);
    const after = before ? { after: before } : {};
    await run.say(amina, 'unlock');
    const question = await run.waitForMessage(amina, (one) => buttonsOf(one)[2] === 'Cancel', after);
    await run.press(amina, question.id, 'Yes');
    await run.waitForMessage(amina, /Your account is unlocked/, { after: question });
  }
  await lockOut(run, amina);
  const last = (await run.messagesOf(amina)).at(-1);
  const notice = await run.waitForMessage(
    amina,
    /as often as self-service allows/,
    last ? { after: last } : {},
  );
  expect(buttonsOf(notice)).toEqual(['Get help', 'No', "This wasn't me"]);
  await run.say(amina, 'yes');
  await run.waitForMessage(amina, /not sure/, { after: notice });
  await run.say(amina, 'unlock');
  const question = await run.waitForMessage(amina, (one) => buttonsOf(one)[1] === 'Cancel', {
    after: notice,
  });
  expect(buttonsOf(question)).toEqual(['Get help', 'Cancel']);
  expect(await canSignIn(run, amina)).toBe(false);
  const done = (await trailOf(run, amina)).filter((line) => line === 'unlock done verified');
  expect(done).toHaveLength(3);
});

it('U11 a notice older than its life loses its buttons, and pressed after all makes the bot look again', async () => {
  const mateo = named('Mateo Fernández');
  const [notice] = await eventually('a notice', async () => {
    const cards = await lockoutCards(run, mateo);
    return cards.length > 0 && cards;
  });
  if (!notice) throw new Error('No notice.');
  expect(await retired(run, mateo, notice)).toContain('This has expired.');
  await recorded(run, mateo, /^request-ended done expired$/);

  await run.press(mateo, notice.id, 'Yes');
  const question = await run.waitForMessage(mateo, /Shall I unlock it/, { after: notice });
  expect(buttonsOf(question)).toEqual(['Yes', 'Get help', 'Cancel']);
  expect(await canSignIn(run, mateo)).toBe(false);
  await recorded(run, mateo, /^access-refused refused already-answered$/);
  expect(buttonsOf(await nowOf(run, mateo, notice))).toEqual([]);

  await run.press(mateo, question.id, 'Yes');
  await run.waitForMessage(mateo, /Your account is unlocked/, { after: question });
  expect(await canSignIn(run, mateo)).toBe(true);
});

itOnTheEmbeddedHost(
  'U11 somebody unlocked elsewhere is told so, whatever they press',
  async () => {
    const [ines, haruka] = [named('Inês Carvalho'), named('佐藤 陽香')];
    await lockOut(run, ines, haruka);
    const [notice, other] = await Promise.all([noticeFor(run, ines), noticeFor(run, haruka)]);
    await Promise.all([unlockElsewhere(run, ines), unlockElsewhere(run, haruka)]);
    await run.press(ines, notice.id, 'Yes');
    await run.waitForMessage(ines, /isn't locked/, { after: notice });
    expect(await retired(run, ines, notice)).toContain('unlocked in the meantime');
    await recorded(run, ines, /^unlock refused not-locked$/);
    expect(await run.tickets({ person: ines.aadObjectId })).toEqual([]);
    expect(await run.mails(ines)).toEqual([]);

    await run.press(haruka, other.id, 'No');
    await run.waitForMessage(haruka, /isn't locked/, { after: other });
    await retired(run, haruka, other);
    expect(await canSignIn(run, haruka)).toBe(true);
  },
  40_000,
);

itOnTheEmbeddedHost(
  'U7 a notice that was held back is not sent to somebody who has been unlocked since',
  async () => {
    const noah = named('Noah Williams');
    await lockOut(run, noah);
    const answer = await unlocked(run, noah);
    await lockOut(run, noah);
    const until = await heldUntil(noah);
    await unlockElsewhere(run, noah);
    await wait(Math.max(0, until - Date.now()));
    await recorded(run, noah, /^request-ended done already-unlocked$/);
    expect((await run.messagesOf(noah)).at(-1)?.id).toBe(answer.id);
  },
  40_000,
);
