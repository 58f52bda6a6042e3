/** The built-in directory held to the contract of all identity providers, and what only it promises. */
import fc from 'fast-check';
import { Client } from 'pg';
import { createDirectoryProvider } from '../../../connectors/identity/directory/provider';
import { type Directory, hashPassword, type NewAccount, openDirectory } from '../../../directory';
import type { Factor, LockoutsCapability } from '../../../domain/ports/identity-provider';
import { type DatabaseServer, databaseUrl } from '../../directory/database-servers';
import { describeOnEachDatabase } from '../../directory/each-database';
import { type InterruptibleLine, openLine } from '../../directory/interruptible-line';
import {
  type ContractAccount,
  type ContractTraits,
  type ContractWorld,
  identityProviderContract,
} from './contract';
import { passwordMaximumAgeMs } from './contract/world';

type DirectoryWorld = ContractWorld & {
  readonly directory: Directory;
  readonly lockouts: LockoutsCapability;
  readonly network: InterruptibleLine;
  /** Statements of somebody else, straight to the database. */
  readonly other: Client;
};

const password = 'purple tractor sings quietly';

/** The directory's factors carry names that were masked when they were stored. */
const factors: readonly Factor[] = [
  { id: 'f1', kind: 'authenticator-app', name: 'Pixel 8' },
  { id: 'f2', kind: 'sms', name: '+1 ••• ••• 42' },
  { id: 'f3', kind: 'email', name: 'm•••@contoso.example' },
  { id: 'f4', kind: 'security-key', name: 'YubiKey 5C' },
];

const traits: ContractTraits = {
  capabilities: [
    'lockouts',
    'unlock',
    'passwordReset',
    'factors',
    'sessions',
    'passwordExpiry',
    'contractors',
  ],
  linkKeepsAccount: true,
};

/** Undefined for what the directory's columns can't hold. */
function newAccount(account: ContractAccount, passwordHash: string): NewAccount | undefined {
  const { withFactors, manager, contractEnd, passwordChangedAt, ...rest } = account;
  if (passwordChangedAt === null || contractEnd === 'unreadable') return undefined;
  return {
    ...{ status: 'active', groups: [], roles: [], ...rest, passwordHash, displayName: rest.id },
    ...(manager ? { managerId: manager } : {}),
    ...(contractEnd ? { contractEndsAt: contractEnd } : {}),
    ...(passwordChangedAt ? { passwordChangedAt } : {}),
    factors: withFactors ? factors : [],
  };
}

const literally = (text: string): RegExp => new RegExp(`^${text.replace(/[+.]/g, '\\$&')}$`);

async function openWorld(server: DatabaseServer): Promise<DirectoryWorld> {
  let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const line = await openLine(server.port);
  const directory = openDirectory({ databaseUrl: databaseUrl(line.port), clock });
  await directory.migrate();
  const other = new Client({ connectionString: databaseUrl(server.port) });
  await other.connect();
  const publicUrl = 'https://access.contoso.example';
  const provider = createDirectoryProvider({
    ...{ directory, clock, selfServiceUnlock: true, publicUrl },
    passwordMaximumAge: passwordMaximumAgeMs,
  });
  const passwordHash = await hashPassword(password);
  if (!provider.lockouts) throw new Error('no lockouts capability');
  return {
    directory,
    other,
    provider,
    lockouts: provider.lockouts,
    network: line,
    now: clock.now,
    advance(ms) {
      nowMs += ms;
    },
    async add(...accounts) {
      const made = accounts.flatMap((account) => newAccount(account, passwordHash) ?? []);
      return (await directory.accounts.createMany(made)) === accounts.length ? 'added' : 'impossible';
    },
    factors: factors.map(({ kind, name }) => ({ kind, name: literally(name) })),
    async lock(ids, source = {}) {
      expect(await directory.lockAccounts(ids, source)).toBe(ids.length);
      return source;
    },
    async tryWhileLocked(id) {
      const account = await directory.accounts.get(id);
      await directory.signIn({ userName: account?.userName ?? '', password: 'wrong', source: {} });
    },
    async lockoutThatComesLate(id) {
      const { rows } = await other.query("select nextval('sign_in_events_id_seq') as id");
      const at = clock.now();
      return async () => {
        await insertEvent(other, rows[0].id, at, id, 'locked');
      };
    },
    async useLink(url) {
      const { origin, pathname, searchParams } = new URL(url);
      expect(`${origin}${pathname}`).toBe(`${publicUrl}/api/portal/set-password`);
      const token = searchParams.get('token') ?? '';
      const answer = await directory.passwords.useLink(token, 'seven lanterns over the harbour', {});
      return answer.kind === 'changed' ? 'set' : 'refused';
    },
    async openSession(id) {
      const { userName = '' } = (await directory.accounts.get(id)) ?? {};
      const answer = await directory.signIn({ userName, password, source: {} });
      if (answer.kind !== 'signed-in') throw new Error(answer.kind);
      return async () => (await directory.sessions.accountOf(answer.session)) === id;
    },
    async close() {
      await other.end();
      await directory.close();
      await line.cut();
    },
  };
}

