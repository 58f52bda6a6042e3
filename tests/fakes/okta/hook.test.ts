/** Okta's side of an event hook. */
import { startFaultyServer } from '../faulty-server';
import { createOktaFake } from './fake';

test('the challenge is sent with the secret and must come back', async () => {
  const fake = await createOktaFake();
  const good = await startFaultyServer(({ headers }) => ({
    body: { verification: headers['x-okta-verification-challenge'] },
  }));
  const bad = await startFaultyServer(() => ({ body: {} }));
  expect(await fake.verifyHook({ url: good.url, secret: 's3cret' }, 'c1')).toEqual({
    verified: true,
    status: 200,
  });
  expect(good.calls[0]).toMatchObject({ method: 'GET', headers: { authorization: 's3cret' } });
  expect(await fake.verifyHook({ url: bad.url })).toEqual({ verified: false, status: 200 });
  await Promise.all([fake, good, bad].map((one) => one.close()));
});

test('events are delivered as they are stored, with one retry for a 5xx and none for a 4xx', async () => {
  const fake = await createOktaFake();
  fake.state.add({ id: 'u1', profile: { login: 'ana@contoso.example' } });
  const statuses = [500, 200, 403];
  const target = await startFaultyServer(() => ({ status: statuses.shift() ?? 204 }));
  const events = fake.lock('u1');
  const hook = { url: target.url, secret: 's3cret', header: 'X-Hook' };
  expect(await fake.deliver(hook, events)).toEqual([500, 200]);
  expect(await fake.deliver(hook, events)).toEqual([403]);
  expect(target.calls[0]?.headers['x-hook']).toBe('s3cret');
  expect(JSON.parse(target.calls[0]?.body ?? '')).toMatchObject({
    eventType: 'com.okta.event_hook',
    data: { events: [{ eventType: 'user.account.lock' }, { eventType: 'user.session.start' }] },
  });
  await target.cut();
  expect(await fake.deliver(hook, events)).toEqual([undefined, undefined]);
  await fake.close();
});

test('a registered hook delivers the types that it was registered for', async () => {
  const fake = await createOktaFake();
  fake.state.add({ id: 'u1', profile: { login: 'ana@contoso.example' } });
  let delivered: (body: string) => void = () => {};
  const first = new Promise<string>((resolve) => {
    delivered = resolve;
  });
  const target = await startFaultyServer(({ body }) => {
    delivered(body);
    return { status: 204 };
  });
  const stop = fake.hook({ url: target.url });
  fake.lock('u1', { how: 'both' });
  expect(JSON.parse(await first).data.events).toHaveLength(1);
  stop();
  fake.lock('u1');
  expect(target.calls).toHaveLength(1);
  await Promise.all([fake.close(), target.close()]);
});
