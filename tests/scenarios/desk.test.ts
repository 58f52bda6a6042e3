/** The administrator's desk (D1, D2, D4), all over HTTP: find a locked user, unlock with a reason, who may not, and what remains. */
import type { DemoPerson } from '../../local/people/demo-account';
import { scan } from '../harness/authenticator';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { lockByRule } from './lock-rule';
import { accountOf, eventually, recordsOf, tablesOf } from './story';

let run: LocalRun;
beforeAll(async () => {
  const administrators = [
    { objectId: idOf(7), rights: ['unlock', 'resetSecretKey', 'editUser'] },
    { objectId: idOf(3), rights: ['unlock'], scope: 'finance' },
    { objectId: idOf(4), rights: ['editUser'] },
  ];
  run = await startLocalRun({ policy: { administrators }, people: 40 });
}, 120_000);
afterAll(() => run?.stop(), 30_000);

function idOf(number: number): string {
  return `ad000000-5eed-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
function who(number: number): DemoPerson {
  const found = run.people.find(({ aadObjectId }) => aadObjectId === idOf(number));
  if (!found) throw new Error(`There is nobody with number ${number}.`);
  return found;
}
const priya = () => who(7);

/** Says or presses something; @returns the bot's next message that fits. */
async function answer(person: DemoPerson, act: () => Promise<unknown>, wanted: RegExp): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).filter(({ from }) => from === 'bot').length;
  await act();
  return eventually(`${person.name}: ${wanted}`, async () => {
    const later = (await run.messagesOf(person)).filter(({ from }) => from === 'bot').slice(before);
    return later.find((message) => wanted.test(wordsOf(message)));
  });
}
const says = (person: DemoPerson, words: string, wanted: RegExp) =>
  answer(person, () => run.say(person, words), wanted);
const presses = (
  person: DemoPerson,
  card: ChatMessage,
  title: string,
  wanted: RegExp,
  inputs?: Record<string, string>,
) => answer(person, () => run.press(person, card.id, title, inputs ? { inputs } : {}), wanted);

async function recordFor(administrator: DemoPerson, person: DemoPerson): Promise<ChatMessage> {
  const found = await says(administrator, `find user ${person.name}`, /^Users\n/);
  return presses(administrator, found, `Open ${person.name}`, /^User record/);
}
test('D1, D2 an administrator finds a locked user, sees why, unlocks with a reason, and the person signs in and is told', async () => {
  const maya = who(1);
  await run.failSignIns(maya, 5);
  const card = await says(priya(), 'Find user', /Only include locked users/);
  const inputs = { deskText: 'lindq', deskOnlyLocked: 'true' };
  const results = await presses(priya(), card, 'Search', /Maya Lindqvist/, inputs);
  const record = await presses(priya(), results, 'Open Maya Lindqvist', /^User record/);
  expect(wordsOf(record)).toMatch(/Locked date\n(?!–)/);
  expect(wordsOf(record)).toMatch(/Lock reason\nFailures/);
  const asked = await presses(priya(), record, 'Unlock', /Please write a reason/, { deskReason: '' });
  const note = 'Called from her desk, badge checked';
  const done = await presses(priya(), asked, 'Unlock', /Unlocked\. Their password is unchanged/, {
    deskReason: note,
  });
  expect(wordsOf(done)).toMatch(/Locked date\n–/);
  expect(wordsOf(done)).toMatch(/Lock reason\n–/);
  expect(wordsOf(done)).toMatch(/Unlocked by\nPriya Raman/);
  expect(await accountOf(run, maya)).toMatchObject({ unlockedBy: priya().aadObjectId, failedAttempts: 0 });
  expect((await run.signIn(maya)).status).toBe('signed-in');
  const mail = await eventually('a mail', async () =>
    (await run.mails(maya)).find(({ subject }) => /IT has unlocked your account/.test(subject)),
  );
  expect(mail.text).toMatch(/If this wasn't you/);
  const records = (await recordsOf(run, maya)).filter(({ act }) => act.startsWith('desk-unlock'));
  expect(records.map(({ act, result, actor }) => `${act} ${result} ${actor}`)).toEqual([
    `desk-unlock-started started ${priya().aadObjectId}`,
    `desk-unlock done ${priya().aadObjectId}`,
  ]);
  expect((records[0] as { note?: string } | undefined)?.note).toBe(note);
});

test('D4 without the right, out of the department, on oneself: nothing is changed, and the card says why', async () => {
  const [siobhan, samuel, ines] = [who(2), who(3), who(4)];
  await lockByRule(run, [siobhan, ines, priya()]);
  const without = await recordFor(ines, siobhan);
  expect(wordsOf(without)).toMatch(/Unlock: You don't have the right/);
  expect(buttonsOf(without)).not.toContain('Unlock');
  const own = await recordFor(priya(), priya());
  expect(wordsOf(own)).toMatch(/Unlock: This is your own account/);
  await says(samuel, 'find user siobhan', /Nobody's name/);
  expect(
    await Promise.all([siobhan, ines, priya()].map(async (one) => (await accountOf(run, one)).lockedAt)),
  ).not.toContain(undefined);
});

test('D4 whoever is no administrator learns nothing, and a forged press of an administrator’s card does nothing', async () => {
  const [amina, victim] = [who(9), who(10)];
  await lockByRule(run, [victim]);
  const record = await recordFor(priya(), victim);
  for (const words of ['find user', 'find user mateo', 'Open Mateo Fernández'])
    expect(wordsOf(await says(amina, words, /./))).not.toMatch(/user record|only include/i);
  const forged = await answer(
    amina,
    () => run.press(amina, record.id, 'Unlock', { inputs: { deskReason: 'because I can' } }),
    /./,
  );
  expect(wordsOf(forged)).toMatch(/Let's get you back in/);
  expect((await accountOf(run, victim)).lockedAt).toBeDefined();
  const refusals = (await recordsOf(run, amina)).map(({ act, reason }) => `${act} ${reason}`);
  expect(refusals).toContain('access-refused not-administrator');
});

test('D2 two administrators unlock at once: one does, and the person is told once', async () => {
  const noah = who(12);
  await lockByRule(run, [noah]);
  const [mine, theirs] = await Promise.all([recordFor(priya(), noah), recordFor(who(3), noah)]);
  const inputs = { deskReason: 'two of us at once' };
  await Promise.all([
    presses(priya(), mine, 'Unlock', /Unlocked\.|isn't locked/, inputs),
    presses(who(3), theirs, 'Unlock', /Unlocked\.|isn't locked/, inputs),
  ]);
  const outcomes = (await recordsOf(run, noah)).filter(({ act }) => act === 'desk-unlock');
  expect(outcomes.map(({ result }) => result).toSorted()).toEqual(['done', 'refused']);
  await eventually('the mail', async () => (await run.mails(noah)).length > 0);
  expect((await run.mails(noah)).filter(({ subject }) => /unlocked/.test(subject))).toHaveLength(1);
});

/** The first sign-in: the mailed code, the key, its first code. */
async function setUpApp(person: DemoPerson): Promise<void> {
  const send = async (more: Record<string, string> = {}) => {
    const body = { username: person.userPrincipalName, password: run.demoPassword, ...more };
    return (await callJson(run.signInUrl, { body, expected: [200, 401] })).body as {
      status: string;
      enrolment?: { otpauthUrl: string };
    };
  };
  await send();
  const deviceCode = await eventually('a mailed code', async () =>
    (await run.mails(person))
      .map(({ subject, text }) => subject.startsWith('Device authorization') && /\b(\d{6})\b/.exec(text)?.[1])
      .find((code) => typeof code === 'string'),
  );
  const { enrolment } = await send({ deviceCode: String(deviceCode) });
  const app = scan(enrolment?.otpauthUrl ?? '');
  expect((await send({ code: app.code(Date.now()) })).status).toBe('signed-in');
}

test('D3 a secret key is reset with a reason: the person is told, and the next sign-in asks for the mailed code', async () => {
  const lukasz = who(6);
  await setUpApp(lukasz);
  expect((await run.signIn(lukasz)).status).toBe('code-required');
  const samuel = await recordFor(who(3), who(1));
  expect(wordsOf(samuel)).toMatch(/Reset secret key: You don't have the right/);
  const record = await recordFor(priya(), lukasz);
  const inputs = { deskReason: 'phone fell into the river' };
  const done = await presses(priya(), record, 'Reset secret key', /The secret key is reset/, inputs);
  expect(wordsOf(done)).toMatch(/Reset secret key: There is no secret key to reset/);
  expect((await run.signIn(lukasz)).status).toBe('device-authorization-required');
  await eventually('a mail', async () =>
    (await run.mails(lukasz)).find(({ subject }) => /secret key was reset/.test(subject)),
  );
  const acts = (await recordsOf(run, lukasz)).map(({ act, result }) => `${act} ${result}`);
  expect(acts).toEqual(
    expect.arrayContaining([
      'authenticator-reset-started started',
      'authenticator-reset done',
      'mail-sent done',
    ]),
  );
});

const tokenOn = (card: ChatMessage): string =>
  /token=([\w-]{20,100})/.exec(JSON.stringify(card.card))?.[1] ?? '';

async function send(fields: Record<string, string>): Promise<{ status: number; page: string }> {
  const response = await fetch(`${run.functionsUrl}/api/portal/enter-password`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return { status: response.status, page: await response.text() };
}
const look = async (token: string) =>
  (await fetch(`${run.functionsUrl}/api/portal/enter-password?token=${token}`)).status;

test('R5 a password agreed with the user: on a page that works once, to be changed at the next sign-in, and in no chat or store', async () => {
  const [tomas, grace] = [who(14), who(15)];
  const record = await recordFor(priya(), tomas);
  const inputs = { deskReason: 'mail provider rejects his address' };
  const first = tokenOn(
    await presses(priya(), record, 'Enter a password', /works once and for five minutes/, inputs),
  );
  const token = tokenOn(
    await presses(priya(), record, 'Enter a password', /works once and for five minutes/, inputs),
  );
  expect(await look(first)).toBe(410);
  for (const _ of [1, 2]) expect(await look(token)).toBe(200);
  expect((await send({ token: first, make: '1' })).status).toBe(410);
  expect((await send({ token, newPassword: 'short', again: 'short' })).status).toBe(400);
  const agreed = 'eleven kites above the marsh';
  expect((await send({ token, newPassword: agreed, again: `${agreed} ` })).status).toBe(400);
  expect((await run.signIn(tomas)).status).toBe('signed-in');
  const both = await Promise.all([1, 2].map(() => send({ token, newPassword: agreed, again: agreed })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  expect((await run.signIn(tomas)).status).toBe('refused');
  expect((await run.signIn(tomas, agreed)).status).toBe('change-password-required');
  expect(await look(token)).toBe(410);
  const acts = (await recordsOf(run, tomas)).map(
    ({ act, result, verifiedBy }) => `${act} ${result} ${verifiedBy}`,
  );
  expect(acts).toEqual(
    expect.arrayContaining([
      'desk-password-page done teams',
      'desk-password-started started link',
      'desk-password done link',
    ]),
  );
  await eventually('a mail', async () =>
    (await run.mails(tomas)).find(({ subject }) => /IT has set a new password/.test(subject)),
  );

  const other = await recordFor(priya(), grace);
  const card = await presses(priya(), other, 'Enter a password', /works once/, inputs);
  const made = await send({ token: tokenOn(card), make: '1' });
  const password = /<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){4})</.exec(made.page)?.[1] ?? '';
  expect((await run.signIn(grace, password)).status).toBe('change-password-required');
  const kept = `${await tablesOf(run)}${run.hostLog()}${JSON.stringify(await run.messagesOf(priya()))}`;
  for (const secret of [agreed, password]) expect(kept).not.toContain(secret);
  expect(`${await tablesOf(run)}${run.hostLog()}`).not.toContain(token);
});

test('R5 without the right to edit, and for an administrator of the provider by somebody of one department, there is no page', async () => {
  const record = await recordFor(who(3), who(1));
  expect(wordsOf(record)).toMatch(/Enter a password: You don't have the right/);
  expect(buttonsOf(record)).not.toContain('Enter a password');
});

test('R8 a record is edited on one form: a rule that is broken is named, somebody else’s number is refused, the rest stays', async () => {
  const [mateo, leila] = [who(10), who(13)];
  const reason = { deskReason: 'asked for it in writing' };
  const formOf = async (person: DemoPerson) =>
    presses(priya(), await recordFor(priya(), person), 'Edit', /^Edit the record/);
  const values = (person: DemoPerson) => ({
    ...reason,
    ...{ deskStatus: 'active', deskEmail: person.email, deskMobileReset: 'true', deskSms: 'none' },
  });
  const first = await formOf(mateo);
  const short = { ...values(mateo), deskArea0: '555', deskLocal0: '01', deskType0: 'mobile', deskSms: '0' };
  const refused = await presses(priya(), first, 'Save', /The local number has 3 to 12 digits/, short);
  const right = { ...short, deskLocal0: '730 1944' };
  const saved = await presses(priya(), refused, 'Save', /^User record[\s\S]*Saved\./, right);
  expect(wordsOf(saved)).toMatch(/Phones\n555 7301944 \(mobile, text messages\)/);
  expect(wordsOf(saved)).toMatch(/Mobile reset allowed\nYes/);

  const taken = { ...values(leila), deskArea0: '5557', deskLocal0: '301944', deskType0: 'work' };
  const theirs = await presses(
    priya(),
    await formOf(leila),
    'Save',
    /belongs to somebody else's record/,
    taken,
  );
  const off = { ...values(leila), deskStatus: 'disabled', deskArea0: '', deskLocal0: '' };
  await presses(priya(), theirs, 'Save', /^User record[\s\S]*Status\nDisabled/, off);
  expect((await run.signIn(leila)).status).toBe('refused');
  const acts = (await recordsOf(run, leila)).map(({ act, result, reason: why }) => `${act} ${result} ${why}`);
  expect(acts).toEqual(expect.arrayContaining(['desk-edit refused edit-refused', 'desk-edit done verified']));
});

test('R7 the mobile log says who was asked for, masked, and why nothing was sent; a department’s administrator doesn’t see it', async () => {
  const body = { email: 'nobody.at.all@contoso.example', phone: '555 0100' };
  await callJson(`${run.functionsUrl}/api/mobile/password-reset`, { body, expected: [202] });
  const log = await eventually('a line of the log', async () => {
    const card = await says(priya(), 'mobile log', /^Mobile log/);
    return wordsOf(card).includes('Asked for') && card;
  });
  expect(wordsOf(log)).toMatch(/Nothing sent: /);
  expect(wordsOf(log)).not.toMatch(/nobody\.at\.all|5550100/);
  await says(who(3), 'mobile log', /isn't among those that you look after/);
});
