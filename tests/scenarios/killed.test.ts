/**
 * The host dies at chosen moments of the road, by SIGKILL, and is started again: one death meets many people, each
 * held at another moment. Whatever the moment, the person gets the notice, the answer works and acts once, and the
 * ticket ends.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import type { ChatMessage } from '../harness/chat';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { type Hold, openStorageGate, type StorageCall, type StorageGate } from '../harness/storage-gate';
import { lockByRule } from './lock-rule';
import {
  canSignIn,
  eventually,
  isNotice,
  lockoutCards,
  notesOf,
  noticeFor,
  nowOf,
  recorded,
  recordsOf,
  ticketWith,
  within,
} from './story';

/** A sender or performer that died is believed alive until its lease ends; a slow machine is given more. */
const recoveryMs = 60_000;

interface Moment {
  title: string;
  /** The storage call at which this person's story stops. */
  hold?: Hold['when'];
  matches?: (call: StorageCall, person: DemoPerson, requestId: string) => boolean;
  /** How often a message may then stand in the chat. */
  mayBeShown?: 2;
  /** What was never written down was never said: the person says it once more. */
  saidAgain?: true;
}

let run: LocalRun;
let gate: StorageGate;
let nextPerson = 0;
let startedAgainAt = 0;

/** Everybody has one story; administrators, those who sign in with a code, and the disabled have none. */
function somebody(): DemoPerson {
  for (;;) {
    const person = run.people[nextPerson++];
    if (!person) throw new Error('The organisation is too small for this test.');
    if (person.role !== 'administrator' && !person.secretKey && person.name !== 'Jonas Weber') return person;
  }
}

const requests = (call: StorageCall, person: DemoPerson): boolean =>
  call.body.includes('AccountAccessRequests(') && call.body.includes(person.aadObjectId);
const inState = (call: StorageCall, person: DemoPerson, state: string): boolean =>
  requests(call, person) && call.body.includes(`"state":"${state}"`);
/** Within the row's own JSON, which is a text in the call's JSON. */
const rowSays = (call: StorageCall, json: string): boolean =>
  call.body.includes(JSON.stringify(json).slice(1, -1));
const table = (call: StorageCall, name: string, words: string): boolean =>
  (call.url.includes(`AccountAccess${name}`) || call.body.includes(`AccountAccess${name}`)) &&
  call.body.includes(words);

function holdFor({ hold, matches }: Moment, person: DemoPerson, requestId = 'none'): Promise<void> {
  if (!hold || !matches) return Promise.resolve();
  return gate.hold({ when: hold, matches: (call) => matches(call, person, requestId) });
}

/** All stories have come to their moments: the host dies, and with it what was under way. */
async function dieAndStartAgain(whileDown: () => Promise<void> = async () => {}): Promise<void> {
  await run.killHost();
  gate.drop();
  await whileDown();
  const began = performance.now();
  await run.startHost();
  startedAgainAt = performance.now();
  process.stderr.write(`the host was up again after ${((startedAgainAt - began) / 1000).toFixed(1)} s\n`);
}

/** Seconds from the start to what `recovered` sees, for all at once; those who wait in vain have their test tell it. */
async function measure(moments: readonly Moment[], recovered: (moment: Moment) => Promise<unknown>) {
  await Promise.all(
    moments.map(async (moment) => {
      const found = await recovered(moment).then(
        () => 'well',
        () => 'not well',
      );
      const seconds = ((performance.now() - startedAgainAt) / 1000).toFixed(1).padStart(6);
      process.stderr.write(`${seconds} s after the start ${found}: ${moment.title}\n`);
    }),
  );
}

const requestIdOf = (message: ChatMessage): string =>
  /lock-[0-9a-f]{40}/.exec(JSON.stringify(message.card))?.[0] ?? 'none';

const unlockedCards = async (person: DemoPerson) =>
  (await run.messagesOf(person)).filter(({ from, card }) => from === 'bot' && isUnlocked(card));
const isUnlocked = (card: unknown): boolean =>
  JSON.stringify(card ?? '').includes('Your account is unlocked');

const isTold = (person: DemoPerson) => recorded(run, person, /^notice-sent/, recoveryMs);
const isMailed = (person: DemoPerson) => recorded(run, person, /^mail-sent done/, recoveryMs);
const isResolved = (person: DemoPerson) => recorded(run, person, /^ticket-updated done worked/, recoveryMs);

/** One unlock, one ticket with its note, one mail, no card that still asks. */
async function endsRight(person: DemoPerson, mails: number[] = [1]): Promise<void> {
  await run.waitForMessage(person, ({ card }) => isUnlocked(card), { timeoutMs: recoveryMs });
  expect(await canSignIn(run, person)).toBe(true);
  await isMailed(person);
  await ticketWith(run, person, (one) => notesOf(one).includes('Unlocked by the person'));
  const unlocks = (await recordsOf(run, person)).filter(
    ({ act, result }) => act === 'unlock' && result === 'done',
  );
  expect(unlocks).toHaveLength(1);
  expect(mails).toContain((await run.mails(person)).length);
}

