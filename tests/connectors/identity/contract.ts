/**
 * What every identity provider must do behind the port, whatever it translates to. A provider's test brings an
 * adapter to the world behind it; the suite never knows which provider it is. One part for each capability.
 */
import { accountsContract } from './contract/accounts';
import { contractorsContract } from './contract/contractors';
import { factorsContract } from './contract/factors';
import { lockoutsContract } from './contract/lockouts';
import { outagesContract } from './contract/outages';
import { passwordExpiryContract } from './contract/password-expiry';
import { passwordLinksContract } from './contract/password-links';
import { sessionsContract } from './contract/sessions';
import { unlockContract } from './contract/unlock';
import {
  type CapabilityName,
  type ContractAccount,
  type ContractContext,
  type ContractTraits,
  type ContractWorld,
  capabilityNames,
} from './contract/world';

export type { ContractAccount, ContractTraits, ContractWorld, ExpectedFactor } from './contract/world';

const parts: Record<CapabilityName, (context: ContractContext) => void> = {
  lockouts: lockoutsContract,
  unlock: unlockContract,
  passwordReset: passwordLinksContract,
  factors: factorsContract,
  sessions: sessionsContract,
  passwordExpiry: passwordExpiryContract,
  contractors: contractorsContract,
};

export function identityProviderContract(
  name: string,
  openWorld: () => Promise<ContractWorld>,
  traits: ContractTraits,
): void {
  describe(`${name} as an identity provider`, () => {
    let world: ContractWorld;
    let number = 0;
    let heard = 0;

    beforeAll(async () => {
      world = await openWorld();
    }, 60_000);
    afterEach(() => {
      const complaints = world.complaints?.() ?? [];
      const fresh = complaints.slice(heard);
      heard = complaints.length;
      expect(fresh).toEqual([]);
    });
    afterAll(() => world.close());

    function draw(properties: Partial<ContractAccount> = {}): ContractAccount {
      number += 1;
      const own = `${name}-${number}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const userName = `${own}@contoso.example`;
      const id = traits.lacks?.includes('ids') ? userName : own;
      const objectId = `00000000-0000-4000-8000-${String(number).padStart(12, 'a')}`;
      return { id, userName, objectId, ...properties };
    }

    async function account(properties: Partial<ContractAccount> = {}): Promise<ContractAccount> {
      const made = draw(properties);
      expect(await world.add(made)).toBe('added');
      return made;
    }

    test('it has the capabilities that it says, and no others', () => {
      const has = capabilityNames.filter((capability) => world.provider[capability] !== undefined);
      expect(has).toEqual(capabilityNames.filter((capability) => traits.capabilities.includes(capability)));
    });

    const context = { traits, world: () => world, provider: () => world.provider, draw, account };
    accountsContract(context);
    for (const capability of traits.capabilities) parts[capability](context);
    outagesContract(context);
  });
}
