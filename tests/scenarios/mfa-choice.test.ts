/** MFA resets in the mode "choose" (M1–M3, M5): what is offered, what is removed, and what a forged list can do. */
import type { DemoPerson } from '../../local/people/demo-account';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { inDatabase } from './database';
import { accountOf, eventually, inDirectory, notesOf, recorded, recordsOf, ticketWith } from './story';

const kinds = ['authenticator-app', 'push', 'sms', 'voice', 'email', 'other'];

jest.setTimeout(30_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({
    policy: { lockouts: { checkEvery: '1h' }, followUp: '1h', mfaReset: { mode: 'choose', kinds } },
  });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

const factorsOf = async (person: DemoPerson): Promise<string[]> => {
  const { id } = await accountOf(run, person);
  return inDirectory(run, async (directory) => (await directory.factors.list(id)).map((factor) => factor.id));
};

async function offered(person: DemoPerson, words = 'reset MFA'): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await run.say(person, words);
  return run.waitForMessage(person, /What shall I reset\?/, before ? { after: before } : {});
}

const pressed = (person: DemoPerson, list: ChatMessage, factors: unknown, as?: 'submit') =>
  run.press(person, list.id, 'Reset selected', { inputs: { factors }, ...(as ? { as } : {}) });

/** The words of a card without the dots of its lists. */
const listsOn = (card: ChatMessage) => wordsOf(card).replaceAll('•\n', '');

const choicesOn = ({ card }: ChatMessage): { title: string; value: string }[] =>
  JSON.parse(/"choices":(\[[^\]]*\])/.exec(JSON.stringify(card))?.[1] ?? '[]') as [];

itOnTheEmbeddedHost(
  'M2 M3 the list shows what may be reset, with masked names, and nothing else',
  async () => {
    const samuel = named('Samuel Osei');
    expect(await factorsOf(samuel)).toEqual(['authenticator-app', 'email', 'security-key', 'sms']);
    const list = await offered(samuel);
    const choices = choicesOn(list);
    expect(choices.map(({ value }) => value)).toEqual(['authenticator-app', 'email', 'sms']);
    const [app, email, sms] = choices.map(({ title }) => title);
    expect(app).toMatch(/^Authenticator app: \w+/);
    expect(email).toBe('E-mail: s•••@contoso-demo.example');
    expect(sms).toMatch(/^Text message: \+1 ••• ••• ••\d\d$/);
    expect(JSON.stringify(list.card)).not.toMatch(/key/i);
    expect(buttonsOf(list)).toEqual(['Reset selected', 'Get help', 'Cancel']);
  },
);

itOnTheEmbeddedHost(
  'M2 with nothing chosen nothing goes, and it is asked once more; with two, those two go',
  async () => {
    const amina = named('Amina Diallo');
    const all = await factorsOf(amina);
    let list = await offered(amina);
    const reminded = (after: ChatMessage) =>
      run.waitForMessage(amina, /Please choose at least one/, { after });
    for (const nothing of [undefined, '', ',', [], { $ne: '' }, 'x'.repeat(5_000)]) {
      await pressed(amina, list, nothing);
      list = await reminded(list);
    }
    await run.press(amina, list.id, 'Reset selected', { as: 'text' });
    list = await reminded(list);
    expect(await factorsOf(amina)).toEqual(all);
    expect(await run.tickets({ person: amina.aadObjectId })).toEqual([]);

    await pressed(amina, list, 'sms,email', 'submit');
    const done = await run.waitForMessage(amina, /Reset complete!/, { after: list });
    expect(listsOn(done)).toMatch(/Removed from .*:\nE-mail: a•••@.*\nText message: \+1/);
    expect(wordsOf(done)).not.toMatch(/Still there|Authenticator|key/);
    expect(await factorsOf(amina)).toEqual(['authenticator-app', 'security-key']);
    const ticket = await ticketWith(run, amina, (one) => notesOf(one).includes('E-mail: a•••@'));
    expect(ticket).toMatchObject({ kind: 'mfa-reset', state: 'open', securityIncident: false });
    const mail = await eventually('the mail', async () => (await run.mails(amina))[0]);
    expect(mail.text).toMatch(/Removed: E-mail: a•••@.*, Text message: \+1/);

    await run.press(amina, done.id, 'Great, it worked!');
    await ticketWith(run, amina, ({ state }) => state === 'resolved');
    // The answered list is old: pressed once more it removes nothing.
    await pressed(amina, list, 'authenticator-app');
    await recorded(run, amina, /^access-refused refused already-answered$/);
    expect(await factorsOf(amina)).toEqual(['authenticator-app', 'security-key']);
  },
);

