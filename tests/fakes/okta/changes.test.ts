/** Unlock, reset of passwords and factors, end of sessions, at the fake, with the assumptions both ways. */
import { ask } from './client';
import { factorNames } from './factors';
import { createOktaFake, type OktaFake } from './fake';
import type { OktaUser } from './model';

let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
const clock = { now: () => new Date(nowMs) };
let fake: OktaFake;
let user: OktaUser;

beforeEach(async () => {
  fake = await createOktaFake({ clock });
  user = fake.state.add({ id: 'u1', profile: { login: 'ana@contoso.example' } });
});
afterEach(() => fake.close());

const post = (path: string) => ask(fake, `POST /api/v1/users/u1/lifecycle/${path}`);
const codeOf = async (path: string) => {
  const { status, body } = await post(path);
  return status === 200 ? 200 : [status, body.errorCode];
};

describe('unlock', () => {
  test('a locked user is active again, and a second time it is not locked', async () => {
    fake.lock('u1');
    const { status, body } = await post('unlock');
    expect([status, body, user.status]).toEqual([200, {}, 'ACTIVE']);
    const again = await post('unlock');
    expect([again.status, again.body]).toEqual([
      403,
      {
        errorCode: 'E0000032',
        errorSummary: 'Unlock is not allowed for this user.',
        errorLink: 'E0000032',
        errorId: expect.any(String),
        errorCauses: [{ errorSummary: 'The user is not locked out.' }],
      },
    ]);
    expect(fake.log.events().at(-1)?.eventType).toBe('user.account.unlock_by_admin');
  });

  test.each([
    ['not-locked', [403, 'E0000032'], 'LOCKED_OUT'],
    ['not-allowed', [403, 'E0000038'], 'LOCKED_OUT'],
    ['unlocked', 200, 'ACTIVE'],
  ] as const)('an account of Active Directory: %s', async (assumed, code, status) => {
    fake.assume.directoryUnlock = assumed;
    user.provider = { type: 'ACTIVE_DIRECTORY', name: 'corp.example' };
    fake.lock('u1');
    expect(await codeOf('unlock')).toEqual(code);
    expect(user.status).toBe(status);
  });

  test.each([
    ['unlocked', 200, true],
    ['not-locked', [403, 'E0000032'], false],
  ] as const)('somebody blocked on unknown devices: %s', async (assumed, code, canSignIn) => {
    fake.assume.deviceBlockUnlock = assumed;
    fake.blockDevices('u1');
    expect([fake.canSignIn('u1'), fake.canSignIn('u1', 'unknown')]).toEqual([true, false]);
    expect(await codeOf('unlock')).toEqual(code);
    expect(fake.canSignIn('u1', 'unknown')).toBe(canSignIn);
  });
});

describe('reset of a password', () => {
  test('the link is new each time, works once, and meanwhile nobody signs in', async () => {
    const first = (await post('reset_password?sendEmail=false')).body.resetPasswordUrl;
    expect([user.status, fake.canSignIn('u1')]).toEqual(['RECOVERY', false]);
    const second = (await post('reset_password?sendEmail=false')).body.resetPasswordUrl;
    expect(await fake.useResetLink(first)).toBe('refused');
    await (await fetch(second)).text();
    nowMs += 1_000;
    expect(await fake.useResetLink(second)).toBe('set');
    expect(await fake.useResetLink(second)).toBe('refused');
    expect([user.status, user.passwordChanged]).toEqual(['ACTIVE', clock.now().toISOString()]);
    expect(fake.complaints).toEqual([]);
  });

  test('states that allow none refuse it', async () => {
    for (const status of ['SUSPENDED', 'STAGED', 'DEPROVISIONED'] as const) {
      fake.state.change(user, () => {
        user.status = status;
      });
      expect(await codeOf('reset_password?sendEmail=false')).toEqual([403, 'E0000038']);
    }
  });

  test.each(['refused', 'converts'] as const)('an account of a directory: %s, and kept', async (assumed) => {
    fake.assume.foreignPasswordReset = assumed;
    user.provider = { type: 'ACTIVE_DIRECTORY', name: 'corp.example' };
    const refused = assumed === 'refused';
    expect(await codeOf('reset_password?sendEmail=false')).toEqual(refused ? [403, 'E0000038'] : 200);
    expect(user.provider.type).toBe(refused ? 'ACTIVE_DIRECTORY' : 'OKTA');
    expect(fake.complaints).toHaveLength(1);
  });

  test('sessions end with it where that is asked for', async () => {
    const isLive = fake.openSession('u1');
    await post('reset_password?sendEmail=false');
    expect(isLive()).toBe(true);
    await post('reset_password?sendEmail=false&revokeSessions=true');
    expect(isLive()).toBe(false);
  });
});

