/** Okta reached by a service app whose tokens are bound to a key (DPoP), as the app is deployed: in one bundle. */

import { appKey, serviceApp } from '../connectors/identity/okta/service-apps';
import { createOktaFake, type OktaFake } from '../fakes/okta/fake';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { noticeFor } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(90_000);

const objectIdAttribute = 'entraObjectId';
let okta: OktaFake;
let run: LocalRun;

beforeAll(async () => {
  okta = await createOktaFake({ apps: [serviceApp({ dpop: true })] });
  okta.state.attributes.add(objectIdAttribute);
  const provider = 'okta';
  run = await startLocalRun({
    policy: {
      lockouts: { provider, checkEvery: '5s' },
      ...{ unlock: { provider }, passwordReset: { provider }, mfaReset: { provider } },
      providers: { okta: { objectIdAttribute } },
    },
    environment: {
      OKTA_ORG_URL: okta.url,
      OKTA_CLIENT_ID: appKey.clientId,
      OKTA_PRIVATE_KEY: appKey.privateKey.reveal(),
      OKTA_KEY_ID: appKey.keyId,
    },
  });
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await okta?.close();
}, 30_000);

itOnTheEmbeddedHost(
  'O1, O2: a lockout is told of and ended, the account linked by its object id',
  async () => {
    const maya = run.person('Maya Lindqvist');
    const profile = { login: 'mlindqvist', [objectIdAttribute]: maya.aadObjectId };
    const { id } = okta.state.add({ profile });
    okta.lock(id);
    const notice = await noticeFor(run, maya);
    await run.press(maya, notice.id, 'Yes');
    await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
    expect([okta.user(id).status, okta.complaints]).toEqual(['ACTIVE', []]);
    const proven = okta.calls.filter(({ headers }) => headers.dpop !== undefined).length;
    expect(proven).toBeGreaterThan(okta.calls.length / 2);
    const [line = ''] = appKey.privateKey.reveal().split('\n').slice(1);
    expect(placesOf(line, await tracesOf(run))).toEqual([]);
  },
);
