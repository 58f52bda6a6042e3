/**
 * Looking for accounts and opening one (D2). Views are in the trail too, before anything is shown: what can't be
 * recorded isn't seen. The words of a search aren't: they may be anybody's name.
 */
import type { Carrier } from '../../account-record';
import { departmentsOf, isAdministrator, maySee, maySeeLog } from '../../desk/rights';
import type { MobileLogEntry } from '../../mobile-reset/request';
import type { FoundAccounts } from '../../ports/account-administration';
import { type AuditEntry, partyOf, system } from '../../ports/audit-trail';
import {
  type Administering,
  capabilityOf,
  type DeskDeps,
  type DeskRecord,
  deskCall,
  readRecord,
  subjectOf,
} from './desk-deps';

export type DeskSearch = { readonly text: string; readonly onlyLocked: boolean; readonly after?: string };
export type LookFailure = 'audit-unavailable' | 'provider-unavailable';
export type Found = ({ readonly kind: 'found' } & FoundAccounts) | { readonly kind: LookFailure };
export type Opened =
  | { readonly kind: 'record'; readonly record: DeskRecord }
  | { readonly kind: LookFailure | 'account-gone' | 'out-of-scope' };

/** Rows of a page of results. */
export const rowsPerPage = 10;

/** A page of the accounts that the administrator may see. */
export async function findAccounts(deps: DeskDeps, by: Administering, search: DeskSearch): Promise<Found> {
  const recorded = await record(deps, by, 'desk-search', system, search.onlyLocked ? 'only-locked' : 'all');
  if (!recorded) return { kind: 'audit-unavailable' };
  const departments = departmentsOf(deps.policy, by.person);
  const query = { ...search, limit: rowsPerPage, ...(departments ? { departments } : {}) };
  try {
    const found = await capabilityOf(deps)?.search(query, deskCall);
    return found ? { kind: 'found', ...found } : { kind: 'provider-unavailable' };
  } catch {
    return { kind: 'provider-unavailable' };
  }
}

/** The whole record of one account, as it is now. */
export async function openRecord(deps: DeskDeps, by: Administering, id: string): Promise<Opened> {
  let found: DeskRecord | undefined;
  try {
    found = await readRecord(deps, by.person, id);
  } catch {
    return { kind: 'provider-unavailable' };
  }
  if (!found) return { kind: 'account-gone' };
  const { account } = found;
  const visible = maySee(deps.policy, by.person, account);
  const reason = visible ? `${account.ref.provider}:${account.ref.id}` : 'out-of-scope';
  const result = visible ? 'done' : 'refused';
  const recorded = await record(deps, by, 'desk-view', subjectOf(deps, account), reason, result);
  if (!recorded) return { kind: 'audit-unavailable' };
  return visible ? { kind: 'record', record: found } : { kind: 'out-of-scope' };
}

export type OpenedForm =
  | { readonly kind: 'form'; readonly record: DeskRecord; readonly carriers: readonly Carrier[] }
  | { readonly kind: Exclude<Opened['kind'], 'record'> };

/** The record to be edited, with the carriers to choose from. Whether it may be is judged when it is saved, too. */
export async function openForm(deps: DeskDeps, by: Administering, id: string): Promise<OpenedForm> {
  const opened = await openRecord(deps, by, id);
  if (opened.kind !== 'record') return opened;
  try {
    const carriers = (await capabilityOf(deps)?.carriers(deskCall)) ?? [];
    return { kind: 'form', record: opened.record, carriers };
  } catch {
    return { kind: 'provider-unavailable' };
  }
}

export type OpenedLog =
  | { readonly kind: 'log'; readonly entries: readonly MobileLogEntry[]; readonly next?: string }
  | { readonly kind: LookFailure | 'out-of-scope' };

/** Lines of a page of the mobile log. */
const linesPerPage = 8;

/** R7: a page of the requests for temporary passwords, newest first. */
export async function openMobileLog(
  deps: DeskDeps,
  by: Administering,
  after: string | undefined,
): Promise<OpenedLog> {
  const visible = maySeeLog(deps.policy, by.person);
  const result = visible ? 'done' : 'refused';
  const recorded = await record(deps, by, 'desk-log', system, visible ? 'mobile' : 'out-of-scope', result);
  if (!recorded) return { kind: 'audit-unavailable' };
  if (!visible) return { kind: 'out-of-scope' };
  try {
    const page = await deps.mobile?.requests.log(after, linesPerPage);
    return { kind: 'log', ...(page ?? { entries: [] }) };
  } catch {
    return { kind: 'provider-unavailable' };
  }
}

/** A press by somebody who is no administrator: it does nothing, and is told to the trail. */
export async function admitted(deps: DeskDeps, by: Administering): Promise<boolean> {
  if (isAdministrator(deps.policy, by.person)) return true;
  await record(deps, by, 'access-refused', partyOf(by.person), 'not-administrator', 'refused');
  return false;
}

async function record(
  deps: DeskDeps,
  { person, via }: Administering,
  act: AuditEntry['act'],
  subject: AuditEntry['subject'],
  reason: string,
  result: AuditEntry['result'] = 'done',
): Promise<boolean> {
  try {
    await deps.audit.record({
      key: `${act}-${deps.random.id()}`,
      at: deps.clock.now().toISOString(),
      act,
      actor: partyOf(person),
      subject,
      verifiedBy: 'teams',
      source: via,
      reason,
      result,
    });
    return true;
  } catch {
    return false;
  }
}
