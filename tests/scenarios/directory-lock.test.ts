/** D1: the built-in directory's lock rule as somebody at the sign-in meets it. */
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { accountOf, canSignIn, noticeFor } from './story';

/** Another number than the default, so that it is the policy which decides. */
const policy = { directory: { failedAttempts: 4 }, lockouts: { checkEvery: '5s' } };

jest.setTimeout(30_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({ policy });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

/** The whole answer to a sign-in, as a program or a browser gets it, but for its date. */
async function answerTo(username: string, password: string, form = false): Promise<unknown> {
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = form
    ? new URLSearchParams({ username, password }).toString()
    : JSON.stringify({ username, password });
  const response = await fetch(run.signInUrl, { method: 'POST', headers: { 'content-type': type }, body });
  const { date: _date, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, text: await response.text() };
}

it('the N-th consecutive failure locks, and then the right password is refused with the same answer', async () => {
  const maya = named('Maya Lindqvist');
  const name = maya.userPrincipalName;
  const wrong = await answerTo(name, 'wrong for certain');
  expect(wrong).toMatchObject({ status: 401, text: '{"status":"refused"}' });
  for (let n = 2; n <= 4; n += 1) expect(await answerTo(name, 'wrong for certain')).toEqual(wrong);
  expect(await answerTo(name, run.demoPassword)).toEqual(wrong);
  // Neither does the page tell locked, mistyped, disabled and unknown apart.
  const page = (username: string, password: string) => answerTo(username, password, true);
  const asPage = ({ text, ...rest }: { text: string }, username: string) => ({
    ...rest,
    text: text.replaceAll(username, '(name)'),
    headers: undefined,
  });
  const others = [
    'siobhan.oconnor@contoso-demo.example',
    'jonas.weber@contoso-demo.example',
    'nobody@x.example',
  ];
  const lockedPage = asPage((await page(name, run.demoPassword)) as { text: string }, name);
  expect(lockedPage).toMatchObject({ status: 401 });
  for (const other of others) {
    const answer = (await page(other, 'wrong for certain')) as { text: string };
    expect(asPage(answer, other)).toEqual(lockedPage);
  }
  expect(await answerTo('nobody@x.example', run.demoPassword)).toEqual(wrong);
  expect(await answerTo('jonas.weber@contoso-demo.example', run.demoPassword)).toEqual(wrong);
  await noticeFor(run, maya);
});

it('a success begins the count anew', async () => {
  const samuel = named('Samuel Osei');
  for (let round = 1; round <= 3; round += 1) {
    await run.failSignIns(samuel, 3);
    expect(await canSignIn(run, samuel)).toBe(true);
  }
  await run.failSignIns(samuel, 4);
  expect(await canSignIn(run, samuel)).toBe(false);
});

it('the same person under another spelling of the name is counted together', async () => {
  const ines = named('Inês Carvalho');
  const spellings = [
    ines.userPrincipalName,
    ines.userPrincipalName.toUpperCase(),
    ` ${ines.userPrincipalName} `,
  ];
  for (const username of [...spellings, ines.userPrincipalName])
    await answerTo(username, 'wrong for certain');
  expect(await canSignIn(run, ines)).toBe(false);
});

it('failures at the same instant are all counted', async () => {
  const mateo = named('Mateo Fernández');
  await Promise.all(Array.from({ length: 4 }, () => answerTo(mateo.userPrincipalName, 'wrong for certain')));
  expect(await canSignIn(run, mateo)).toBe(false);
});

itOnTheEmbeddedHost('locked date, reason and who unlocked last stand on the account', async () => {
  const amina = named('Amina Diallo');
  const before = Date.now();
  await run.failSignIns(amina, 4);
  const locked = await accountOf(run, amina);
  expect(locked.lockReason).toBe('Failures');
  expect(locked.lockedAt?.getTime()).toBeGreaterThanOrEqual(before - 1_000);
  await run.failSignIns(amina, 2);
  expect((await accountOf(run, amina)).lockedAt).toEqual(locked.lockedAt);

  const notice = await noticeFor(run, amina);
  await run.press(amina, notice.id, 'Yes');
  await run.waitForMessage(amina, /Your account is unlocked/, { after: notice });
  const account = await accountOf(run, amina);
  expect([account.lockedAt, account.lockReason]).toEqual([undefined, undefined]);
  expect(account.unlockedBy).toBe(amina.aadObjectId);
  // The count begins anew as well.
  await run.failSignIns(amina, 3);
  expect(await canSignIn(run, amina)).toBe(true);
});

it('signing in refuses what is no credential, naming the field', async () => {
  const post = (body: unknown) => callJson(run.signInUrl, { body, expected: [400] });
  expect((await post({})).body).toMatchObject({ field: 'username' });
  expect((await post({ username: 'a' })).body).toMatchObject({ field: 'password' });
  expect((await post({ username: 7, password: 'x' })).body).toMatchObject({ field: 'username' });
  expect((await post({ username: 'a', password: 'x'.repeat(2_000) })).body).toMatchObject({
    field: 'password',
  });
  expect((await post([])).body).toMatchObject({ field: 'username' });
});
