/**
 * Who may do what at the administrator's desk (D4): the policy names people by their Entra object ids, their rights
 * and the department that they look after. Asked afresh at every press, of the policy and of the account as it is.
 */
import type { PersonKey } from '../person';
import type { Policy } from '../policy/schema';
import type { AdministeredAccount } from '../ports/account-administration';

export type Right = Policy['administrators'][number]['rights'][number];

/** Why an administrator may not do something to an account; the card says it where the button would stand. */
export type DeskBar = 'no-right' | 'out-of-scope' | 'own-account' | 'privileged-account';

/** Somebody without any right sees nothing of the desk. */
export function isAdministrator(policy: Policy, person: PersonKey): boolean {
  return entriesOf(policy, person).length > 0;
}

/** Whether the person has the right for some accounts at least. */
export function hasRight(policy: Policy, person: PersonKey, right: Right): boolean {
  return entriesOf(policy, person).some(({ rights }) => rights.includes(right));
}

/** R7: the mobile log tells of everybody's accounts, and of nobody's: only for those who may see them all. */
export function maySeeLog(policy: Policy, person: PersonKey): boolean {
  return entriesOf(policy, person).some(({ scope }) => scope === everything);
}

/** R6: why not the cell service providers, which everybody's accounts share; undefined where it is allowed. */
export function whyNoCarriers(policy: Policy, person: PersonKey): DeskBar | undefined {
  const granted = entriesOf(policy, person).filter(({ rights }) => rights.includes('editUser'));
  if (granted.length === 0) return 'no-right';
  return granted.some(({ scope }) => scope === everything) ? undefined : 'out-of-scope';
}

/** Whose accounts the person may see: undefined for everybody's. */
export function departmentsOf(policy: Policy, person: PersonKey): readonly string[] | undefined {
  const scopes = entriesOf(policy, person).map(({ scope }) => scope);
  return scopes.includes(everything) ? undefined : scopes;
}

/** Whether the account lies in what the person looks after. */
export function maySee(policy: Policy, person: PersonKey, account: AdministeredAccount): boolean {
  return entriesOf(policy, person).some(({ scope }) => covers(scope, account));
}

/**
 * Why not, or undefined where it is allowed. `own`: the account is the administrator's.
 *
 * U12 keeps self-service away from accounts with an administrator role; the desk is no self-service. An unlock gives
 * nobody anything but what they had, so it is open for them too. What could hand the account to somebody else (a new
 * secret key, a password, another address) takes an administrator who looks after all accounts.
 */
export function whyBarred(
  policy: Policy,
  person: PersonKey,
  right: Right,
  account: AdministeredAccount,
  own: boolean,
): DeskBar | undefined {
  if (own) return 'own-account';
  const granted = entriesOf(policy, person).filter(({ rights }) => rights.includes(right));
  if (granted.length === 0) return 'no-right';
  const covering = granted.filter(({ scope }) => covers(scope, account));
  if (covering.length === 0) return maySee(policy, person, account) ? 'no-right' : 'out-of-scope';
  const safe = right === 'unlock' || account.privileged === false;
  return safe || covering.some(({ scope }) => scope === everything) ? undefined : 'privileged-account';
}

const everything = 'all';

function entriesOf({ administrators }: Policy, { aadObjectId }: PersonKey): Policy['administrators'] {
  return administrators.filter(({ objectId, rights }) => objectId === aadObjectId && rights.length > 0);
}

function covers(scope: string, { department }: AdministeredAccount): boolean {
  return scope === everything || (department !== undefined && folded(scope) === folded(department));
}

const folded = (name: string): string => name.trim().toLowerCase();
