/** From what the desk's use-cases answer to its cards: rows with names of their own, and what may be done to an account. */
import type { DeskActKind, DeskReason } from '../domain/desk/act';
import type { DeskMessage, DeskNotice, DeskRow } from '../domain/desk/messages';
import { deskActKinds } from '../domain/desk/messages';
import { whyBarred } from '../domain/desk/rights';
import type { PersonKey } from '../domain/person';
import type { Policy } from '../domain/policy/schema';
import type { AdministeredAccount, FoundAccounts } from '../domain/ports/account-administration';
import { deskActions } from '../domain/use-cases/desk/desk-actions';
import type { DeskRecord } from '../domain/use-cases/desk/desk-deps';

type Of<Kind extends DeskMessage['kind']> = Extract<DeskMessage, { kind: Kind }>;

export function resultsCard(
  id: string,
  search: Pick<Of<'desk-results'>, 'text' | 'onlyLocked' | 'from'>,
  { accounts, next }: FoundAccounts,
): Of<'desk-results'> {
  return { kind: 'desk-results', id, ...search, rows: rowsOf(accounts), hasNext: next !== undefined };
}

/** Room for a name on a button; what is longer is cut there. */
const shown = 27;

/** No two rows of a page have the same title: where names meet, the user name stands there, at last a number before it. */
function rowsOf(accounts: readonly AdministeredAccount[]): readonly DeskRow[] {
  const meets = (texts: readonly string[], n: number): boolean =>
    texts.filter((text) => start(text) === start(texts[n] ?? '')).length > 1;
  const names = accounts.map(({ displayName }) => displayName);
  const byUserName = accounts.map(({ userName }, n) => (meets(names, n) ? userName : (names[n] ?? '')));
  return accounts.map(({ displayName: name, userName, department, status }, n) => ({
    label: meets(byUserName, n) ? `${n + 1}. ${byUserName[n]}` : (byUserName[n] ?? ''),
    name,
    userName,
    ...(department ? { department } : {}),
    status,
  }));
}

/** The same for names of which each is somebody's only one. */
export function labelsOf(names: readonly string[]): readonly string[] {
  const starts = names.map((name) => folded(start(name)));
  return names.map((name, n) =>
    starts.filter((other) => other === starts[n]).length > 1 ? `${n + 1}. ${name}` : name,
  );
}

/** Titles are compared without accents and signs. */
const folded = (text: string): string => text.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '');

const start = (text: string): string => Array.from(text.trim().toLowerCase()).slice(0, shown).join('');

/** The record as it is now, with a button for what this administrator may do and a reason for what not. */
export function recordCard(
  policy: Policy,
  person: PersonKey,
  id: string,
  record: DeskRecord,
  notice?: DeskNotice,
): Of<'desk-record'> {
  const { account, factors, own, unlockedByName, phones, carrier, mobileResetAllowed } = record;
  const { displayName, userName, email, department, status, lockedAt, lockReason } = account;
  const unlockedBy = unlockedByName ?? account.unlockedBy;
  const barred: { [K in DeskActKind]?: DeskReason } = {};
  for (const kind of deskActKinds) {
    const action = deskActions[kind];
    const why = whyBarred(policy, person, action.right, account, own) ?? action.pointless(record);
    if (why) barred[kind] = why;
  }
  return {
    ...{ kind: 'desk-record', id, displayName, userName, status, factors, barred },
    ...{ phones, mobileResetAllowed },
    ...(carrier ? { carrier: carrier.name } : {}),
    ...(email ? { email } : {}),
    ...(department ? { department } : {}),
    ...(lockedAt ? { lockedAt } : {}),
    ...(lockReason ? { lockReason } : {}),
    ...(unlockedBy ? { unlockedBy } : {}),
    ...(notice ? { notice } : {}),
  };
}
