/**
 * The `passwordExpiry` capability. Okta doesn't say when a password runs out, and moves nobody to PASSWORD_EXPIRED
 * before they sign in: the instant follows from the last change and the policy that applies (O5).
 */

import { eachOf } from '../../../domain/abreast';
import type { PasswordExpiry, PasswordExpiryCapability, Span } from '../../../domain/ports/account-ends';
import type { Clock } from '../../../domain/ports/clock';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { type Accounts, instantOf } from './accounts';
import { type PasswordPolicy, policyFor, readPasswordPolicies } from './password-policies';
import { listUsers, type OktaUser, passwordOwnerOf, userById } from './users';

const pageSize = 100;
const abreast = 8;
const dayMs = 86_400_000;
/** Policies are few and change rarely: a run over many pages reads them now and then. */
const policiesMs = 5 * 60_000;

export type PasswordExpiryDeps = {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly accounts: Accounts;
};

export function createPasswordExpiry({
  http,
  clock,
  accounts,
}: PasswordExpiryDeps): PasswordExpiryCapability {
  let known: { readonly policies: readonly PasswordPolicy[]; readonly readAtMs: number } | undefined;

  async function policiesNow(deadline: Deadline): Promise<readonly PasswordPolicy[]> {
    const nowMs = clock.now().getTime();
    if (!known || nowMs - known.readAtMs > policiesMs || nowMs < known.readAtMs)
      known = { policies: await readPasswordPolicies(http, deadline), readAtMs: nowMs };
    return known.policies;
  }

  async function expiryOf(user: OktaUser, deadline: Deadline): Promise<PasswordExpiry | undefined> {
    const changedAt = changeOf(user);
    if (changedAt === undefined) return undefined;
    const [policies, groups] = await Promise.all([
      policiesNow(deadline),
      accounts.groupsOf(user.id, deadline),
    ]);
    const expiresAt = endOf(
      changedAt,
      policyFor(
        policies,
        groups.map(({ id }) => id),
      ),
    );
    if (expiresAt === undefined) return undefined;
    const account = await accounts.accountOf(user, deadline, groups);
    return { account, expiresAt: expiresAt.toISOString(), changedAt };
  }

  /** Whether any policy could let it run out within the span: only then are the user's groups asked for. */
  function mayEnd(user: OktaUser, policies: readonly PasswordPolicy[], span: Span): boolean {
    const changedAt = changeOf(user);
    if (changedAt === undefined) return false;
    return policies.some((policy) => isWithin(endOf(changedAt, policy), span));
  }

  return {
    async page(cursor, span, options) {
      const deadline = startDeadline(options);
      const [page, policies] = await Promise.all([
        listUsers(http, { limit: pageSize }, cursor, deadline),
        policiesNow(deadline),
      ]);
      const candidates = page.items.filter((user) => mayEnd(user, policies, span));
      const read = await eachOf(candidates, abreast, (user) => expiryOf(user, deadline));
      const due = read.filter(
        (expiry) => expiry !== undefined && isWithin(new Date(expiry.expiresAt), span),
      ) as readonly PasswordExpiry[];
      return { accounts: due, ...(page.next === undefined ? {} : { next: page.next }) };
    },
    async of(id, options) {
      const deadline = startDeadline(options);
      const user = await userById(http, id, deadline);
      return user && expiryOf(user, deadline);
    },
  };
}

/** When the password was set; undefined where it isn't Okta's, or Okta doesn't know. */
function changeOf(user: OktaUser): string | undefined {
  return passwordOwnerOf(user) === 'okta' ? instantOf(user.passwordChanged) : undefined;
}

function endOf(changedAt: string, policy: PasswordPolicy | undefined): Date | undefined {
  const days = policy?.maxAgeDays ?? 0;
  return days > 0 ? new Date(Date.parse(changedAt) + days * dayMs) : undefined;
}

function isWithin(instant: Date | undefined, { from, until }: Span): boolean {
  return instant !== undefined && instant >= from && instant <= until;
}
