/**
 * Tells an account's person by mail what was done at the desk (T6), and a changed e-mail address to the old one too. What
 * is still to be told stands on the act's row; the row's lease keeps two from sending the same mail.
 */
import type { Account } from '../../account';
import type { DeskAct, DeskAddress } from '../../desk/act';
import type { EditToTell } from '../../desk/edit-told';
import { after } from '../../duration';
import { type AuditEntry, accountParty, partyOf, system } from '../../ports/audit-trail';
import type { Stored } from '../../ports/stores';
import { changeAct } from './act-row';
import type { DeskAction } from './desk-actions';
import type { DeskDeps } from './desk-deps';

/** Outlasts the mail server's time-out. */
const mailLeaseMs = 30_000;
const mailTries = 60;

type Given = 'sent' | 'no-address' | 'unreachable';

export async function announceAct(
  deps: DeskDeps,
  action: DeskAction,
  stored: Stored<DeskAct>,
): Promise<void> {
  const now = deps.clock.now();
  const { mailTries: before = 0, mailLeaseUntil } = stored.value;
  if (mailLeaseUntil && Date.parse(mailLeaseUntil) > now.getTime()) return;
  const leaseMs = stored.value.edit?.emails ? 2 * mailLeaseMs : mailLeaseMs;
  const claimed = await deps.deskActs.replace({
    ...stored,
    value: { ...stored.value, mailTries: before + 1, mailLeaseUntil: after(now, leaseMs) },
  });
  if (claimed === 'conflict') return;
  let row = claimed;
  const isLast = before + 1 >= mailTries;
  const account = await accountOf(deps, stored.value, isLast);
  const failures: unknown[] = [];
  for (const address of toTell(row.value, account)) {
    // An address that refuses the mail doesn't hold up the other one.
    await tell(deps, action, row.value, { account, isLast, address }).then(
      async () => {
        row = await changeAct(deps.deskActs, row, (act) => ({
          ...act,
          told: [...(act.told ?? []), address],
        }));
      },
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  await changeAct(deps.deskActs, row, ({ owesMail: _owesMail, ...rest }) => withoutAddresses(rest));
}

/** For the last try an account that can't be read is as one that has gone. */
async function accountOf(
  deps: DeskDeps,
  { account }: DeskAct,
  isLast: boolean,
): Promise<Account | undefined> {
  const read = deps.providers.administration?.getAccount(account.id, { timeoutMs: 8_000 });
  return read?.catch((error: unknown) => {
    if (!isLast) throw error;
    return undefined;
  });
}

/** Whose mail is still to be sent: the address that the account had before, and the one that it has. */
function toTell(act: DeskAct, account: Account | undefined): readonly DeskAddress[] {
  const emails = isToBeTold(act, account) ? emailsOf(act, account) : undefined;
  if (act.edit?.emails && !emails) return [];
  const addresses: readonly DeskAddress[] = emails
    ? [...(emails.former ? ['former' as const] : []), ...(emails.present ? ['present' as const] : [])]
    : ['present'];
  return addresses.filter((address) => !act.told?.includes(address));
}

/** Of an edit that nobody knows the end of, what the account has now counts. */
function emailsOf({ outcome, edit }: DeskAct, account: Account | undefined): EditToTell['emails'] {
  if (outcome?.result !== 'unknown' || !edit?.emails) return edit?.emails;
  const { former } = edit.emails;
  return { ...(former ? { former } : {}), ...(account?.email ? { present: account.email } : {}) };
}

/** The addresses stay no longer than they are needed. */
export function withoutAddresses(act: DeskAct): DeskAct {
  if (!act.edit?.emails) return act;
  const { emails: _emails, ...edit } = act.edit;
  return { ...act, edit };
}

/** Nobody knows what became of an edit, but its address has gone from the account: then it is told. */
function isToBeTold({ outcome, edit }: DeskAct, account: Account | undefined): boolean {
  if (outcome?.result !== 'unknown') return true;
  return (account?.email ?? '').toLowerCase() !== (edit?.emails?.former ?? '').toLowerCase();
}

type Telling = {
  readonly account: Account | undefined;
  readonly isLast: boolean;
  readonly address: DeskAddress;
};

async function tell(deps: DeskDeps, action: DeskAction, act: DeskAct, telling: Telling): Promise<void> {
  const given = await send(deps, action, act, telling).catch((error: unknown): Given => {
    if (!telling.isLast) throw error;
    return 'unreachable';
  });
  await recordMail(deps, action, act, given, telling.address);
}

async function send(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
  { account, address }: Telling,
): Promise<Given> {
  const about = action.mail(act);
  if (!account || !about) return 'no-address';
  const chat = act.subject && (await deps.conversations.read(act.subject));
  const locale = chat?.value.locale ?? deps.policy.organisation.languages[0] ?? 'en';
  const emails = emailsOf(act, account);
  return deps.announcer.announce(about, account, {
    ...{ locale, at: act.outcome?.at ?? act.beganAt, requestId: act.id },
    ...(act.edit ? { edit: { changed: act.edit.changed, ...(emails ? { emails } : {}) } } : {}),
    ...(address === 'former' ? { former: true } : {}),
  });
}

async function recordMail(
  deps: DeskDeps,
  action: DeskAction,
  act: DeskAct,
  given: Given,
  address: DeskAddress,
): Promise<void> {
  const former = address === 'former';
  const source = action.mail(act) ?? act.kind;
  await deps.audit.record({
    key: `${act.id}-mail${former ? '-former' : ''}`,
    at: act.outcome?.at ?? act.beganAt,
    act: 'mail-sent',
    ...partiesOf(act),
    actor: system,
    verifiedBy: 'system',
    source: former ? `${source}, former address` : source,
    reason: given,
    result: given === 'sent' ? 'done' : 'failed',
    requestId: act.id,
  });
}

export function partiesOf({
  administrator,
  subject,
  account,
}: DeskAct): Pick<AuditEntry, 'actor' | 'subject'> {
  return { actor: partyOf(administrator), subject: subject ? partyOf(subject) : accountParty(account) };
}
