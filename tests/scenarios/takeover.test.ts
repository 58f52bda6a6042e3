/**
 * What would be a takeover (M6), and accounts that self-service leaves alone whatever the policy says (U12). The
 * policy of this run is empty.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import type { TicketRecord } from '../harness/product';
import { inDatabase } from './database';
import {
  accountOf,
  canSignIn,
  eventually,
  inDirectory,
  lockOut,
  notesOf,
  recorded,
  recordsOf,
  trailOf,
} from './story';

jest.setTimeout(60_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({ policy: {} });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

const roads = {
  'an MFA reset': {
    words: 'reset MFA',
    asks: /Shall I reset your MFA\?/,
    yes: 'Yes, reset MFA',
    done: /Reset complete!/,
  },
  'a password link': {
    words: 'forgot password',
    asks: /Let's get you a new password/,
    yes: 'Recover access',
    done: /Your link is ready/,
  },
} as const;
type Road = keyof typeof roads;

/** The first message after another one that is wanted. */
async function answerTo(
  person: DemoPerson,
  wanted: RegExp,
  say: () => Promise<unknown>,
): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await say();
  return run.waitForMessage(person, wanted, before ? { after: before } : {});
}

async function asked(person: DemoPerson, road: Road): Promise<ChatMessage> {
  return answerTo(person, roads[road].asks, () => run.say(person, roads[road].words));
}

const factorsOf = async (person: DemoPerson): Promise<number> => {
  const { id } = await accountOf(run, person);
  return inDirectory(run, async (directory) => (await directory.factors.list(id)).length);
};

const ticketsOf = (person: DemoPerson): Promise<TicketRecord[]> =>
  run.tickets({ person: person.aadObjectId });

/** A link of ours or of the provider's. */
const anyLink = /api\/(?:recover|portal)\//;

describe.each<[Road, Road, string]>([
  ['an MFA reset', 'a password link', 'Tomáš Novák'],
  ['a password link', 'an MFA reset', 'Chloé Martin'],
])('M6 %s, then %s', (first, second, name) => {
  itOnTheEmbeddedHost(
    'the second is refused, its ticket is an incident, chat and mail tell the person',
    async () => {
      const person = named(name);
      const question = await asked(person, first);
      const done = await answerTo(person, roads[first].done, () =>
        run.press(person, question.id, roads[first].yes),
      );
      const left = await factorsOf(person);
      const again = await asked(person, second);
      const refused = await answerTo(person, /IT needs to look at this first/, () =>
        run.press(person, again.id, roads[second].yes),
      );
      expect(wordsOf(refused)).toContain("If one of the two wasn't you, tell IT at once.");
      expect(JSON.stringify(refused.card)).not.toMatch(anyLink);
      expect(await factorsOf(person)).toBe(left);

      const kind = second === 'an MFA reset' ? 'mfa-reset' : 'password-reset';
      const [incident, ...more] = await eventually('both tickets', async () => {
        const tickets = (await ticketsOf(person)).filter((ticket) => ticket.kind === kind);
        return tickets[0] && notesOf(tickets[0]).includes('takeover') && tickets;
      });
      expect([incident?.securityIncident, incident?.state, more]).toEqual([true, 'open', []]);
      expect(wordsOf(refused)).toContain(incident?.id);
      const mail = await eventually('the mail', async () =>
        (await run.mails(person)).find(({ subject }) => subject === 'We stopped a change to your account'),
      );
      expect(mail.text).toContain(incident?.id);
      expect(`${mail.text} ${mail.html}`).not.toMatch(anyLink);
      const act = second === 'an MFA reset' ? 'mfa-reset' : 'password-link';
      expect(await trailOf(run, person)).toContain(`${act} refused separated`);

      // Asked once more it is refused once more; the first request goes on as it was.
      const third = await asked(person, second);
      await answerTo(person, /IT needs to look at this first/, () =>
        run.press(person, third.id, roads[second].yes),
      );
      expect(buttonsOf(done)).toContain('Great, it worked!');
      await answerTo(person, /glad|Great/i, () => run.press(person, done.id, 'Great, it worked!'));
    },
  );
});

