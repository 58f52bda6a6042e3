/** PingID held to the contract of all identity providers, and what only it promises: signatures, exact ids, its codes. */
import { createPingIdFake, type PingIdFake } from '../../fakes/pingid/fake';
import type { Manner } from '../../fakes/pingid/jws';
import type { Assumptions } from '../../fakes/pingid/model';
import { identityProviderContract } from './contract';
import { limit } from './contract/world';
import { openPingIdWorld, pingIdOf, pingIdTraits } from './pingid-world';

const otherWays: Partial<Assumptions> = {
  ...{
    noSuchDevice: 10_571,
    refusalStatus: 200,
    emptyListIsThere: false,
    alwaysHs256: true,
    lowerCase: true,
  },
} as const;

identityProviderContract('PingID', openPingIdWorld, pingIdTraits);
identityProviderContract(
  'PingID the other way',
  () => openPingIdWorld({ assume: otherWays, keyBytes: 64 }),
  pingIdTraits,
);

let fake: PingIdFake;
const userName = 'ana@contoso.example';

beforeEach(async () => {
  fake = await createPingIdFake();
  fake.add({ userName });
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  await fake.close();
});

describe('device ids of 64 bits', () => {
  test('two that only differ beyond JavaScript’s numbers stay two, and the right one goes', async () => {
    const [first, second] = [fake.addDevice(userName, 'SMS'), fake.addDevice(userName, 'Voice')];
    expect(Number(first.deviceId)).toBe(Number(second.deviceId));
    const { factors } = pingIdOf(fake);
    expect((await factors?.list(userName, limit))?.map(({ id }) => id)).toEqual([
      first.deviceId,
      second.deviceId,
    ]);
    expect(await factors?.remove(userName, second.deviceId, limit)).toBe('removed');
    expect(fake.find(userName)?.devices).toEqual([first]);
  });

  test('the largest there is, and a short one', async () => {
    for (const deviceId of ['9223372036854775807', '42']) fake.addDevice(userName, 'SMS', { deviceId });
    const { factors } = pingIdOf(fake);
    expect((await factors?.list(userName, limit))?.map(({ id }) => id)).toEqual([
      '9223372036854775807',
      '42',
    ]);
    expect(await factors?.remove(userName, '9223372036854775807', limit)).toBe('removed');
    expect(fake.find(userName)?.devices).toHaveLength(1);
  });

  test.each(['-1', '1.5', '1e3', '007', '92233720368547758079', '1,"x":2', ''])(
    'what is no id, %j, never reaches PingID as one',
    async (id) => {
      fake.addDevice(userName, 'SMS');
      expect(await pingIdOf(fake).factors?.remove(userName, id, limit)).toBe('was-gone');
      expect([fake.calls, fake.find(userName)?.devices.length]).toEqual([[], 1]);
    },
  );
});

describe('answers', () => {
  test.each<Manner>(['none', 'other-key', 'tampered', 'unsigned-json', 'no-signature', 'padded'])(
    'one that is not signed by our key (%s) is no answer, and leaves open what it did',
    async (manner) => {
      const { deviceId } = fake.addDevice(userName, 'SMS');
      const provider = pingIdOf(fake);
      fake.manner.answers = manner;
      await expect(provider.getAccount(userName, limit)).rejects.toMatchObject({
        ...{ code: 'bad-answer', outcomeUnknown: false },
      });
      await expect(provider.factors?.remove(userName, deviceId, limit)).rejects.toMatchObject({
        ...{ code: 'bad-answer', outcomeUnknown: true },
      });
    },
  );

  test.each([32, 48, 64] as const)(
    'a key of %d bytes signs and verifies with its own algorithm',
    async (keyBytes) => {
      const other = await createPingIdFake({ keyBytes });
      other.add({ userName });
      expect(await pingIdOf(other).getAccount(userName, limit)).toBeDefined();
      expect(other.complaints).toEqual([]);
      await other.close();
    },
  );

  test('one about somebody else is none', async () => {
    const other = fake.add({ userName: 'bob@contoso.example' });
    fake.users.set(userName, other);
    expect(await pingIdOf(fake).getAccount(userName, limit)).toBeUndefined();
  });

  test('"please retry" may pass; of a removal it leaves open what was done', async () => {
    const { deviceId } = fake.addDevice(userName, 'SMS');
    fake.manner.refuseWith = 10_551;
    const provider = pingIdOf(fake);
    const passing = { code: 'unavailable', retryable: true };
    await expect(provider.getAccount(userName, limit)).rejects.toMatchObject({
      ...passing,
      outcomeUnknown: false,
    });
    await expect(provider.factors?.remove(userName, deviceId, limit)).rejects.toMatchObject({
      ...{ ...passing, outcomeUnknown: true },
    });
  });

  test('informational codes are no failure; other refusals are told as such', async () => {
    const { deviceId } = fake.addDevice(userName, 'SMS');
    const { factors, ...provider } = pingIdOf(fake);
    fake.manner.refuseWith = 30_003;
    expect(await factors?.remove(userName, deviceId, limit)).toBe('removed');
    fake.manner.refuseWith = 10_599;
    await expect(provider.getAccount(userName, limit)).rejects.toMatchObject({ code: 'refused' });
  });

  test('a removal that PingID refuses is refused while the device is there', async () => {
    const { deviceId } = fake.addDevice(userName, 'SMS');
    Object.assign(fake.manner, { refuseWith: 10_599, refuseOnly: 'unpairdevice' });
    expect(await pingIdOf(fake).factors?.remove(userName, deviceId, limit)).toBe('refused');
  });

  test('a removal whose answer was lost is found to be done', async () => {
    const { deviceId } = fake.addDevice(userName, 'SMS');
    fake.faults.next({ kind: 'reset-before', acts: true });
    expect(await pingIdOf(fake).factors?.remove(userName, deviceId, limit)).toBe('was-gone');
    expect(fake.find(userName)?.devices).toEqual([]);
  });

  test('an unsigned 400 is a refusal', async () => {
    const { deviceId } = fake.addDevice(userName, 'SMS');
    fake.faults.next({ kind: 'status', status: 400, times: 2 });
    const { factors } = pingIdOf(fake);
    expect(await factors?.remove(userName, deviceId, limit)).toBe('refused');
    await expect(factors?.list(userName, limit)).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('what an account is', () => {
  test.each([
    ['ACTIVE', 'active'],
    ['pending_activation', 'active'],
    ['BYPASS', 'active'],
    ['SUSPENDED', 'disabled'],
    ['not_active', 'disabled'],
    ['LOCKED', 'locked'],
    ['otp_locked', 'locked'],
  ])('%s is %s', async (status, told) => {
    fake.add({ userName, status });
    expect((await pingIdOf(fake).getAccount(userName, limit))?.status).toBe(told);
  });

  test('a status that PingID doesn’t document is not guessed', async () => {
    fake.add({ userName, status: 'FROZEN' });
    await expect(pingIdOf(fake).getAccount(userName, limit)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  test.each([
    ['REGULAR', false],
    ['regular', false],
    ['SUPER_ADMIN', true],
    ['API_USER', true],
    [undefined, 'unknown'],
  ])('U12: whose role is %s counts as an administrator: %s', async (role, privileged) => {
    fake.add({ userName, role });
    expect((await pingIdOf(fake).getAccount(userName, limit))?.privileged).toBe(privileged);
  });
});
