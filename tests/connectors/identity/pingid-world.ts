/** PingID for the contract of identity providers: the adapter between the contract's world and the fake. */
import { readPingIdProperties } from '../../../connectors/identity/ping/pingid/properties';
import { createPingIdProvider } from '../../../connectors/identity/ping/pingid/provider';
import { createPingIdFake, type PingIdFake, type PingIdFakeOptions } from '../../fakes/pingid/fake';
import type { PingIdDevice } from '../../fakes/pingid/model';
import type { ContractTraits, ContractWorld, ExpectedFactor } from './contract';

export const pingIdTraits: ContractTraits = {
  capabilities: ['factors'],
  linkKeepsAccount: true,
  lacks: ['ids', 'objectIds', 'groups'],
};

type Given = { readonly type: string; readonly more: Partial<PingIdDevice> };

/** As PingID gives them, and as people may read them. */
const factors: readonly (ExpectedFactor & Given)[] = [
  {
    ...{ type: 'iPhone', more: { deviceModel: 'iPhone 15', phoneNumber: '+15125550142' } },
    ...{ kind: 'push', name: /^iPhone 15$/, hides: '5125550' },
  },
  {
    ...{ type: 'SMS', more: { phoneNumber: '+351910000042', nickname: 'SMS 1' } },
    ...{ kind: 'sms', name: /^•••• 42$/, hides: '35191000' },
  },
  { type: 'Voice', more: { phoneNumber: '+351220000017' }, kind: 'voice', name: /17$/, hides: '35122000' },
  {
    ...{ type: 'Email', more: { email: 'mariana@private.example' } },
    ...{ kind: 'email', name: /^m•••@private\.example$/, hides: 'mariana@' },
  },
  { type: 'Authenticator App', more: {}, kind: 'authenticator-app', name: /^Authenticator App$/ },
  { type: 'FIDO2 Biometrics', more: { nickname: 'MacBook' }, kind: 'security-key', name: /^MacBook$/ },
  { type: 'Desktop', more: {}, kind: 'other', name: /^Desktop$/ },
];

/** The connector under test, set as the settings would. */
export function pingIdOf({ properties, clock }: Pick<PingIdFake, 'properties' | 'clock'>) {
  const reading = readPingIdProperties(properties);
  if (reading.kind === 'faults') throw new Error(reading.faults.join());
  return createPingIdProvider({ properties: reading.properties, clock, retry: { firstBackOffMs: 5 } });
}

export async function openPingIdWorld(
  options: Omit<PingIdFakeOptions, 'clock'> = {},
): Promise<ContractWorld & { readonly fake: PingIdFake }> {
  let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
  const fake = await createPingIdFake({ ...options, clock: { now: () => new Date(nowMs) } });
  const provider = pingIdOf(fake);
  let isCut = false;
  let disabled = 0;
  const unknown = async (): Promise<never> => {
    throw new Error('PingID has no such capability.');
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
      for (const { userName, status, roles = [], withFactors } of accounts) {
        // Both ways in which nobody is helped, in turn.
        if (status === 'disabled') disabled += 1;
        const isOff = status === 'disabled' && disabled % 2 === 0;
        fake.add({
          ...{ userName, userEnabled: !isOff, role: roles.length > 0 ? 'ADMIN' : 'REGULAR' },
          status: status === 'disabled' && !isOff ? 'SUSPENDED' : 'ACTIVE',
        });
        if (withFactors) for (const { type, more } of factors) fake.addDevice(userName, type, more);
      }
      return 'added';
    },
    ...{ lock: unknown, tryWhileLocked: unknown, lockoutThatComesLate: unknown },
    ...{ useLink: unknown, openSession: unknown },
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
