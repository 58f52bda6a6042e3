/**
 * A list of accounts for the built-in directory: CSV with a head, of which `userName` alone is needed. Every fault
 * names line, column and rule, and one of them is enough that nothing is taken from the list.
 */
import { type NewAccount, userNameKey } from '../../directory';
import { instantFrom } from '../../domain/reminder/calendar';
import { type Row, readCsv } from '../list/csv';

/** All that the list says of one account; ids and managers' ids are found when it is added. */
export type ListedAccount = Omit<NewAccount, 'id' | 'managerId' | 'passwordHash'> & {
  /** As the directory compares user names. */
  readonly key: string;
  readonly managerKey?: string;
  readonly line: number;
};

export type AccountsReading =
  | { readonly kind: 'accounts'; readonly accounts: readonly ListedAccount[] }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const columnsKnown = [
  'userName',
  'displayName',
  'email',
  'objectId',
  'department',
  'title',
  'userType',
  'groups',
  'roles',
  'status',
  'managerUserName',
  'contractEndsAt',
  'secretKey',
  'mobileResetAllowed',
  'passwordNeverExpires',
];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const address = /^[^\s@]+@[^\s@]+$/;
/** With its offset: a day alone leaves open when it ends. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The directory would cut what is longer; 200 characters where nothing is told. */
const longestOf: Readonly<Record<string, number>> = { userName: 320, managerUserName: 320, email: 320 };

type Fault = (column: string, rule: string) => void;

export function readAccounts(csv: string): AccountsReading {
  if (/^[^\n,]*;/.test(csv))
    return {
      kind: 'faults',
      faults: ['The columns are separated by semicolons; save the list with commas.'],
    };
  const reading = readCsv(csv, columnsKnown, ['userName']);
  if (reading.kind === 'faults') return reading;
  const faults: string[] = [];
  const seen = { key: new Map<string, number>(), objectId: new Map<string, number>() };
  const accounts = reading.rows.map(({ line, row }) => {
    const fault: Fault = (column, rule) => void faults.push(`Line ${line}, ${column}: ${rule}`);
    const account = accountOf(row, line, fault);
    const once = (column: string, places: Map<string, number>, value: string | undefined) => {
      if (!value) return;
      const before = places.get(value);
      if (before !== undefined) fault(column, `stands in line ${before} already`);
      else places.set(value, line);
    };
    once('userName', seen.key, account.key);
    once('objectId', seen.objectId, account.objectId);
    return account;
  });
  if (reading.rows.length === 0) faults.push('The list has no line below its head.');
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'accounts', accounts };
}

function accountOf(row: Row, line: number, fault: Fault): ListedAccount {
  const text = (column: string): string | undefined => row[column] || undefined;
  const list = (column: string) => (row[column] ?? '').split('|').flatMap((one) => one.trim() || []);
  const isYes = (column: string): boolean => {
    const said = (row[column] ?? '').toLowerCase();
    if (!['', 'yes', 'no'].includes(said)) fault(column, 'must be yes, no or empty');
    return said === 'yes';
  };
  const fitting = (column: string, form: RegExp, rule: string): string | undefined => {
    const value = text(column);
    if (value !== undefined && !form.test(value)) fault(column, rule);
    return value;
  };
  const named = (column: string): string | undefined => {
    const value = text(column);
    const key = value === undefined ? undefined : userNameKey(value);
    if (value !== undefined && key === undefined)
      fault(column, 'must have 1 to 320 characters, none of them a control character');
    return key;
  };
  for (const [column, value] of Object.entries(row)) {
    const most = longestOf[column] ?? 200;
    const parts = column === 'groups' || column === 'roles' ? value.split('|') : [value];
    if (parts.some((part) => part.length > most)) fault(column, `must have at most ${most} characters`);
    if (/\p{Cc}/u.test(value)) fault(column, 'must have no line break and no other control character');
  }
  const userName = text('userName') ?? '';
  if (userName === '') fault('userName', 'missing');
  const status = (text('status') ?? 'active').toLowerCase();
  if (status !== 'active' && status !== 'disabled') fault('status', 'must be active, disabled or empty');
  const end = fitting(
    'contractEndsAt',
    instant,
    'must be an instant with its offset, such as 2026-12-31T17:00:00+01:00',
  );
  const contractEndsAt = end && instant.test(end) ? instantFrom(end, 'UTC') : undefined;
  if (end && instant.test(end) && !contractEndsAt) fault('contractEndsAt', 'there is no such day or time');
  const optional = {
    email: fitting('email', address, 'must be one address'),
    objectId: fitting('objectId', guid, 'must be an Entra object id (a GUID)')?.toLowerCase(),
    department: text('department'),
    title: text('title'),
    userType: text('userType'),
    managerKey: named('managerUserName'),
    contractEndsAt,
  };
  return {
    key: named('userName') ?? '',
    line,
    userName,
    displayName: text('displayName') ?? userName,
    status: status === 'disabled' ? 'disabled' : 'active',
    groups: list('groups'),
    roles: list('roles'),
    secretKey: isYes('secretKey'),
    mobileResetAllowed: isYes('mobileResetAllowed'),
    passwordNeverExpires: isYes('passwordNeverExpires'),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<ListedAccount>),
  };
}