jest.setTimeout(120_000);

beforeAll(async () => {
  run = await startLocalRun({
    people: 40,
    policy: { lockouts: { checkEvery: '5s' }, followUp: '5m' },
    hostEnvironment: async ({ AzureWebJobsStorage = '' }) => {
      gate ??= await openStorageGate(AzureWebJobsStorage);
      return { AzureWebJobsStorage: gate.connectionString };
    },
  });
});

afterAll(async () => {
  await run?.stop();
  await gate?.close();
});

describe('while somebody is being told', () => {
  const moments: Moment[] = [
    {
      title: 'before the request is written down',
      hold: 'before',
      matches: (call, person) => inState(call, person, 'seen'),
    },
    {
      title: 'when the request is written down, before its orchestration is started',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'seen'),
    },
    {
      title: 'when the sending has been claimed',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'seen') && rowSays(call, '"state":"sending"'),
    },
    {
      title: 'when the question is stored, before its card is sent',
      hold: 'after',
      matches: (call, person) =>
        call.url.includes('AccountAccessConversations') &&
        rowSays(call, `"topic":"request"`) &&
        call.body.includes(person.aadObjectId),
    },
    {
      title: 'when the card is in the chat, before that is written down',
      hold: 'before',
      matches: (call, person) => inState(call, person, 'asked'),
      mayBeShown: 2,
    },
    {
      title: 'when it is written down that the card is in the chat',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'asked'),
    },
  ];
  const failing: Moment = { title: 'in the middle of a call to the channel, which then fails' };
  const silent: Moment = { title: 'when the channel has the card and has not answered', mayBeShown: 2 };
  const unseen: Moment = { title: 'after the lock, before anybody has looked' };
  const all = [...moments, failing, silent, unseen];
  const people = new Map<Moment, DemoPerson>();
  const of = (moment: Moment) => people.get(moment) as DemoPerson;

  beforeAll(async () => {
    for (const moment of all) people.set(moment, somebody());
    const held = moments.map((moment) => within(moment.title, holdFor(moment, of(moment))));
    await run.faults({ status: 503, delayMs: 8_000, times: 1, match: of(failing).aadObjectId });
    await run.faults({ delayMs: 8_000, times: 1, match: of(silent).aadObjectId });
    await lockByRule(run, [...moments, failing, silent].map(of));
    await Promise.all([...held, noticeFor(run, of(silent))]);
    await dieAndStartAgain(async () => {
      await lockByRule(run, [of(unseen)]);
    });
    await measure(all, (moment) => isTold(of(moment)));
  });

  it.each(all.map((moment) => [moment.title, moment] as const))('%s', async (_title, moment) => {
    const person = of(moment);
    await isTold(person);
    const cards = await lockoutCards(run, person);
    if (moment.mayBeShown) expect([1, 2]).toContain(cards.length);
    else expect(cards).toHaveLength(1);
    // Of two, the first: it is the one that nobody knows of.
    await run.press(person, cards[0]?.id ?? '', 'Yes');
    await endsRight(person);
    await Promise.all(cards.map((card) => run.press(person, card.id, 'Yes')));
    await endsRight(person);
    expect(await unlockedCards(person)).not.toEqual([]);
  });
});

