import { createConversationStore } from '../../../connectors/storage/conversations';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import { type PersonKey, personKey } from '../../../domain/person';
import type { ConversationStore } from '../../../domain/ports/stores';
import { type Azurite, startAzurite } from './azurite';
import { conversation, somebody, value } from './examples';

let azurite: Azurite;
let storage: Storage;
let store: ConversationStore;
let prefixes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());
beforeEach(() => {
  prefixes += 1;
  storage = createStorage({ connection: azurite.connection, tablePrefix: `T${prefixes}x` });
  store = createConversationStore({ storage });
});

const upn = "Zoë.O'Brien#x/y@Contoso.example";
const keyOnly = ({ tenantId, aadObjectId }: PersonKey): PersonKey => ({ tenantId, aadObjectId });
const named = (name: string, person: PersonKey = somebody()) =>
  conversation({ ...person, userPrincipalName: name });

describe('a conversation', () => {
  it('is given back as it was written', async () => {
    const one = named(upn);
    const { etag } = value(await store.write(one, undefined));
    expect(await store.read(one)).toEqual({ value: one, etag });
    expect(await store.read(somebody())).toBeUndefined();
  });

  it('is created by one of many at once, and replaced by one of many at once', async () => {
    const one = named(upn);
    const created = await Promise.all(Array.from({ length: 8 }, () => store.write(one, undefined)));
    expect(created.filter((answer) => answer !== 'conflict')).toHaveLength(1);
    const { etag } = value(await store.read(one));
    const replaced = await Promise.all(
      ['de', 'en', 'fr'].map((locale) => store.write({ ...one, locale }, etag)),
    );
    expect(replaced.filter((answer) => answer !== 'conflict')).toHaveLength(1);
  });

  it('is what was noted last, over what was written before, in a new row and an old one', async () => {
    const one = named(upn);
    const reference = {
      conversationId: 'a:2',
      serviceUrl: 'https://x.example',
      botId: '28:b',
      userId: '29:u',
    };
    const question = {
      id: 'none-2',
      topic: 'general',
      template: 'general-access',
      verbs: ['get-help'],
      askedAt: '2026-11-22T10:00:00.000Z',
      expiresAt: '2026-11-23T10:00:00.000Z',
      words: 'nothing works',
    } as const;
    const person = keyOnly(one);
    await store.note(person, { reference, locale: 'fr', question });
    expect((await store.read(person))?.value).toEqual({
      ...person,
      reference,
      locale: 'fr',
      questions: [question],
    });
    const { etag } = value(await store.read(person));
    const written = value(await store.write({ ...one, locale: 'de' }, etag));
    expect((await store.read(person))?.value).toEqual({ ...one, locale: 'de' });
    await store.note(person, { reference });
    expect((await store.read(person))?.value).toEqual({ ...one, locale: 'de', reference });
    expect(await store.write({ ...one, locale: 'es' }, written.etag)).toBe('conflict');
    expect(await store.byUserPrincipalName(one.tenantId, upn)).toEqual([person]);
  });

  it('that was removed can neither be read, found nor replaced', async () => {
    const one = named(upn);
    const { etag } = value(await store.write(one, undefined));
    await store.remove(one);
    expect(await store.read(one)).toBeUndefined();
    expect(await store.byUserPrincipalName(one.tenantId, upn)).toEqual([]);
    expect(await store.write(one, etag)).toBe('conflict');
    await expect(store.remove(one)).resolves.toBeUndefined();
  });
});

describe('the UPN', () => {
  it('finds its person, ignoring case, within the tenant only', async () => {
    const one = named(upn);
    await store.write(one, undefined);
    expect(await store.byUserPrincipalName(one.tenantId, upn.toUpperCase())).toEqual([keyOnly(one)]);
    expect(await store.byUserPrincipalName('another-tenant', upn)).toEqual([]);
    expect(await store.byUserPrincipalName(one.tenantId, upn.replace("'", ''))).toEqual([]);
    expect(await store.byUserPrincipalName(one.tenantId, '')).toEqual([]);
  });

  it('finds at most two, so that the caller sees that it is ambiguous', async () => {
    const three = [named(upn), named(upn), named(upn)];
    await store.write(three[0] ?? named(upn), undefined);
    expect(await store.byUserPrincipalName(three[0]?.tenantId ?? '', upn)).toHaveLength(1);
    for (const one of three.slice(1)) await store.write(one, undefined);
    expect(await store.byUserPrincipalName(three[0]?.tenantId ?? '', upn)).toHaveLength(2);
  });

  it('that has changed finds by the new one, no longer by the old one, and back again', async () => {
    const one = named('old@contoso.example');
    const first = value(await store.write(one, undefined));
    const second = value(await store.write({ ...one, userPrincipalName: 'new@contoso.example' }, first.etag));
    const find = (name: string) => store.byUserPrincipalName(one.tenantId, name);
    expect([await find('old@contoso.example'), await find('new@contoso.example')]).toEqual([
      [],
      [keyOnly(one)],
    ]);
    expect(
      await storage.table('ConversationsByUpn').list({ partition: '0', lastPartition: 'z' }, 9),
    ).toHaveLength(1);
    const third = value(await store.write(one, second.etag));
    expect([await find('old@contoso.example'), await find('new@contoso.example')]).toEqual([
      [keyOnly(one)],
      [],
    ]);
    value(await store.write({ ...one, userPrincipalName: undefined }, third.etag));
    expect(await find('old@contoso.example')).toEqual([]);
  });

  it('is not believed from an index row that a crash left behind', async () => {
    const one = named('real@contoso.example');
    const first = value(await store.write(one, undefined));
    const outdated = first.etag.replace(/\d{4}/, '2001');
    expect(await store.write({ ...one, userPrincipalName: 'wished@contoso.example' }, outdated)).toBe(
      'conflict',
    );
    expect(
      await storage.table('ConversationsByUpn').list({ partition: '0', lastPartition: 'z' }, 9),
    ).toHaveLength(2);
    expect(await store.byUserPrincipalName(one.tenantId, 'wished@contoso.example')).toEqual([]);
    expect(await store.byUserPrincipalName(one.tenantId, 'real@contoso.example')).toEqual([keyOnly(one)]);
  });

  it('of ids with any characters leads back to exactly that person', async () => {
    const one = named(upn, personKey('tenant/#1', "o'id ?"));
    await store.write(one, undefined);
    expect(await store.byUserPrincipalName('tenant/#1', upn)).toEqual([
      { tenantId: 'tenant/#1', aadObjectId: "o'id ?" },
    ]);
  });
});
