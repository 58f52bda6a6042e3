/**
 * The secret key of D3 as somebody at the sign-in meets it: device authorization by mail, the set-up of an app, its
 * codes, what wrong ones do, and what follows a reset. The app is the tests' own (harness/authenticator.ts).
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { type Authenticator, scan } from '../harness/authenticator';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { inDatabase } from './database';
import { canSignIn, eventually, inDirectory, trailOf, unlocked } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(60_000);

const fresh = 'seven lanterns over the harbour';
const stepMs = 30_000;
let run: LocalRun;
/** The run's time is ahead of ours by so much. */
let aheadMs = 0;

beforeAll(async () => {
  run = await startLocalRun({ policy: { lockouts: { checkEvery: '5s' } } });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

const nowMs = () => Date.now() + aheadMs;
async function pass(ms: number) {
  await run.advanceClock(ms);
  aheadMs += ms;
}

type Answer = { status: string; enrolment?: { otpauthUrl: string }; problem?: string; mail?: string };

async function send(person: DemoPerson, more: Record<string, string> = {}) {
  const body = { username: person.userPrincipalName, password: run.demoPassword, ...more };
  const answer = await callJson(run.signInUrl, { body, expected: [200, 401] });
  return { httpStatus: answer.status, ...(answer.body as Answer) };
}

const codesTo = async (person: DemoPerson) =>
  (await run.mails(person)).flatMap(({ subject, text }) =>
    subject.startsWith('Device authorization') ? (/\b(\d{6})\b/.exec(text)?.[1] ?? []) : [],
  );

/** Signs in by the password alone. @returns the code of the mail that this brings */
async function mailed(person: DemoPerson): Promise<string> {
  const before = (await codesTo(person)).length;
  expect(await send(person)).toEqual({ httpStatus: 401, status: 'device-authorization-required' });
  return eventually('a mail with a code', async () => (await codesTo(person))[before]);
}

async function enrolmentOf(person: DemoPerson, deviceCode: string): Promise<string> {
  const answer = await send(person, { deviceCode });
  expect(answer).toMatchObject({ httpStatus: 401, status: 'code-required' });
  return answer.enrolment?.otpauthUrl ?? '';
}

/** Device authorization to its end. @returns the app, and the code that ended it */
async function enrol(person: DemoPerson): Promise<{ app: Authenticator; code: string }> {
  const app = scan(await enrolmentOf(person, await mailed(person)));
  const code = app.code(nowMs());
  expect(await send(person, { code })).toEqual({ httpStatus: 200, status: 'signed-in' });
  return { app, code };
}

/** The demo marks one person; for more stories more are marked. */
async function keyed(name: string): Promise<DemoPerson> {
  const person = run.person(name);
  await inDatabase(run, (client) =>
    client.query('update accounts set secret_key_required = true where object_id = $1', [person.aadObjectId]),
  );
  return person;
}

const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

itOnTheEmbeddedHost(
  'D3 a mailed code, a key to scan, its first code: the password alone opens nothing, and no code counts twice',
  async () => {
    const lukasz = run.person('Łukasz Zieliński');
    expect(run.people.filter(({ secretKey }) => secretKey)).toEqual([lukasz]);
    expect((await run.signIn(lukasz, 'wrong for certain')).status).toBe('refused');
    expect(await codesTo(lukasz)).toEqual([]);

    const { app, code } = await enrol(lukasz);
    expect(app).toMatchObject({ issuer: 'Account Access', account: lukasz.userPrincipalName });
    expect(await codesTo(lukasz)).toHaveLength(1);
    expect(await send(lukasz)).toEqual({ httpStatus: 401, status: 'code-required' });
    expect((await send(lukasz, { code })).status).toBe('refused');

    await pass(2 * stepMs);
    const early = app.code(nowMs() - stepMs);
    expect((await send(lukasz, { code: early })).status).toBe('signed-in');
    expect((await send(lukasz, { code: early })).status).toBe('refused');
    expect((await send(lukasz, { code: app.code(nowMs() + stepMs) })).status).toBe('signed-in');
    expect((await send(lukasz, { code: app.code(nowMs()) })).status).toBe('refused');
    expect(await trailOf(run, lukasz)).toEqual([
      'device-verification-sent done sent',
      'device-verification-accepted done code',
      'authenticator-set-up done first-code',
      ...Array(3).fill('sign-in-code-refused refused wrong-code'),
    ]);
    expect(await canSignIn(run, run.person('Maya Lindqvist'))).toBe(true);
  },
);

itOnTheEmbeddedHost('D3 killed in the middle it begins again, with a new mail and a new key', async () => {
  const samuel = await keyed('Samuel Osei');
  const first = await mailed(samuel);
  const before = scan(await enrolmentOf(samuel, first));
  await run.killHost();
  await run.startHost();
  const second = await mailed(samuel);
  expect(await codesTo(samuel)).toHaveLength(2);
  if (first !== second) expect((await send(samuel, { deviceCode: first })).status).toBe('refused');
  const after = scan(await enrolmentOf(samuel, second));
  expect((await send(samuel, { code: before.code(nowMs()) })).status).toBe('refused');
  expect((await send(samuel, { code: after.code(nowMs()) })).status).toBe('signed-in');
});

itOnTheEmbeddedHost(
  'D1 wrong codes lock as wrong passwords do, and the person unlocks it in Teams',
  async () => {
    const ines = await keyed('Inês Carvalho');
    const { app } = await enrol(ines);
    await pass(stepMs);
    for (let tries = 0; tries < 5; tries += 1)
      expect(await send(ines, { code: wrong(app.code(nowMs())) })).toEqual({
        ...{ httpStatus: 401, status: 'refused' },
      });
    expect(await send(ines, { code: app.code(nowMs()) })).toEqual({ httpStatus: 401, status: 'refused' });
    await unlocked(run, ines);
    await pass(stepMs);
    expect((await send(ines, { code: app.code(nowMs()) })).status).toBe('signed-in');
  },
);

itOnTheEmbeddedHost('D1 guessing the mailed code ends it after five, and locks', async () => {
  const grace = await keyed('Grace Kim');
  const right = await mailed(grace);
  for (let tries = 0; tries < 5; tries += 1)
    expect((await send(grace, { deviceCode: wrong(right) })).status).toBe('refused');
  expect(await send(grace, { deviceCode: right })).toEqual({ httpStatus: 401, status: 'refused' });
  expect(await send(grace)).toEqual({ httpStatus: 401, status: 'refused' });
  expect(await codesTo(grace)).toHaveLength(1);
});

itOnTheEmbeddedHost(
  'M1 T6 after "Reset MFA" the old app is nothing, and a new one is set up by mail',
  async () => {
    const chloe = await keyed('Chloé Martin');
    const { app: old } = await enrol(chloe);
    await run.say(chloe, 'I lost my phone');
    const question = await run.waitForMessage(chloe, /reset/i);
    await run.press(chloe, question.id, 'Yes, reset MFA');
    await run.waitForMessage(chloe, /Reset complete!/, { after: question });
    const about = await eventually('the mail about it', async () =>
      (await run.mails(chloe)).find(({ subject }) => subject === 'Your MFA was reset'),
    );
    expect(about.text).toContain('Authenticator app');
    await pass(stepMs);
    expect((await send(chloe, { code: old.code(nowMs()) })).status).toBe('device-authorization-required');
    const { app } = await enrol(chloe);
    await pass(stepMs);
    expect((await send(chloe, { code: old.code(nowMs()) })).status).toBe('refused');
    expect((await send(chloe, { code: app.code(nowMs()) })).status).toBe('signed-in');
  },
);

itOnTheEmbeddedHost('D3 the reset of the desk leads there too, and the way is the same', async () => {
  const tomas = await keyed('Tomáš Novák');
  const { app: old } = await enrol(tomas);
  await inDirectory(run, async (directory) => {
    const [account] = await directory.accounts.find({ objectId: tomas.aadObjectId });
    expect(await directory.authenticators.reset(account?.id ?? '')).toBe('reset');
  });
  await pass(stepMs);
  expect((await send(tomas, { code: old.code(nowMs()) })).status).toBe('device-authorization-required');
  await enrol(tomas);
});

itOnTheEmbeddedHost(
  'R4 a password that must be changed is changed within the sign-in, under the rule',
  async () => {
    const mateo = run.person('Mateo Fernández');
    await inDatabase(run, (client) =>
      client.query('update accounts set password_must_change = true where object_id = $1', [
        mateo.aadObjectId,
      ]),
    );
    expect(await send(mateo)).toEqual({ httpStatus: 401, status: 'change-password-required' });
    expect(await send(mateo, { newPassword: 'short' })).toEqual({
      ...{ httpStatus: 401, status: 'change-password-required', problem: 'too-short' },
    });
    expect((await send(mateo, { password: 'wrong for certain', newPassword: fresh })).status).toBe('refused');
    expect(await send(mateo, { newPassword: fresh })).toEqual({ httpStatus: 200, status: 'signed-in' });
    expect((await send(mateo)).status).toBe('refused');
    expect((await send(mateo, { password: fresh })).status).toBe('signed-in');
  },
);

it('what a program sends must be of the right kind, and the first wrong field is named', async () => {
  const good = { username: 'x', password: 'y' };
  const wrongOnes = { code: 123456, deviceCode: ['123456'], newPassword: 'x'.repeat(1_025) };
  for (const [field, value] of Object.entries(wrongOnes)) {
    const answer = await callJson(run.signInUrl, { body: { ...good, [field]: value }, expected: [400] });
    expect(answer.body).toMatchObject({ field });
  }
  const body = { ...good, code: null, deviceCode: '', newPassword: null };
  expect((await callJson(run.signInUrl, { body, expected: [401] })).body).toEqual({ status: 'refused' });
});

itOnTheEmbeddedHost('no code, no key and no password stands anywhere but in its mail', async () => {
  const noah = await keyed('Noah Williams');
  const deviceCode = await mailed(noah);
  const url = await enrolmentOf(noah, deviceCode);
  const code = scan(url).code(nowMs());
  expect((await send(noah, { code })).status).toBe('signed-in');
  const key = new URL(url).searchParams.get('secret') ?? '';
  const traces = await tracesOf(run);
  for (const secret of [key, code, fresh, run.demoPassword])
    expect([placesOf(secret, traces), secret]).toEqual([[], secret]);
  expect(placesOf(deviceCode, traces)).toEqual(['mails']);
  for (const text of Object.values(traces)) expect(text).not.toContain('otpauth:');
});