describe('factors', () => {
  const list = async () =>
    (await ask(fake, 'GET /api/v1/users/u1/factors')).body.map(
      ({ factorType }: { factorType: string }) => factorType,
    );
  const remove = (id: string) => ask(fake, `DELETE /api/v1/users/u1/factors/${id}`);

  test('every kind has its profile, hidden ones are not listed', async () => {
    for (const kind of factorNames) fake.addFactor('u1', kind, '+351 910 000 042');
    fake.addFactor('u1', 'sms', '+1', { hidden: true });
    const { body } = await ask(fake, 'GET /api/v1/users/u1/factors');
    expect(body).toHaveLength(factorNames.length);
    expect(body[0]).toMatchObject({
      factorType: 'sms',
      status: 'ACTIVE',
      profile: { phoneNumber: '+351 910 000 042' },
    });
  });

  test('push and signed_nonce take the rest of Okta Verify with them, nothing else', async () => {
    const push = fake.addFactor('u1', 'push', 'Pixel 8');
    const totp = fake.addFactor('u1', 'token:software:totp', '');
    for (const kind of ['signed_nonce', 'google', 'sms']) fake.addFactor('u1', kind, 'x');
    expect((await remove(push.id)).status).toBe(204);
    expect(await list()).toEqual(['token:software:totp', 'sms']);
    const gone = await remove(totp.id);
    expect(gone.body).toMatchObject({
      errorCode: 'E0000007',
      errorSummary: `Not found: Resource not found: ${totp.id} (UserFactor)`,
    });
  });

  test('all go at once, or a little later', async () => {
    fake.assume.resetFactorsDelayMs = 5_000;
    fake.addFactor('u1', 'sms', '+1');
    expect(await codeOf('reset_factors')).toBe(200);
    expect(await list()).toEqual(['sms']);
    nowMs += 5_000;
    expect(await list()).toEqual([]);
    expect(user.status).toBe('ACTIVE');
  });

  test('a verified e-mail address may enrol itself again', async () => {
    fake.assume.emailEnrolsItself = true;
    const { id } = fake.addFactor('u1', 'email', 'ana@contoso.example');
    expect((await remove(id)).status).toBe(204);
    await post('reset_factors');
    expect(await list()).toEqual(['email']);
  });

  test('a deactivated user has none to ask for', async () => {
    fake.state.change(user, () => {
      user.status = 'DEPROVISIONED';
    });
    expect((await ask(fake, 'GET /api/v1/users/u1/factors')).body.errorCode).toBe('E0000007');
  });
});

test('all sessions end, nobody else’s', async () => {
  fake.state.add({ id: 'u2', profile: { login: 'ben@contoso.example' } });
  const [mine, theirs] = [fake.openSession('u1'), fake.openSession('u2')];
  expect((await ask(fake, 'DELETE /api/v1/users/u1/sessions?oauthTokens=true')).status).toBe(204);
  expect([mine(), theirs()]).toEqual([false, true]);
});

test('a change may be done and its answer lost', async () => {
  fake.lock('u1');
  fake.faults.next({ kind: 'reset-before', acts: true, match: { method: 'POST' } });
  await expect(post('unlock')).rejects.toThrow();
  expect(user.status).toBe('ACTIVE');
});
