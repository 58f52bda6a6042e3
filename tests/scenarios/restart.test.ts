/**
 * A host is killed while people think about a question, or have yet to say whether it worked, and another one takes
 * its place with an empty task hub: what was open is found again, for every kind of request, and answered once.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import {
  accountOf,
  canSignIn,
  eventually,
  inDirectory,
  lockOut,
  notesOf,
  recorded,
  recordsOf,
  ticketWith,
} from './story';

jest.setTimeout(60_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

const asks = {
  unlock: /Shall I unlock it\?/,
  'forgot password': /Let's get you a new password/,
  'reset MFA': /Shall I reset your MFA\?/,
} as const;
const answers = {
  unlock: /Your account is unlocked/,
  'forgot password': /Your link is ready/,
  'reset MFA': /Reset complete!/,
} as const;
const acts = { unlock: 'unlock', 'forgot password': 'password-link', 'reset MFA': 'mfa-reset' } as const;
type Wish = keyof typeof asks;
const wishes = Object.keys(asks) as Wish[];

/** With a question open when the host dies, with the follow-up open, and with a link that was not yet used. */
const thinking = { unlock: 'Maya Lindqvist', 'forgot password': 'Samuel Osei', 'reset MFA': 'Inês Carvalho' };
const followedUp = {
  unlock: 'Amina Diallo',
  'forgot password': 'Mateo Fernández',
  'reset MFA': 'Chloé Martin',
};
const withLink = 'Noah Williams';
const withPreview = 'Leila Haddad';
const silent = 'Grace Kim';

const said = new Map<string, ChatMessage>();
const lastSaid = (name: string) => said.get(name) as ChatMessage;

async function answerTo(person: DemoPerson, words: string, wanted: RegExp): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await run.say(person, words);
  const message = await run.waitForMessage(person, wanted, before ? { after: before } : {});
  said.set(person.name, message);
  return message;
}

const doneBy = async (person: DemoPerson, wish: Wish): Promise<number> =>
  (await recordsOf(run, person)).filter(({ act, result }) => act === acts[wish] && result === 'done').length;

const linkIn = ({ card }: ChatMessage): string =>
  /http:\/\/localhost:\d+\/api\/recover\/[\w-]+/.exec(JSON.stringify(card))?.[0] ?? '';

beforeAll(async () => {
  if (process.env.BASE_URL) return;
  run = await startLocalRun({ policy: { lockouts: { checkEvery: '1h' }, followUp: '1h' } });
  const firstLook = async () => run.hostLog().includes('lockouts-polled');
  await eventually('the first look of the monitor', firstLook);
  await lockOut(run, named(thinking.unlock), named(followedUp.unlock));
  const ask = (name: string, wish: Wish) => answerTo(named(name), wish, asks[wish]);
  const confirm = async (name: string, wish: Wish) => {
    await ask(name, wish);
    await answerTo(named(name), 'yes', answers[wish]);
    await ticketWith(run, named(name), ({ state }) => state === 'open');
    await recorded(run, named(name), /^mail-sent done/);
  };
  await Promise.all([
    ...wishes.map((wish) => ask(thinking[wish], wish)),
    ...wishes.map((wish) => confirm(followedUp[wish], wish)),
    confirm(withLink, 'forgot password'),
    confirm(silent, 'reset MFA'),
    (async () => {
      await answerTo(named(withPreview), 'somebody should oil the door', /not sure/);
      await answerTo(named(withPreview), 'get help', /oil the door/);
    })(),
  ]);
  await run.killHost();
  await run.startHost();
}, 120_000);
afterAll(() => run?.stop(), 30_000);

for (const wish of wishes) {
  itOnTheEmbeddedHost(
    `G3 "${wish}" was asked: a typed yes after the restart acts, and acts once`,
    async () => {
      const person = named(thinking[wish]);
      expect(await doneBy(person, wish)).toBe(0);
      const done = await answerTo(person, 'yes please', answers[wish]);
      await ticketWith(run, person, ({ state }) => state === 'open');
      // Said again, it answers nothing any more; the follow-up does not take a yes.
      await run.say(person, 'yes');
      await run.waitForMessage(person, () => true, { after: done });
      expect(await doneBy(person, wish)).toBe(1);
      await recorded(run, person, /^mail-sent done/);
      expect(await run.mails(person)).toHaveLength(1);
      if (wish === 'unlock') expect(await canSignIn(run, person)).toBe(true);
      if (wish === 'forgot password') expect((await fetch(linkIn(done))).status).toBe(200);
      if (wish === 'reset MFA') {
        const { id } = await accountOf(run, person);
        expect(await inDirectory(run, (directory) => directory.factors.list(id))).toEqual([]);
      }
    },
  );

  itOnTheEmbeddedHost(
    `U6 after "${wish}" was done: "Great, it worked!" after the restart resolves the ticket`,
    async () => {
      const person = named(followedUp[wish]);
      const { id } = await ticketWith(run, person, ({ state }) => state === 'open');
      await answerTo(person, 'Great, it worked!', /glad|great|welcome/i);
      const ticket = await ticketWith(run, person, ({ state }) => state === 'resolved');
      expect(ticket.id).toBe(id);
      expect(await doneBy(person, wish)).toBe(1);
      expect(await run.mails(person)).toHaveLength(1);
    },
  );
}

itOnTheEmbeddedHost('P1 a link that was sent before the restart works after it, once', async () => {
  const person = named(withLink);
  const link = linkIn(lastSaid(withLink));
  expect((await fetch(link)).status).toBe(200);
  const press = () =>
    fetch(link, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ continue: '1' }) });
  const continued = await press();
  expect(continued.status).toBe(303);
  expect((await fetch(continued.headers.get('location') ?? '')).status).toBe(200);
  expect((await press()).status).toBe(410);
  await ticketWith(run, person, (one) => notesOf(one).includes('The person used the link'));
});

itOnTheEmbeddedHost(
  'G4 words that were shown before the restart are sent after it, exactly those',
  async () => {
    const person = named(withPreview);
    const sent = await answerTo(person, 'yes', /IT has your request/);
    const ticket = await ticketWith(run, person, ({ kind }) => kind === 'help');
    expect(notesOf(ticket)).toContain('> somebody should oil the door');
    expect(wordsOf(sent)).toContain(ticket.id);
  },
);

itOnTheEmbeddedHost('U6 who says nothing more after the restart is not waited for for ever', async () => {
  const person = named(silent);
  expect(await ticketWith(run, person, () => true)).toMatchObject({ state: 'open' });
  await run.advanceClock(65 * 60_000);
  await recorded(run, person, /^request-ended done no-answer$/);
  await ticketWith(run, person, ({ state }) => state === 'closed');
});
