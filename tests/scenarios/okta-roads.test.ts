/**
 * What an organisation may decide about the roads of U, P and M, with Okta behind them: limits, who is helped, which
 * factors, instructions instead of action. The rules are the directory's; here they hold for accounts of Okta.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import type { NewUser } from '../fakes/okta/state';
import { buttonsOf, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { pressThrough } from './one-by-one';
import { isNotice, lockoutCards, noticeFor, recorded, retired, ticketWith, trailOf } from './story';
import { vendorFaults } from './vendor-faults';

jest.setTimeout(60_000);

let okta: OktaFake;
let run: LocalRun;
const named = (name: string) => run.person(name);
const okt = { provider: 'okta' } as const;
const byOkta = { passwordReset: okt, providers: { okta: { link: 'upn' } } };

async function startWith(policy: Record<string, unknown>): Promise<void> {
  okta = await createOktaFake();
  const environment = { OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: apiToken };
  run = await startLocalRun({ policy: { ...byOkta, ...policy }, environment, people: 40 });
}
async function stop(): Promise<void> {
  await run?.stop();
  await okta?.close();
}
/** With an account at Okta of that UPN. @returns its id */
function enrolled(person: DemoPerson, more: Partial<NewUser> = {}): string {
  const { userPrincipalName: login, email } = person;
  return okta.state.add({ ...more, profile: { login, email, ...more.profile } }).id;
}
const statusOf = (id: string) => okta.user(id).status;
const lockedOut = (id: string) => void okta.lock(id);