itOnTheEmbeddedHost(
  'M3 a forged choice is refused as a whole, changes nothing, and is on record',
  async () => {
    const grace = named('Grace Kim');
    const all = await factorsOf(grace);
    expect(all).toContain('security-key');
    const forged = [
      'security-key',
      'sms,security-key',
      'sms,factor-of-somebody-else',
      "sms' or '1'='1",
      '../user-0001/factors/sms',
      'sms,nu\u0000ll',
      '*',
      'all',
    ];
    for (const factors of forged) {
      const list = await offered(grace);
      await pressed(grace, list, factors);
      const answer = await run.waitForMessage(grace, /I couldn't reset your MFA/, { after: list });
      expect(wordsOf(answer)).toContain("I've removed nothing");
      expect(wordsOf(answer)).not.toMatch(/key|somebody/i);
    }
    expect(await factorsOf(grace)).toEqual(all);
    const records = (await recordsOf(run, grace)).filter(({ act }) => act === 'mfa-reset');
    expect(records.map(({ result, reason }) => [result, reason])).toEqual(
      forged.map(() => ['refused', 'not-offered']),
    );
    expect(await run.tickets({ person: grace.aadObjectId })).toEqual([]);
    expect(await run.mails(grace)).toEqual([]);
    // Nothing of it counts: the honest choice works afterwards.
    const list = await offered(grace);
    await pressed(grace, list, 'sms');
    await run.waitForMessage(grace, /Reset complete!/, { after: list });
    expect(await factorsOf(grace)).toEqual(all.filter((id) => id !== 'sms'));
  },
);

itOnTheEmbeddedHost(
  'M3 somebody else’s list, and one that was never shown, remove nothing from anybody',
  async () => {
    const [noah, leila] = [named('Noah Williams'), named('Leila Haddad')];
    const [his, hers] = [await factorsOf(noah), await factorsOf(leila)];
    const list = await offered(noah);
    await pressed(leila, list, 'sms');
    await recorded(run, leila, /^access-refused refused not-open$/);
    expect([await factorsOf(noah), await factorsOf(leila)]).toEqual([his, hers]);
    expect(await run.tickets({ person: leila.aadObjectId })).toEqual([]);
  },
);

itOnTheEmbeddedHost('M1 what can not be removed is named, and its ticket outlives silence', async () => {
  const [mateo, chloe] = [named('Mateo Fernández'), named('Chloé Martin')];
  await inDatabase(run, (client) =>
    client.query(`create rule keeps as on delete to factors where old.id = 'sms' and old.account_id in
      (select id from accounts where object_id = '${mateo.aadObjectId}') do instead nothing`),
  );
  const list = await offered(mateo);
  await pressed(mateo, list, 'sms,authenticator-app');
  const partly = await run.waitForMessage(mateo, /Some of it couldn't be removed/, { after: list });
  expect(listsOn(partly)).toMatch(
    /Removed from .*:\nAuthenticator app: .*\nStill there\..*\nText message: \+1/,
  );
  expect(wordsOf(partly)).not.toContain('Reset complete!');
  expect(await factorsOf(mateo)).toEqual(['email', 'sms']);
  await ticketWith(run, mateo, (one) => notesOf(one).includes('Text message: +1'));

  // M5, in the same night: her phone was stolen.
  const { id } = await accountOf(run, chloe);
  const session = await inDirectory(run, async (directory) => {
    const { userPrincipalName: userName } = chloe;
    const answer = await directory.signIn({ userName, password: run.demoPassword, source: {} });
    return answer.kind === 'signed-in' ? answer.session : undefined;
  });
  const holder = () => inDirectory(run, (directory) => directory.sessions.accountOf(session ?? ''));
  expect(await holder()).toBe(id);
  const stolen = await offered(chloe, 'my phone was stolen');
  expect(wordsOf(stolen)).toContain('lost or stolen');
  await pressed(chloe, stolen, 'sms');
  const done = await run.waitForMessage(chloe, /Reset complete!/, { after: stolen });
  expect(wordsOf(done)).toContain("You've been signed out everywhere.");
  expect(await holder()).toBeUndefined();
  const flagged = await ticketWith(run, chloe, ({ securityIncident }) => securityIncident);
  expect(notesOf(flagged)).toMatch(/SECURITY INCIDENT/);
  await recorded(run, chloe, /^ticket-opened done security-incident$/);

  // Somebody who needs nothing more says nothing either; IT still has to look at both.
  await run.advanceClock(65 * 60_000);
  for (const person of [mateo, chloe]) {
    await recorded(run, person, /^request-ended done with-help-desk$/);
    await ticketWith(run, person, ({ state }) => state === 'open');
  }
});
