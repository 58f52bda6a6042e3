/** Okta's app settings: which belong together, faults by name and never by value (T3). */
import { generateKeyPairSync } from 'node:crypto';
import { oktaConnection } from '../../functions/okta-settings';
import { readSettings } from '../../functions/settings';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const base = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  PUBLIC_URL: 'https://access.contoso.example',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: '22222222-aaaa-4aaa-8aaa-222222222222',
  MicrosoftAppPassword: 'app-password-never-shown',
  MicrosoftAppTenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
  LINK_SIGNING_KEY: 'k'.repeat(32),
};
const org = { OKTA_ORG_URL: 'https://acme.okta.com' };
const token = { OKTA_API_TOKEN: '00never-shown' };
const app = { OKTA_CLIENT_ID: '0oa1', OKTA_PRIVATE_KEY: key, OKTA_KEY_ID: 'kid-1' };

function faultsOf(given: Readonly<Record<string, string>>): readonly string[] {
  const reading = readSettings({ ...base, ...given });
  return reading.kind === 'faults' ? reading.faults : [];
}
function connectionOf(given: Readonly<Record<string, string>>) {
  const reading = readSettings({ ...base, ...given });
  if (reading.kind === 'faults') throw new Error(reading.faults.join('\n'));
  return oktaConnection(reading.settings);
}

test('without an organisation there is no Okta', () => {
  expect(connectionOf({})).toBeUndefined();
});

test('a token is enough, and so is a service app; neither is shown', () => {
  const byToken = connectionOf({ ...org, ...token });
  expect(byToken).toMatchObject({ orgUrl: 'https://acme.okta.com', credentials: { kind: 'api-token' } });
  const byApp = connectionOf({ OKTA_ORG_URL: 'https://acme.okta.com/', ...app });
  expect(byApp).toMatchObject({
    orgUrl: 'https://acme.okta.com',
    credentials: { clientId: '0oa1', keyId: 'kid-1' },
  });
  expect(JSON.stringify([byToken, byApp])).not.toMatch(/never-shown|PRIVATE/);
});

test.each<[string, Record<string, string>, string]>([
  ['a token without an organisation', token, 'OKTA_ORG_URL: missing; OKTA_API_TOKEN needs it'],
  [
    'an app without an organisation',
    { OKTA_CLIENT_ID: '0oa1' },
    'OKTA_ORG_URL: missing; OKTA_CLIENT_ID needs it',
  ],
  ['no credentials', org, 'OKTA_API_TOKEN: missing; this, or OKTA_CLIENT_ID, OKTA_PRIVATE_KEY, OKTA_KEY_ID'],
  [
    'half an app',
    { ...org, OKTA_CLIENT_ID: '0oa1', OKTA_KEY_ID: 'k' },
    'OKTA_PRIVATE_KEY: missing; OKTA_CLIENT_ID, OKTA_KEY_ID needs it',
  ],
  ['two ways', { ...org, ...token, OKTA_KEY_ID: 'k' }, 'OKTA_KEY_ID: allowed without OKTA_API_TOKEN only'],
])('T3: %s', (_, given, fault) => {
  expect(faultsOf(given)).toEqual([fault]);
});

test.each([
  ['http://acme.okta.com', 'OKTA_ORG_URL'],
  ['https://acme.okta.com/api/v1', 'OKTA_ORG_URL'],
  ['https://acme-admin.okta.com', 'OKTA_ORG_URL'],
  ['https://acme-admin.oktapreview.com', 'OKTA_ORG_URL'],
  ['https://user:never-shown@acme.okta.com', 'OKTA_ORG_URL'],
  ['acme.okta.com', 'OKTA_ORG_URL'],
])('T3: %s is no organisation’s address', (address, name) => {
  const faults = faultsOf({ ...token, OKTA_ORG_URL: address });
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault.split(':')[0]).toBe(name);
  expect(faults.join()).not.toContain('never-shown');
});

test('http is fine on loopback', () => {
  expect(connectionOf({ ...token, OKTA_ORG_URL: 'http://127.0.0.1:8080' })?.orgUrl).toBe(
    'http://127.0.0.1:8080',
  );
});

test('T3: what is no private key, or no token for a header, is told by its name alone', () => {
  expect(faultsOf({ ...org, ...app, OKTA_PRIVATE_KEY: 'never-shown' })).toEqual([
    'OKTA_PRIVATE_KEY: a private key as PEM or JWK',
  ]);
  expect(faultsOf({ ...org, OKTA_API_TOKEN: 'never shown' })).toEqual([
    'OKTA_API_TOKEN: a token without spaces or line breaks',
  ]);
});
