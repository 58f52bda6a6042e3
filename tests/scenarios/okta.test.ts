/**
 * The roads of U, P and M with Okta behind them, by its API as it is: lockouts from the System Log, accounts linked by
 * their login. The built-in directory is there too and stays out of it.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import type { NewUser } from '../fakes/okta/state';
import { buttonsOf, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually, notesOf, noticeFor, recorded, retired, ticketWith, trailOf } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(90_000);

let okta: OktaFake;
let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  okta = await createOktaFake();
  run = await startLocalRun({
    policy: {
      lockouts: { provider: 'okta', checkEvery: '5s', notices: { gap: '0s' } },
      unlock: { provider: 'okta' },
      passwordReset: { provider: 'okta' },
      mfaReset: { provider: 'okta' },
      providers: { okta: { link: 'upn' } },
    },
    environment: { OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: apiToken },
  });
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await okta?.close();
}, 30_000);
afterEach(() => {
  expect(okta.complaints).toEqual([]);
});

/** With an account at Okta of that UPN. @returns its id */
function enrolled(person: DemoPerson, more: Partial<NewUser> = {}): string {
  const [firstName = '', lastName = ''] = person.name.split(' ');
  const login = person.userPrincipalName;
  return okta.state.add({ ...more, profile: { login, email: person.email, firstName, lastName } }).id;
}
const statusOf = (id: string) => okta.user(id).status;
const client = { ipAddress: '203.0.113.7', city: 'Lisbon', country: 'Portugal', application: 'Payroll' };

itOnTheEmbeddedHost(
  'O1, O2, U1–U6: locked at Okta: the notice says from where, Yes unlocks there, the ticket tracks it and is resolved',
  async () => {
    const maya = named('Maya Lindqvist');
    const id = enrolled(maya);
    okta.lock(id, { client });
    const notice = await noticeFor(run, maya);
    expect(wordsOf(notice)).toMatch(/Payroll on Firefox \(Linux\), Lisbon, Portugal \(203\.0\.113\.7\)/);
    await run.press(maya, notice.id, 'Yes');
    const answer = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
    expect(statusOf(id)).toBe('ACTIVE');
    await run.press(maya, answer.id, 'Great, it worked!');
    const ticket = await ticketWith(run, maya, ({ state }) => state === 'resolved');
    expect(notesOf(ticket)).toContain('Payroll on Firefox');
    const trail = await trailOf(run, maya);
    expect(trail).toEqual(
      expect.arrayContaining([
        `lockout-seen done okta:${id}`,
        `unlock-started started okta:${id}`,
        'unlock done verified',
      ]),
    );
    // Both forms of event told of it.
    expect(trail.filter((line) => line.startsWith('notice-sent'))).toHaveLength(1);
  },
);

