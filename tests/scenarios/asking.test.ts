/** People who write by themselves: for an unlock, for help, with wishes that IT must fulfil, and with secrets. */
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { canSignIn, eventually, lockOut, notesOf, recordsOf, retired, ticketWith, trailOf } from './story';
import { filesWith, placesOf, tracesOf, withinReach } from './traces';

/** The monitor looks once an hour: whoever asks here was not told before. */
const policy = {
  organisation: { helpDesk: { hours: 'Monday to Friday, 8:00–18:00', phone: '+1 555 0100' } },
  lockouts: { checkEvery: '1h' },
};
const threeWays = ['Unlock account', 'Forgot password', 'Reset MFA', 'Get help'];

jest.setTimeout(30_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

/** As a reader sees it: marks that keep foreign text harmless are gone. */
const asRead = (message: ChatMessage) => wordsOf(message).replaceAll(/\\(?=[^\w\s])/g, '');

beforeAll(async () => {
  run = await startLocalRun({ policy, storageOnDisk: true });
  const firstLook = async () =>
    process.env.BASE_URL !== undefined || run.hostLog().includes('lockouts-polled');
  await eventually('the first look of the monitor', firstLook);
  const names = ['Samuel Osei', 'Inês Carvalho', "Siobhán O'Connor", 'Noah Williams', 'Leila Haddad'];
  await lockOut(run, ...names.map(named));
}, 90_000);
afterAll(() => run?.stop(), 30_000);

it('U5 somebody who is not locked out is told so, and offered what may help', async () => {
  const maya = named('Maya Lindqvist');
  await run.say(maya, 'Please unlock my account');
  const answer = await run.waitForMessage(maya, /isn't locked/);
  expect(wordsOf(answer)).toContain(maya.userPrincipalName);
  expect(buttonsOf(answer)).toEqual(['Forgot password', 'Reset MFA', 'Get help']);
  expect(await run.tickets({ person: maya.aadObjectId })).toEqual([]);
});

it('U5 G1 Cancel changes nothing and offers the three ways out again', async () => {
  const samuel = named('Samuel Osei');
  await run.say(samuel, "I'm locked out!");
  const question = await run.waitForMessage(samuel, /Shall I unlock it\?/);
  expect(wordsOf(question)).toMatch(/When\n.*\d{1,2}:\d{2}/);
  expect(buttonsOf(question)).toEqual(['Yes', 'Get help', 'Cancel']);
  await run.press(samuel, question.id, 'Cancel');
  const answer = await run.waitForMessage(samuel, /Nothing was changed/, { after: question });
  expect(buttonsOf(answer)).toEqual(threeWays);
  await retired(run, samuel, question);
  expect(await canSignIn(run, samuel)).toBe(false);
  expect(await run.tickets({ person: samuel.aadObjectId })).toEqual([]);

  // The answer's own button begins anew, and a plain yes answers what it asks.
  await run.press(samuel, answer.id, 'Unlock account');
  const again = await run.waitForMessage(samuel, /Shall I unlock it\?/, { after: answer });
  await run.say(samuel, 'yes please');
  await run.waitForMessage(samuel, /Your account is unlocked/, { after: again });
  await retired(run, samuel, again);
  expect(await canSignIn(run, samuel)).toBe(true);
});

it('U5 somebody who asks twice answers the newest question; the older card has lost its buttons', async () => {
  const leila = named('Leila Haddad');
  await run.say(leila, 'unlock');
  const first = await run.waitForMessage(leila, /Shall I unlock it\?/);
  await run.say(leila, 'unlock');
  const second = await run.waitForMessage(leila, /Shall I unlock it\?/, { after: first });
  expect(await retired(run, leila, first)).toContain('A newer message has taken the place');
  await run.press(leila, second.id, 'Yes');
  await run.waitForMessage(leila, /Your account is unlocked/, { after: second });
  await ticketWith(run, leila, ({ state }) => state === 'open');
});

it('U5 G4 Get help beside the question shows what will be sent, and opens a ticket', async () => {
  const ines = named('Inês Carvalho');
  await run.say(ines, 'account locked');
  const question = await run.waitForMessage(ines, /Shall I unlock it\?/);
  await run.press(ines, question.id, 'Get help');
  const preview = await run.waitForMessage(ines, /Shall I ask IT for you\?/, { after: question });
  expect(buttonsOf(preview)).toEqual(['Send to IT', 'Cancel']);
  await run.press(ines, preview.id, 'Send to IT');
  const sent = await run.waitForMessage(ines, /IT has your request/, { after: preview });
  const ticket = await ticketWith(run, ines, ({ state }) => state === 'open');
  expect(wordsOf(sent)).toContain(ticket.id);
  expect(await canSignIn(run, ines)).toBe(false);
});

it('T6 whoever asks and says Yes gets the mail, apostrophe and accents intact', async () => {
  const siobhan = named("Siobhán O'Connor");
  await run.say(siobhan, 'unlock');
  const question = await run.waitForMessage(siobhan, /Shall I unlock it\?/);
  await run.press(siobhan, question.id, 'Yes');
  await run.waitForMessage(siobhan, /Your account is unlocked/, { after: question });
  expect(await canSignIn(run, siobhan)).toBe(true);
  const mail = await eventually('the mail', async () => (await run.mails(siobhan))[0]);
  expect(mail.text).toContain("Hello Siobhán O'Connor,");
  const ticket = await ticketWith(run, siobhan, (one) => notesOf(one).includes('Unlocked by the person'));
  expect(notesOf(ticket)).toMatch(/Began with: (a message from the person|the lockout notice)/);
});

it('G4 unknown words get an honest answer, are shown first, and go to IT exactly as shown', async () => {
  const haruka = named('佐藤 陽香');
  const words = `My "badge" won't open <b>door</b> #4 & it's *urgent* — O'Hare, 東京 [x](http://x.example)`;
  await run.say(haruka, words);
  const answer = await run.waitForMessage(haruka, /I'm not sure what you need/);
  expect(buttonsOf(answer)).toEqual(threeWays);
  await run.press(haruka, answer.id, 'Get help');
  const preview = await run.waitForMessage(haruka, /This is what I'll send to IT/, { after: answer });
  expect(asRead(preview)).toContain(words);
  expect(await run.tickets({ person: haruka.aadObjectId })).toEqual([]);

  await run.press(haruka, preview.id, 'Send to IT');
  const sent = await run.waitForMessage(haruka, /IT has your request/, { after: preview });
  const ticket = await ticketWith(run, haruka, ({ kind }) => kind === 'help');
  expect(notesOf(ticket)).toContain(`> ${words}`);
  for (const fact of [ticket.id, 'Monday to Friday, 8:00–18:00']) expect(wordsOf(sent)).toContain(fact);
  expect(asRead(sent)).toContain('+1 555 0100');
  await retired(run, haruka, preview);
  expect(JSON.stringify(await recordsOf(run, haruka))).not.toContain('badge');

  await run.say(haruka, 'and my chair squeaks');
  const second = await run.waitForMessage(haruka, /I'm not sure/, { after: sent });
  await run.say(haruka, 'get help');
  const more = await run.waitForMessage(haruka, /my chair squeaks/, { after: second });
  await run.press(haruka, more.id, 'Send to IT');
  await run.waitForMessage(haruka, /Added to your ticket/, { after: more });
  await ticketWith(run, haruka, (one) => notesOf(one).includes('> and my chair squeaks'));
});

it('G4 Cancel sends nothing to anybody', async () => {
  const amina = named('Amina Diallo');
  await run.say(amina, 'the coffee machine is broken');
  const answer = await run.waitForMessage(amina, /I'm not sure what you need/);
  await run.press(amina, answer.id, 'Get help');
  const preview = await run.waitForMessage(amina, /coffee machine/, { after: answer });
  await run.press(amina, preview.id, 'Cancel');
  await run.waitForMessage(amina, /Nothing was sent/, { after: preview });
  await retired(run, amina, preview);
  // Pressed after all: the question is gone, and the words with it.
  await run.press(amina, preview.id, 'Send to IT');
  await run.waitForMessage(amina, /no longer open/, { after: preview });
  expect(await run.tickets({ person: amina.aadObjectId })).toEqual([]);
});

it.each([
  ['My password is Tr0ub4dor&3, why does it fail?', 'Tr0ub4dor&3'],
  ['passwort: Gruenkohl-77', 'Gruenkohl-77'],
  ['mi contraseña es Girasol#2026', 'Girasol#2026'],
  ['the code is 482 913', '482 913'],
  ['739104', '739104'],
])('P2 "%s" is warned about, and kept nowhere', async (words, secret) => {
  const mateo = named('Mateo Fernández');
  const before = (await run.messagesOf(mateo)).at(-1);
  await run.say(mateo, words);
  const answer = await run.waitForMessage(mateo, /Please don't send passwords or codes/, {
    ...(before ? { after: before } : {}),
  });
  expect(wordsOf(answer)).not.toContain(secret);
  await run.press(mateo, answer.id, 'Get help');
  const preview = await run.waitForMessage(mateo, /Shall I ask IT/, { after: answer });
  expect(wordsOf(preview)).not.toContain(secret);
  await run.press(mateo, preview.id, 'Send to IT');
  await run.waitForMessage(mateo, /IT has your request|Added to your ticket/, { after: preview });
  const traces = await tracesOf(run);
  expect(placesOf(secret, traces)).toEqual([]);
  expect(filesWith(run, secret)).toEqual([]);
  // What does stand there is found.
  const his = withinReach(traces, 'tables', 'the directory', 'the audit trail', 'tickets');
  expect(placesOf(mateo.aadObjectId, traces)).toEqual(expect.arrayContaining(his));
});

it('G1 the card leads to each of the three ways, and nothing happens before it is confirmed', async () => {
  const chloe = named('Chloé Martin');
  await run.say(chloe, 'hello');
  const card = await run.waitForMessage(chloe, /I never ask for your password/);
  expect(buttonsOf(card)).toEqual(threeWays);
  await run.press(chloe, card.id, 'Forgot password');
  const password = await run.waitForMessage(chloe, /Let's get you a new password/, { after: card });
  expect(buttonsOf(password)).toEqual(['Recover access', 'Get help', 'Cancel']);
  await run.press(chloe, card.id, 'Reset MFA');
  const mfa = await run.waitForMessage(chloe, /Shall I reset your MFA\?/, { after: password });
  expect(buttonsOf(mfa)).toEqual(['Yes, reset MFA', 'Get help', 'Cancel']);
  await run.press(chloe, mfa.id, 'Cancel');
  await run.waitForMessage(chloe, /Nothing was changed/, { after: mfa });
  expect(await run.tickets({ person: chloe.aadObjectId })).toEqual([]);
});

it('G3 two questions within ten seconds: a plain yes makes the bot ask which', async () => {
  const noah = named('Noah Williams');
  await run.say(noah, 'unlock');
  const question = await run.waitForMessage(noah, /Shall I unlock it\?/);
  await run.say(noah, 'get help');
  const preview = await run.waitForMessage(noah, /Shall I ask IT/, { after: question });
  await run.say(noah, 'yes');
  const which = await run.waitForMessage(noah, /Which one do you mean\?/, { after: preview });
  expect(await canSignIn(run, noah)).toBe(false);
  expect(await run.tickets({ person: noah.aadObjectId })).toEqual([]);
  expect(await trailOf(run, noah)).not.toContainEqual(expect.stringMatching(/^(answer|unlock)/));

  const [first, second, ...more] = buttonsOf(which);
  expect([first?.slice(0, 3), second, more]).toEqual(['Yes', 'Send to IT', []]);
  await run.press(noah, which.id, first ?? '');
  await run.waitForMessage(noah, /Your account is unlocked/, { after: which });
  expect(await canSignIn(run, noah)).toBe(true);
  await retired(run, noah, which);
});
