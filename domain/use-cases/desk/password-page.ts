/**
 * R5, the page where a password agreed with its user is entered: made by a press with a reason, opened by whoever has
 * its link, used once. Rights and account are looked at when it is made and again when it is used.
 */
import type { AccountRef } from '../../account';
import type { DeskReason } from '../../desk/act';
import { type PasswordPage, passwordPageLifeMs } from '../../desk/password-page';
import { after, isPast } from '../../duration';
import { partyOf } from '../../ports/audit-trail';
import type { Stored } from '../../ports/stores';
import { Secret } from '../../secret';
import { enterPasswordAtDesk } from './desk-actions';
import { type Administering, type DeskDeps, readRecord, subjectOf } from './desk-deps';
import { type DeskActAnswer, performAct, refuse, whyNot } from './perform-act';

export type MadePage =
  | {
      readonly kind: 'page';
      readonly url: Secret<string>;
      readonly expiresAt: string;
      readonly userName: string;
      readonly displayName: string;
    }
  | { readonly kind: 'refused'; readonly reason: DeskReason };

type Wanted = Administering & {
  readonly cardId: string;
  readonly account: AccountRef;
  readonly accountName: string;
  readonly note: string;
};

/** A page for this administrator and account; the former one ends. */
export async function makePasswordPage(deps: DeskDeps, wanted: Wanted): Promise<MadePage> {
  const action = enterPasswordAtDesk();
  const record = await readRecord(deps, wanted.person, wanted.account.id).catch(() => 'away' as const);
  if (record === 'away') return { kind: 'refused', reason: 'provider-unavailable' };
  const barred = whyNot(deps, action, wanted, record);
  if (barred || !record) {
    const reason = barred ?? 'account-gone';
    await refuse(deps, action, wanted, record, reason);
    return { kind: 'refused', reason };
  }
  const { person, via, account, note } = wanted;
  const now = deps.clock.now();
  const { tenantId, aadObjectId } = person;
  const id = deps.digest
    .of('password-page', tenantId, aadObjectId, account.provider, account.id)
    .slice(0, 40);
  const token = deps.passwordPageLinks.newToken();
  const expiresAt = after(now, passwordPageLifeMs);
  try {
    await deps.audit.record({
      key: `desk-password-page-${deps.random.id()}`,
      at: now.toISOString(),
      act: 'desk-password-page',
      actor: partyOf(person),
      subject: subjectOf(deps, record.account),
      verifiedBy: 'teams',
      source: via,
      reason: `${account.provider}:${account.id}`,
      note: note.trim(),
      result: 'done',
    });
  } catch {
    return { kind: 'refused', reason: 'audit-unavailable' };
  }
  const { userName, displayName } = record.account;
  await deps.passwordPages.create({
    ...{ id, account, userName, displayName, expiresAt },
    tokenHash: deps.passwordPageLinks.hashOf(token),
    administrator: { tenantId, aadObjectId },
    note: note.trim(),
  });
  return { kind: 'page', url: deps.passwordPageLinks.urlOf(token), expiresAt, userName, displayName };
}

/** The page of a link that may still be used. Looking changes nothing, whoever looks. */
export async function openPasswordPage(
  deps: Pick<DeskDeps, 'passwordPages' | 'passwordPageLinks' | 'clock'>,
  token: string,
): Promise<Stored<PasswordPage> | undefined> {
  if (!/^[\w-]{20,100}$/.test(token)) return undefined;
  const stored = await deps.passwordPages.read(deps.passwordPageLinks.hashOf(new Secret(token)));
  if (!stored || stored.value.usedAt || isPast(stored.value.expiresAt, deps.clock.now())) return undefined;
  return (await deps.passwordPages.newestOf(stored.value.id)) === stored.value.tokenHash ? stored : undefined;
}

/**
 * Uses the page up and sets the password, in the frame of every act at the desk. Used up it stays, whatever becomes of
 * the password: another page is made with another press. Undefined: the page is used, replaced or out of time.
 */
export async function useUpPasswordPage(
  deps: DeskDeps,
  token: string,
  password: Secret<string>,
  address: string,
): Promise<DeskActAnswer | undefined> {
  const stored = await openPasswordPage(deps, token);
  if (!stored) return undefined;
  const page = stored.value;
  const used = await deps.passwordPages.replace({
    ...stored,
    value: { ...page, usedAt: deps.clock.now().toISOString() },
  });
  if (used === 'conflict') return undefined;
  return performAct(deps, enterPasswordAtDesk(password), {
    person: page.administrator,
    via: address,
    verifiedBy: 'link',
    cardId: page.tokenHash,
    account: page.account,
    accountName: page.displayName,
    note: page.note,
  });
}
