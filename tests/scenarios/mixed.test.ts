/** One organisation with three systems: accounts at Okta, second factors at PingOne, tickets in ServiceNow. */
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import { createPingOneFake, type PingOneFake } from '../fakes/pingone/fake';
import * as serviceNow from '../fakes/servicenow/fake';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually, noticeFor, trailOf } from './story';

jest.setTimeout(60_000);

const setUpMfa = 'https://apps.pingone.eu/contoso/myaccount';
let okta: OktaFake;
let ping: PingOneFake;
let desk: serviceNow.ServiceNowFake;
let run: LocalRun;

beforeAll(async () => {
  [okta, ping, desk] = await Promise.all([
    createOktaFake(),
    createPingOneFake(),
    serviceNow.createServiceNowFake(),
  ]);
  run = await startLocalRun({
    policy: {
      ticketing: { system: 'servicenow' },
      lockouts: { provider: 'okta', checkEvery: '5s' },
      unlock: { provider: 'okta' },
      passwordReset: { provider: 'okta' },
      mfaReset: { provider: 'pingone' },
      providers: { okta: { link: 'upn' }, pingone: { link: 'upn', links: { setUpMfa } } },
    },
    environment: {
      ...{ OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: apiToken },
      ...ping.settings,
      SERVICENOW_URL: desk.url,
      SERVICENOW_CLIENT_ID: serviceNow.clientId,
      SERVICENOW_CLIENT_SECRET: serviceNow.clientSecret,
    },
  });
  for (const { email } of run.people) desk.addUser(email);
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await Promise.all([okta?.close(), ping?.close(), desk?.close()]);
}, 30_000);

itOnTheEmbeddedHost(
  'O2, I1, I2: locked at Okta, unlocked there; then a lost phone, whose devices go at PingOne; an incident for each',
  async () => {
    const maya = run.person('Maya Lindqvist');
    const { userPrincipalName: upn, email } = maya;
    const { id } = okta.state.add({
      profile: { login: upn, email, firstName: 'Maya', lastName: 'Lindqvist' },
    });
    const user = ping.state.add({ username: upn, email: upn, given: 'Maya', family: 'Lindqvist' });
    ping.state.addDevice(user.id, 'SMS', { phone: '+1.5125550142' });
    ping.state.addDevice(user.id, 'MOBILE', { nickname: 'Pixel 8' });

    okta.lock(id, {});
    const notice = await noticeFor(run, maya);
    await run.press(maya, notice.id, 'Yes');
    const unlocked = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
    expect(okta.user(id).status).toBe('ACTIVE');
    await run.press(maya, unlocked.id, 'Great, it worked!');

    await run.say(maya, 'I lost my phone, please reset my MFA');
    const question = await run.waitForMessage(maya, /Pixel 8|remove|reset/i, { after: unlocked });
    await run.press(maya, question.id, 'Yes, reset MFA');
    const done = await run.waitForMessage(maya, /Reset complete!/, { after: question });
    expect(JSON.stringify(done.card)).toContain(setUpMfa);
    expect([...ping.state.users.values()].flatMap(({ devices }) => devices)).toEqual([]);

    await eventually('an incident for each', async () => {
      // 6 is "Resolved".
      const [first, second] = desk.incidents();
      return first?.state === '6' && /Pixel 8/.test(second?.description ?? '');
    });
    expect(desk.incidents()).toHaveLength(2);
    expect(await trailOf(run, maya)).toEqual(
      expect.arrayContaining([
        'unlock done verified',
        expect.stringMatching(/^mfa-reset-started started pingone:/),
        expect.stringMatching(/^mfa-reset done/),
      ]),
    );
    expect([okta.complaints, ping.complaints, desk.complaints]).toEqual([[], [], []]);
  },
);
