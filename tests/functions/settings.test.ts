/** App settings are told all their faults at once, by name, and never show a value (T3, P3). */
import { inspect } from 'node:util';
import { isLoopback, readSettings } from '../../functions/settings';

const good = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  PUBLIC_URL: 'https://access.contoso.example',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: '22222222-aaaa-4aaa-8aaa-222222222222',
  MicrosoftAppPassword: 'app-password-never-shown',
  MicrosoftAppTenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
  LINK_SIGNING_KEY: 'k'.repeat(32),
};

const worker = {
  PINGONE_ENVIRONMENT_ID: 'd928aa51-c194-4333-9cf5-0fd0c9b7d62f',
  PINGONE_REGION: 'eu',
  PINGONE_CLIENT_ID: '6a1b2c3d-0f1e-4d2c-8b3a-9c8d7e6f5a4b',
  PINGONE_CLIENT_SECRET: 'worker-secret',
};
const okta = { OKTA_ORG_URL: 'https://contoso.okta.com', OKTA_API_TOKEN: 'token-secret' };
const pingId = [
  `use_base64_key=${Buffer.alloc(32, 'B').toString('base64')}`,
  'token=pingid-secret',
  'idp_url=https://idpxnyl3m.pingidentity.eu/pingid',
  'org_alias=contoso',
].join('\n');

function faultsOf(change: Readonly<Record<string, string | undefined>>): readonly string[] {
  const reading = readSettings({ ...good, ...change });
  return reading.kind === 'faults' ? reading.faults : [];
}

