/** `npm run check`: each kind of failure at each connector, and what it tells the operator to do. */
import { freePort } from '../connectors/storage/azurite';
import { attribute, deployments, everything, objectId, rowOf, rowsOf } from './check-deployment';

const world = deployments();

describe('each kind of failure leads to what can be done about it', () => {
  test.each<[string, string, RegExp, () => Record<string, string>, string | RegExp, RegExp]>([
    [
      'a wrong API token',
      'okta',
      /sign in/,
      () => world().all({ OKTA_API_TOKEN: 'x'.repeat(42) }),
      'unauthorised (401, E0000011)',
      /OKTA_API_TOKEN/,
    ],
    [
      'a wrong client secret',
      'pingone',
      /sign in/,
      () => world().all({ PINGONE_CLIENT_SECRET: 'no' }),
      /^unauthorised/,
      /PINGONE_CLIENT_SECRET/,
    ],
    [
      'another environment',
      'pingone',
      /sign in/,
      () => world().all({ PINGONE_ENVIRONMENT_ID: objectId }),
      /./,
      /PINGONE_ENVIRONMENT_ID/,
    ],
    [
      'another organisation',
      'pingid',
      /signed/,
      () => world().all({ PINGID_PROPERTIES: world().pingId.properties.replace(/^token=.*$/m, 'token=no') }),
      'invalid (400)',
      /pingid\.properties anew/,
    ],
    [
      'another key',
      'pingid',
      /signed/,
      () =>
        world().all({
          PINGID_PROPERTIES: world().pingId.properties.replace(
            /^use_base64_key=.*$/m,
            `use_base64_key=${Buffer.alloc(32, 'z').toString('base64')}`,
          ),
        }),
      'invalid (400)',
      /key is not this organisation/,
    ],
    [
      'a wrong secret at ServiceNow',
      'servicenow',
      /sign in/,
      () => world().all({ SERVICENOW_CLIENT_SECRET: 'no' }),
      /^unauthorised/,
      /SERVICENOW_CLIENT_SECRET/,
    ],
    [
      'a key that the channel refuses',
      'bot',
      /key/,
      () => world().all({ TEAMS_LOCAL_KEY: 'k'.repeat(20) }),
      'unauthorised',
      /TEAMS_LOCAL_KEY/,
    ],
    [
      'a wrong key of the storage account',
      'storage',
      /read/,
      () =>
        world().all({
          AzureWebJobsStorage: world().azurite.connection.replace(
            /AccountKey=[^;]*/,
            `AccountKey=${Buffer.alloc(64).toString('base64')}`,
          ),
        }),
      'unauthorised',
      /AzureWebJobsStorage/,
    ],
  ])('%s', async (_name, connector, what, environment, detail, todo) => {
    const { rows, exitCode } = await rowsOf(environment());
    expect(exitCode).toBe(1);
    const row = rowOf(rows, connector, what);
    expect(row.result).toBe('failed');
    expect(row.detail).toMatch(detail);
    expect(row.todo).toMatch(todo);
    // PingID minds what it can't verify: that is the failure.
    if (connector === 'pingid') expect(world().pingId.complaints.splice(0)).toHaveLength(1);
    // The others of this connector don't say the same once more, and other connectors are not touched by it.
    const failed = rows.filter(({ result }) => result === 'failed');
    expect(failed).toHaveLength(1);
    const later = rows.filter((one) => one.connector === connector && one !== row);
    expect(later.map(({ result }) => result)).toEqual(later.map(() => 'not tried'));
  });

  test.each<[string, string, RegExp, () => void, RegExp]>([
    [
      'no scope for the System Log',
      'okta',
      /System Log/,
      () => world().okta.faults.next({ ...world().okta.fault.forbidden(), match: { path: '/api/v1/logs' } }),
      /okta\.logs\.read/,
    ],
    [
      'no right to see roles',
      'okta',
      /roles/,
      () => world().okta.faults.next({ ...world().okta.fault.forbidden(), match: { path: /\/roles$/ } }),
      /nobody is helped.*okta\.roles\.read/,
    ],
    [
      'no right to see groups',
      'okta',
      /groups/,
      () => world().okta.faults.next({ ...world().okta.fault.forbidden(), match: { path: /\/groups$/ } }),
      /okta\.users\.read/,
    ],
    [
      'no scope for password policies, and passwords are Okta’s to watch',
      'okta',
      /password policies/,
      () =>
        world().okta.faults.next({ ...world().okta.fault.forbidden(), match: { path: '/api/v1/policies' } }),
      /nobody is reminded.*okta\.policies\.read/,
    ],
    [
      'no right to see role assignments',
      'pingone',
      /role assignments/,
      () =>
        world().pingOne.faults.next({
          ...world().pingOne.fault.forbidden(),
          match: { path: /roleAssignments/ },
        }),
      /nobody is helped.*Identity Data Admin/,
    ],
    [
      'no right to read users',
      'servicenow',
      /read users/,
      () => void world().snow.denied.add('GET sys_user'),
      /no requester.*sys_user/,
    ],
  ])('403, %s: that row fails, the others are fine', async (_name, connector, what, order, todo) => {
    order();
    const { rows, exitCode } = await rowsOf(world().all());
    const failed = rows.filter(({ result }) => result === 'failed');
    expect(failed).toEqual([rowOf(rows, connector, what)]);
    expect(failed[0]?.detail).toMatch(/^forbidden \(403/);
    expect(failed[0]?.todo).toMatch(todo);
    expect(exitCode).toBe(1);
  });

  test('links that name another address than the configured one are told with the setting to correct', async () => {
    const link = '<https://login.contoso.example/api/v1/users?after=x>; rel="next"';
    const page = { kind: 'status', status: 200, headers: { link }, body: [] } as const;
    world().okta.faults.next({ ...page, match: { path: '/api/v1/users', mention: 'limit=2' } });
    const { rows, exitCode } = await rowsOf(world().all());
    const failed = rows.filter(({ result }) => result === 'failed');
    expect(failed).toEqual([rowOf(rows, 'okta', /next page/)]);
    expect(failed[0]?.todo).toMatch(/end after their first page.*OKTA_ORG_URL.*custom domain/);
    expect(JSON.stringify(rows)).not.toContain('login.contoso.example');
    expect(exitCode).toBe(1);
  });

  test('an article that the policy names is looked for, and a missing one names its key', async () => {
    const { snow, file, all } = world();
    snow.addArticle('KB0010001', 'Workday', '<p>Open Workday</p>');
    snow.addArticle('KB0010002', 'A draft', '<p>Not yet</p>', { workflow_state: 'draft' });
    const systems = (number: string) =>
      `passwordReset: { provider: okta, systems: { Workday: { instructions: { title: Workday, article: ${number} } } } }`;
    const naming = (number: string) =>
      all({ POLICY_FILE: file(everything.replace('passwordReset: { provider: okta }', systems(number))) });
    const there = await rowsOf(naming('KB0010001'));
    expect(rowOf(there.rows, 'servicenow', /article of passwordReset\.systems\.Workday/).result).toBe('ok');
    const draft = await rowsOf(naming('KB0010002'));
    expect(rowOf(draft.rows, 'servicenow', /article/)).toMatchObject({
      result: 'failed',
      detail: 'not-found',
      todo: expect.stringMatching(/passwordReset\.systems\.Workday\.instructions\.article/),
    });
    expect(draft.exitCode).toBe(1);
  });

  test('nobody at the address, and something else there', async () => {
    const port = await freePort();
    const { rows } = await rowsOf(
      world().all({ OKTA_ORG_URL: `http://127.0.0.1:${port}`, SERVICENOW_URL: world().teams.url }),
    );
    expect(rowOf(rows, 'okta', /sign in/)).toMatchObject({
      result: 'failed',
      detail: 'unavailable (ECONNREFUSED)',
    });
    expect(rowOf(rows, 'okta', /sign in/).todo).toContain('OKTA_ORG_URL');
    expect(rowOf(rows, 'servicenow', /sign in/).result).toBe('failed');
  });

  test('no mail server and no database: each has its row, and names its setting', async () => {
    const port = await freePort();
    const { rows } = await rowsOf(
      world().least({
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        MAIL_FROM: 'access@contoso.example',
        DATABASE_URL: `postgres://app:database-secret@127.0.0.1:${port}/app`,
        DIRECTORY_ENCRYPTION_KEY: 'd'.repeat(32),
      }),
    );
    for (const [connector, setting] of [
      ['mail', 'SMTP_URL'],
      ['directory', 'DATABASE_URL'],
    ] as const) {
      const row = rowOf(rows, connector, /./);
      expect(row).toMatchObject({ result: 'failed', detail: 'unavailable' });
      expect(row.todo).toContain(setting);
    }
  });

  test('silence ends in time, and says where to look', async () => {
    world().okta.faults.next({ kind: 'hang', times: Number.POSITIVE_INFINITY });
    const began = performance.now();
    const { rows } = await rowsOf(world().all(), 1_500);
    expect(performance.now() - began).toBeLessThan(8_000);
    const row = rowOf(rows, 'okta', /sign in/);
    expect(row).toMatchObject({
      result: 'failed',
      todo: expect.stringMatching(/No answer in time.*OKTA_ORG_URL/),
    });
    expect(row.detail).toMatch(/^timeout/);
  });

  test('an attribute that nobody has links nobody', async () => {
    const other = everything.replace(attribute, 'notThere');
    const { rows } = await rowsOf(world().all({ POLICY_FILE: world().file(other) }));
    expect(rowOf(rows, 'okta', /links/)).toMatchObject({
      result: 'failed',
      todo: expect.stringContaining('providers.okta.objectIdAttribute'),
    });
  });
});