describe('while an answer is being worked on', () => {
  const moments: Moment[] = [
    {
      title: 'before anything of the press is written down',
      saidAgain: true,
      hold: 'before',
      matches: (call, person) => inState(call, person, 'acting'),
    },
    {
      title: 'right after the press',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'acting'),
    },
    {
      title: 'when the limit is reserved',
      hold: 'after',
      matches: ({ url, body }, _, id) => url.includes('AccountAccessLimits') && body.includes(id),
    },
    {
      title: 'when the trail says that the unlock is begun',
      hold: 'after',
      matches: (call, _, id) => table(call, 'Audit', id) && call.body.includes('"act":"unlock-started"'),
    },
    {
      title: 'right before the unlock',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'acting') && rowSays(call, '"attemptedAt"'),
    },
    {
      title: 'right after the unlock, before the trail says so',
      hold: 'before',
      matches: (call, _, id) => table(call, 'Audit', id) && call.body.includes('"act":"unlock"'),
    },
    {
      title: 'after the unlock, when the trail says so',
      hold: 'before',
      matches: (call, person) => inState(call, person, 'follow-up'),
    },
    {
      title: 'between the unlock and the answer',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'follow-up'),
    },
    {
      title: 'when the answer is in the chat, before that is written down',
      hold: 'before',
      matches: (call, person) =>
        inState(call, person, 'follow-up') &&
        rowSays(call, '"key":"result","template":"unlocked","state":"sent"'),
      mayBeShown: 2,
    },
    {
      title: 'before the ticket is opened',
      hold: 'before',
      matches: (call, person) => table(call, 'Tickets', person.aadObjectId),
    },
    {
      title: 'when the ticket is opened, before that is written down',
      hold: 'after',
      matches: (call, person) => table(call, 'Tickets', person.aadObjectId),
    },
    {
      title: 'when the mail is sent, before that is written down',
      hold: 'before',
      matches: (call, _, id) => table(call, 'Audit', id) && call.body.includes('"act":"mail-sent"'),
    },
  ];
  const people = new Map<Moment, { person: DemoPerson; notice: ChatMessage }>();
  const of = (moment: Moment) => people.get(moment) as { person: DemoPerson; notice: ChatMessage };

  beforeAll(async () => {
    const persons = moments.map(somebody);
    await lockByRule(run, persons);
    await Promise.all(
      moments.map(async (moment, index) => {
        const person = persons[index] as DemoPerson;
        const notice = await noticeFor(run, person);
        await recorded(run, person, /^notice-sent/);
        people.set(moment, { person, notice });
      }),
    );
    const held = moments.map((moment) => {
      const { person, notice } = of(moment);
      return within(moment.title, holdFor(moment, person, requestIdOf(notice)));
    });
    const pressed = moments.map((moment) => {
      const { person, notice } = of(moment);
      return run.press(person, notice.id, 'Yes').catch(() => undefined);
    });
    await Promise.all(held);
    await dieAndStartAgain();
    await Promise.all(pressed);
    await measure(moments, async (moment) => {
      const { person, notice } = of(moment);
      if (moment.saidAgain) await run.press(person, notice.id, 'Yes');
      await run.waitForMessage(person, ({ card }) => isUnlocked(card), { timeoutMs: recoveryMs });
      await isMailed(person);
    });
  });

  it.each(moments.map((moment) => [moment.title, moment] as const))('%s', async (title, moment) => {
    const { person, notice } = of(moment);
    await endsRight(person, title.startsWith('when the mail is sent') ? [1, 2] : [1]);
    const answers = await unlockedCards(person);
    if (moment.mayBeShown) expect([1, 2]).toContain(answers.length);
    else expect(answers).toHaveLength(1);
    await eventually(
      'the notice retired',
      async () => !isNotice(await nowOf(run, person, notice)),
      recoveryMs,
    );
  });
});

describe('while the matter is being closed', () => {
  const moments: Moment[] = [
    {
      title: 'in the follow-up, when nothing is under way',
      saidAgain: true,
    },
    {
      title: 'before it is written down that it worked',
      saidAgain: true,
      hold: 'before',
      matches: (call, person) => inState(call, person, 'ended'),
    },
    {
      title: 'when it is written down that it worked',
      hold: 'after',
      matches: (call, person) => inState(call, person, 'ended'),
    },
    {
      title: 'before the ticket is resolved',
      hold: 'before',
      matches: (call, person) =>
        table(call, 'Tickets', person.aadObjectId) && call.body.includes('"resolved"'),
    },
    {
      title: 'when the ticket is resolved, before that is written down',
      hold: 'after',
      matches: (call, person) =>
        table(call, 'Tickets', person.aadObjectId) && call.body.includes('"resolved"'),
    },
  ];
  const people = new Map<Moment, { person: DemoPerson; answer: ChatMessage }>();
  const of = (moment: Moment) => people.get(moment) as { person: DemoPerson; answer: ChatMessage };

  beforeAll(async () => {
    const persons = moments.map(somebody);
    await lockByRule(run, persons);
    await Promise.all(
      moments.map(async (moment, index) => {
        const person = persons[index] as DemoPerson;
        const notice = await noticeFor(run, person);
        await run.press(person, notice.id, 'Yes');
        await endsRight(person);
        const [answer] = await unlockedCards(person);
        people.set(moment, { person, answer: answer as ChatMessage });
      }),
    );
    const [, ...pressing] = moments;
    const held = pressing.map((moment) => within(moment.title, holdFor(moment, of(moment).person)));
    const pressed = pressing.map((moment) => {
      const { person, answer } = of(moment);
      return run.press(person, answer.id, 'Great, it worked!').catch(() => undefined);
    });
    await Promise.all(held);
    await dieAndStartAgain();
    await Promise.all(pressed);
    await measure(moments, async (moment) => {
      const { person, answer } = of(moment);
      if (moment.saidAgain) await run.press(person, answer.id, 'Great, it worked!');
      await isResolved(person);
    });
  });

  it.each(moments.map((moment) => [moment.title, moment] as const))('%s', async (_title, moment) => {
    const { person } = of(moment);
    const ticket = await ticketWith(run, person, ({ state }) => state === 'resolved');
    const confirmed = ticket.notes.filter((note) => JSON.stringify(note).includes('they can sign in again'));
    expect(confirmed).toHaveLength(1);
    await endsRight(person);
  });
});
