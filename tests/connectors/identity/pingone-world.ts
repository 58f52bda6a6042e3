/** PingOne for the contract of identity providers: the adapter between the contract's world and the fake. */
import type { PingOneConnection } from '../../../connectors/identity/ping/pingone/api';
import { createPingOneProvider } from '../../../connectors/identity/ping/pingone/provider';
import { Secret } from '../../../domain/secret';
import {
  clientId,
  clientSecret,
  createPingOneFake,
  environmentId,
  type PingOneFake,
  type PingOneFakeOptions,
} from '../../fakes/pingone/fake';
import type { DeviceType, PingOneDevice } from '../../fakes/pingone/model';
import type { ContractTraits, ContractWorld, ExpectedFactor } from './contract';

export const pingOneTraits: ContractTraits = {
  capabilities: ['unlock', 'factors', 'sessions'],
  linkKeepsAccount: true,
};

/** Where an account holds the Entra object id: an attribute of the organisation's own. */
export const objectIdAttribute = 'entraObjectId';

export type PingOneWorld = ContractWorld & { readonly fake: PingOneFake };

type Given = { readonly type: DeviceType; readonly more: Partial<PingOneDevice> };

/** As PingOne gives them, and as people may read them. */
const factors: readonly (ExpectedFactor & Given)[] = [
  {
    ...{ type: 'SMS', more: { phone: '+1.5125550142', nickname: 'Work 512 555 0142' } },
    ...{ kind: 'sms', name: /^•••• 42$/, hides: '5125550' },
  },
  { type: 'VOICE', more: { phone: '+351220000017' }, kind: 'voice', name: /17$/, hides: '35122000' },
  {
    ...{ type: 'EMAIL', more: { email: 'mariana@private.example' } },
    ...{ kind: 'email', name: /^m•••@private\.example$/, hides: 'mariana@' },
  },
  { type: 'TOTP', more: { nickname: 'Codes' }, kind: 'authenticator-app', name: /^Codes$/ },
  {
    ...{ type: 'MOBILE', more: { model: { name: 'iPhone16,2', marketingName: 'iPhone 15' } } },
    ...{ kind: 'push', name: /^iPhone 15$/ },
  },
  {
    ...{ type: 'FIDO2', more: { nickname: 'Key of ana@private.example', status: 'ACTIVATION_REQUIRED' } },
    ...{ kind: 'security-key', name: /^Key of a•••@private\.example$/, hides: 'ana@' },
  },
  { type: 'OATH_TOKEN', more: {}, kind: 'other', name: /^$/ },
];

/** The connector under test. */
export function pingOneOf(
  fake: PingOneFake,
  attribute = objectIdAttribute,
  more: Partial<PingOneConnection> = {},
) {
  return createPingOneProvider({
    connection: {
      ...{ environmentId, clientId, clientSecret: new Secret(clientSecret) },
      ...{ apiUrl: fake.url, authUrl: `${fake.url}/` },
      ...more,
    },
    clock: fake.clock,
    objectIdAttribute: attribute,
    retry: { firstBackOffMs: 5 },
  });
}

export async function openPingOneWorld(
  options: Omit<PingOneFakeOptions, 'clock'> = {},
): Promise<PingOneWorld> {
  let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
  const fake = await createPingOneFake({ ...options, clock: { now: () => new Date(nowMs) } });
  // Filters may name it before anybody has it.
  fake.state.add({ username: 'first', attributes: { [objectIdAttribute]: 'nobody’s' } });
  const provider = pingOneOf(fake);
  let isCut = false;
  const unknown = async (): Promise<never> => {
    throw new Error('PingOne has no such capability.');
  };
  return {
    fake,
    provider,
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
    factors,
    async add(...accounts) {
      for (const { id, userName, objectId, status, roles, groups, userType, withFactors } of accounts) {
        fake.state.add({
          ...{ id, username: userName, enabled: status !== 'disabled' },
          ...(userType === undefined ? {} : { type: userType }),
          ...(roles ? { roles } : {}),
          ...(groups ? { groups } : {}),
          attributes: objectId === undefined ? {} : { [objectIdAttribute]: objectId },
        });
        if (withFactors) for (const { type, more } of factors) fake.state.addDevice(id, type, more);
      }
      return 'added';
    },
    async lock(ids) {
      for (const id of ids) fake.state.lock(id);
      return {};
    },
    tryWhileLocked: unknown,
    lockoutThatComesLate: unknown,
    useLink: unknown,
    async openSession(id) {
      const isLive = fake.state.openSession(id);
      return async () => isLive();
    },
    network: {
      hang: () => fake.faults.next({ kind: 'hang', times: Number.POSITIVE_INFINITY }),
      async cut() {
        isCut = true;
        await fake.server.cut();
      },
      async restore() {
        fake.faults.clear();
        if (isCut) await fake.server.restore();
        isCut = false;
      },
    },
    complaints: () => fake.complaints,
    async close() {
      provider.close();
      await fake.close();
    },
  };
}
