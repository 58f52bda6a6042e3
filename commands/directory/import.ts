/** Adds the accounts of a list to the built-in directory. Who is there already stays as they are, so it may run again. */
import { createHash } from 'node:crypto';
import type { Directory, NewAccount } from '../../directory';
import { eachOf } from '../../domain/abreast';
import type { ListedAccount } from './accounts-file';

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly created: number; readonly present: number }
  /** Nothing was written. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** No hash that any password belongs to: nobody signs in before a reset link has set one. */
const noPassword = 'none';
/** As many as the directory has connections. */
const abreast = 5;
const writingMs = 60_000;

/** @throws coded errors of the directory; blocks that were written stay, and the next import leaves them alone. */
export async function importAccounts(
  directory: Directory,
  list: readonly ListedAccount[],
  isDry: boolean,
): Promise<ImportOutcome> {
  await directory.check();
  const ids = new Map<string, string>();
  const missing: ListedAccount[] = [];
  const faults: { readonly line: number; readonly text: string }[] = [];
  const fault = (line: number, column: string, rule: string) =>
    void faults.push({ line, text: `Line ${line}, ${column}: ${rule}` });
  await eachOf(list, abreast, async (account) => {
    const { key, objectId, line } = account;
    const [present] = await directory.accounts.find({ userName: key });
    ids.set(key, present?.id ?? newId(key));
    if (present) return;
    missing.push(account);
    const [other] = objectId ? await directory.accounts.find({ objectId }) : [];
    if (other) fault(line, 'objectId', 'belongs to an account with another user name');
  });
  const managers = [...new Set(missing.flatMap(({ managerKey }) => managerKey ?? []))];
  await eachOf(
    managers.filter((key) => !ids.has(key)),
    abreast,
    async (key) => {
      const [manager] = await directory.accounts.find({ userName: key });
      if (manager) ids.set(key, manager.id);
    },
  );
  for (const { managerKey, line } of missing) {
    if (managerKey !== undefined && !ids.has(managerKey))
      fault(line, 'managerUserName', 'nobody has that user name, in the list or in the directory');
  }
  if (faults.length > 0) {
    const inOrder = faults.toSorted((a, b) => a.line - b.line);
    return { kind: 'faults', faults: inOrder.map(({ text }) => text) };
  }
  const inOrder = missing.toSorted((a, b) => a.line - b.line);
  const rows = inOrder.map((account) => rowOf(account, ids));
  const created = isDry ? rows.length : await directory.accounts.createMany(rows, { timeoutMs: writingMs });
  return { kind: 'imported', created, present: list.length - created };
}

function rowOf(account: ListedAccount, ids: ReadonlyMap<string, string>): NewAccount {
  const { key, managerKey, line: _line, ...said } = account;
  const id = ids.get(key);
  if (id === undefined) throw new TypeError('every account of the list has an id');
  const managerId = managerKey === undefined ? undefined : ids.get(managerKey);
  return { ...said, id, passwordHash: noPassword, ...(managerId === undefined ? {} : { managerId }) };
}

/** The same however often and wherever the list is imported: a manager's id must not depend on who was first. */
function newId(key: string): string {
  return `account-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}
