import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer, type Server } from 'node:net';
import { countDirectoryCalls, countStorageCalls } from '../../bench/call-counters';

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

describe('the proxy in front of storage', () => {
  it('hands requests and answers on and counts each request once', async () => {
    const storage = createServer((request, response) => {
      response.writeHead(201, { etag: 'one' }).end(`${request.method} ${request.url}`);
    });
    const counter = await countStorageCalls(await listening(storage));
    const answer = await fetch(`http://127.0.0.1:${counter.port}/table?a=b`, { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([
      201,
      'one',
      'POST /table?a=b',
    ]);
    expect(counter.calls()).toBe(1);
    counter.close();
    storage.close();
    storage.closeAllConnections();
  });
});

describe('the proxy in front of the database', () => {
  it('counts transactions, not the statements within them', async () => {
    const database = createSocketServer((socket) => socket.pipe(socket));
    const counter = await countDirectoryCalls(await listening(database));
    const client = connect(counter.port, '127.0.0.1');
    const echoed = new Promise<void>((resolve) => {
      client.once('data', () => resolve());
    });
    client.write('begin; set local statement_timeout = 8000\0select 1\0commit\0');
    await echoed;
    expect(counter.calls()).toBe(1);
    client.destroy();
    counter.close();
    database.close();
  });
});
