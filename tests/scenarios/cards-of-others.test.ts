/** Nobody answers for somebody else: cards of other people, forged and old ones, and the same card twice (G3). */
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { createChannel } from './channel';
import {
  canSignIn,
  lockOut,
  notesOf,
  noticeFor,
  nowOf,
  recorded,
  recordsOf,
  retired,
  ticketWith,
  trailOf,
  unlocked,
} from './story';

const policy = { lockouts: { checkEvery: '5s', notices: { gap: '0s' } } };

jest.setTimeout(60_000);

let run: LocalRun;
const named = (name: string) => run.person(name);
const locked = [
  'Maya Lindqvist',
  'Samuel Osei',
  'Inês Carvalho',
  'Amina Diallo',
  'Mateo Fernández',
  'Chloé Martin',
];

beforeAll(async () => {
  run = await startLocalRun({ policy });
  await lockOut(run, ...locked.map(named));
}, 90_000);
afterAll(() => run?.stop(), 30_000);

const refusalsOf = async (name: string, reason: string) =>
  (await recordsOf(run, named(name))).filter(
    (record) => record.act === 'access-refused' && record.reason === reason,
  ).length;

/** What a button of a card carries. */
function dataOf({ card }: ChatMessage): { id: string } {
  const found = /"data":(\{[^{}]*"id":"[^"]+"[^{}]*\})/.exec(JSON.stringify(card))?.[1];
  if (!found) throw new Error('The card has no button with data.');
  return JSON.parse(found) as { id: string };
}

it("the buttons of somebody else's notice do nothing, each press is on record, and the owner's still work", async () => {
  const [maya, noah] = [named('Maya Lindqvist'), named('Noah Williams')];
  const notice = await noticeFor(run, maya);
  for (const title of ['Yes', 'No', "This wasn't me"]) {
    for (const as of ['execute', 'submit'] as const) {
      const before = (await run.messagesOf(noah)).at(-1);
      await run.press(noah, notice.id, title, { as });
      const answer = await run.waitForMessage(
        noah,
        /meant for somebody else/,
        before ? { after: before } : {},
      );
      expect(wordsOf(answer)).not.toContain(maya.userPrincipalName);
      expect(buttonsOf(answer)).toEqual(['Get help']);
    }
  }
  expect(await refusalsOf(noah.name, 'wrong-person')).toBe(6);
  // Typed, a title answers the writer's own questions only: there are none.
  await run.press(noah, notice.id, 'Yes', { as: 'text' });
  await run.waitForMessage(noah, /I'm not sure what you need/);
  expect(buttonsOf(await nowOf(run, maya, notice))).toEqual(['Yes', 'No', "This wasn't me"]);
  expect(await canSignIn(run, maya)).toBe(false);
  expect(await run.tickets({ person: noah.aadObjectId })).toEqual([]);
  expect(await trailOf(run, maya)).not.toContainEqual(expect.stringMatching(/^(answer|unlock)/));

  await run.press(maya, notice.id, 'Yes');
  const answer = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
  // Neither can anybody else end, or re-open, what follows.
  await ticketWith(run, maya, ({ state }) => state === 'open');
  await run.press(noah, answer.id, 'Great, it worked!');
  await run.press(noah, answer.id, 'Re-open issue');
  expect(await refusalsOf(noah.name, 'wrong-person')).toBe(8);
  expect(await ticketWith(run, maya, () => true)).toMatchObject({ state: 'open' });
  expect(buttonsOf(await nowOf(run, maya, answer))).toHaveLength(4);
});

it("somebody locked out who presses another's card unlocks neither account", async () => {
  const [samuel, ines] = [named('Samuel Osei'), named('Inês Carvalho')];
  const [own, other] = [await noticeFor(run, samuel), await noticeFor(run, ines)];
  await run.press(samuel, other.id, 'Yes');
  await run.waitForMessage(samuel, /meant for somebody else/, { after: own });
  expect([await canSignIn(run, samuel), await canSignIn(run, ines)]).toEqual([false, false]);
  expect(buttonsOf(await nowOf(run, samuel, own))).toContain('Yes');
  expect(buttonsOf(await nowOf(run, ines, other))).toContain('Yes');
});

it("another's question and words can't be sent: neither a preview nor an unlock that was only asked", async () => {
  const [leila, noah] = [named('Leila Haddad'), named('Noah Williams')];
  await run.say(leila, 'Somebody should water the plants');
  const unsure = await run.waitForMessage(leila, /not sure/);
  await run.press(leila, unsure.id, 'Get help');
  const preview = await run.waitForMessage(leila, /water the plants/, { after: unsure });
  const before = (await run.messagesOf(noah)).at(-1);
  await run.press(noah, preview.id, 'Send to IT');
  await run.waitForMessage(noah, /no longer open/, before ? { after: before } : {});
  expect(await run.tickets({ person: noah.aadObjectId })).toEqual([]);
  expect(await run.tickets({ person: leila.aadObjectId })).toEqual([]);
  await recorded(run, noah, /^access-refused refused not-open$/);
  // Get help on another's card brings none of their words along.
  await run.press(noah, unsure.id, 'Get help');
  const empty = await run.waitForMessage(noah, /Shall I ask IT/, before ? { after: before } : {});
  expect(wordsOf(empty)).not.toContain('plants');

  await run.press(leila, preview.id, 'Send to IT');
  const ticket = await ticketWith(run, leila, ({ state }) => state === 'open');
  expect(notesOf(ticket)).toContain('> Somebody should water the plants');
});

it('U11 a card that was answered is old: pressed again it changes nothing, and the bot says what it found', async () => {
  const amina = named('Amina Diallo');
  const notice = await noticeFor(run, amina);
  const answer = await unlocked(run, amina);
  await retired(run, amina, notice);
  for (const title of ['Yes', 'No']) {
    await run.press(amina, notice.id, title);
    await run.waitForMessage(amina, /Your account is unlocked|isn't locked/, { after: answer });
  }
  expect(await refusalsOf(amina.name, 'already-answered')).toBe(2);
  await run.press(amina, answer.id, 'Great, it worked!');
  const ticket = await ticketWith(run, amina, ({ state }) => state === 'resolved');
  await retired(run, amina, answer);
  await run.press(amina, answer.id, 'Re-open issue');
  await recorded(run, amina, /^access-refused refused already-answered$/);
  expect(await refusalsOf(amina.name, 'already-answered')).toBe(3);
  const after = await ticketWith(run, amina, () => true);
  expect([after.state, after.notes, after.securityIncident]).toEqual(['resolved', ticket.notes, false]);
  expect((await trailOf(run, amina)).filter((line) => line.startsWith('unlock done'))).toHaveLength(1);
  expect(await canSignIn(run, amina)).toBe(true);
});

itOnTheEmbeddedHost(
  'forged cards: ids, verbs and shapes that were never sent are harmless, and what can be read is on record',
  async () => {
    const [mateo, chloe] = [named('Mateo Fernández'), named('Chloé Martin')];
    const [own, other] = [await noticeFor(run, mateo), await noticeFor(run, chloe)];
    const { write, send } = createChannel(run);
    const { id } = dataOf(other);
    const someHex = '0123456789abcdef0123456789abcdef01234567';
    const readable: [verb: string, id: string][] = [
      ['unlock-yes', id],
      ['unlock-yes', `lock-${someHex}`],
      ['unlock-yes', `chat-${someHex.slice(0, 32)}`],
      ['worked', `lock-${someHex}`],
      ['reopen', id],
      ['send-to-it', `help-${someHex.slice(0, 32)}`],
      ['unlock-yes', "x' or 1 eq 1 or '"],
      ['unlock-no', '../../Requests'],
      ['unlock-yes', 'a/b\\c#d?e\u0000'],
    ];
    for (const [verb, forged] of readable) {
      const data = { verb, id: forged };
      const execute = await send(write.execute(mateo, { messageId: own.id, verb, data }));
      const submit = await send(write.submit(mateo, 'f:1', { messageId: own.id, value: data }));
      expect([execute.status, submit.status]).toEqual([200, 200]);
    }
    const refused = (await recordsOf(run, mateo)).filter(({ act }) => act === 'access-refused');
    expect(refused.length).toBe(2 * readable.length);
    const unreadable: unknown[] = [
      { verb: 'unlock-everybody', id },
      { verb: 'unlock-yes' },
      { verb: 'unlock-yes', id: 7 },
      { verb: 'unlock-yes', id: { $ne: '' } },
      { verb: ['unlock-yes'], id },
      { verb: 'unlock-yes', id: 'x'.repeat(5_000) },
      { verb: '__proto__', id },
      'unlock-yes',
      null,
    ];
    for (const value of unreadable) {
      expect((await send(write.submit(mateo, 'f:1', { messageId: own.id, value }))).status).toBe(200);
      const verb = (value as { verb?: string } | null)?.verb;
      const execute = write.execute(mateo, { messageId: own.id, verb: verb as string, data: value });
      expect((await send(execute)).status).toBe(200);
    }
    expect([await canSignIn(run, mateo), await canSignIn(run, chloe)]).toEqual([false, false]);
    for (const name of [mateo, chloe]) {
      expect(await run.tickets({ person: name.aadObjectId })).toEqual([]);
      expect(await trailOf(run, name)).not.toContainEqual(expect.stringMatching(/^unlock/));
    }
    expect(buttonsOf(await nowOf(run, chloe, other))).toContain('Yes');
    await run.press(mateo, own.id, 'Yes');
    await run.waitForMessage(mateo, /Your account is unlocked/, { after: own });
  },
  40_000,
);

itOnTheEmbeddedHost('a group chat, where others would read along, gets no answer', async () => {
  const leila = named('Leila Haddad');
  const { write, send } = createChannel(run);
  const count = (await run.messagesOf(leila)).length;
  const activity = write.text(leila, 'f:2', 'unlock');
  const conversation = { ...(activity.conversation as object), conversationType: 'groupChat', isGroup: true };
  expect((await send({ ...activity, conversation })).status).toBe(200);
  expect(await run.messagesOf(leila)).toHaveLength(count);
});
