/** `npm run check`: what an operator is told of each connector, and that looking changes nothing. */
import path from 'node:path';
import { check } from '../../commands/check';
import type { Row } from '../../commands/check/row';
import { apiToken } from '../fakes/okta/fake';
import { deployments, localKey, objectId, rowOf, rowsOf } from './check-deployment';

const world = deployments();
const tableNames = async (): Promise<string> => {
  const { TableServiceClient } = await import('@azure/data-tables');
  const client = TableServiceClient.fromConnectionString(world().azurite.connection, {
    allowInsecureConnection: true,
  });
  const names: string[] = [];
  for await (const { name } of client.listTables()) names.push(name ?? '');
  return names.join();
};

describe('with everything configured and right', () => {
  test('each connector has its rows, nothing failed, and the exit code says so', async () => {
    const { rows, exitCode } = await rowsOf(world().all());
    expect(rows.filter(({ result }) => result === 'failed')).toEqual([]);
    expect(exitCode).toBe(0);
    const tried = rows
      .filter(({ result }) => result === 'ok')
      .map(({ connector, what }) => `${connector}: ${what}`);
    expect(tried.toSorted()).toEqual([
      'bot: the stand-in takes the key',
      'okta: account links by objectId',
      'okta: go on to the next page of a list',
      'okta: read groups of users',
      'okta: read password policies',
      'okta: read roles of users',
      'okta: read the System Log',
      'okta: sign in, read users',
      'pingid: signed question and answer',
      'pingone: account links by upn',
      'pingone: read devices',
      'pingone: read groups of users',
      'pingone: read role assignments',
      'pingone: read sessions',
      'pingone: sign in, read users',
      'servicenow: read users',
      'servicenow: sign in, read incidents',
      'storage: read a table',
    ]);
  });

  test('it changes nothing: only reads, tokens and signed questions are asked, and no table is made', async () => {
    await rowsOf(world().all());
    const asked = world().asked();
    expect(asked.length).toBeGreaterThan(15);
    const others = asked.filter((call) => !call.startsWith('GET '));
    expect([...new Set(others)].toSorted()).toEqual([
      'POST /d928aa51-c194-4333-9cf5-0fd0c9b7d62f/as/token',
      'POST /oauth_token.do',
      'POST /pingid/rest/4/getuserdetails/do',
    ]);
    expect(await tableNames()).toBe('');
  });

  test('what can’t be tried without a change is named, with the scope or role that it needs', async () => {
    const { rows } = await rowsOf(world().all());
    expect(rowOf(rows, 'okta', /^unlock$/)).toMatchObject({
      result: 'not tried',
      todo: expect.stringContaining('okta.users.manage'),
    });
    expect(rowOf(rows, 'pingone', /remove devices/).todo).toContain('Identity Data Admin');
    expect(rowOf(rows, 'servicenow', /write/).todo).toContain('itil');
    // The policy gives MFA to PingOne: Okta's right to remove factors is not needed.
    expect(rows.some(({ connector, what }) => connector === 'okta' && /factors/.test(what))).toBe(false);
  });

  test('no secret and no answer stands in what is printed, table or lines', async () => {
    world().okta.faults.next({ ...world().okta.fault.forbidden(), match: { path: '/api/v1/logs' } });
    const environment = world().all({ SERVICENOW_CLIENT_SECRET: 'another-secret-0815' });
    const table = (await check([], { environment })).lines.join('\n');
    const { text } = await rowsOf(environment);
    for (const secret of [apiToken, localKey, 'another-secret-0815', 'ana@contoso', objectId, 'AccountKey'])
      expect(`${table}${text}`).not.toContain(secret);
    expect(table).toMatch(/^Connector +What +Result +How +What to do$/m);
    expect(table).toMatch(/^servicenow +sign in, read incidents +FAILED +unauthorised/m);
  });
});

describe('wrong usage, settings and policy come first, and nothing is asked', () => {
  test.each<[string, readonly string[], () => Record<string, string>, RegExp]>([
    ['an option that there is not', ['--fix'], () => world().all(), /--fix/],
    ['settings', [], () => world().all({ LINK_SIGNING_KEY: 'short' }), /^LINK_SIGNING_KEY: /m],
    [
      'a policy',
      [],
      () => world().all({ POLICY_FILE: world().file('lockouts: { checkEvery: never }') }),
      /^policy: lockouts\.checkEvery/m,
    ],
    [
      'what doesn’t fit together',
      [],
      () => world().least({ POLICY_FILE: world().file('unlock: { provider: okta }') }),
      /^unlock\.provider: okta is not configured/m,
    ],
    [
      'a file that is not there',
      ['--env', path.join(__dirname, 'none.json')],
      () => ({}),
      /^--env: .*can't be read/m,
    ],
  ])('%s', async (_name, args, environment, fault) => {
    const { faults, lines, exitCode } = await check(args, { environment: environment() });
    expect(exitCode).toBe(2);
    expect(lines).toEqual([]);
    expect(faults.join('\n')).toMatch(fault);
    expect(world().asked()).toEqual([]);
  });

  test('settings of a file count alone, whatever the environment says', async () => {
    const file = world().file(JSON.stringify({ IsEncrypted: false, Values: world().least() }));
    const { lines, exitCode } = await check(['--env', file, '--json'], { environment: world().all() });
    expect(exitCode).toBe(0);
    const connectors = lines.map((line) => (JSON.parse(line) as Row).connector);
    expect(connectors.toSorted()).toEqual(['bot', 'storage']);
  });
});
