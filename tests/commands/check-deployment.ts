/** A deployment to be checked: fakes of every vendor, a channel, tables, and the settings and policy that name them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../../commands/check';
import type { Row } from '../../commands/check/row';
import { type Azurite, startAzurite } from '../connectors/storage/azurite';
import { startFaultyServer } from '../fakes/faulty-server';
import { apiToken, createOktaFake } from '../fakes/okta/fake';
import { createPingIdFake } from '../fakes/pingid/fake';
import { createPingOneFake } from '../fakes/pingone/fake';
import { clientId, clientSecret, createServiceNowFake } from '../fakes/servicenow/fake';

export const localKey = 'local-key-0123456789';
export const objectId = '4c1f2b6e-8a3d-4f60-9a51-0d2c7e9b1a34';
export const attribute = 'entraObjectId';

/** A policy that needs every connector. */
export const everything = `
lockouts: { provider: okta }
unlock: { provider: okta }
passwordReset: { provider: okta }
mfaReset: { provider: pingone }
ticketing: { system: servicenow }
providers:
  okta: { link: objectId, objectIdAttribute: ${attribute} }
  pingone: { link: upn }
  pingid: { link: upn }
`;

type Environment = Record<string, string>;
export type Deployment = Awaited<ReturnType<typeof openDeployment>>;

async function openDeployment(azurite: Azurite) {
  const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
  const teams = await startFaultyServer(({ headers }) => ({
    status: headers.authorization === `Bearer ${localKey}` ? 404 : 401,
  }));
  const okta = await createOktaFake();
  okta.state.attributes.add(attribute);
  okta.state.add({ id: '00uana', profile: { login: 'ana@contoso.example', [attribute]: objectId } });
  const pingOne = await createPingOneFake();
  pingOne.state.add({ username: 'ana@contoso.example', attributes: { externalId: objectId } });
  const pingId = await createPingIdFake();
  const snow = await createServiceNowFake();
  snow.addUser('ana@contoso.example');
  snow.addIncident({ short_description: 'an older one' });

  let files = 0;
  const file = (text: string): string => {
    files += 1;
    const at = path.join(folder, `file-${files}`);
    writeFileSync(at, text);
    return at;
  };
  const least = (more: Environment = {}): Environment => ({
    AzureWebJobsStorage: azurite.connection,
    PUBLIC_URL: 'https://access.contoso.example',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: '6f7c0c7e-3c5a-4f6e-9a53-2f6a3b0c1d2e',
    MicrosoftAppPassword: 'bot-password-4711',
    MicrosoftAppTenantId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
    TEAMS_SERVICE_URL: teams.url,
    TEAMS_LOCAL_KEY: localKey,
    LINK_SIGNING_KEY: 'l'.repeat(40),
    POLICY_FILE: file('{}'),
    ...more,
  });
  return {
    ...{ azurite, teams, okta, pingOne, pingId, snow, file },
    /** The settings that every deployment has. */
    least,
    /** Those of every connector as well. */
    all: (more: Environment = {}): Environment =>
      least({
        POLICY_FILE: file(everything),
        OKTA_ORG_URL: okta.url,
        OKTA_API_TOKEN: apiToken,
        ...pingOne.settings,
        PINGID_PROPERTIES: pingId.properties,
        SERVICENOW_URL: snow.url,
        SERVICENOW_CLIENT_ID: clientId,
        SERVICENOW_CLIENT_SECRET: clientSecret,
        ...more,
      }),
    /** Every call that anybody was asked. */
    asked: () =>
      [okta, pingOne, pingId, snow, teams].flatMap(({ calls }) =>
        calls.map(({ method, path: at }) => `${method} ${at.split('?')[0]}`),
      ),
    async close() {
      await Promise.all([teams, okta, pingOne, pingId, snow].map((one) => one.close()));
      rmSync(folder, { recursive: true, force: true });
      for (const fake of [okta, pingOne, pingId, snow]) expect(fake.complaints).toEqual([]);
    },
  };
}

/** One for each test; the tables' server is shared. */
export function deployments(): () => Deployment {
  let azurite: Azurite;
  let present: Deployment;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.end());
  beforeEach(async () => {
    present = await openDeployment(azurite);
  });
  afterEach(() => present.close());
  return () => present;
}

export async function rowsOf(environment: Environment, timeoutMs = 5_000) {
  const { lines, exitCode, faults } = await check(['--json'], { environment, timeoutMs });
  expect(faults).toEqual([]);
  return { exitCode, text: lines.join('\n'), rows: lines.map((line) => JSON.parse(line) as Row) };
}

export function rowOf(rows: readonly Row[], connector: string, what: RegExp): Row {
  const row = rows.find((one) => one.connector === connector && what.test(one.what));
  if (!row) throw new Error(`no row of ${connector} about ${what}`);
  return row;
}