describe('settings', () => {
  test('the least that production needs is enough, and the rest has its default', () => {
    const reading = readSettings(good);
    expect(reading.kind === 'settings' && reading.settings).toMatchObject({
      POLICY_FILE: 'policy.yaml',
      TEAMS_SERVICE_URL: 'https://smba.trafficmanager.net/teams/',
    });
  });

  test('T3: nothing set: every missing name is told at once', () => {
    const reading = readSettings({});
    const names = reading.kind === 'faults' ? reading.faults.map((fault) => fault.split(':')[0]) : [];
    expect(names).toEqual(
      expect.arrayContaining([
        'PUBLIC_URL',
        'MicrosoftAppType',
        'MicrosoftAppId',
        'MicrosoftAppTenantId',
        'LINK_SIGNING_KEY',
      ]),
    );
    expect(reading.kind === 'faults' && reading.faults.every((fault) => fault.includes('missing'))).toBe(
      true,
    );
  });

  test.each<[string, Record<string, string>]>([
    ['PUBLIC_URL', { PUBLIC_URL: 'http://access.contoso.example' }],
    ['TEAMS_SERVICE_URL', { TEAMS_SERVICE_URL: 'http://10.0.0.1/' }],
    ['MicrosoftAppId', { MicrosoftAppId: 'my-bot' }],
    ['MicrosoftAppType', { MicrosoftAppType: 'MultiTenant' }],
    ['LINK_SIGNING_KEY', { LINK_SIGNING_KEY: 'short' }],
    ['TEAMS_SERVICE_URL', { TEAMS_SERVICE_URL: 'https://collector.example/teams/' }],
    ['SMTP_URL', { SMTP_URL: 'http://mail', MAIL_FROM: 'a@b.example' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail' }],
    ['MicrosoftAppPassword', { MicrosoftAppPassword: '' }],
    ['AzureWebJobsStorage', { AzureWebJobsStorage: '' }],
    ['TEAMS_OPENID_METADATA_URL', { TEAMS_OPENID_METADATA_URL: 'https://evil.example/keys' }],
    ['TEAMS_LOCAL_KEY', { TEAMS_LOCAL_KEY: 'l'.repeat(20) }],
    ['SMS_TOKEN', { SMS_URL: 'https://sms.example/send' }],
    ['SMS_URL', { SMS_URL: 'http://sms.example/send', SMS_TOKEN: 'token' }],
    [
      'SERVICENOW_CLIENT_SECRET',
      { SERVICENOW_URL: 'https://contoso.service-now.com', SERVICENOW_CLIENT_ID: 'id' },
    ],
    [
      'SERVICENOW_URL',
      {
        SERVICENOW_URL: 'https://contoso.service-now.com/?x=1',
        SERVICENOW_CLIENT_ID: 'id',
        SERVICENOW_CLIENT_SECRET: 's',
      },
    ],
    ['TEAMS_LOCAL_KEY', { TEAMS_LOCAL_KEY: 'short', TEAMS_SERVICE_URL: 'http://localhost:7080/' }],
    ['OKTA_ORG_URL', { OKTA_EVENT_HOOK_SECRET: 'h'.repeat(32) }],
    ['OKTA_EVENT_HOOK_SECRET', { ...okta, OKTA_EVENT_HOOK_SECRET: 'short' }],
    ['OKTA_EVENT_HOOK_SECRET', { ...okta, OKTA_EVENT_HOOK_SECRET: ' space at its beginning' }],
    ['PINGONE_CLIENT_SECRET', { ...worker, PINGONE_CLIENT_SECRET: '' }],
    ['PINGONE_ENVIRONMENT_ID', { ...worker, PINGONE_ENVIRONMENT_ID: '' }],
    ['PINGONE_ENVIRONMENT_ID', { ...worker, PINGONE_ENVIRONMENT_ID: '../environments' }],
    ['PINGONE_REGION', { ...worker, PINGONE_REGION: '' }],
    ['PINGONE_REGION', { ...worker, PINGONE_REGION: 'mars' }],
    ['PINGONE_REGION', { ...worker, PINGONE_REGION: '', PINGONE_API_URL: 'https://api.pingone.eu' }],
    ['PINGONE_API_URL', { ...worker, PINGONE_API_URL: 'http://api.pingone.eu' }],
    ['PINGID_PROPERTIES', { PINGID_PROPERTIES: pingId.replace('https:', 'http:') }],
    ['PINGID_PROPERTIES', { PINGID_PROPERTIES: pingId.replace('use_base64_key', 'key') }],
  ])('T3: a fault in %s names that setting: %j', (name, change) => {
    const faults = faultsOf(change);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}\\b.*: .+`));
  });

  test.each<Record<string, string>>([
    { PUBLIC_URL: 'http://localhost:7071' },
    { PUBLIC_URL: 'http://127.0.0.1:7071' },
    { TEAMS_SERVICE_URL: 'http://localhost:7080/', TEAMS_LOCAL_KEY: 'l'.repeat(20) },
    {
      SERVICENOW_URL: 'https://contoso.service-now.com',
      SERVICENOW_CLIENT_ID: 'id',
      SERVICENOW_CLIENT_SECRET: 'secret',
    },
    { ...okta, OKTA_EVENT_HOOK_SECRET: 'Bearer 3f9a61c2' },
    worker,
    { ...worker, PINGONE_REGION: 'AP' },
    {
      ...{ ...worker, PINGONE_REGION: '', PINGONE_API_URL: 'http://127.0.0.1:1' },
      PINGONE_AUTH_URL: 'http://127.0.0.1:2',
    },
    { PINGID_PROPERTIES: pingId },
    { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '' },
    { AzureWebJobsStorage: '', AzureWebJobsStorage__accountName: 'store' },
  ])('%j is allowed', (change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  test('the directory needs a key for its secrets, and every key of several is long enough', () => {
    const directory = { DATABASE_URL: 'postgres://u@h/d' };
    const missing = 'DIRECTORY_ENCRYPTION_KEY: missing; the directory (DATABASE_URL) needs it';
    expect(faultsOf(directory)).toEqual([missing]);
    const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];
    expect(faultsOf({ ...directory, DIRECTORY_ENCRYPTION_KEY: `${first}, ${second}` })).toEqual([]);
    for (const keys of ['short', `${first},short`, `${first}${second},`])
      expect(faultsOf({ ...directory, DIRECTORY_ENCRYPTION_KEY: keys })).toEqual([
        expect.stringMatching(/^DIRECTORY_ENCRYPTION_KEY: at least 32 characters/),
      ]);
  });

  test('P3: neither faults nor settings show a secret', () => {
    const secrets = {
      SMTP_URL: 'smtp://user:mail-secret@mail',
      MAIL_FROM: 'a@b.example',
      DATABASE_URL: 'postgres://u:db-secret@h/d',
      DIRECTORY_ENCRYPTION_KEY: `encryption-secret${'x'.repeat(30)}`,
      ...worker,
      ...okta,
      OKTA_EVENT_HOOK_SECRET: 'event-hook-secret',
      PINGID_PROPERTIES: pingId,
    };
    const all = { ...good, ...secrets, LINK_SIGNING_KEY: `signing-secret${'x'.repeat(30)}` };
    const shown =
      inspect(readSettings(all), { depth: 9, showHidden: true }) + JSON.stringify(readSettings(all));
    const faulty = JSON.stringify(
      readSettings({ ...all, LINK_SIGNING_KEY: 'short-secret', PUBLIC_URL: 'secret-address' }),
    );
    for (const text of [shown, faulty]) {
      expect(text).not.toMatch(/-secret|never-shown|secret-address|QkJC|<Buffer/);
    }
  });

  test('loopback is the machine itself, not what looks like it', () => {
    for (const address of ['http://localhost:1', 'http://127.8.9.1/', 'http://[::1]:7071/'])
      expect(isLoopback(address)).toBe(true);
    for (const address of [
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://128.0.0.1',
      'localhost',
      '',
    ]) {
      expect(isLoopback(address)).toBe(false);
    }
  });
});
