/** An organisation at the fake Okta with a connector to it, its clock in the test's hands. */
import { createOktaProvider, type OktaProviderDeps } from '../../../../connectors/identity/okta/provider';
import { Secret } from '../../../../domain/secret';
import { apiToken, createOktaFake, type OktaFake, type OktaFakeOptions } from '../../../fakes/okta/fake';
import { appKey } from './service-apps';

export const limit = { timeoutMs: 4_000 };
const startMs = Date.parse('2026-11-22T10:00:00.000Z');

export type Org = Awaited<ReturnType<typeof openOrg>>;

type Options = Omit<OktaFakeOptions, 'clock'> &
  Partial<Omit<OktaProviderDeps, 'connection' | 'clock'>> & { readonly by?: 'token' | 'app' };

const orgs: { fake: OktaFake; close(): Promise<void> }[] = [];

/** Every organisation of a test is closed after it, and has nothing to complain of. */
afterEach(async () => {
  const complaints = orgs.map(({ fake }) => [...fake.complaints]);
  for (const org of orgs.splice(0)) await org.close();
  expect(complaints.flat()).toEqual([]);
});

export async function openOrg(options: Options = {}) {
  let nowMs = startMs;
  const clock = { now: () => new Date(nowMs) };
  const { by = 'token', objectIdAttribute, lockoutEvents, contractors, ...fakeOptions } = options;
  const fake = await createOktaFake({ ...fakeOptions, clock });
  if (objectIdAttribute) fake.state.attributes.add(objectIdAttribute);
  const credentials =
    by === 'app'
      ? ({ kind: 'service-app', ...appKey } as const)
      : ({ kind: 'api-token', token: new Secret(apiToken) } as const);
  /** One more connector, as another process or another policy would make it. */
  const connect = (other: Partial<OktaProviderDeps> = {}) =>
    createOktaProvider({
      connection: { orgUrl: fake.url, credentials },
      clock,
      firstBackOffMs: 3,
      ...(objectIdAttribute ? { objectIdAttribute } : {}),
      ...(lockoutEvents ? { lockoutEvents } : {}),
      ...(contractors ? { contractors } : {}),
      ...other,
    });
  const provider = connect();
  const org = {
    fake,
    provider,
    clock,
    connect,
    advance: (ms: number) => {
      nowMs += ms;
    },
    /** The requests so far, without their host. */
    asked: () => fake.calls.map(({ method, path }) => `${method} ${path}`),
    async close() {
      provider.close();
      await fake.close();
    },
  };
  orgs.push(org);
  return org;
}

export const login = 'mariana.costa@contoso.example';

/** One more user, whose id is told. */
export function user(org: Org, properties: Parameters<OktaFake['state']['add']>[0] = { profile: { login } }) {
  return org.fake.state.add(properties).id;
}
