/** E4, the recorded link over HTTP: where it leads, to whom it leads nowhere, and what counts as a person's click. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { CodedError } from '../../domain/errors';
import type { PasswordReminderRow } from '../../domain/reminder/row';
import { Secret } from '../../domain/secret';
import { registerGo } from '../../functions/http/go';
import { createLinkMaker } from '../../functions/links';
import type { Product } from '../../functions/product';
import { createRecordedLinks } from '../../functions/recorded-links';
import { robin, type World } from '../domain/fakes/world';
import { expiring, runDay, worldAt } from '../domain/use-cases/reminders/a-run';

type Handler = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;
const mockHandlers: Handler[] = [];
jest.mock('@azure/functions', () => ({
  app: { http: (_name: string, { handler }: { handler: Handler }) => mockHandlers.unshift(handler) },
}));

const key = new Secret('a-key-of-thirty-two-characters-or-more');
const links = createRecordedLinks(key, 'https://access.example/');
const portal = 'https://portal.example/change';
const person = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' };
const logged: string[] = [];
const note = (line: string): void => void logged.push(line);
const context = { info: note, warn: note, error: note } as unknown as InvocationContext;

async function reminded(
  policy: object = { providers: { directory: { links: { changePassword: portal } } } },
) {
  const world = worldAt('10:00', policy);
  Object.assign(world.deps, { recordedLinks: links });
  world.ends.passwords.push(expiring(1, 7, { objectId: robin.aadObjectId }));
  await runDay(world);
  const [told] = world.messenger.sent;
  const url = told?.message.kind === 'password-expiry' ? (told.message.url ?? '') : '';
  const open = async (
    headers: Record<string, string> = person,
    { token = url.split('/go/')[1] ?? '', method = 'GET', query = '' } = {},
  ) => {
    registerGo({ policy: world.deps.policy, depsFor: () => world.deps } as unknown as Product);
    const request = { method, headers: new Headers(headers), params: { token }, url: `${url}${query}` };
    const answer = await mockHandlers[0]?.(request as unknown as HttpRequest, context);
    return {
      status: answer?.status,
      location: new Headers(answer?.headers as never).get('location'),
      body: answer?.body,
    };
  };
  return { world, url, open };
}

const clickedAt = (world: World) => (world.reminders.all()[0] as PasswordReminderRow | undefined)?.clickedAt;

test("the person's navigation is led to the portal and recorded, once", async () => {
  const { world, open } = await reminded();
  expect(await open()).toMatchObject({ status: 303, location: portal });
  const first = clickedAt(world);
  expect(first).toBe(world.clock.now().toISOString());
  world.advance(60_000);
  expect(await open()).toMatchObject({ status: 303, location: portal });
  expect(clickedAt(world)).toBe(first);
  const opened = world.audit.entries.filter(({ act }) => act === 'reminder-link-opened');
  expect(opened).toMatchObject([{ verifiedBy: 'link', result: 'done' }]);
});

test('a recorded click settles the cycle: nothing more is sent', async () => {
  const { world, open } = await reminded();
  await open();
  world.setTime('2026-12-04T18:00:00Z');
  await runDay(world, 'password-expiry', '2026-12-04');
  expect(world.messenger.sent).toHaveLength(1);
});

test.each([
  ['a scanner without any of these headers', {}, 'GET'],
  ['HEAD', person, 'HEAD'],
  ['a prefetch', { ...person, 'sec-purpose': 'prefetch' }, 'GET'],
  ['an older prefetch', { ...person, purpose: 'prefetch' }, 'GET'],
  ['a page that goes there by itself', { ...person, 'sec-fetch-user': '' }, 'GET'],
  ['a script', { ...person, 'sec-fetch-mode': 'cors' }, 'GET'],
  ['a frame', { ...person, 'sec-fetch-dest': 'iframe' }, 'GET'],
])('%s is led to the portal and counts as nobody', async (_, headers, method) => {
  const { world, open } = await reminded();
  expect(await open(headers as Record<string, string>, { method })).toMatchObject({
    status: 303,
    location: portal,
  });
  expect(clickedAt(world)).toBeUndefined();
});

test('nothing of the request has a say in where it leads', async () => {
  const { open } = await reminded();
  const query = '?url=https://evil.example&location=//evil.example&next=https%3A%2F%2Fevil.example';
  const headers = { ...person, host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  expect(await open(headers, { query })).toMatchObject({ status: 303, location: portal });
});

test('a token that was forged, cut, made for another purpose or never made is a kind 404', async () => {
  const { world, url, open } = await reminded();
  const token = url.split('/go/')[1] ?? '';
  const otherKey = createRecordedLinks(new Secret('another-key-of-thirty-two-characters'), '').urlOf('x');
  const asRecovery = createLinkMaker(key, '').hashOf(new Secret(token.slice(0, -65)));
  const unknown = links.urlOf(`password-${'0'.repeat(40)}-mf0a1b2c`).split('/go/')[1] ?? '';
  const forged = [
    '',
    'x'.repeat(5_000),
    token.slice(0, -1),
    token.slice(1),
    `${token}0`,
    token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    token.toUpperCase(),
    otherKey.split('/go/')[1] ?? '',
    `${token.slice(0, -65)}-${asRecovery}`,
    '../portal/change-password',
    unknown,
  ];
  for (const one of forged) {
    const { status, location, body } = await open(person, { token: one });
    expect([status, location]).toEqual([404, null]);
    expect(body).toContain('There');
    expect(body).not.toContain('evil');
  }
  expect(clickedAt(world)).toBeUndefined();
});

test('storage down: the person still reaches the page, it is not recorded, and the log says so', async () => {
  const { world, open } = await reminded();
  logged.length = 0;
  const { read } = world.deps.reminders;
  Object.assign(world.deps.reminders, {
    read: async () => {
      throw new CodedError('unavailable', 'storage is away');
    },
  });
  expect(await open()).toMatchObject({ status: 303, location: portal });
  expect(logged.join()).toContain('click-not-recorded');
  Object.assign(world.deps.reminders, { read });
  expect(clickedAt(world)).toBeUndefined();
});

test('a click that can be read and not written leads on too', async () => {
  const { world, open } = await reminded();
  Object.assign(world.deps.reminders, {
    write: async () => {
      throw new CodedError('unavailable', 'storage is away');
    },
  });
  expect(await open()).toMatchObject({ status: 303, location: portal });
});

test('the link of a former expiry leads on, and is no click of the new one', async () => {
  const { world, open } = await reminded();
  const row = world.reminders.all()[0] as PasswordReminderRow;
  const etag = (await world.deps.reminders.read(row.id))?.etag;
  await world.deps.reminders.write({ ...row, expiresAt: '2027-03-01T20:00:00.000Z' }, etag);
  expect(await open()).toMatchObject({ status: 303, location: portal });
  expect(clickedAt(world)).toBeUndefined();
});

test('without a portal any more there is nothing to lead to', async () => {
  const { world, open } = await reminded();
  Object.assign(world.deps, {
    policy: { ...world.deps.policy, providers: worldAt('10:00').deps.policy.providers },
  });
  expect(await open()).toMatchObject({ status: 404 });
});
