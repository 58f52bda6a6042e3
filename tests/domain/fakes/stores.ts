/** The stores in memory, with ETags as Table Storage has them; a test may inject a writer that comes in between. */

import { blankConversation, type Conversation, withNoted } from '../../../domain/conversation';
import { type DeskAct, isSettled } from '../../../domain/desk/act';
import type { CarrierAct } from '../../../domain/desk/carrier-act';
import type { PasswordPage } from '../../../domain/desk/password-page';
import type { LimitKind, Reservation } from '../../../domain/limits';
import { dueAt } from '../../../domain/next-step';
import type { PersonKey } from '../../../domain/person';
import type { Clock } from '../../../domain/ports/clock';
import type { ActStore, PasswordPageStore } from '../../../domain/ports/desk-acts';
import type {
  ConversationStore,
  Cursor,
  CursorStore,
  LimitStore,
  OpenRequest,
  RequestStore,
} from '../../../domain/ports/stores';
import { isOpen, type SupportRequest } from '../../../domain/support-request';

type Cell<T> = { value: T; etag: string };

/** One table: values pass through JSON, as they do in the real one. */
export function createTable<T>() {
  const rows = new Map<string, Cell<T>>();
  let version = 0;
  let conflicts = 0;
  const copy = (value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return {
    rows,
    /** The next so many writes meet somebody else's. */
    injectConflicts: (times: number) => {
      conflicts = times;
    },
    read: (key: string): Cell<T> | undefined => {
      const row = rows.get(key);
      return row && { value: copy(row.value), etag: row.etag };
    },
    write: (key: string, value: T, etag: string | undefined): Cell<T> | 'conflict' => {
      const row = rows.get(key);
      if (conflicts > 0) {
        conflicts--;
        if (row) rows.set(key, { value: row.value, etag: `"${++version}"` });
        return 'conflict';
      }
      if (row?.etag !== etag) return 'conflict';
      const written = { value: copy(value), etag: `"${++version}"` };
      rows.set(key, written);
      return { value: copy(written.value), etag: written.etag };
    },
  };
}

const personKeyOf = ({ tenantId, aadObjectId }: PersonKey): string => `${tenantId}/${aadObjectId}`;

export function createRequestStore(clock: Clock) {
  const table = createTable<SupportRequest>();
  const newestLast = (a: SupportRequest, b: SupportRequest): number =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1;
  const store: RequestStore = {
    insert: async (request) => {
      if (table.rows.has(request.id)) return 'exists';
      const written = table.write(request.id, request, undefined);
      return written === 'conflict' ? 'exists' : written;
    },
    read: async (id) => table.read(id),
    replace: async ({ value, etag }) => table.write(value.id, value, etag),
    openOf: async (person, except) =>
      [...table.rows.values()]
        .map(({ value }) => value)
        .filter((row) => isOpen(row) && row.id !== except && personKeyOf(row) === personKeyOf(person))
        .toSorted(newestLast)
        .map(({ id }) => id),
    async *allOpen(): AsyncGenerator<OpenRequest> {
      for (const { value } of [...table.rows.values()]) {
        const due = dueAt(value, clock.now());
        if (!isOpen(value) && value.owed.length === 0 && due === undefined) continue;
        const { id, changedAt, revision, handledRevision } = value;
        yield { id, changedAt, unhandled: revision > handledRevision, ...(due ? { dueAt: due } : {}) };
      }
    },
  };
  return { ...table, store };
}

export function createConversationStore() {
  const table = createTable<Conversation>();
  const store: ConversationStore = {
    read: async (person) => table.read(personKeyOf(person)),
    note: async (person, noted) => {
      const known = table.read(personKeyOf(person));
      const before = known?.value ?? blankConversation(person);
      table.write(personKeyOf(person), withNoted(before, noted), known?.etag);
    },
    write: async (conversation, etag) => table.write(personKeyOf(conversation), conversation, etag),
    remove: async (person) => void table.rows.delete(personKeyOf(person)),
    byUserPrincipalName: async (tenantId, upn) =>
      [...table.rows.values()]
        .map(({ value }) => value)
        .filter(
          (row) => row.tenantId === tenantId && row.userPrincipalName?.toLowerCase() === upn.toLowerCase(),
        )
        .map((row) => ({ tenantId: row.tenantId, aadObjectId: row.aadObjectId }))
        .slice(0, 2),
  };
  return { ...table, store };
}

export function createLimitStore() {
  const table = createTable<readonly Reservation[]>();
  const keyOf = (person: PersonKey, kind: LimitKind): string => `${personKeyOf(person)}/${kind}`;
  const store: LimitStore = {
    read: async (person, kind) => table.read(keyOf(person, kind)),
    write: async (person, kind, reservations, etag) =>
      table.write(keyOf(person, kind), reservations, etag) === 'conflict' ? 'conflict' : 'written',
  };
  return {
    ...table,
    store,
    of: (person: PersonKey, kind: LimitKind) => table.read(keyOf(person, kind))?.value ?? [],
  };
}

export function createCursorStore() {
  const table = createTable<Cursor>();
  const store: CursorStore = {
    read: async (name) => table.read(name),
    write: async (name, cursor, etag) =>
      table.write(name, cursor, etag) === 'conflict' ? 'conflict' : 'written',
  };
  return { ...table, store };
}

export const createDeskActStore = () => createActStore<DeskAct>();
export const createCarrierActStore = () => createActStore<CarrierAct>();

type KeptAct = Parameters<typeof isSettled>[0] & {
  readonly id: string;
  readonly outcome?: { readonly at: string };
};

function createActStore<Act extends KeptAct>() {
  const table = createTable<Act>();
  const store: ActStore<Act> = {
    insert: async (act) => {
      const written = table.rows.has(act.id) ? 'conflict' : table.write(act.id, act, undefined);
      return written === 'conflict' ? 'exists' : written;
    },
    read: async (id) => table.read(id),
    replace: async ({ value, etag }) => table.write(value.id, value, etag),
    remove: async (id) => void table.rows.delete(id),
    unsettled: async () =>
      [...table.rows.values()].flatMap(({ value }) => (isSettled(value) ? [] : [value.id])),
    purge: async (before) => {
      const day = before.toISOString().slice(0, 10);
      const old = [...table.rows.values()].filter(
        ({ value }) => isSettled(value) && (value.outcome?.at ?? day).slice(0, 10) < day,
      );
      for (const { value } of old) table.rows.delete(value.id);
      return old.length;
    },
  };
  return { ...table, store };
}

export function createPasswordPageStore() {
  const table = createTable<PasswordPage>();
  const newest = new Map<string, string>();
  const store: PasswordPageStore = {
    create: async (page) => {
      table.write(page.tokenHash, page, undefined);
      newest.set(page.id, page.tokenHash);
    },
    read: async (tokenHash) => table.read(tokenHash),
    newestOf: async (id) => newest.get(id),
    replace: async ({ value, etag }) => table.write(value.tokenHash, value, etag),
  };
  return { ...table, store };
}