async function insertEvent(client: Client, id: number, at: Date, account: string, kind: string) {
  await client.query('insert into sign_in_events (id, at, account_id, kind) values ($1, $2, $3, $4)', [
    id,
    at,
    account,
    kind,
  ]);
}

describeOnEachDatabase('directory', (server, kind) => {
  identityProviderContract(`directory-${kind}`, () => openWorld(server()), traits);

  describe('the directory alone', () => {
    let alone: DirectoryWorld;
    beforeAll(async () => {
      alone = await openWorld(server());
    });
    afterAll(() => alone.close());

    async function everything(position: string | undefined, since: Date) {
      const ids: number[] = [];
      for (let next = position; ; ) {
        const page = await alone.lockouts.read(next, since, { timeoutMs: 5_000 });
        if (page.events.length === 0) return { ids, next: page.next };
        ids.push(...page.events.map(({ id }) => Number(id)));
        next = page.next;
      }
    }

    test('R6 cell service providers are added, changed and removed by the administration, twice as once', async () => {
      const administration = alone.provider.accountAdministration;
      if (!administration) throw new Error('no administration');
      const carrier = {
        id: 'r6-one',
        name: 'R6 One',
        smsDomain: 'sms.r6.example',
        numberFormat: '{area}{local}',
      };
      const call = { timeoutMs: 2_000 };
      for (const _ of [1, 2])
        expect(await administration.addCarrier(carrier, call)).toEqual({ kind: 'done', carrier });
      const renamed = { id: 'r6-one', name: 'R6 Uno', numberFormat: '+1{area}{local}' };
      for (const _ of [1, 2])
        expect(await administration.editCarrier(renamed, call)).toEqual({ kind: 'done', carrier: renamed });
      expect(await administration.editCarrier({ ...renamed, numberFormat: 'x' }, call)).toEqual({
        kind: 'refused',
        field: 'numberFormat',
        rule: 'number-format',
      });
      expect(await administration.carriers(call)).toContainEqual(renamed);
      expect(await administration.removeCarrier('r6-one', call)).toBe('removed');
      expect(await administration.removeCarrier('r6-one', call)).toBe('was-gone');
    });

    test('who unlocked last stays known when the account is locked again', async () => {
      await alone.add({ id: 'last', userName: 'last@contoso.example' });
      await alone.lock(['last']);
      await alone.provider.unlock?.unlock('last', 'person-7', { timeoutMs: 5_000 });
      await alone.lock(['last']);
      const found = await alone.provider.getAccount('last', { timeoutMs: 5_000 });
      expect(found).toMatchObject({ status: 'locked', lockReason: 'Failures', unlockedBy: 'person-7' });
    });

    test('a disabled account that is locked as well is told as disabled', async () => {
      await alone.add({ id: 'both', userName: 'both@contoso.example' });
      await alone.lock(['both']);
      await alone.other.query("update accounts set status = 'disabled' where id = 'both'");
      const found = await alone.provider.getAccount('both', { timeoutMs: 5_000 });
      expect(found?.status).toBe('disabled');
      expect(await alone.provider.unlock?.unlock('both', 'me', { timeoutMs: 5_000 })).toBe('refused');
    });

    test.each(['roles', 'groups'])(
      'U12: an account whose %s can not be read is not taken for an unprivileged one',
      async (column) => {
        const id = `unreadable-${column}`;
        await alone.add({ id, userName: `${id}@contoso.example` });
        await alone.other.query(`alter table accounts alter column ${column} drop not null`);
        await alone.other.query(`update accounts set ${column} = null where id = $1`, [id]);
        const found = await alone.provider.getAccount(id, { timeoutMs: 5_000 });
        expect(found).toMatchObject({ privileged: 'unknown', groups: [] });
        await alone.other.query('delete from accounts where id = $1', [id]);
        await alone.other.query(`alter table accounts alter column ${column} set not null`);
      },
    );

    if (kind === 'PostgreSQL')
      test('U12: a database user who may not read the roles reads no account at all', async () => {
        await alone.add({ id: 'hidden', userName: 'hidden@contoso.example' });
        await alone.other.query('create role reader login');
        await alone.other.query('grant select (id, user_name, status) on accounts to reader');
        const url = databaseUrl(server().port).replace(/\/\/[^@/]*@/, '//reader@');
        const directory = openDirectory({ databaseUrl: url, clock: { now: alone.now } });
        await expect(directory.accounts.get('hidden')).rejects.toMatchObject({ code: 'unauthorised' });
        await directory.close();
      });

    test('connections that died unnoticed are replaced without anybody noticing', async () => {
      const five = () => Promise.all([1, 2, 3, 4, 5].map(() => alone.provider.check({ timeoutMs: 5_000 })));
      await five();
      alone.network.forget();
      await five();
    });

    test('an idle poll is one statement and leaves a short position', async () => {
      const { next } = await everything(undefined, new Date(0));
      const query = jest.spyOn(Client.prototype, 'query');
      const page = await alone.lockouts.read(next, new Date(0), { timeoutMs: 5_000 });
      const statements = query.mock.calls.length;
      query.mockRestore();
      expect(page.events).toEqual([]);
      expect(page.next.length).toBeLessThan(300);
      expect(statements).toBe(3); // begin, the reading, commit
    });

    test('every event comes exactly once, however late it commits within a minute', async () => {
      const kinds = fc.constantFrom('locked', 'refused-locked', 'refused', 'never committed');
      const event = fc.record({ kind: kinds, gapMs: fc.integer({ min: 0, max: 9_000 }), delayMs: lateness });
      await fc.assert(
        fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (list) => {
          const since = alone.now();
          const taken = await alone.other.query("select nextval('sign_in_events_id_seq') as id");
          const base = Number(taken.rows[0].id);
          await alone.other.query("select setval('sign_in_events_id_seq', $1)", [base + list.length]);
          let position = (await everything(undefined, since)).next;
          const delivered: number[] = [];
          let drawnMs = 0;
          const steps = list.map(({ gapMs, delayMs, ...rest }, index) => {
            drawnMs += gapMs;
            return { ...rest, id: base + 1 + index, atMs: drawnMs + delayMs };
          });
          let passedMs = 0;
          for (const step of steps.sort((a, b) => a.atMs - b.atMs)) {
            alone.advance(step.atMs - passedMs);
            passedMs = step.atMs;
            if (step.kind !== 'never committed')
              await insertEvent(alone.other, step.id, alone.now(), 'somebody', step.kind);
            if (step.id % 2 === 0) continue;
            const read = await everything(position, since);
            delivered.push(...read.ids);
            position = read.next;
          }
          delivered.push(...(await everything(position, since)).ids);
          const expected = steps.filter(({ kind }) => kind.endsWith('locked')).map(({ id }) => id);
          expect(delivered.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
          alone.advance(600_000);
        }),
        { numRuns: kind === 'PGlite' ? 10 : 40 },
      );
    }, 30_000);

    if (kind === 'PostgreSQL')
      test('a server that ends idle connections ends nothing else', async () => {
        await alone.provider.check({ timeoutMs: 5_000 });
        const ended = await alone.other.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'account-access'",
        );
        expect(ended.rowCount).toBeGreaterThan(0);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await alone.provider.check({ timeoutMs: 5_000 });
      });

    if (kind === 'PostgreSQL')
      test('an event whose transaction stays open while later ones commit comes when it commits', async () => {
        const since = alone.now();
        const { next } = await everything(undefined, since);
        await alone.other.query('begin');
        const insert = 'insert into sign_in_events (at, account_id, kind) values ($1, $2, $3) returning id';
        const open = await alone.other.query(insert, [alone.now(), 'slow', 'locked']);
        await alone.add({ id: 'quick', userName: 'quick@contoso.example' });
        await alone.lock(['quick']);
        const before = await everything(next, since);
        expect(before.ids).toHaveLength(1);
        await alone.other.query('commit');
        expect((await everything(before.next, since)).ids).toEqual([Number(open.rows[0].id)]);
      });
  });
});

const lateness = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59_000 }));
