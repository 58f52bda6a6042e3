import axios from 'axios';
import { everyFault, everyFaultOfData } from './every-fault';
import { createFaults, faultKinds } from './faults';
import { startFaultyServer } from './faulty-server';

describe('ordered faults', () => {
  test('one is met once, by the first call that matches', () => {
    const faults = createFaults();
    faults.next({ kind: 'hang', match: { method: 'POST', path: /\/unlock$/ } });
    expect(faults.take('GET', '/a/unlock')).toBeUndefined();
    expect(faults.take('POST', '/a')).toBeUndefined();
    expect(faults.take('POST', '/a/unlock?x=1')?.kind).toBe('hang');
    expect(faults.take('POST', '/a/unlock')).toBeUndefined();
    expect(faults.left()).toBe(0);
  });

  test('some calls may go well before, and several may meet it', () => {
    const faults = createFaults();
    faults.next({ kind: 'empty', after: 2, times: 2, match: { path: '/a' } });
    expect([1, 2, 3, 4, 5].map(() => faults.take('GET', '/a')?.kind)).toEqual([
      undefined,
      undefined,
      'empty',
      'empty',
      undefined,
    ]);
  });

  test('several come in their order; what nobody met is counted', () => {
    const faults = createFaults();
    faults.next({ kind: 'hang' });
    faults.next({ kind: 'html' });
    expect([faults.take('GET', '/')?.kind, faults.left()]).toEqual(['hang', 1]);
    faults.clear();
    expect([faults.take('GET', '/'), faults.left()]).toEqual([undefined, 0]);
  });

  test('the table of the hostile wire has every kind', () => {
    const kinds = [...everyFault, ...everyFaultOfData].map(({ fault }) => fault.kind);
    // Expired credentials are each connector's own: what it does then depends on how it proves who it is.
    expect(new Set([...kinds, 'unauthorised'])).toEqual(new Set(faultKinds));
  });
});

test('a fault that acts lets the fake do what was asked, another does not', async () => {
  let acted = 0;
  const server = await startFaultyServer(() => {
    acted++;
    return { body: {} };
  });
  const post = () => axios.post(server.url, {}, { validateStatus: () => true });
  server.faults.next({ kind: 'status', acts: true });
  server.faults.next({ kind: 'status' });
  expect([(await post()).status, acted]).toEqual([500, 1]);
  expect([(await post()).status, acted]).toEqual([500, 1]);
  expect([(await post()).status, acted]).toEqual([200, 2]);
  expect(server.calls).toHaveLength(3);
  await server.close();
});
