/** Whose account it is at PingOne: found by name, address or object id, whole lists, and administrators known as such (U12). */
import { everyFaultOfData } from '../../fakes/every-fault';
import { createPingOneFake, type PingOneFake } from '../../fakes/pingone/fake';
import { limit } from './contract/world';
import { pingOneOf } from './pingone-world';

let fake: PingOneFake;

beforeEach(async () => {
  fake = await createPingOneFake();
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  await fake.close();
});

const ana = (more = {}) => fake.state.add({ username: 'ana@contoso.example', ...more });

describe('who somebody is', () => {
  test('a name that is no address stands behind the mail address', async () => {
    const { id } = fake.state.add({ username: 'asilva', email: 'Ana.Silva@contoso.example' });
    const provider = pingOneOf(fake);
    const found = await provider.findAccounts({ userName: 'ana.silva@CONTOSO.example' }, limit);
    expect(found).toMatchObject([
      { ref: { provider: 'pingone', id }, userName: 'Ana.Silva@contoso.example' },
    ]);
    expect(await provider.findAccounts({ userName: 'asilva' }, limit)).toEqual([]);
  });

  test('a mail address doesn’t make somebody whose name is another address', async () => {
    ana({ email: 'boss@contoso.example' });
    expect(await pingOneOf(fake).findAccounts({ userName: 'boss@contoso.example' }, limit)).toEqual([]);
  });

  test('a name and somebody else’s mail address that are the same are two accounts', async () => {
    ana();
    fake.state.add({ username: 'plain', email: 'ana@contoso.example' });
    expect(await pingOneOf(fake).findAccounts({ userName: 'ana@contoso.example' }, limit)).toHaveLength(2);
  });

  test('I4: a mail address finds whoever has it, whatever their names are', async () => {
    ana({ email: "Seán.O'Brien@contoso.example" });
    fake.state.add({ username: 'shared-1', email: 'shared@contoso.example' });
    fake.state.add({ username: 'shared-2', email: 'SHARED@contoso.example' });
    const byEmail = async (email: string) =>
      (await pingOneOf(fake).findByEmail?.(email, limit))?.map(({ email: found }) => found);
    expect(await byEmail("seán.o'brien@contoso.example")).toEqual(["Seán.O'Brien@contoso.example"]);
    expect(await byEmail('shared@contoso.example')).toHaveLength(2);
    for (const nobody of ['ana@contoso.example', '', 'x" or email pr or id eq "', '%@contoso.example'])
      expect(await byEmail(nobody)).toEqual([]);
  });

  test('the object id stands in externalId where the policy says so', async () => {
    const objectId = '00000000-0000-4000-8000-0000000000aa';
    ana({ externalId: objectId.toUpperCase() });
    const found = await pingOneOf(fake, 'externalId').findAccounts({ objectId }, limit);
    expect(found).toMatchObject([{ objectId: objectId.toUpperCase() }]);
  });

  test.each(['o"brien@contoso.example', 'o\\brien@contoso.example', "o'brien+1 (x)@contoso.example"])(
    'the name %s is asked for as it is',
    async (username) => {
      fake.state.add({ username });
      expect(await pingOneOf(fake).findAccounts({ userName: username }, limit)).toMatchObject([
        { userName: username },
      ]);
    },
  );

  test('lists are read to their end, by the links in them', async () => {
    fake.pages.settings.largest = 2;
    const { id } = ana({ groups: ['A', 'B', 'C', 'D', 'E'] });
    for (let n = 0; n < 5; n++) fake.state.addDevice(id, 'TOTP');
    const provider = pingOneOf(fake);
    expect(await provider.factors?.list(id, limit)).toHaveLength(5);
    expect((await provider.getAccount(id, limit))?.groups).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test('a link that leads elsewhere is not followed, and the token stays here', async () => {
    fake.pages.settings.largest = 1;
    fake.pages.settings.origin = 'https://api.pingone.eu.evil.example';
    const { id } = ana();
    for (let n = 0; n < 2; n++) fake.state.addDevice(id, 'TOTP');
    const list = pingOneOf(fake).factors?.list(id, limit);
    await expect(list).rejects.toMatchObject({ code: 'bad-answer', facts: { fault: 'foreign-address' } });
  });

  test('another environment’s 404 is no answer about a person', async () => {
    const provider = pingOneOf(fake);
    const gone = {
      kind: 'status',
      status: 404,
      body: { code: 'NOT_FOUND' },
      match: { path: /\/users$/ },
    } as const;
    fake.faults.next({ ...gone, times: 3 });
    await expect(provider.check(limit)).rejects.toMatchObject({ code: 'not-found' });
    await expect(provider.findAccounts({ userName: 'ana@x.example' }, limit)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe.each(everyFaultOfData)('where data is expected, $title', ({ fault, code }) => {
  test.each([/\/users$/, /\/users\/[^/]+$/, /roleAssignments/, /memberOfGroups/, /password/, /devices/])(
    'is never an answer (%s)',
    async (path) => {
      const { id, username } = ana({ groups: ['Staff'] });
      const provider = pingOneOf(fake);
      fake.faults.next({ ...fault, match: { path } });
      const reads = async () => {
        await provider.findAccounts({ userName: username }, limit);
        await provider.getAccount(id, limit);
        await provider.factors?.list(id, limit);
      };
      await expect(reads()).rejects.toMatchObject({ code });
    },
  );
});

describe('administrators', () => {
  test('U12: a role of a group makes its members administrators', async () => {
    fake.state.giveRole('Operators', 'Identity Data Admin');
    const { id } = ana({ groups: ['Staff', 'Operators'] });
    expect((await pingOneOf(fake).getAccount(id, limit))?.privileged).toBe(true);
  });

  test.each([/users\/.*\/roleAssignments/, /groups\/.*\/roleAssignments/, /memberOfGroups/])(
    'U12: roles that may not be read (%s) are not known',
    async (path) => {
      const { id } = ana({ groups: ['Staff'] });
      fake.faults.next({ ...fake.fault.forbidden(), match: { path } });
      expect((await pingOneOf(fake).getAccount(id, limit))?.privileged).toBe('unknown');
    },
  );

  test.each([/users\/.*\/roleAssignments/, /groups\/.*\/roleAssignments/])(
    'U12: roles that are not there (%s) are not known to be none',
    async (path) => {
      const { id } = ana({ groups: ['Staff'] });
      const gone = { kind: 'status', status: 404, body: { code: 'NOT_FOUND' } } as const;
      fake.faults.next({ ...gone, match: { path } });
      expect((await pingOneOf(fake).getAccount(id, limit))?.privileged).toBe('unknown');
    },
  );
});
