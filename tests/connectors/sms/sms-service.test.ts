/** Text messages through an SMS service, on a real wire and on a hostile one. */
import { createSmsService } from '../../../connectors/sms/sms-service';
import type { TextMessages } from '../../../domain/ports/text-messages';
import { Secret } from '../../../domain/secret';
import { createSmsFake, type SmsFake, smsToken } from '../../fakes/sms/fake';
import { hostileWireContract } from '../http/hostile-wire';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const number = '+12065550142';
const said = 'Your temporary password: T3mp-secret';
const options = { timeoutMs: 3_000 };

const serviceOf = ({ url }: Pick<SmsFake, 'url'>, log?: (record: object) => void, token = smsToken) =>
  createSmsService({ url, token: new Secret(token), clock, firstBackOffMs: 2, ...(log ? { log } : {}) });

describe('R6 an SMS service', () => {
  test('gets number and text at exactly its address, whatever that ends with', async () => {
    for (const path of ['/', '/sms', '/v1/messages/', '/hooks/a%2Fb']) {
      const fake = await createSmsFake(path);
      const service = serviceOf(fake);
      expect([path, await service.send(number, new Secret(said), options)]).toEqual([path, 'accepted']);
      expect(fake.texts).toEqual([{ to: number, text: said }]);
      service.close();
      await fake.server.close();
    }
  });

  test('may refuse a number, which is an answer; a token that is refused is none', async () => {
    const fake = await createSmsFake();
    const service = serviceOf(fake);
    expect(await service.send('12', new Secret(said), options)).toBe('refused');
    const other = serviceOf(fake, undefined, 'another token');
    await expect(other.send(number, new Secret(said), options)).rejects.toMatchObject({
      code: 'unauthorised',
    });
    const elsewhere = serviceOf({ url: `${fake.server.url}/elsewhere` });
    await expect(elsewhere.send(number, new Secret(said), options)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(fake.texts).toEqual([]);
    for (const one of [service, other, elsewhere]) one.close();
    await fake.server.close();
  });

  test('is never given the same message twice where the first may have arrived', async () => {
    const fake = await createSmsFake();
    const service = serviceOf(fake);
    fake.server.faults.next({ kind: 'status', status: 500, acts: true });
    const error = service.send(number, new Secret(said), options);
    await expect(error).rejects.toMatchObject({ code: 'unavailable', outcomeUnknown: true });
    expect(fake.texts).toHaveLength(1);
    service.close();
    await fake.server.close();
  });

  test('leaves no number, text, token or address in what is logged', async () => {
    const fake = await createSmsFake('/hooks/key-in-the-address');
    const logged: object[] = [];
    const service = serviceOf(fake, (record) => logged.push(record));
    await service.send(number, new Secret(said), options);
    expect(logged).toMatchObject([{ client: 'sms', method: 'POST', status: 202 }]);
    expect(JSON.stringify(logged)).not.toMatch(/2065550142|T3mp|sms-token|key-in/);
    service.close();
    await fake.server.close();
  });

  test('is reached by https only, but for loopback', () => {
    for (const url of ['http://sms.example/send', 'no address', 'https://user:word@sms.example/send'])
      expect(() => serviceOf({ url })).toThrow(TypeError);
    expect(() => serviceOf({ url: 'https://sms.example/send' })).not.toThrow();
  });
});

hostileWireContract<TextMessages & { close(): void }>('an SMS service', async () => {
  const fake = await createSmsFake();
  return {
    server: fake.server,
    makeWorld: async () => serviceOf(fake),
    close: async (service) => service.close(),
    changes: () => true,
    secrets: [smsToken, 'T3mp', '2065550142', 'Bearer'],
  };
}, [{ name: 'send', run: (service, timeoutMs) => service.send(number, new Secret(said), { timeoutMs }) }]);
