/** From a lockout to an unlocked account: the notice, every answer to it, and what becomes of the request. */
import { buttonsOf, wordsOf } from '../harness/chat';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import {
  canSignIn,
  failuresThatLock,
  lockOut,
  lockoutCards,
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

const policy = {
  organisation: {
    timeZone: 'UTC',
    helpDesk: { hours: 'Monday to Friday, 8:00–18:00', phone: '+1 555 0100' },
  },
  lockouts: { checkEvery: '5s' },
  followUp: '10s',
};
const afterUnlock = ['Great, it worked!', 'Forgot password', 'Reset MFA', 'Re-open issue'];

let run: LocalRun;
const named = (name: string) => run.person(name);

/** Maya's attempts come from a mail program on a phone, which the notice must tell. */
async function lockMayaFromHerPhone(): Promise<void> {
  const headers = {
    'x-application': 'Outlook',
    'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
  };
  const body = { username: named('Maya Lindqvist').userPrincipalName, password: 'wrong for certain' };
  for (let n = 0; n < failuresThatLock; n += 1) {
    await callJson(run.signInUrl, { headers, body, expected: [401] });
  }
}

jest.setTimeout(30_000);

beforeAll(async () => {
  run = await startLocalRun({ policy });
  const others = [
    "Siobhán O'Connor",
    'Samuel Osei',
    'Inês Carvalho',
    '佐藤 陽香',
    'Łukasz Zieliński',
    'Amina Diallo',
    'Mateo Fernández',
    'Chloé Martin',
    'Noah Williams',
  ];
  await Promise.all([lockMayaFromHerPhone(), lockOut(run, ...others.map(named))]);
}, 90_000);
afterAll(() => run?.stop(), 30_000);

it('U1 U2 U3 U6 somebody locked out is told when and where, says Yes, signs in, and closes the matter', async () => {
  const maya = named('Maya Lindqvist');
  const notice = await noticeFor(run, maya);
  expect(wordsOf(notice)).toContain('Shall I unlock it? I never ask for your password.');
  expect(wordsOf(notice)).toContain(maya.userPrincipalName);
  expect(wordsOf(notice)).toMatch(/When\n.*\d{1,2}:\d{2}/);
  expect(wordsOf(notice)).toMatch(/Where\n.*Outlook on Safari, iPhone.*127\\?\.0\.0\.1/);
  expect(buttonsOf(notice)).toEqual(['Yes', 'No', "This wasn't me"]);
  expect(await canSignIn(run, maya)).toBe(false);

  expect(await run.press(maya, notice.id, 'Yes')).toBe(200);
  const answer = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
  expect(wordsOf(answer)).toContain('Sign in with your current password.');
  expect(buttonsOf(answer)).toEqual(afterUnlock);
  expect(await canSignIn(run, maya)).toBe(true);
  expect(await retired(run, maya, notice)).toContain('the account was unlocked');
  const tracked = await ticketWith(run, maya, (ticket) => notesOf(ticket).includes('Unlocked by the person'));
  expect(tracked).toMatchObject({ kind: 'unlock', state: 'open', securityIncident: false });

  await run.press(maya, answer.id, 'Great, it worked!');
  await run.waitForMessage(maya, /Great to hear/, { after: answer });
  const resolved = await ticketWith(run, maya, ({ state }) => state === 'resolved');
  expect(notesOf(resolved)).toContain('The person confirms that they can sign in again.');
  expect(await retired(run, maya, answer)).toContain('You told me that it works again.');
  expect(await lockoutCards(run, maya)).toHaveLength(1);
});

it('T4 T6 an unlock stands in the audit trail from the first failure on, and is announced by mail', async () => {
  const samuel = named('Samuel Osei');
  await unlocked(run, samuel);
  await recorded(run, samuel, /^mail-sent done/);
  expect(await trailOf(run, samuel)).toEqual([
    expect.stringMatching(/^lockout-seen done directory:/),
    'notice-sent done lockout',
    'answer done unlock-yes',
    expect.stringMatching(/^unlock-started started directory:/),
    'unlock done verified',
    'ticket-opened done tracking',
    'ticket-updated done unlocked',
    'mail-sent done sent',
  ]);
  const act = (await recordsOf(run, samuel)).find((record) => record.act === 'unlock');
  expect(act).toMatchObject({
    actor: samuel.aadObjectId,
    subject: samuel.aadObjectId,
    verifiedBy: 'teams',
    source: 'button',
  });
  const [mail, ...more] = await run.mails(samuel);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Your account was unlocked');
  expect(mail?.text).toContain('Hello Samuel Osei,');
  expect(mail?.text).toContain('+1 555 0100');
});

it.each([
  ['U2 a typed "sure" is a Yes', "Siobhán O'Connor", 'sure', 'typed'],
  ['G3 the typed title of the button is a Yes', 'Inês Carvalho', 'YES', 'typed'],
])('%s while the question is pending', async (_title, name, words, source) => {
  const person = named(name);
  const notice = await noticeFor(run, person);
  await run.say(person, words);
  await run.waitForMessage(person, /Your account is unlocked/, { after: notice });
  expect(await canSignIn(run, person)).toBe(true);
  await retired(run, person, notice);
  await ticketWith(run, person, ({ state }) => state === 'open');
  const act = (await recordsOf(run, person)).find((record) => record.act === 'unlock');
  expect(act).toMatchObject({ result: 'done', source });
});

it('G3 a Teams that knows Action.Submit only can answer as well', async () => {
  const amina = named('Amina Diallo');
  const notice = await noticeFor(run, amina);
  await run.press(amina, notice.id, 'Yes', { as: 'submit' });
  const answer = await run.waitForMessage(amina, /Your account is unlocked/, { after: notice });
  await retired(run, amina, notice);

  await run.press(amina, answer.id, 'Re-open issue', { as: 'submit' });
  const reopened = await run.waitForMessage(amina, /re-opened your request/, { after: answer });
  expect(wordsOf(reopened)).toContain('Monday to Friday, 8:00–18:00');
  expect(buttonsOf(reopened)).toEqual(['Great, it worked!']);
  await retired(run, amina, answer);
  const ticket = await ticketWith(run, amina, (one) => notesOf(one).includes("still can't sign in"));
  expect(ticket.state).toBe('open');
  expect(wordsOf(reopened)).toContain(ticket.id);
  expect(await canSignIn(run, amina)).toBe(true);

  await run.press(amina, reopened.id, 'Great, it worked!');
  await ticketWith(run, amina, ({ state }) => state === 'resolved');
  await retired(run, amina, reopened);
});

it('U4 somebody who says No stays locked, is told what to write, and has no ticket', async () => {
  const haruka = named('佐藤 陽香');
  const notice = await noticeFor(run, haruka);
  await run.press(haruka, notice.id, 'No');
  const answer = await run.waitForMessage(haruka, /It stays locked/, { after: notice });
  expect(wordsOf(answer)).toMatch(/Write .unlock. at any time/);
  await retired(run, haruka, notice);
  expect(await canSignIn(run, haruka)).toBe(false);
  expect(await run.tickets({ person: haruka.aadObjectId })).toEqual([]);
  await recorded(run, haruka, /^answer done unlock-no$/);

  await run.say(haruka, 'unlock');
  const question = await run.waitForMessage(haruka, /Shall I unlock it/, { after: answer });
  await run.press(haruka, question.id, 'Yes');
  await run.waitForMessage(haruka, /Your account is unlocked/, { after: question });
  expect(await canSignIn(run, haruka)).toBe(true);
  await ticketWith(run, haruka, ({ state }) => state === 'open');
});

it('U2 "no thanks" is a No', async () => {
  const noah = named('Noah Williams');
  const notice = await noticeFor(run, noah);
  await run.say(noah, 'No thanks');
  await run.waitForMessage(noah, /It stays locked/, { after: notice });
  await retired(run, noah, notice);
  expect(await canSignIn(run, noah)).toBe(false);
  expect(await run.tickets({ person: noah.aadObjectId })).toEqual([]);
});

it("U2 This wasn't me unlocks nothing, and is a security incident for IT", async () => {
  const lukasz = named('Łukasz Zieliński');
  const notice = await noticeFor(run, lukasz);
  await run.press(lukasz, notice.id, "This wasn't me");
  const answer = await run.waitForMessage(lukasz, /Thank you for telling me/, { after: notice });
  const ticket = await ticketWith(run, lukasz, ({ securityIncident }) => securityIncident);
  expect(ticket.state).toBe('open');
  expect(wordsOf(answer)).toContain(ticket.id);
  expect(wordsOf(answer)).toContain('+1 555 0100');
  expect(buttonsOf(answer)).toEqual([]);
  await retired(run, lukasz, notice);
  expect(await trailOf(run, lukasz)).not.toContainEqual(expect.stringMatching(/^unlock/));
  expect(await run.mails(lukasz)).toEqual([]);

  await run.press(lukasz, notice.id, 'Yes');
  await recorded(run, lukasz, /^access-refused refused already-answered/);
  expect(await trailOf(run, lukasz)).not.toContainEqual(expect.stringMatching(/^unlock/));
});

it('U6 G4 Get help after an unlock adds to the ticket that is there', async () => {
  const mateo = named('Mateo Fernández');
  const answer = await unlocked(run, mateo);
  const ticket = await ticketWith(run, mateo, ({ state }) => state === 'open');
  await run.say(mateo, 'Get help');
  const preview = await run.waitForMessage(mateo, /Shall I ask IT/, { after: answer });
  await run.press(mateo, preview.id, 'Send to IT');
  const sent = await run.waitForMessage(mateo, /Added to your ticket/, { after: preview });
  expect(wordsOf(sent)).toContain(ticket.id);
  const same = await ticketWith(run, mateo, (one) => notesOf(one).includes('asks for help'));
  expect(same.id).toBe(ticket.id);
});

it('U6 an unlock that nobody says a word about is closed after the waiting time', async () => {
  const chloe = named('Chloé Martin');
  const answer = await unlocked(run, chloe);
  const ticket = await ticketWith(run, chloe, ({ state }) => state === 'closed');
  expect(notesOf(ticket)).toContain("didn't say within the waiting time");
  expect(await retired(run, chloe, answer)).toContain('I heard nothing more');
  await recorded(run, chloe, /^request-ended done no-answer$/);
  expect(await canSignIn(run, chloe)).toBe(true);
});

it('G3 a yes that answers no question unlocks nothing', async () => {
  const leila = named('Leila Haddad');
  await lockOut(run, leila);
  // Said before the monitor has looked: nothing was asked yet.
  await run.say(leila, 'yes');
  const answer = await run.waitForMessage(leila, /what you need|Unlock account/);
  expect(buttonsOf(answer)).toContain('Get help');
  const notice = await noticeFor(run, leila);
  expect(await canSignIn(run, leila)).toBe(false);
  expect(buttonsOf(await nowOf(run, leila, notice))).toContain('Yes');
});
