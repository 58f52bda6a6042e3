/**
 * Forgotten passwords and lost phones (P, M): explained, confirmed, done, followed up. The provider's one-time link
 * goes to one browser and stands nowhere.
 */
import { buttonsOf } from '../harness/chat';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually, recorded } from './story';
import { filesWith, places, placesOf, tracesOf, withinReach } from './traces';

jest.setTimeout(120_000);

let run: LocalRun;
beforeAll(async () => {
  const policy = { lockouts: { checkEvery: '5s', notices: { gap: '0s' } } };
  run = await startLocalRun({ policy, storageOnDisk: true });
});
afterAll(() => run?.stop());

const linkIn = (card: unknown): string =>
  /http:\/\/localhost:\d+\/api\/recover\/[\w-]+/.exec(JSON.stringify(card))?.[0] ?? '';

/** Continue, as the page's form does it. */
const press = (link: string): Promise<Response> =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    body: 'continue=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

async function recovered(name: string): Promise<{ link: string; request: string }> {
  const person = run.person(name);
  await run.say(person, 'I forgot my password');
  const question = await run.waitForMessage(person, /Let's get you a new password/);
  await run.press(person, question.id, 'Recover access');
  const { card } = await run.waitForMessage(person, /Your link is ready/, { after: question });
  const request = /"id":"(password-[^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';
  return { link: linkIn(card), request };
}

it('P1, P3: a link that scanners may fetch works once; its one-time link is found nowhere', async () => {
  const { link, request } = await recovered('Maya Lindqvist');
  for (let scan = 0; scan < 20; scan++) {
    expect((await fetch(link, { method: scan % 2 ? 'HEAD' : 'GET' })).status).toBe(200);
  }
  const answer = await press(link);
  expect(answer.status).toBe(303);
  const oneTime = answer.headers.get('location') ?? '';
  expect(oneTime).toMatch(/^http/);
  expect((await press(link)).status).toBe(410);
  expect((await fetch(link)).status).toBe(410);

  const maya = run.person('Maya Lindqvist');
  await recorded(run, maya, /^mail-sent done/);
  await eventually(
    'something in the log',
    async () => !run.stateFolder || run.hostLog().includes('lockouts-polled'),
  );
  const traces = await tracesOf(run);
  const secret = new URL(oneTime).searchParams.get('token') ?? '';
  expect(secret).toMatch(/^[\w-]{40,}$/);
  expect([placesOf(secret, traces), filesWith(run, secret)]).toEqual([[], []]);
  // Our own link stands in the chat alone, which is where it was sent.
  expect(placesOf(link.split('/').at(-1) ?? '', traces)).toEqual(['the chats']);
  // The search finds what does stand there: the request, and whose it is.
  const known = withinReach(traces, 'the chats', 'tables', 'orchestrations', 'tickets');
  expect(placesOf(request, traces)).toEqual(expect.arrayContaining(known));
  const hers = withinReach(traces, 'the directory', 'the audit trail', 'tickets');
  expect(placesOf(maya.aadObjectId, traces)).toEqual(expect.arrayContaining(hers));
  expect(placesOf(maya.email, traces)).toContain('mails');
  if (run.stateFolder) expect(Object.keys(traces).sort()).toEqual([...places].sort());
});

it('P1: Send a new link ends the old one', async () => {
  const { link: first } = await recovered('Amina Diallo');
  const amina = run.person('Amina Diallo');
  const sent = await run.waitForMessage(amina, /Your link is ready/);
  await run.press(amina, sent.id, 'Send a new link');
  const again = await run.waitForMessage(amina, /Your link is ready/, { after: sent });
  expect((await press(first)).status).toBe(410);
  expect((await press(linkIn(again.card))).status).toBe(303);
});

it('M1, M5: a lost phone: the factors go, the ticket is flagged, the mail tells it', async () => {
  const mateo = run.person('Mateo Fernández');
  await run.say(mateo, 'I lost my phone');
  const question = await run.waitForMessage(mateo, /Shall I reset your MFA\?/);
  await run.press(mateo, question.id, 'Yes, reset MFA');
  const done = await run.waitForMessage(mateo, /Reset complete!/, { after: question });
  expect(buttonsOf(done)).toEqual(expect.arrayContaining(['Great, it worked!', 'Re-open issue']));
  await run.press(mateo, done.id, 'Great, it worked!');
  await run.waitForMessage(mateo, /glad|Great/i, { after: done });
  const [ticket] = await run.tickets({ person: mateo.aadObjectId });
  expect(ticket).toMatchObject({ kind: 'mfa-reset', securityIncident: true });
  expect(await eventually('the mail', async () => (await run.mails(mateo))[0]?.subject)).toMatch(/MFA/);
});
