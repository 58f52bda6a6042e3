/** The deployment hands the app what it reads: every setting has its place in main.bicep, secrets come from the vault. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const read = (...file: string[]) => readFileSync(path.join(root, ...file), 'utf8');
const bicep = read('infra', 'main.bicep');
/** What stands in the object that becomes the app's settings. */
const given = bicep.slice(bicep.indexOf('var settings = union('), bicep.indexOf('resource appSettings'));

/** With the reason why a deployment leaves them alone. */
const elsewhere: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'the app comes with its identity',
  POLICY_FILE: 'the default is the file of the package',
  TEAMS_SERVICE_URL: 'the default is Teams',
  TEAMS_OPENID_METADATA_URL: 'loopback only',
  TEAMS_LOCAL_KEY: 'loopback only',
  REMINDERS_FROM: 'the first start of a local run',
  PINGONE_API_URL: 'the region says it',
  PINGONE_AUTH_URL: 'the region says it',
  WEBSITE_INSTANCE_ID: 'set by the platform',
};

const rows = [...read('docs', 'configuration.md').matchAll(/^\| `(\w+)` \| (.*?) \|/gm)].map(
  ([, name = '', meaning = '']) => ({ name, isSecret: meaning.includes('**Secret.**') }),
);
const names = [
  ...read('functions', 'settings.ts')
    .slice(0, read('functions', 'settings.ts').indexOf('export type Settings'))
    .matchAll(/^ {2}(\w+): /gm),
].map(([, name = '']) => name);

test('every app setting is given by the deployment, or the reason is told here', () => {
  expect(names).toContain('SMS_TOKEN');
  expect(names.filter((name) => !given.includes(`${name}:`)).toSorted()).toEqual(
    Object.keys(elsewhere).toSorted(),
  );
});

test('a secret comes from the vault, and a parameter that needs it names it', () => {
  const secrets = rows.filter(({ name, isSecret }) => isSecret && given.includes(`${name}:`));
  expect(secrets.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['SMS_TOKEN', 'MOBILE_SMTP_URL', 'SMTP_URL', 'OKTA_API_TOKEN']),
  );
  for (const { name } of secrets)
    expect(given).toMatch(new RegExp(`\\b${name}: secretOf\\(vault\\.properties\\.vaultUri, '[a-z-]+'\\)`));
  // The two of every deployment stand in docs/operations.md alone.
  const ofEvery = ['bot-password', 'link-signing-key'];
  const inVault = [...given.matchAll(/secretOf\(vault\.properties\.vaultUri, '([a-z-]+)'\)/g)];
  const said = bicep.slice(0, bicep.indexOf('var suffix')) + ofEvery.join();
  for (const [, secret = ''] of inVault) expect(said).toContain(secret);
});

test('a parameter that nothing uses is none', () => {
  const parameters = [...bicep.matchAll(/^param (\w+) /gm)].map(([, name = '']) => name);
  const unused = parameters.filter(
    (name) => (bicep.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2,
  );
  expect(unused).toEqual([]);
});

test('brackets and quotes are in pairs', () => {
  const code = bicep.replaceAll(/\\'/g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  for (const [open, close] of ['{}', '()', '[]'] as const)
    expect(code.split(open as string).length).toBe(code.split(close as string).length);
  for (const line of code.split('\n')) expect([line, (line.split("'").length - 1) % 2]).toEqual([line, 0]);
});
