/** An identity provider in memory: accounts, lockout events, and an unlock that can be slow, deaf or broken. */
import type { Account, LockoutEvent } from '../../../domain/account';
import type { Carrier, CarrierAnswer } from '../../../domain/account-record';
import { readCarrier, sameCarrierValues } from '../../../domain/carrier-values';
import { CodedError } from '../../../domain/errors';
import { liftable, type Obstacle } from '../../../domain/outcome';
import type {
  AccountAdministrationCapability,
  AccountRecord,
} from '../../../domain/ports/account-administration';
import type { Clock } from '../../../domain/ports/clock';
import type { IdentityProvider, UnlockAnswer } from '../../../domain/ports/identity-provider';

/** `timeout-before`: the request is lost. `timeout-after`: the account is unlocked, the answer is lost; `garbled-after`: it is nonsense. */
export type UnlockManner =
  | 'works'
  | 'timeout-before'
  | 'timeout-after'
  | 'garbled-after'
  | 'refuses'
  | 'has-no-effect'
  | 'is-unauthorised';

type KeptRecord = Pick<AccountRecord, 'phones' | 'carrier' | 'mobileResetAllowed' | 'version'>;

export type FakeProvider = ReturnType<typeof createFakeProvider>;

export function createFakeProvider(clock: Clock, options: { selfService?: boolean; pageSize?: number } = {}) {
  const accounts = new Map<string, Account>();
  const events: LockoutEvent[] = [];
  const unlocks: { id: string; by: string; at: string }[] = [];
  const settings: {
    manner: UnlockManner;
    pageSize: number;
    unreadable: number;
    afterUnlock?: () => void;
    /** What keeps people out of accounts that aren't locked (O6). */
    obstacle?: Obstacle;
    /** What is told where unlocking is refused. */
    refusal?: Obstacle;
  } = {
    manner: 'works',
    pageSize: options.pageSize ?? 100,
    unreadable: 0,
  };
  const timedOut = (): never => {
    throw new CodedError('timeout', 'no answer in time');
  };
  const doUnlock = (account: Account, by: string): void => {
    const { lockedAt: _lockedAt, lockReason: _lockReason, ...rest } = account;
    accounts.set(account.ref.id, { ...rest, status: 'active', unlockedBy: by });
    unlocks.push({ id: account.ref.id, by, at: clock.now().toISOString() });
    settings.afterUnlock?.();
  };
  const unlock = async (id: string, by: string): Promise<UnlockAnswer> => {
    const account = accounts.get(id);
    if (account?.status !== 'locked' && settings.obstacle && liftable.includes(settings.obstacle)) {
      unlocks.push({ id, by, at: clock.now().toISOString() });
      if (settings.manner === 'works') settings.obstacle = undefined;
      return 'unlocked';
    }
    if (account?.status !== 'locked') return 'was-not-locked';
    switch (settings.manner) {
      case 'timeout-before':
        return timedOut();
      case 'timeout-after':
        doUnlock(account, by);
        return timedOut();
      case 'garbled-after':
        doUnlock(account, by);
        throw new CodedError('bad-answer', 'a page for people', { outcomeUnknown: true });
      case 'refuses':
        return settings.refusal ?? 'refused';
      case 'has-no-effect':
        return 'unlocked';
      case 'is-unauthorised':
        throw new CodedError('unauthorised', 'the token was refused');
      default:
        doUnlock(account, by);
        return 'unlocked';
    }
  };
  const carriers: Carrier[] = [
    { id: 'one', name: 'Carrier One', smsDomain: 'sms.example', numberFormat: '{area}{local}' },
  ];
  const records = new Map<string, KeptRecord>();
  const recordOf = (id: string): KeptRecord =>
    records.get(id) ?? { phones: [], mobileResetAllowed: false, version: '1' };
  const passwords = new Map<string, { password: string; at: string }>();
  const departmentOf = new Map<string, string>();
  const administered = (account: Account) => {
    const department = departmentOf.get(account.ref.id);
    return { ...account, ...(department ? { department } : {}) };
  };
  const port: IdentityProvider = {
    id: 'directory',
    check: async () => undefined,
    findAccounts: async (query) =>
      [...accounts.values()]
        .filter((account) =>
          'objectId' in query
            ? account.objectId?.toLowerCase() === query.objectId.toLowerCase()
            : account.userName.toLowerCase() === query.userName.toLowerCase(),
        )
        .slice(0, 2),
    findByEmail: async (email) =>
      [...accounts.values()]
        .filter((account) => account.email?.toLowerCase() === email.toLowerCase())
        .slice(0, 2),
    getAccount: async (id) => accounts.get(id),
    lockouts: {
      read: async (position, since) => {
        const from = Number(position ?? 0);
        const page = events.slice(from, from + settings.pageSize);
        const unreadable = settings.unreadable;
        settings.unreadable = 0;
        return {
          events: page.filter(({ at }) => Date.parse(at) >= since.getTime()),
          unreadable,
          next: String(from + page.length),
        };
      },
      received: async (items, since) => {
        const all = items.flatMap((item) => events.find(({ id }) => id === idOf(item)) ?? []);
        return {
          events: all.filter(({ at }) => Date.parse(at) >= since.getTime()),
          unreadable: items.length - all.length,
        };
      },
    },
    accountAdministration: {
      search: async ({ text, onlyLocked, departments, after, limit }) => {
        const words = text.toLowerCase().split(' ');
        const all = [...accounts.values()]
          .filter((account) => words.every((word) => account.displayName.toLowerCase().includes(word)))
          .filter(({ status }) => !onlyLocked || status === 'locked')
          .filter(({ ref }) => !departments || departments.includes(departmentOf.get(ref.id) ?? ''))
          .toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1));
        const from = Number(after ?? 0);
        const next = from + limit < all.length ? { next: String(from + limit) } : {};
        return { accounts: all.slice(from, from + limit).map(administered), ...next };
      },
      record: async (id) => {
        const account = accounts.get(id);
        const passwordChangedAt = passwords.get(id)?.at ?? '2026-01-01T00:00:00.000Z';
        const { version, ...values } = recordOf(id);
        return (
          account && { account: administered(account), factors: [], passwordChangedAt, version, ...values }
        );
      },
      unlock,
      edit: async (id, { version, email, status, ...values }) => {
        const account = accounts.get(id);
        if (!account || recordOf(id).version !== version) return { kind: 'conflict' };
        if (email === 'no address') return { kind: 'refused', field: 'email', rule: 'email-form' };
        const { email: _email, ...rest } = account;
        accounts.set(id, { ...rest, ...(email ? { email } : {}), status });
        const { phones, mobileResetAllowed, carrierId } = values;
        const carrier = carriers.find((one) => one.id === carrierId);
        records.set(id, {
          ...{ phones, mobileResetAllowed, version: `${version}+` },
          ...(carrier ? { carrier } : {}),
        });
        return { kind: 'done', changed: ['email'] };
      },
      ...carriersOf(carriers, ({ id }) => [...records.values()].some(({ carrier }) => carrier?.id === id)),
      enterPassword: async (id, password) => {
        if (accounts.get(id)?.status === 'disabled') return 'refused';
        passwords.set(id, { password: password.reveal(), at: clock.now().toISOString() });
        return 'entered';
      },
    },
    unlock: {
      selfService: options.selfService ?? true,
      unlock,
      obstacle: async () => settings.obstacle,
    },
  };
  return { port, accounts, carriers, departmentOf, passwords, records, events, unlocks, settings };
}

