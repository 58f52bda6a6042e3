/** What the package is built from: nothing at all, a real bot, or wrong values that are named. */
import { readManifestSettings } from '../../manifest/settings';

const botId = '6f9619ff-8b86-4d11-b42d-00c04fc964ff';

function settingsOf(environment: Record<string, string>) {
  const reading = readManifestSettings(environment, '0.1.0');
  if (reading.kind === 'faults') throw new Error(reading.faults.join('\n'));
  return reading;
}

function faultsOf(environment: Record<string, string>): readonly string[] {
  const reading = readManifestSettings(environment, '0.1.0');
  return reading.kind === 'faults' ? reading.faults : [];
}

test('with nothing set it is a sample, and the notes say so', () => {
  const { settings, notes } = settingsOf({});
  expect(settings).toMatchObject({ name: 'Account Access', version: '0.1.0', validDomains: [] });
  expect(notes.join(' ')).toMatch(/MicrosoftAppId is not set.*MANIFEST_WEBSITE_URL is not set/);
});

test('with a bot and a public address nothing is left to note', () => {
  const { settings, notes } = settingsOf({
    MicrosoftAppId: botId,
    PUBLIC_URL: 'https://access.contoso.example',
  });
  expect(notes).toEqual([]);
  expect(settings).toMatchObject({
    botId,
    validDomains: ['access.contoso.example'],
    developer: { websiteUrl: 'https://access.contoso.example' },
  });
});

test('a loopback address is nobody else’s domain', () => {
  expect(settingsOf({ PUBLIC_URL: 'http://localhost:7071' }).settings.validDomains).toEqual([]);
});

test('the app id follows from the bot id, unless it is given', () => {
  const derived = settingsOf({ MicrosoftAppId: botId }).settings.appId;
  expect(settingsOf({ MicrosoftAppId: botId.toUpperCase() }).settings.appId).toBe(derived);
  expect(settingsOf({}).settings.appId).not.toBe(derived);
  expect(settingsOf({ MicrosoftAppId: botId, TEAMS_APP_ID: botId }).settings.appId).toBe(botId);
});

test('every wrong value is told at once, by the name of its setting', () => {
  const faults = faultsOf({
    MicrosoftAppId: 'my-bot',
    TEAMS_APP_ID: '1',
    PUBLIC_URL: 'http://access.contoso.example',
    MANIFEST_VERSION: 'v1',
    MANIFEST_PRIVACY_URL: 'contoso.example/privacy',
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'MicrosoftAppId',
    'TEAMS_APP_ID',
    'PUBLIC_URL',
    'MANIFEST_VERSION',
    'MANIFEST_PRIVACY_URL',
  ]);
});

test('a name of 31 characters is refused, one of 30 is not', () => {
  expect(faultsOf({ MANIFEST_NAME: 'n'.repeat(31) })).toEqual([
    'MANIFEST_NAME: allowed is at most 30 characters',
  ]);
  expect(faultsOf({ MANIFEST_NAME: 'n'.repeat(30) })).toEqual([]);
});
