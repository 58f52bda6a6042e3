/**
 * PingID's classic API, played on this machine: signed texts in and out, success told inside. Made for tests and
 * scenarios.
 */
import { createHash } from 'node:crypto';
import { type AskedCall, type FakeAnswer, startFaultyServer } from '../faulty-server';
import { algorithmFor, type Manner, sign } from './jws';
import { type Assumptions, type Clock, type PingIdDevice, type PingIdUser, usualAssumptions } from './model';
import { understood } from './strictness';

export type PingIdFakeOptions = {
  readonly clock?: Clock;
  readonly assume?: Partial<Assumptions>;
  readonly keyBytes?: 32 | 48 | 64;
};

export type NewUser = Partial<Omit<PingIdUser, 'devices'>> & { readonly userName: string };
export type PingIdFake = Awaited<ReturnType<typeof createPingIdFake>>;

export const orgAlias = 'aaaaaaaa-a1b2-4123-8456-1234abcd5678';
export const token = '1a2b3c4d5e6f70819203a4b5c6d7e8f9';
const messages: Readonly<Record<number, string>> = {
  200: 'ok',
  400: 'Invalid input.',
  10551: 'Failed transaction. Please retry.',
  10564: 'User does not exist.',
};

export async function createPingIdFake(options: PingIdFakeOptions = {}) {
  const clock = options.clock ?? { now: () => new Date() };
  const assume: Assumptions = { ...usualAssumptions, ...options.assume };
  const key = createHash('sha512')
    .update('pingid')
    .digest()
    .subarray(0, options.keyBytes ?? 32);
  const users = new Map<string, PingIdUser>();
  const complaints: string[] = [];
  const manner: { answers: Manner; refuseWith?: number; refuseOnly?: string } = { answers: 'signed' };
  let devices = 0;

  const find = (name: string) => users.get(name.toLowerCase());
  const deviceBody = ({ deviceId, ...rest }: PingIdDevice): string =>
    `{"deviceId":${deviceId},${JSON.stringify({ ...rest, enrollment: '2026-03-01 09:00:00.0' }).slice(1)}`;
  /** Written by hand, because ids are longer than JavaScript's whole numbers. */
  const userBody = ({ devices: paired, status, ...rest }: PingIdUser): string => {
    const bodies = paired.map(deviceBody);
    const primary = bodies[0] ?? 'null';
    const list = bodies.length > 0 || assume.emptyListIsThere ? `[${bodies.join(',')}]` : 'null';
    const known = JSON.stringify({
      ...{ ...rest, status: assume.lowerCase ? status.toLowerCase() : status },
      ...{ userInBypass: false, bypassExpiration: null, lastLogin: 1_763_000_000_000, spList: [] },
    });
    return `${known.slice(0, -1)},"userId":4611686018427387905,"deviceDetails":${primary},"devicesDetails":${list}}`;
  };

  function said(errorId: number, userDetails?: string): FakeAnswer {
    const about = {
      errorId,
      errorMsg: messages[errorId] ?? 'Refused.',
      uniqueMsgId: 'webs_1',
      clientData: null,
    };
    const details = userDetails === undefined ? '' : `,"userDetails":${userDetails}`;
    const payload = `{"responseBody":${JSON.stringify(about).slice(0, -1)}${details}}}`;
    const isFine = errorId === 200 || (errorId > 30_000 && errorId < 30_019);
    const alg = assume.alwaysHs256 ? 'HS256' : algorithmFor(key);
    return {
      status: isFine ? 200 : assume.refusalStatus,
      body: sign(payload, key, alg, manner.answers),
      headers: { 'content-type': 'application/octet-stream' },
    };
  }

  function answer(call: AskedCall): FakeAnswer {
    const asked = understood(call, { key, token, orgAlias, clock }, (why) =>
      complaints.push(`${call.path}: ${why}`),
    );
    if (!asked) return said(400);
    const isMeant = (manner.refuseOnly ?? asked.operation) === asked.operation;
    if (manner.refuseWith !== undefined && isMeant) return said(manner.refuseWith);
    const user = find(asked.userName);
    if (!user) return said(10_564);
    if (asked.operation === 'getuserdetails') return said(200, userBody(user));
    const at =
      asked.deviceId === undefined
        ? 0
        : user.devices.findIndex(({ deviceId }) => deviceId === asked.deviceId);
    if (!user.devices[at]) return said(assume.noSuchDevice);
    user.devices.splice(at, 1);
    return said(200);
  }

  const server = await startFaultyServer(answer);
  return {
    url: server.url,
    server,
    users,
    assume,
    clock,
    key,
    /** How answers are signed, and with what every request is refused, or those of one operation. */
    manner,
    /** Everything that a client did which no real PingID would have taken. Tests assert that it is empty. */
    complaints,
    calls: server.calls,
    faults: server.faults,
    find,
    add(given: NewUser): PingIdUser {
      const user: PingIdUser = {
        ...{ fname: 'Ana', lname: 'Silva', status: 'ACTIVE', role: 'REGULAR', userEnabled: true },
        ...{ email: given.userName, ...given, devices: [] },
      };
      users.set(user.userName.toLowerCase(), user);
      return user;
    },
    /** Ids that differ only beyond what a JavaScript number holds. */
    addDevice(userName: string, type: string, more: Partial<PingIdDevice> = {}): PingIdDevice {
      const user = find(userName);
      if (!user) throw new Error(`The fake has no user ${userName}.`);
      devices += 1;
      const device: PingIdDevice = {
        deviceId: String(9_007_199_254_740_993_000n + BigInt(devices)),
        type,
        deviceRole: user.devices.length === 0 ? 'PRIMARY' : 'SECONDARY',
        ...more,
      };
      user.devices.push(device);
      return device;
    },
    /** What PingID's console would hand out. */
    properties: [
      '#Auto-Generated from PingOne',
      `use_base64_key=${key.toString('base64')}`,
      'use_signature=true',
      `token=${token}`,
      `idp_url=${server.url}/pingid`,
      `org_alias=${orgAlias}`,
      `admin_url=${server.url}/pingid`,
      `authenticator_url=${server.url}/pingid/ppm`,
    ].join('\n'),
    close: () => server.close(),
  };
}
