/** Which provider serves which capability: what the policy says, and what it must say. */
import {
  createProviders,
  type Providers,
  policyFaults,
  providerFor,
} from '../../../connectors/identity/providers';
import { openDirectory } from '../../../directory';
import type { ProviderId } from '../../../domain/account';
import { type Policy, readPolicy } from '../../../domain/policy/schema';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { Secret } from '../../../domain/secret';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };

function policyOf(document: unknown): Policy {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy;
}

const plain = policyOf({});
const directory = openDirectory({ databaseUrl: 'postgres://127.0.0.1:1/x', clock });
const built = createProviders({ policy: plain, clock, directory });

function withOthers(...others: [ProviderId, Partial<IdentityProvider>][]): Providers {
  const core = built.get('directory') as IdentityProvider;
  const bare = { ...core, lockouts: undefined, unlock: undefined };
  return new Map([...built, ...others.map(([id, more]) => [id, { ...bare, id, ...more }] as const)]);
}

test('without a database there is no directory', () => {
  expect([...createProviders({ policy: plain, clock }).keys()]).toEqual([]);
  expect([...built.keys()]).toEqual(['directory']);
});

describe('PingOne and PingID', () => {
  const pingOne = {
    ...{ environmentId: 'e', apiUrl: 'https://api.pingone.eu', authUrl: 'https://auth.pingone.eu' },
    ...{ clientId: 'c', clientSecret: new Secret('s') },
  };
  const pingId = {
    ...{ idpUrl: 'https://idpxnyl3m.pingidentity.eu/pingid', orgAlias: 'a' },
    ...{ token: new Secret('t'), key: new Secret(Buffer.alloc(32)) },
  };

  test('I5: they are there when their settings are, with what they can do', () => {
    const ping = createProviders({ policy: plain, clock, pingOne, pingId });
    expect([...ping.keys()]).toEqual(['pingone', 'pingid']);
    expect(providerFor('unlock', ping, plain)).toMatchObject({ provider: { id: 'pingone' } });
    expect(providerFor('lockouts', ping, plain)).toEqual({ kind: 'none' });
    expect(providerFor('passwordReset', ping, plain)).toEqual({ kind: 'none' });
    const fault = 'mfaReset.provider: several providers can do this, name one of pingone, pingid';
    expect(providerFor('factors', ping, plain)).toEqual({ kind: 'fault', fault });
  });

  test('PingID needs the one link that is possible to be written out', () => {
    const ping = createProviders({ policy: plain, clock, pingId });
    expect(policyFaults(ping, plain)).toEqual([
      expect.stringMatching(/^providers\.pingid\.link: missing; .* upn/),
    ]);
    const written = policyOf({ providers: { pingid: { link: 'upn' } } });
    expect(policyFaults(ping, written)).toEqual([]);
    expect(readPolicy({ providers: { pingid: { link: 'objectId' } } })).toMatchObject({
      ...{ kind: 'faults', faults: [{ key: 'providers.pingid.link', allowed: 'one of upn' }] },
    });
  });

  test('an attribute’s name is one, and nothing that a filter could be made of', () => {
    for (const name of ['a b', 'x eq "1" or y', ''])
      expect(readPolicy({ providers: { pingone: { objectIdAttribute: name } } }).kind).toBe('faults');
  });
});

test('whether people may unlock themselves is the policy’s', () => {
  const strict = policyOf({ directory: { selfServiceUnlock: false } });
  expect(built.get('directory')?.unlock?.selfService).toBe(true);
  const provider = createProviders({ policy: strict, clock, directory }).get('directory');
  expect(provider?.unlock?.selfService).toBe(false);
});

test('password links need an address for people to open', () => {
  expect(built.get('directory')?.passwordReset).toBeUndefined();
  const publicUrl = 'https://access.contoso.example';
  const provider = createProviders({ policy: plain, clock, directory, publicUrl }).get('directory');
  expect(provider?.passwordReset).toBeDefined();
});

test('the only provider that can is the one', () => {
  for (const capability of ['lockouts', 'unlock'] as const)
    expect(providerFor(capability, built, plain)).toMatchObject({
      kind: 'provider',
      provider: { id: 'directory' },
    });
  const others = withOthers(['pingid', {}]);
  expect(providerFor('unlock', others, plain)).toMatchObject({ provider: { id: 'directory' } });
});

