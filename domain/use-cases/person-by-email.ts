/**
 * Whom to ask because of a ticket (I4). An e-mail address is nobody's identity: it leads to one account, that to a
 * person by the same link as always, and what is changed in the end is the account of whoever answers in the chat.
 */
import type { Account } from '../account';
import type { Deps } from '../deps';
import { whyNotNotified } from '../eligibility';
import type { Reason } from '../outcome';
import { type PersonKey, samePerson } from '../person';
import type { CallOptions, IdentityProvider } from '../ports/identity-provider';
import { personOf } from './account-links';

export type PersonFound =
  | { readonly kind: 'person'; readonly person: PersonKey }
  | { readonly kind: 'nobody'; readonly reason: Reason };

const notLinked: PersonFound = { kind: 'nobody', reason: 'not-linked' };

/** Nobody, where the providers know none or several. @throws when a provider can't be asked. */
export async function personByEmail(deps: Deps, email: string, options: CallOptions): Promise<PersonFound> {
  const wanted = email.trim();
  const people: PersonKey[] = [];
  let barred: PersonFound | undefined;
  for (const provider of providersOf(deps)) {
    const account = await accountByEmail(provider, wanted, options);
    const reason = account && whyNotNotified(account, deps.policy);
    if (reason) barred = { kind: 'nobody', reason };
    const person = account && !reason ? await personOf(deps, account) : undefined;
    if (person && !people.some((other) => samePerson(other, person))) people.push(person);
  }
  if (barred) return barred;
  // Most often the address is the name with which people sign in to Teams.
  if (people.length === 0)
    people.push(...(await deps.conversations.byUserPrincipalName(deps.tenantId, wanted)));
  const [person, another] = people;
  return person && !another ? { kind: 'person', person } : notLinked;
}

async function accountByEmail(
  provider: IdentityProvider,
  email: string,
  options: CallOptions,
): Promise<Account | undefined> {
  const found = (await provider.findByEmail?.(email, options)) ?? [];
  const named = found.length > 0 ? found : await provider.findAccounts({ userName: email }, options);
  return named.length === 1 ? named[0] : undefined;
}

function providersOf({
  providers: { lockouts, unlock, passwordReset, factors },
}: Deps): readonly IdentityProvider[] {
  const all = [unlock, lockouts, passwordReset, factors].flatMap((provider) => provider ?? []);
  return all.filter((provider, index) => all.findIndex(({ id }) => id === provider.id) === index);
}