describe('limits, choices and who is helped', () => {
  beforeAll(
    () =>
      startWith({
        lockouts: { ...okt, checkEvery: '5s', notices: { maximum: 2, period: '2h', gap: '1s' } },
        unlock: { ...okt, maximum: 2 },
        mfaReset: { ...okt, mode: 'choose', kinds: ['push', 'sms'] },
        selfService: { exclude: { groups: ['Legal'], userTypes: ['Vendor'] } },
        followUp: '1h',
      }),
    90_000,
  );
  afterAll(stop, 30_000);
  afterEach(() => {
    okta.faults.clear();
    expect(okta.complaints).toEqual([]);
  });

  itOnTheEmbeddedHost(
    'O1, U1: whatever goes wrong while the log is read, a lockout is told of afterwards, once',
    async () => {
      const grace = named('Grace Kim');
      const id = enrolled(grace);
      // Silence lasts as long as a poll may take: the slow road has a test of its own.
      for (const fault of Object.values(vendorFaults).filter(({ kind }) => kind !== 'hang'))
        okta.faults.next({ ...fault, times: 1, match: { path: '/api/v1/logs' } });
      lockedOut(id);
      for (let polls = 0; okta.faults.left() > 0 && polls < 20; polls += 1) await run.advanceClock(5_000);
      expect(okta.faults.left()).toBe(0);
      await noticeFor(run, grace, 30_000);
      expect(await lockoutCards(run, grace)).toHaveLength(1);
    },
  );

  itOnTheEmbeddedHost(
    'U7, U8, U11: two notices are the most, so are two unlocks; an old card changes nothing',
    async () => {
      const maya = named('Maya Lindqvist');
      const id = enrolled(maya);
      lockedOut(id);
      const first = await noticeFor(run, maya);
      await run.press(maya, first.id, 'Yes');
      const done = await run.waitForMessage(maya, /Your account is unlocked/, { after: first });
      lockedOut(id);
      const second = await run.waitForMessage(maya, isNotice, { after: done });
      await run.press(maya, first.id, 'Yes');
      await recorded(run, maya, /^access-refused refused/);
      expect(statusOf(id)).toBe('LOCKED_OUT');
      await run.press(maya, second.id, 'Yes');
      const again = await run.waitForMessage(maya, /Your account is unlocked/, { after: second });
      lockedOut(id);
      await recorded(run, maya, /^notice-held-back pending/);
      await run.say(maya, 'unlock my account');
      const capped = await run.waitForMessage(maya, (one) => buttonsOf(one).includes('Get help'), {
        after: again,
      });
      expect(buttonsOf(capped)).not.toContain('Yes');
      const told = (await trailOf(run, maya)).filter((line) => line.startsWith('notice-sent'));
      expect(told).toHaveLength(2);
      expect(statusOf(id)).toBe('LOCKED_OUT');
    },
  );

  itOnTheEmbeddedHost(
    'U11: unlocked at Okta in the meantime: Yes says so, the card loses its buttons',
    async () => {
      const amina = named('Amina Diallo');
      const id = enrolled(amina);
      lockedOut(id);
      const notice = await noticeFor(run, amina);
      okta.unlock(id);
      await run.press(amina, notice.id, 'Yes');
      await recorded(run, amina, /^unlock refused not-locked$/);
      await retired(run, amina, notice);
      expect(await trailOf(run, amina)).not.toContainEqual(expect.stringMatching(/^unlock-started/));
    },
  );

  itOnTheEmbeddedHost('U12: by group, by user type, and suspended: neither told nor helped', async () => {
    const [chloe, noah, jonas] = [named('Chloé Martin'), named('Noah Williams'), named('Jonas Weber')];
    const legal = enrolled(chloe, { groups: ['Legal'] });
    const vendor = enrolled(noah, { profile: { login: noah.userPrincipalName, userType: 'Vendor' } });
    enrolled(jonas, { status: 'SUSPENDED' });
    for (const [person, id] of [
      [chloe, legal],
      [noah, vendor],
    ] as const) {
      lockedOut(id);
      await recorded(run, person, /^notice-refused refused not-eligible$/);
      await run.say(person, 'unlock');
      await run.waitForMessage(person, /isn't set up for self-service/);
      expect([await lockoutCards(run, person), statusOf(id)]).toEqual([[], 'LOCKED_OUT']);
    }
    await run.say(jonas, 'reset MFA');
    await run.waitForMessage(jonas, /I left everything as it is/);
  });

  itOnTheEmbeddedHost(
    'M2, M3, M5, M6: of a lost phone the chosen factors go, others stay; sessions end; a password link waits a day',
    async () => {
      const mateo = named('Mateo Fernández');
      const id = enrolled(mateo);
      const push = okta.addFactor(id, 'push', 'Pixel 8');
      const sms = okta.addFactor(id, 'sms', '+15125550142');
      const key = okta.addFactor(id, 'webauthn', 'YubiKey');
      const lives = okta.openSession(id);
      await run.say(mateo, 'I lost my phone');
      const list = await run.waitForMessage(mateo, /What shall I reset\?/);
      expect(wordsOf(list)).toMatch(/Push notification: Pixel 8[\s\S]*Text message: •••• 42/);
      expect(JSON.stringify(list.card)).not.toMatch(/YubiKey|5125550/);
      await run.press(mateo, list.id, 'Reset selected', {
        inputs: { factors: `${push.id},sms:${sms.id}` },
      });
      const done = await run.waitForMessage(mateo, /Reset complete!/, { after: list });
      expect(okta.user(id).factors.map((factor) => factor.id)).toEqual([key.id]);
      expect(lives()).toBe(false);
      const removals = okta.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
      expect(removals).toContain(`/api/v1/users/${id}/factors/${sms.id}?removeRecoveryEnrollment=true`);
      expect(removals).toContain(`/api/v1/users/${id}/sessions?oauthTokens=true`);
      expect(await ticketWith(run, mateo, () => true)).toMatchObject({ securityIncident: true });

      await run.say(mateo, 'I forgot my password');
      const question = await run.waitForMessage(mateo, /Let's get you a new password/, { after: done });
      await run.press(mateo, question.id, 'Recover access');
      await recorded(run, mateo, /^password-link refused separated$/);
      expect(okta.calls.some(({ path }) => path.includes('reset_password'))).toBe(false);
    },
  );

  itOnTheEmbeddedHost(
    'O4: whatever goes wrong at the removal of one factor, people read a true word, and in the end it is gone',
    async () => {
      const people = run.people.filter(({ role, secretKey }) => role === 'employee' && !secretKey).slice(12);
      for (const [index, fault] of Object.values(vendorFaults).entries()) {
        const person = people[index];
        if (!person) throw new Error('The organisation is too small for this test.');
        const id = enrolled(person);
        const push = okta.addFactor(id, 'push', 'Pixel 8');
        const match = { method: 'DELETE', path: new RegExp(`^/api/v1/users/${id}/factors/`) };
        await pressThrough(
          {
            ...{ run, person, wish: 'reset MFA', question: /What shall I reset\?/, done: /Reset complete!/ },
            ...{ button: 'Reset selected', inputs: { factors: push.id } },
            isDone: () => okta.user(id).factors.length === 0,
          },
          () => void okta.faults.next({ times: 99, ...fault, match }),
          () => okta.faults.clear(),
        );
        const done = (await trailOf(run, person)).filter((line) => /^mfa-reset done/.test(line));
        expect(done).toHaveLength(1);
      }
    },
    240_000,
  );

  itOnTheEmbeddedHost('U6: no answer closes the request, and its ticket', async () => {
    const leila = named('Leila Haddad');
    const id = enrolled(leila);
    lockedOut(id);
    const notice = await noticeFor(run, leila);
    await run.press(leila, notice.id, 'Yes');
    const done = await run.waitForMessage(leila, /Your account is unlocked/, { after: notice });
    await ticketWith(run, leila, ({ state }) => state === 'open');
    await run.advanceClock(61 * 60_000);
    await recorded(run, leila, /^request-ended done no-answer$/, 30_000);
    await ticketWith(run, leila, ({ state }) => state === 'closed');
    await retired(run, leila, done);
  });
});

describe('instructions instead of action', () => {
  const unlock = { title: 'Unlock at the kiosk', text: 'Go to the **kiosk** in the lobby.' };
  const mfa = { title: 'New phone', text: 'Bring your **badge**.' };
  beforeAll(
    () =>
      startWith({
        lockouts: { ...okt, checkEvery: '5s', answer: 'instructions' },
        unlock: { ...okt, mode: 'instructions', instructions: unlock },
        mfaReset: { ...okt, mode: 'instructions', instructions: mfa },
      }),
    90_000,
  );
  afterAll(stop, 30_000);

  itOnTheEmbeddedHost('U9, U10, M4: after Yes, and to whoever asks; nothing is changed at Okta', async () => {
    const [maya, samuel] = [named('Maya Lindqvist'), named('Samuel Osei')];
    const ids = [maya, samuel].map((person) => enrolled(person));
    lockedOut(ids[0] ?? '');
    const notice = await noticeFor(run, maya);
    expect(wordsOf(notice)).not.toContain('kiosk');
    await run.press(maya, notice.id, 'Yes');
    await run.waitForMessage(maya, /kiosk/, { after: notice });
    lockedOut(ids[1] ?? '');
    await run.say(samuel, 'unlock my account');
    await run.waitForMessage(samuel, /kiosk/);
    await run.say(samuel, 'reset MFA');
    const card = await run.waitForMessage(samuel, /New phone/);
    await run.press(samuel, card.id, 'View answer');
    await run.waitForMessage(samuel, /badge/, { after: card });
    expect(ids.map(statusOf)).toEqual(['LOCKED_OUT', 'LOCKED_OUT']);
    expect(okta.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(okta.complaints).toEqual([]);
  });
});
