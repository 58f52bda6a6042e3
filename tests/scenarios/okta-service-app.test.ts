/** Okta reached by a service app whose tokens are bound to a key (DPoP), as the app is deployed: in one bundle. */

import { appKey, serviceApp } from '../connectors/identity/okta/service-apps';
import { createOktaFake, type OktaFake } from '../fakes/okta/fake';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { pressThrough } from './one-by-one';
import { noticeFor } from './story';
import { placesOf, tracesOf } from './traces';
import { vendorFaults } from './vendor-faults';

jest.setTimeout(90_000);

const objectIdAttribute = 'entraObjectId';
let okta: OktaFake;
let run: LocalRun;

beforeAll(async () => {
  okta = await createOktaFake({ apps: [serviceApp({ dpop: true })] });
  okta.state.attributes.add(objectIdAttribute);
  const provider = 'okta';
  run = await startLocalRun({
    people: 40,
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

itOnTheEmbeddedHost(
  'O2: whatever goes wrong where tokens are made, people read a true word, and in the end it is unlocked',
  async () => {
    const people = run.people.filter(({ role, secretKey }) => role === 'employee' && !secretKey).slice(12);
    for (const [index, fault] of Object.values(vendorFaults).entries()) {
      const person = people[index];
      if (!person) throw new Error('The organisation is too small for this test.');
      const { id } = okta.state.add({
        profile: { login: `app-${index}`, [objectIdAttribute]: person.aadObjectId },
      });
      okta.lock(id, { how: 'none' });
      await pressThrough(
        {
          ...{ run, person, wish: 'unlock my account', question: /Shall I unlock it/, button: 'Yes' },
          done: /Your account is unlocked/,
          isDone: () => okta.user(id).status === 'ACTIVE',
        },
        () => {
          // A new one is asked for where the present one is refused.
          okta.faults.next({ kind: 'unauthorised', match: { path: new RegExp(`/users/${id}`) } });
          okta.faults.next({ times: 99, ...fault, match: { path: '/oauth2/v1/token' } });
        },
        () => okta.faults.clear(),
      );
    }
    expect(okta.complaints).toEqual([]);
  },
  240_000,
);
