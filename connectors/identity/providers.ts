/** The one table of identity providers: what each needs to be configured, and which of them serves a capability. */
import type { Directory } from '../../directory';
import type { ProviderId } from '../../domain/account';
import type { Policy } from '../../domain/policy/schema';
import type { Clock } from '../../domain/ports/clock';
import type { IdentityProvider, ProviderWith } from '../../domain/ports/identity-provider';
import type { CallRecord } from '../http/call';
import { createDirectoryProvider } from './directory/provider';
import type { OktaConnection } from './okta/okta-client';
import { createOktaProvider } from './okta/provider';
import type { PingIdProperties } from './ping/pingid/properties';
import { createPingIdProvider } from './ping/pingid/provider';
import type { PingOneConnection } from './ping/pingone/api';
import { createPingOneProvider } from './ping/pingone/provider';

export type ProviderDeps = {
  readonly policy: Policy;
  readonly clock: Clock;
  /** The built-in directory, where DATABASE_URL is set. */
  readonly directory?: Directory;
  /** Base of the links that people open; the built-in directory's own pages lie under it. */
  readonly publicUrl?: string;
  /** The organisation at Okta, where OKTA_ORG_URL is set. */
  readonly okta?: OktaConnection;
  /** The environment of PingOne, where PINGONE_ENVIRONMENT_ID is set. */
  readonly pingOne?: PingOneConnection;
  /** Where PINGID_PROPERTIES is set. */
  readonly pingId?: PingIdProperties;
  /** Is told of every call to a vendor. */
  readonly log?: (record: CallRecord) => void;
};

export type Providers = ReadonlyMap<ProviderId, IdentityProvider>;

/** One line per provider: undefined when its settings are absent. */
const table: Readonly<Record<string, (deps: ProviderDeps) => IdentityProvider | undefined>> = {
  okta: ({ okta, clock, policy, log }) =>
    okta &&
    createOktaProvider({ connection: okta, clock, ...policy.providers.okta, ...(log ? { log } : {}) }),
  pingone: ({ pingOne, clock, policy, log }) =>
    pingOne &&
    createPingOneProvider({
      ...{ connection: pingOne, clock, ...policy.providers.pingone },
      ...(log ? { log } : {}),
    }),
  pingid: ({ pingId, clock, log }) =>
    pingId && createPingIdProvider({ properties: pingId, clock, ...(log ? { log } : {}) }),
  directory: ({ directory, clock, policy, publicUrl }) =>
    directory &&
    createDirectoryProvider({ directory, clock, ...policy.directory, ...(publicUrl ? { publicUrl } : {}) }),
};

/** The providers that are configured, by id. Nothing is connected yet. */
export function createProviders(deps: ProviderDeps): Providers {
  const configured = Object.values(table).flatMap((create) => create(deps) ?? []);
  return new Map(configured.map((provider) => [provider.id, provider]));
}

/** What the policy lacks for the providers that are configured: key, what is wrong, what is allowed. */
export function policyFaults(providers: Providers, policy: Policy): readonly string[] {
  const { okta, pingid } = policy.providers;
  const faults: string[] = [];
  if (providers.has('okta') && okta.link === 'objectId' && okta.objectIdAttribute === undefined) {
    const key = 'providers.okta.objectIdAttribute';
    faults.push(
      `${key}: missing; the attribute of Okta’s profile with the Entra object id, or providers.okta.link: upn`,
    );
  }
  if (providers.has('pingid') && pingid.link === undefined) {
    faults.push('providers.pingid.link: missing; PingID holds no object ids, so that only upn is possible');
  }
  return faults;
}

/** What a provider can do beyond the core, and the policy can give to one of several. */
export type Capability =
  | 'lockouts'
  | 'unlock'
  | 'passwordReset'
  | 'factors'
  | 'passwordExpiry'
  | 'contractors';

/** Under which key of the policy the provider of a capability is named. */
const policyKey = {
  lockouts: 'lockouts',
  unlock: 'unlock',
  passwordReset: 'passwordReset',
  factors: 'mfaReset',
  passwordExpiry: 'passwordExpiry',
  contractors: 'contractorExpiry',
} as const satisfies Record<Capability, keyof Policy>;

export type ProviderChoice<C extends Capability> =
  | { readonly kind: 'provider'; readonly provider: ProviderWith<C> }
  /** Nobody who is configured can do it, or the policy has switched it off: what needs it is not offered. */
  | { readonly kind: 'none' }
  /** The policy must be corrected: key, what is wrong, what is allowed. */
  | { readonly kind: 'fault'; readonly fault: string };

/** Who serves a capability: whom the policy names, else the only one who can. */
export function providerFor<C extends Capability>(
  capability: C,
  providers: Providers,
  policy: Policy,
): ProviderChoice<C> {
  const section = policyKey[capability];
  const key = `${section}.provider`;
  const chosen = policy[section];
  if ('enabled' in chosen && !chosen.enabled) return { kind: 'none' };
  const able = [...providers.values()].filter((provider) => can(provider, capability));
  const names = able.map(({ id }) => id).join(', ') || 'none is configured';
  const named = chosen.provider;
  if (named !== undefined) {
    const provider = able.find(({ id }) => id === named);
    if (provider) return { kind: 'provider', provider };
    const fault = providers.has(named) ? 'cannot do this' : 'is not configured';
    return { kind: 'fault', fault: `${key}: ${named} ${fault}; allowed: ${names}` };
  }
  const [only, another] = able;
  if (!only) return { kind: 'none' };
  if (another) return { kind: 'fault', fault: `${key}: several providers can do this, name one of ${names}` };
  return { kind: 'provider', provider: only };
}

/** Whose accounts the administrator's desk looks after: only the built-in directory has no console of its own. */
export function administrationOf(providers: Providers): {
  readonly administration?: ProviderWith<'accountAdministration'>;
} {
  const able = [...providers.values()].find(
    (provider): provider is ProviderWith<'accountAdministration'> =>
      provider.accountAdministration !== undefined,
  );
  return able ? { administration: able } : {};
}

function can<C extends Capability>(provider: IdentityProvider, capability: C): provider is ProviderWith<C> {
  return provider[capability] !== undefined;
}
