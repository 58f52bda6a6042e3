/** The identity providers that settings and policy name for the preview, and nothing else of the product. */
import { createProviders, policyFaults, providerFor } from '../../connectors/identity/providers';
import { type Directory, openDirectory } from '../../directory';
import type { Policy } from '../../domain/policy/schema';
import { oktaConnection } from '../../functions/okta-settings';
import type { ProviderSettings } from '../../functions/settings';
import type { Sources } from './provider-source';

const clock = { now: () => new Date() };

export type Opened =
  | { readonly kind: 'sources'; readonly sources: Sources; close(): Promise<void> }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Nothing is connected yet. */
export function openSources(settings: ProviderSettings, policy: Policy): Opened {
  const directory: Directory | undefined = settings.DATABASE_URL
    ? openDirectory({ databaseUrl: settings.DATABASE_URL, clock })
    : undefined;
  const okta = oktaConnection(settings);
  const deps = { policy, clock, ...(directory ? { directory } : {}), ...(okta ? { okta } : {}) };
  const providers = createProviders(deps);
  const passwordExpiry = providerFor('passwordExpiry', providers, policy);
  const contractors = providerFor('contractors', providers, policy);
  const faults = [
    ...policyFaults(providers, policy),
    ...[passwordExpiry, contractors].flatMap((choice) => (choice.kind === 'fault' ? [choice.fault] : [])),
  ];
  if (faults.length > 0) return { kind: 'faults', faults };
  return {
    kind: 'sources',
    sources: {
      ...(passwordExpiry.kind === 'provider' ? { passwordExpiry: passwordExpiry.provider } : {}),
      ...(contractors.kind === 'provider' ? { contractors: contractors.provider } : {}),
    },
    async close() {
      await directory?.close();
    },
  };
}