/** Asks for everything and presses what was never offered. @returns what the bot said to the three wishes */
async function everyWay(person: DemoPerson): Promise<string[]> {
  const said: string[] = [];
  for (const words of ['unlock', 'forgot password', 'reset MFA', 'I lost my phone']) {
    const answer = await answerTo(person, /administrator rights/, () => run.say(person, words));
    expect(buttonsOf(answer)[0]).toBe('Get help');
    expect(buttonsOf(answer).join()).not.toMatch(/Yes|Recover|selected/);
    expect(JSON.stringify(answer.card)).not.toMatch(anyLink);
    said.push(wordsOf(answer));
  }
  return said;
}

async function expectUntouched(person: DemoPerson, factors: number): Promise<void> {
  expect(await canSignIn(run, person)).toBe(false);
  expect(await factorsOf(person)).toBe(factors);
  expect(await trailOf(run, person)).not.toContainEqual(
    expect.stringMatching(/-started|^(unlock|mfa-reset|password-link) done/),
  );
  expect(await trailOf(run, person)).toContainEqual(
    expect.stringMatching(/^access-refused refused privileged$/),
  );
}

it('U12 under an empty policy an administrator gets no unlock, no link and no MFA reset', async () => {
  const priya = named('administrator');
  const factors = run.stateFolder ? await factorsOf(priya) : 0;
  await lockOut(run, priya);
  expect(await everyWay(priya)).toHaveLength(4);
  if (run.stateFolder) await expectUntouched(priya, factors);
});

itOnTheEmbeddedHost(
  'U12 an account whose roles can not be read is left alone as well, and others are not',
  async () => {
    const [amina, leila] = [named('Amina Diallo'), named('Leila Haddad')];
    const factors = await factorsOf(amina);
    await lockOut(run, amina, leila);
    await inDatabase(run, async (client) => {
      await client.query('alter table accounts alter column roles drop not null');
      await client.query('update accounts set roles = null where object_id = $1', [amina.aadObjectId]);
    });
    await everyWay(amina);
    await expectUntouched(amina, factors);
    const question = await answerTo(leila, /Shall I unlock it\?/, () => run.say(leila, 'unlock'));
    await answerTo(leila, /Your account is unlocked/, () => run.press(leila, question.id, 'Yes'));
  },
);

itOnTheEmbeddedHost(
  'U12 whoever gets a role between question, link and page gets nothing any more',
  async () => {
    const [samuel, ines, mateo] = [named('Samuel Osei'), named('Inês Carvalho'), named('Mateo Fernández')];
    const factors = await factorsOf(samuel);
    await lockOut(run, mateo);
    const reset = await asked(samuel, 'an MFA reset');
    const unlock = await answerTo(mateo, /Shall I unlock it\?/, () => run.say(mateo, 'unlock'));
    const recover = await asked(ines, 'a password link');
    const { card } = await answerTo(ines, /Your link is ready/, () =>
      run.press(ines, recover.id, 'Recover access'),
    );
    const link = /http:\/\/localhost:\d+\/api\/recover\/[\w-]+/.exec(JSON.stringify(card))?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    await inDatabase(run, (client) =>
      client.query("update accounts set roles = '{Help desk}' where object_id = any($1)", [
        [samuel, ines, mateo].map(({ aadObjectId }) => aadObjectId),
      ]),
    );
    await answerTo(samuel, /I couldn't reset your MFA/, () => run.press(samuel, reset.id, 'Yes, reset MFA'));
    await answerTo(mateo, /may have administrator rights/, () => run.press(mateo, unlock.id, 'Yes'));
    const page = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ continue: '1' }),
    });
    expect([page.status, page.headers.get('location')]).toEqual([403, null]);
    expect(await factorsOf(samuel)).toBe(factors);
    expect(await canSignIn(run, mateo)).toBe(false);
    await recorded(run, samuel, /^mfa-reset refused privileged$/);
    await recorded(run, mateo, /^unlock refused privileged$/);
    await recorded(run, ines, /^password-link-used refused privileged$/);
    const started = (await recordsOf(run, ines)).filter(({ act }) => act === 'password-link-used-started');
    expect(started).toEqual([]);
  },
);
