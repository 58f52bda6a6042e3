/** The fixed address where people change their password (E3): never a one-time link. */
import type { ProviderId } from '../account';
import type { Deps } from '../deps';
import type { ProviderPolicy } from '../policy/providers';

/** The policy's page, or else the provider's own; undefined where there is none: then instructions are sent. */
export function changePasswordPage(
  { policy, providers }: Pick<Deps, 'policy' | 'providers'>,
  provider: ProviderId,
): string | undefined {
  const { links } = (policy.providers as Readonly<Record<ProviderId, ProviderPolicy>>)[provider];
  return links.changePassword ?? providers.byId(provider)?.pages?.changePassword;
}
