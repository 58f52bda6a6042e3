/**
 * D3: an administrator takes somebody's secret key away, because the phone is lost, the app is deleted or the key is
 * believed to be known to others. Whether they may is decided by whoever calls this; here it is done once, recorded
 * before and after, and announced to the person (T6). What people do themselves (M1) goes through `perform`.
 */
import type { Account } from '../account';
import type { Deps } from '../deps';
import { codeOf, mayHaveActed } from '../errors';
import { type AuditEntry, type AuditParty, system } from '../ports/audit-trail';
import type { IdentityProvider } from '../ports/identity-provider';

const callMs = 8_000;

export type AuthenticatorReset = {
  readonly provider: IdentityProvider;
  /** As it was read right before. */
  readonly account: Account;
  readonly actor: AuditParty;
  readonly subject: AuditParty;
  readonly verifiedBy: AuditEntry['verifiedBy'];
  readonly source: string;
  /** In code, never free text. */
  readonly reason: string;
  /** Of the act: doing it again under the same id records and mails it under the same names. */
  readonly requestId: string;
  /** In which the mail is written. */
  readonly locale: string;
};

export type AuthenticatorResetOutcome =
  /** `announced`: whether the mail to the person has gone out. */
  | { readonly kind: 'done'; readonly announced: boolean }
  | { readonly kind: 'refused'; readonly reason: 'nothing-to-reset' | 'provider-refused' | 'not-supported' }
  /** `unknown`: the call may have acted. Doing it again is harmless. */
  | { readonly kind: 'failed'; readonly unknown: boolean };

/** Throws when the trail can't be written; before the first entry nothing is changed. */
export async function resetAuthenticatorSecret(
  deps: Pick<Deps, 'audit' | 'clock' | 'announcer'>,
  of: AuthenticatorReset,
): Promise<AuthenticatorResetOutcome> {
  const { provider, account } = of;
  const capability = provider.authenticatorSecret;
  if (!capability) return { kind: 'refused', reason: 'not-supported' };
  await record(deps, of, 'authenticator-reset-started', 'started', of.reason);
  try {
    const answer = await capability.reset(account.ref.id, { timeoutMs: callMs });
    if (answer !== 'reset') {
      const reason = answer === 'was-gone' ? 'nothing-to-reset' : 'provider-refused';
      await record(deps, of, 'authenticator-reset', 'refused', reason);
      return { kind: 'refused', reason };
    }
    // Whoever has the key may be signed in with it.
    await provider.sessions?.endAll(account.ref.id, { timeoutMs: callMs });
  } catch (error) {
    const unknown = mayHaveActed(error);
    await record(deps, of, 'authenticator-reset', unknown ? 'unknown' : 'failed', codeOf(error));
    return { kind: 'failed', unknown };
  }
  await record(deps, of, 'authenticator-reset', 'done', of.reason);
  return { kind: 'done', announced: await announced(deps, of) };
}

/** The reset stands, whatever becomes of its mail: the trail says so. */
async function announced(
  deps: Pick<Deps, 'audit' | 'clock' | 'announcer'>,
  of: AuthenticatorReset,
): Promise<boolean> {
  const { locale, requestId } = of;
  const at = deps.clock.now().toISOString();
  let answer: string;
  try {
    answer = await deps.announcer.announce('secret-key-reset', of.account, { locale, at, requestId });
  } catch (error) {
    answer = codeOf(error);
  }
  const sent = answer === 'sent';
  await record(
    deps,
    { ...of, actor: system, verifiedBy: 'system' },
    'mail-sent',
    sent ? 'done' : 'failed',
    answer,
  );
  return sent;
}

async function record(
  { audit, clock }: Pick<Deps, 'audit' | 'clock'>,
  of: AuthenticatorReset,
  act: AuditEntry['act'],
  result: AuditEntry['result'],
  reason: string,
): Promise<void> {
  const { actor, subject, verifiedBy, source, requestId } = of;
  await audit.record({
    key: `${requestId}-${act}-${result}`,
    at: clock.now().toISOString(),
    ...{ act, actor, subject, verifiedBy, source, reason, result, requestId },
  });
}