itOnTheEmbeddedHost(
  'O3, P1, P3: a new password: Continue leads to Okta’s own link, which works once and is found nowhere',
  async () => {
    const amina = named('Amina Diallo');
    const id = enrolled(amina);
    await run.say(amina, 'I forgot my password');
    const question = await run.waitForMessage(amina, /Let's get you a new password/);
    await run.press(amina, question.id, 'Recover access');
    const { card } = await run.waitForMessage(amina, /Your link is ready/, { after: question });
    const [link = ''] = /http:\/\/localhost:\d+\/api\/recover\/[\w-]+/.exec(JSON.stringify(card)) ?? [];
    await fetch(link);
    expect(statusOf(id)).toBe('ACTIVE');
    const answer = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      body: 'continue=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const oneTime = answer.headers.get('location') ?? '';
    expect([answer.status, new URL(oneTime).origin]).toEqual([303, okta.url]);
    expect(placesOf(oneTime.split('/').at(-1) ?? oneTime, await tracesOf(run))).toEqual([]);
    expect(await okta.useResetLink(oneTime)).toBe('set');
    expect(statusOf(id)).toBe('ACTIVE');
  },
);

itOnTheEmbeddedHost(
  'O4, M1, M5: a lost phone: all factors go, the sessions end, the way to set up anew is the organisation’s',
  async () => {
    const mateo = named('Mateo Fernández');
    const id = enrolled(mateo);
    okta.addFactor(id, 'push', 'Pixel 8');
    okta.addFactor(id, 'sms', '+15125550142');
    const lives = okta.openSession(id);
    await run.say(mateo, 'I lost my phone');
    const question = await run.waitForMessage(mateo, /Shall I reset your MFA\?/);
    expect(wordsOf(question)).toMatch(/Push notification: Pixel 8[\s\S]*Text message: •••• 42/);
    expect(JSON.stringify(question.card)).not.toContain('5125550');
    await run.press(mateo, question.id, 'Yes, reset MFA');
    const done = await run.waitForMessage(mateo, /Reset complete!/, { after: question });
    expect(JSON.stringify(done.card)).toContain(okta.url);
    expect([okta.user(id).factors, lives()]).toEqual([[], false]);
    expect(await ticketWith(run, mateo, () => true)).toMatchObject({ securityIncident: true });
  },
);

itOnTheEmbeddedHost(
  'O6: an account of Active Directory that Okta can’t unlock: what blocks is named, help is offered',
  async () => {
    const lukasz = named('Łukasz Zieliński');
    const id = enrolled(lukasz, { provider: { type: 'ACTIVE_DIRECTORY', name: 'contoso.example' } });
    okta.lock(id);
    const notice = await noticeFor(run, lukasz);
    await run.press(lukasz, notice.id, 'Yes');
    const answer = await run.waitForMessage(lukasz, /I couldn't unlock your account/, { after: notice });
    expect(wordsOf(answer)).toContain('kept in your organisation');
    expect(buttonsOf(answer)).toContain('Get help');
    expect(statusOf(id)).toBe('LOCKED_OUT');
    await recorded(run, lukasz, /^unlock failed directory-sourced$/);
    await retired(run, lukasz, notice);
    okta.unlock(id);
    await run.say(lukasz, 'unlock my account');
    const look = await run.waitForMessage(lukasz, /I can't see a lock from here/, { after: answer });
    expect(buttonsOf(look)).not.toContain('Forgot password');
  },
);

itOnTheEmbeddedHost(
  'O6: blocked on devices that Okta doesn’t know: never “not locked”; Yes ends it',
  async () => {
    const leila = named('Leila Haddad');
    const id = enrolled(leila);
    okta.blockDevices(id);
    await run.say(leila, 'unlock my account');
    const question = await run.waitForMessage(leila, /Signing in to your account is blocked/);
    await run.press(leila, question.id, 'Yes');
    await run.waitForMessage(leila, /Your account is unlocked/, { after: question });
    expect(okta.canSignIn(id, 'unknown')).toBe(true);
  },
);

itOnTheEmbeddedHost('U12: an administrator at Okta is not helped', async () => {
  const tomas = named('Tomáš Novák');
  const role = { id: 'ra1', type: 'HELP_DESK_ADMIN', label: 'Help Desk', assignmentType: 'USER' } as const;
  const id = enrolled(tomas, { roles: [role] });
  okta.lock(id);
  await run.say(tomas, 'unlock my account');
  await run.waitForMessage(tomas, /I left everything as it is/);
  expect(statusOf(id)).toBe('LOCKED_OUT');
});

itOnTheEmbeddedHost(
  'Okta is away when Yes is pressed: the person is told, and it is done when it is back',
  async () => {
    const chloe = named('Chloé Martin');
    const id = enrolled(chloe);
    okta.lock(id);
    const notice = await noticeFor(run, chloe);
    await okta.server.cut();
    await run.press(chloe, notice.id, 'Yes');
    const working = await run.waitForMessage(chloe, /Working on it/, { after: notice });
    await okta.server.restore();
    await run.waitForMessage(chloe, /Your account is unlocked/, { after: working, timeoutMs: 40_000 });
    expect(statusOf(id)).toBe('ACTIVE');
    expect(placesOf(apiToken, await tracesOf(run))).toEqual([]);
  },
);

itOnTheEmbeddedHost('health names Okta, and says when its token was revoked', async () => {
  const health = async () =>
    (await (await fetch(`${run.functionsUrl}/api/health`)).json()) as {
      dependencies: Record<string, string>;
    };
  expect((await health()).dependencies.okta).toBe('ok');
  okta.credentials.revokeAll();
  await eventually('a failing Okta', async () => (await health()).dependencies.okta === 'failing');
});