test('with nobody who can, the capability is not there', () => {
  expect(providerFor('unlock', new Map(), plain)).toEqual({ kind: 'none' });
});

test('two that can are a fault until the policy names one', () => {
  const two = withOthers(['okta', { unlock: built.get('directory')?.unlock }]);
  expect(providerFor('unlock', two, plain)).toEqual({
    kind: 'fault',
    fault: 'unlock.provider: several providers can do this, name one of directory, okta',
  });
  const named = policyOf({ unlock: { provider: 'okta' } });
  expect(providerFor('unlock', two, named)).toMatchObject({ kind: 'provider', provider: { id: 'okta' } });
});

describe.each([
  ['passwordExpiry', 'passwordExpiry'],
  ['contractors', 'contractorExpiry'],
] as const)('E, C: what ends by itself (%s)', (capability, section) => {
  const can = { [capability]: { page: async () => ({}) } } as Partial<IdentityProvider>;
  const two = withOthers(['okta', can], ['pingone', can]);

  test('two that can tell are a fault until the policy names one', () => {
    const fault = `${section}.provider: several providers can do this, name one of `;
    expect(providerFor(capability, two, plain)).toMatchObject({
      ...{ kind: 'fault', fault: expect.stringContaining(fault) },
    });
    const named = policyOf({ [section]: { provider: 'okta' } });
    expect(providerFor(capability, two, named)).toMatchObject({ provider: { id: 'okta' } });
  });

  test('nobody is asked for where the reminders are switched off', () => {
    const off = policyOf({ [section]: { enabled: false, provider: 'pingid' } });
    expect(providerFor(capability, two, off)).toEqual({ kind: 'none' });
  });
});

test('a named provider that is not configured, or cannot, is a fault that says what is allowed', () => {
  const named = policyOf({ unlock: { provider: 'pingid' }, lockouts: { provider: 'okta' } });
  const fault = 'lockouts.provider: okta is not configured; allowed: directory';
  expect(providerFor('lockouts', built, named)).toEqual({ kind: 'fault', fault });
  const cannot = 'unlock.provider: pingid cannot do this; allowed: directory';
  expect(providerFor('unlock', withOthers(['pingid', {}]), named)).toEqual({ kind: 'fault', fault: cannot });
});

describe('Okta', () => {
  const credentials = { kind: 'api-token', token: new Secret('00token') } as const;
  const okta = { orgUrl: 'https://acme.okta.com', credentials };
  const ofPolicy = (document: object) => createProviders({ policy: policyOf(document), clock, okta });

  test('it is there when its settings are, with all that it can do', () => {
    expect([...createProviders({ policy: plain, clock }).keys()]).toEqual([]);
    const provider = ofPolicy({}).get('okta');
    for (const capability of ['lockouts', 'unlock', 'passwordReset', 'factors', 'sessions'] as const)
      expect(provider?.[capability]).toBeDefined();
    expect(provider?.pages).toEqual({ setUpMfa: 'https://acme.okta.com' });
  });

  test('a link by object id needs the name of the attribute; a link by UPN doesn’t', () => {
    expect(policyFaults(ofPolicy({}), plain)).toEqual([
      expect.stringMatching(/^providers\.okta\.objectIdAttribute: missing/),
    ]);
    for (const section of [{ link: 'upn' }, { objectIdAttribute: 'entraObjectId' }]) {
      const document = { providers: { okta: section } };
      expect(policyFaults(ofPolicy(document), policyOf(document))).toEqual([]);
    }
    expect(policyFaults(createProviders({ policy: plain, clock }), plain)).toEqual([]);
  });

  test('a name that could leave its place in a query is no attribute', () => {
    for (const objectIdAttribute of ['entra id', 'a"b', 'a.b', '', '1a']) {
      const reading = readPolicy({ providers: { okta: { objectIdAttribute } } });
      expect(reading).toMatchObject({
        kind: 'faults',
        faults: [{ key: 'providers.okta.objectIdAttribute' }],
      });
    }
  });
});