/** The directory's answers, kept by its own rules. */
function carriersOf(
  carriers: Carrier[],
  isUsed: (carrier: Carrier) => boolean,
): Pick<AccountAdministrationCapability, 'carriers' | 'addCarrier' | 'editCarrier' | 'removeCarrier'> {
  const taken = ({ id, name }: Carrier) =>
    carriers.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
  const place = (id: string) => carriers.findIndex((other) => other.id === id);
  const put = (typed: Carrier, at: number): CarrierAnswer => {
    const reading = readCarrier(typed);
    if (reading.kind === 'refused') return reading;
    if (taken(typed)) return { kind: 'refused', field: 'name', rule: 'name-taken' };
    const carrier = { id: typed.id, ...reading.values };
    carriers[at] = carrier;
    return { kind: 'done', carrier };
  };
  return {
    carriers: async () => carriers.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
    addCarrier: async (carrier) => {
      const present = carriers[place(carrier.id)];
      if (!present) return put(carrier, carriers.length);
      return sameCarrierValues(present, carrier) ? { kind: 'done', carrier } : { kind: 'conflict' };
    },
    editCarrier: async (carrier) =>
      place(carrier.id) < 0 ? { kind: 'conflict' } : put(carrier, place(carrier.id)),
    removeCarrier: async (id) => {
      const present = carriers[place(id)];
      if (!present) return 'was-gone';
      if (isUsed(present)) return 'in-use';
      carriers.splice(place(id), 1);
      return 'removed';
    },
  };
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
}
