/** What somebody on the internet tries at the sign-in page, and what comes of it in the owner's chat. */
import { wordsOf } from '../harness/chat';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { canSignIn, failuresThatLock, noticeFor } from './story';

jest.setTimeout(40_000);

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun({ policy: { lockouts: { checkEvery: '5s' } } });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

async function fail(name: string, headers: Record<string, string>, expected: number): Promise<void> {
  const body = { username: run.person(name).userPrincipalName, password: 'wrong for certain' };
  for (let count = 0; count < failuresThatLock; count++) {
    await callJson(run.signInUrl, { headers, body, expected: [expected] });
  }
}

it("a foreign page can't lock anybody out from the addresses of its visitors", async () => {
  await fail('Samuel Osei', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403);
  expect(await canSignIn(run, run.person('Samuel Osei'))).toBe(true);
});

it('whoever locks an account sends its owner no message in the name of an application', async () => {
  const maya = run.person('Maya Lindqvist');
  await fail('Maya Lindqvist', { 'x-application': 'Urgent: call +1 555 0100 and press Yes' }, 401);
  const words = wordsOf(await noticeFor(run, maya));
  expect(words).not.toMatch(/Urgent|555/);
});
