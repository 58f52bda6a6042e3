import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStorage } from '../../../connectors/storage/storage';
import type { NewRow, Table } from '../../../connectors/storage/table';
import { type Azurite, connectionTo, startAzurite } from './azurite';
import { value } from './examples';

const row = (key: string, columns: NewRow['columns'] = {}): NewRow => ({ partition: 'p', key, columns });

describe('a table', () => {
  let azurite: Azurite;
  let table: Table;
  let names = 0;

  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.end());
  beforeEach(() => {
    names += 1;
    table = createStorage({ connection: azurite.connection }).table(`Table${names}`);
  });

  it('that does not exist is made by whoever comes first, and by twenty at once', async () => {
    expect(await table.get('p', 'k')).toBeUndefined();
    names += 1;
    const other = createStorage({ connection: azurite.connection }).table(`Table${names}`);
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => other.transact([{ do: 'create', row: row(key) }])));
    expect(await other.list({ partition: 'p' }, 100)).toHaveLength(20);
  });

  it('does all steps of a transaction or none', async () => {
    await table.create(row('there'));
    const steps = (key: string) => [
      { do: 'create' as const, row: row('new') },
      { do: 'create' as const, row: row(key) },
    ];
    expect(await table.transact(steps('there'))).toBe('exists');
    expect(await table.get('p', 'new')).toBeUndefined();
    expect(await table.transact(steps('too'))).toHaveLength(2);
  });

  it('merges columns into a row that is there, and only there', async () => {
    await table.create(row('k', { a: 1, b: 'x' }));
    await table.transact([{ do: 'merge', row: row('k', { b: 'y' }) }]);
    expect((await table.get('p', 'k'))?.columns).toEqual({ a: 1, b: 'y' });
    expect(await table.transact([{ do: 'merge', row: row('none') }])).toBe('row-missing');
  });

  it('removes by ETag only what has not changed', async () => {
    const { etag } = value(await table.create(row('k')));
    const second = value(await table.replace(row('k', { a: 1 }), etag));
    expect(await table.remove('p', 'k', etag)).toBe('changed');
    expect(await table.remove('p', 'k', second.etag)).toBe('removed');
    expect(await table.remove('p', 'k')).toBe('removed');
  });

  it('takes a value for what it is in a filter', async () => {
    await table.create(row('1', { who: "x' or who ne '" }));
    await table.create(row('2', { who: 'x' }));
    const found = await table.list({ partition: 'p', where: { anyOf: ['who'], is: "x' or who ne '" } }, 9);
    expect(found.map(({ key }) => key)).toEqual(['1']);
  });
});

describe('pages of the service', () => {
  let server: Server | undefined;
  afterEach(() => server?.close().closeAllConnections());

  it('are read to the end, also where one is short or empty', async () => {
    const pages = [['a'], [], ['b', 'c']];
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(new URL(request.url ?? '', 'http://x').searchParams.get('NextRowKey') ?? 'start');
      const keys = pages[asked.length - 1] ?? [];
      const more = asked.length < pages.length;
      const next = {
        'x-ms-continuation-nextpartitionkey': 'p',
        'x-ms-continuation-nextrowkey': `r${asked.length}`,
      };
      response.writeHead(200, { 'content-type': 'application/json', ...(more ? next : {}) });
      const rows = keys.map((key) => ({ PartitionKey: 'p', RowKey: key, 'odata.etag': 'W/"1"' }));
      response.end(JSON.stringify({ value: rows }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connection = connectionTo((server.address() as AddressInfo).port);
    const rows = await createStorage({ connection }).table('X').list({ partition: 'p' }, 50);
    expect(rows.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual(['start', 'r1', 'r2']);
  });
});
