/**
 * Who may be notified and helped (U12): a list of rules, the first that applies refuses. Disabled accounts and
 * accounts with an administrator role are refused whatever the policy says.
 */
import type { Account } from './account';
import type { Reason } from './outcome';
import type { Policy } from './policy/schema';

type Rule = {
  readonly reason: Reason;
  readonly applies: (account: Account, policy: Policy['selfService']) => boolean;
};

const intersects = (wanted: readonly string[], present: readonly string[]): boolean =>
  present.some((item) => wanted.some((want) => want.toLowerCase() === item.toLowerCase()));

const listed = (
  list: { groups: readonly string[]; userTypes: readonly string[] },
  account: Account,
): boolean =>
  intersects(list.groups, account.groups) ||
  (!!account.userType && intersects(list.userTypes, [account.userType]));

const disabled: Rule = { reason: 'disabled', applies: (account) => account.status === 'disabled' };

const excluded: Rule = {
  reason: 'not-eligible',
  applies: (account, policy) => listed(policy.exclude, account),
};

const notIncluded: Rule = {
  reason: 'not-eligible',
  applies: (account, { include }) =>
    include.groups.length + include.userTypes.length > 0 && !listed(include, account),
};

const privileged: Rule = { reason: 'privileged', applies: (account) => account.privileged !== false };

const first = (rules: readonly Rule[], account: Account, policy: Policy): Reason | undefined => {
  const rule = rules.find(({ applies }) => applies(account, policy.selfService));
  return rule === disabled ? whyDisabled(account) : rule?.reason;
};

/** Why a disabled account is, as far as its provider tells. */
export function whyDisabled({ disabledBecause }: Account): Reason {
  return disabledBecause ?? 'disabled';
}

/** Why the account's holder may not be written to, or undefined if they may. */
export function whyNotNotified(account: Account, policy: Policy): Reason | undefined {
  return first([disabled, excluded, notIncluded], account, policy);
}

/** Why self-service may not change the account, or undefined if it may. */
export function whyNotHelped(account: Account, policy: Policy): Reason | undefined {
  return first([disabled, privileged, excluded, notIncluded], account, policy);
}
