/**
 * Where person and account meet. The policy names the source per provider: an attribute with the Entra object id
 * (default), or the UPN: exact, ignoring case, one match on both sides, and never for privileged accounts.
 */
import type { Account, ProviderId } from '../account';
import type { Deps } from '../deps';
import { type PersonKey, personKey } from '../person';
import type { ProviderPolicy } from '../policy/providers';
import type { CallOptions, IdentityProvider } from '../ports/identity-provider';

export type AccountLink =
  | { readonly kind: 'linked'; readonly account: Account }
  | { readonly kind: 'not-linked' };

type LinkDeps = Pick<Deps, 'policy' | 'conversations' | 'tenantId'>;

/** The person's account at the provider. None or two matches are no link. */
export async function accountOf(
  deps: LinkDeps,
  provider: IdentityProvider,
  person: PersonKey,
  options: CallOptions,
): Promise<AccountLink> {
  if (linkOf(deps, provider.id) === 'objectId') {
    return onlyOne(await provider.findAccounts({ objectId: person.aadObjectId }, options));
  }
  const conversation = await deps.conversations.read(person);
  const upn = conversation?.value.userPrincipalName;
  if (!upn || !(await isOnlyHolder(deps, upn, person))) return { kind: 'not-linked' };
  const link = onlyOne(await provider.findAccounts({ userName: upn }, options));
  return link.kind === 'linked' && link.account.privileged === false ? link : { kind: 'not-linked' };
}

/** The person behind an account, or undefined: nobody, or not exactly one. */
export async function personOf(deps: LinkDeps, account: Account): Promise<PersonKey | undefined> {
  if (linkOf(deps, account.ref.provider) === 'objectId') {
    return account.objectId ? personKey(deps.tenantId, account.objectId) : undefined;
  }
  if (account.privileged !== false) return undefined;
  const holders = await deps.conversations.byUserPrincipalName(deps.tenantId, account.userName);
  return holders.length === 1 ? holders[0] : undefined;
}

/** By what people and accounts of a provider belong together. */
export function linkOf({ policy }: Pick<Deps, 'policy'>, provider: ProviderId): 'objectId' | 'upn' {
  return (policy.providers as Partial<Record<ProviderId, ProviderPolicy>>)[provider]?.link ?? 'objectId';
}

function onlyOne(accounts: readonly Account[]): AccountLink {
  const [account, another] = accounts;
  return account && !another ? { kind: 'linked', account } : { kind: 'not-linked' };
}

async function isOnlyHolder(deps: LinkDeps, upn: string, person: PersonKey): Promise<boolean> {
  const holders = await deps.conversations.byUserPrincipalName(person.tenantId, upn);
  return holders.length === 1 && holders[0]?.aadObjectId === person.aadObjectId;
}
