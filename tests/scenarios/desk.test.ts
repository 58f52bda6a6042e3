/** The administrator's desk (D1, D2, D4), all over HTTP: find a locked user, unlock with a reason, who may not, and what remains. */
import type { DemoPerson } from '../../local/people/demo-account';
import { scan } from '../harness/authenticator';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { openStorageGate, type StorageGate } from '../harness/storage-gate';
import { deskButtons, deskDeaths, holdOf, isDone } from './desk-deaths';
import { createDeskTalk, idOf } from './desk-talk';
import { lockByRule } from './lock-rule';
import { accountOf, eventually, recordsOf, tablesOf, within } from './story';

let run: LocalRun;
let gate: StorageGate;
/** Each death at the desk has an administrator of its own and meets an account of its own. */
const deathsFrom = 30;
beforeAll(async () => {
  const administrators = [
    { objectId: idOf(7), rights: ['unlock', 'resetSecretKey', 'editUser'] },
    { objectId: idOf(3), rights: ['unlock'], scope: 'finance' },
    { objectId: idOf(4), rights: ['editUser'] },
    ...deskDeaths.map((_, n) => ({ objectId: idOf(deathsFrom + n), rights: ['unlock', 'resetSecretKey'] })),
  ];
  run = await startLocalRun({
    policy: { administrators },
    people: 60,
    hostEnvironment: async ({ AzureWebJobsStorage = '' }) => {
      gate ??= await openStorageGate(AzureWebJobsStorage);
      return { AzureWebJobsStorage: gate.connectionString };
    },
  });
}, 120_000);
afterAll(async () => {
  await run?.stop();
  await gate?.close();
}, 30_000);

const { who, answer, says, presses, recordFor } = createDeskTalk(() => run);
const priya = () => who(7);

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

  const told = await eventually('a mail', async () => (await run.mails(mateo))[0]);
  expect(told.subject).toBe('IT has changed your record');
  expect(told.text).toMatch(/^Changed: Phones$/m);
  const moved = { ...right, deskEmail: 'mateo.privat@mail.example' };
  await presses(priya(), await formOf(mateo), 'Save', /^User record[\s\S]*mateo\.privat/, moved);
  const mails = await eventually('both mails', async () => {
    const all = (await run.mails()).filter(({ subject }) => /changed your e-mail address/.test(subject));
    return all.length >= 2 && all;
  });
  expect(mails.map(({ to }) => to).toSorted()).toEqual([mateo.email, moved.deskEmail].toSorted());
  expect(new Set(mails.map(({ text }) => text.slice(text.indexOf('\n')))).size).toBe(1);
  expect(mails[0]?.text).toMatch(/E-mail address now: m•••@mail\.example/);
  expect(await tablesOf(run)).not.toContain('mateo.privat');

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

itOnTheEmbeddedHost(
  'D2, D3 the host dies in the middle of an act: the account is in one true state, the trail has one outcome, the person one mail, and a second press is told what was done',
  async () => {
    const stories = await Promise.all(
      deskDeaths.map(async (death, n) => {
        const [by, person] = [who(deathsFrom + n), who(deathsFrom + deskDeaths.length + n)];
        if (death.act === 'unlock') await lockByRule(run, [person]);
        const note = `death number ${n} of this desk`;
        return { death, by, person, note, card: await recordFor(by, person) };
      }),
    );
    const held = stories.map(({ death, note }) => within(death.title, gate.hold(holdOf(death, note))));
    const pressed = stories.map(({ death, by, card, note }) => {
      const inputs = { deskReason: note };
      return run.press(by, card.id, deskButtons[death.act].title, { inputs }).catch(() => undefined);
    });
    await Promise.all(held);
    await run.killHost();
    gate.drop();
    await run.startHost();
    await Promise.all(pressed);
    for (const { death, by, person, note } of stories.filter((story) => story.death.again)) {
      const { title, said } = deskButtons[death.act];
      await presses(by, await recordFor(by, person), title, said, { deskReason: `${note}, anew` });
    }
    await run.advanceClock(90_000);
    for (const { death, by, person, note, card } of stories) {
      const { title, started, outcome, said, notSaid, beaten } = deskButtons[death.act];
      const told = death.again ? beaten : death.done ? said : notSaid;
      await presses(by, card, title, told, { deskReason: note });
      const trail = (await recordsOf(run, person)).map(({ act, result }) => `${act} ${result}`);
      const first = death.again ? 'refused' : death.done ? 'done' : 'failed';
      const mails = (await run.mails(person)).filter(({ subject }) => /unlocked|secret key/.test(subject));
      expect({
        title: death.title,
        done: await isDone(run, person, death.act),
        started: trail.filter((line) => line === `${started} started`).length,
        outcomes: trail.filter((line) => line.startsWith(`${outcome} `)).toSorted(),
        mails: mails.length,
      }).toEqual({
        title: death.title,
        done: death.done,
        started: death.again ? 2 : 1,
        outcomes: [...(death.again ? [`${outcome} done`] : []), `${outcome} ${first}`],
        mails: death.mails.length > 1 ? expect.any(Number) : death.mails[0],
      });
      expect(death.mails).toContain(mails.length);
    }
  },
  180_000,
);
