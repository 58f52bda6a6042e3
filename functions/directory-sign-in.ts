/**
 * A step of a sign-in with what it entails beside the directory: the mail of device verification, and the audit
 * trail. Sign-ins themselves are the directory's own record.
 */
import { randomUUID } from 'node:crypto';
import type { Language } from '../cards/locale';
import { renderDeviceCodeMail } from '../cards/mails/device-code';
import type { Mail } from '../connectors/mail/mail';
import type { DirectoryAccount } from '../directory';
import { type Directory, deviceCodeLifeMinutes, type SignInAnswer, type SignInAttempt } from '../directory';
import type { SignInSource } from '../domain/account';
import { codeOf } from '../domain/errors';
import type { Policy } from '../domain/policy/schema';
import { type AuditEntry, type AuditTrail, accountParty, partyOf } from '../domain/ports/audit-trail';
import type { Clock } from '../domain/ports/clock';
import type { Secret } from '../domain/secret';

/** What became of the mail with the code. `held-back`: there were too many; the code of the last one stands. */
export type CodeMail = 'sent' | 'held-back' | 'not-sent';

export type SignInOutcome =
  | Exclude<SignInAnswer, { kind: 'device-authorization-required' }>
  | { readonly kind: 'device-authorization-required'; readonly accountId: string; readonly mail: CodeMail };

export type SignInDeps = {
  readonly directory: Pick<Directory, 'signIn' | 'accounts'>;
  readonly audit: AuditTrail;
  readonly mail: Mail | undefined;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly tenantId: string;
};

/** Throws coded errors: of the directory, and where the trail can't be written. */
export type SignIn = (attempt: SignInAttempt, language: Language) => Promise<SignInOutcome>;

export function createSignIn(deps: SignInDeps): SignIn {
  return async (attempt, language) => {
    const answer = await deps.directory.signIn(attempt);
    const { source } = attempt;
    if (answer.kind === 'device-authorization-required') {
      const account = await deps.directory.accounts.get(answer.accountId);
      const { mail, reason } = await sendCode(deps, account, answer.mailCode, source, language);
      const result = mail === 'sent' ? 'done' : 'failed';
      await record(deps, account, source, ['device-verification-sent', result, reason]);
      return { kind: answer.kind, accountId: answer.accountId, mail };
    }
    const entry = entryOf(answer);
    if (entry && 'accountId' in entry)
      await record(deps, await deps.directory.accounts.get(entry.accountId), source, entry.said);
    return answer;
  };
}

type Said = readonly [
  act: AuditEntry['act'],
  result: AuditEntry['result'],
  reason: string,
  verifiedBy?: AuditEntry['verifiedBy'],
];

function entryOf(answer: SignInAnswer): { readonly accountId: string; readonly said: Said } | undefined {
  if (answer.kind === 'refused' && answer.at) {
    const { accountId, proof, ended, locked } = answer.at;
    const reason = locked ? 'locked' : ended ? 'expired' : 'wrong-code';
    const act = proof === 'code' ? 'sign-in-code-refused' : 'device-verification-refused';
    return { accountId, said: [act, 'refused', reason] };
  }
  if (answer.kind === 'code-required' && answer.enrolment)
    return {
      accountId: answer.accountId,
      said: ['device-verification-accepted', 'done', 'code', 'device-code'],
    };
  if ('setUpEnded' in answer && answer.setUpEnded)
    return {
      accountId: answer.accountId,
      said: ['authenticator-set-up', 'done', 'first-code', 'device-code'],
    };
  return undefined;
}

async function sendCode(
  { mail, policy, clock }: SignInDeps,
  account: DirectoryAccount | undefined,
  code: Secret<string> | undefined,
  source: SignInSource,
  language: Language,
): Promise<{ readonly mail: CodeMail; readonly reason: string }> {
  if (!code) return { mail: 'held-back', reason: 'limit-reached' };
  if (!mail || !account?.email) return { mail: 'not-sent', reason: 'no-address' };
  const { timeZone, languages, helpDesk } = policy.organisation;
  const facts = {
    code,
    lifeMinutes: deviceCodeLifeMinutes,
    displayName: account.displayName,
    accountName: account.userName,
    at: clock.now().toISOString(),
    where: [source.application, source.device, source.address].filter((word) => word).join(', '),
    helpDesk,
  };
  try {
    await mail.send({
      to: account.email,
      ...renderDeviceCodeMail(facts, { locale: language, timeZone, languages }),
    });
    return { mail: 'sent', reason: 'sent' };
  } catch (error) {
    return { mail: 'not-sent', reason: codeOf(error) };
  }
}

async function record(
  { audit, clock, tenantId }: SignInDeps,
  account: DirectoryAccount | undefined,
  source: SignInSource,
  [act, result, reason, verifiedBy = 'password']: Said,
): Promise<void> {
  const { id = 'unknown', objectId } = account ?? {};
  const party = objectId
    ? partyOf({ tenantId, aadObjectId: objectId })
    : accountParty({ provider: 'directory', id });
  await audit.record({
    key: `${act}-${randomUUID()}`,
    at: clock.now().toISOString(),
    ...{ act, result, reason, verifiedBy, actor: party, subject: party },
    source: source.address ?? 'unknown',
  });
}
