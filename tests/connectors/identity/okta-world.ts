/** Okta for the contract of identity providers: the adapter between the contract's world and the fake. */
import type { SignInSource } from '../../../domain/account';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { createOktaFake, type OktaFake, type OktaFakeOptions } from '../../fakes/okta/fake';
import type { ContractAccount, ContractTraits, ContractWorld, ExpectedFactor } from './contract';

/** Where an account holds the Entra object id. */
export const objectIdAttribute = 'entraObjectId';

export const oktaTraits: ContractTraits = {
  capabilities: [
    'lockouts',
    'unlock',
    'passwordReset',
    'factors',
    'sessions',
    'passwordExpiry',
    'contractors',
  ],
  linkKeepsAccount: false,
};

/** Which attributes of the profile tell of contractors. */
export const contractorAttributes = {
  typeAttribute: 'userType',
  types: ['Contractor'],
  endAttribute: 'contractEnd',
  managerAttribute: 'managerId',
  roleAttribute: 'title',
};

export type OktaWorld = ContractWorld & { readonly fake: OktaFake };

/** As Okta gives them, and as people may read them. Of Okta Verify only the code, which takes nothing along. */
const factors: readonly (ExpectedFactor & { readonly type: string; readonly given: string })[] = [
  { type: 'google', given: '', kind: 'authenticator-app', name: /^/ },
  { type: 'sms', given: '+351910000042', kind: 'sms', name: /42$/, hides: '3519100000' },
  { type: 'call', given: '+351220000017', kind: 'voice', name: /17$/, hides: '3512200000' },
  { type: 'email', given: 'mariana@private.example', kind: 'email', name: /@/, hides: 'mariana@' },
  { type: 'webauthn', given: 'YubiKey 5C', kind: 'security-key', name: /YubiKey 5C/ },
];

/**
 * @param makeProvider the connector under test, for the fake's address and clock
 * @param toldOf the source as the connector tells it, from what the person's client was
 */
export async function openOktaWorld(
  makeProvider: (fake: OktaFake) => IdentityProvider,
  toldOf: (source: SignInSource) => SignInSource,
  options: Omit<OktaFakeOptions, 'clock'> = {},
): Promise<OktaWorld> {
  let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
  const fake = await createOktaFake({ ...options, clock: { now: () => new Date(nowMs) } });
  for (const name of [objectIdAttribute, 'userType', 'contractEnd', 'managerId', 'title'])
    fake.state.attributes.add(name);
  // The policy that applies to everybody else lets passwords be used for ninety days.
  const exempt = fake.state.groupNamed('Exempt');
  fake.state.addPolicy({ priority: 0, maxAgeDays: 0, groups: [exempt.id] });
  let disabled = 0;
  return {
    fake,
    provider: makeProvider(fake),
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
    factors,
    async add(...accounts) {
      for (const account of accounts) {
        const { id, status, roles = [], groups = [], withFactors, passwordChangedAt } = account;
        // Both states in which nobody is helped, in turn.
        if (status === 'disabled') disabled += 1;
        const user = fake.state.add({
          id,
          status: status !== 'disabled' ? 'ACTIVE' : disabled % 2 === 0 ? 'SUSPENDED' : 'DEPROVISIONED',
          profile: profileOf(account),
          groups: account.passwordNeverExpires ? [...groups, exempt.name] : groups,
          ...(passwordChangedAt === undefined
            ? {}
            : { passwordChanged: passwordChangedAt?.toISOString() ?? null }),
          roles: roles.map((label) => ({
            ...{ id: `ra1${id}`, type: 'HELP_DESK_ADMIN', label, assignmentType: 'USER' as const },
          })),
        });
        if (withFactors) for (const { type, given } of factors) fake.addFactor(user.id, type, given);
      }
      return 'added';
    },
    async lock(ids, source = {}) {
      const { address, place, application, device } = source;
      const client = {
        ...(address !== undefined && { ipAddress: address }),
        ...(place !== undefined && { city: place }),
        ...(application !== undefined && { application }),
        ...(device !== undefined && {
          userAgent: { rawUserAgent: `Mozilla/5.0 ${device}`, os: 'Linux', browser: device.toUpperCase() },
        }),
      };
      for (const id of ids) fake.lock(id, { how: 'user.account.lock', client });
      return toldOf(source);
    },
    async tryWhileLocked(id) {
      fake.tryWhileLocked(id);
    },
    async lockoutThatComesLate(id) {
      const arrive = fake.lockToldLate(id);
      return async () => arrive();
    },
    useLink: (url) => fake.useResetLink(url),
    async openSession(id) {
      const isLive = fake.openSession(id);
      return async () => isLive();
    },
    network: {
      hang: () => fake.faults.next({ kind: 'hang', times: Number.POSITIVE_INFINITY }),
      cut: () => fake.server.cut(),
      async restore() {
        fake.faults.clear();
        if (!(await isReachable(fake.url))) await fake.server.restore();
      },
    },
    complaints: () => fake.complaints,
    close: () => fake.close(),
  };
}

function profileOf(account: ContractAccount) {
  const { userName, email, userType, objectId, title, manager, contractEnd } = account;
  return {
    login: userName,
    ...(email === undefined ? {} : { email }),
    userType: contractEnd ? 'Contractor' : (userType ?? null),
    [objectIdAttribute]: objectId ?? null,
    ...(title === undefined ? {} : { title }),
    ...(manager === undefined ? {} : { managerId: manager }),
    ...(contractEnd ? { contractEnd: endText(contractEnd) } : {}),
  };
}

const endText = (end: Date | 'unreadable') => (end === 'unreadable' ? '31.12.2026' : end.toISOString());

async function isReachable(url: string): Promise<boolean> {
  try {
    await (
      await fetch(`${url}/.well-known/okta-organization`, { headers: { Accept: 'application/json' } })
    ).text();
    return true;
  } catch {
    return false;
  }
}
