/**
 * What administrators do at the desk: one row each, and a pointer beside it in the same partition: as long as something
 * is left to be done for it, then by the day of its end, from which the row may go some time. Administrators are few; one
 * partition has room for them.
 */
import { type DeskAct, isSettled } from '../../domain/desk/act';
import type { CarrierAct } from '../../domain/desk/carrier-act';
import type { PasswordPage } from '../../domain/desk/password-page';
import type {
  ActStore,
  CarrierActStore,
  DeskActStore,
  PasswordPageStore,
} from '../../domain/ports/desk-acts';
import { fromJson, toJson } from './json-row';
import { keyOf, lastPartOf } from './keys';
import type { Storage } from './storage';
import type { NewRow, Step } from './table';

const partition = 'acts';
/** More are looked at in the next minute. */
const mostAtOnce = 200;
/** More go in the next minute. */
const purgedAtOnce = 50;

/** Round trips: 1 each; replacing one that is settled 2; purge 1, and 4 for each row that goes. */
export function createDeskActStore(deps: { readonly storage: Pick<Storage, 'table'> }): DeskActStore {
  return createActStore<DeskAct>(deps.storage.table('DeskActs'));
}

export function createCarrierActStore(deps: { readonly storage: Pick<Storage, 'table'> }): CarrierActStore {
  return createActStore<CarrierAct>(deps.storage.table('CarrierActs'));
}

type Kept = Parameters<typeof isSettled>[0] & {
  readonly id: string;
  readonly outcome?: { readonly at: string };
};

function createActStore<Act extends Kept>(rows: ReturnType<Storage['table']>): ActStore<Act> {
  const pointerKey = (id: string) => keyOf('open', id);
  const rowOf = (act: Act): NewRow => ({
    partition,
    key: keyOf('act', act.id),
    columns: { data: toJson(act) },
  });
  const pointer = ({ id }: Act): Step => ({
    do: 'put',
    row: { partition, key: pointerKey(id), columns: {} },
  });
  /** In the same transaction as the row's end, so that no ended row is without one. */
  const endPointer = ({ id, outcome }: Act): Step[] =>
    outcome
      ? [{ do: 'put', row: { partition, key: keyOf('ended', dayOf(outcome.at), id), columns: { id } } }]
      : [];

  return {
    async insert(act) {
      const etags = await rows.transact([{ do: 'create', row: rowOf(act) }, pointer(act)]);
      return typeof etags === 'string' ? 'exists' : { value: act, etag: etags[0] ?? '' };
    },

    async read(id) {
      const row = await rows.get(partition, keyOf('act', id));
      return row && { value: fromJson<Act>(row), etag: row.etag };
    },

    async replace({ value, etag }) {
      const ending = isSettled(value) ? endPointer(value) : [];
      const etags = await rows.transact([{ do: 'replace', row: rowOf(value), etag }, ...ending]);
      if (typeof etags === 'string') return 'conflict';
      // The row first: a pointer that outlives its row's end is looked through, a row without one would be forgotten.
      if (isSettled(value)) await rows.remove(partition, pointerKey(value.id));
      return { value, etag: etags[0] ?? '' };
    },

    async remove(id) {
      await rows.transact([
        { do: 'remove', partition, key: keyOf('act', id) },
        { do: 'remove', partition, key: pointerKey(id) },
      ]);
    },

    async unsettled() {
      const found = await rows.list({ partition, from: 'open:', before: 'open;' }, mostAtOnce);
      return found.flatMap(({ key }) => lastPartOf(key) ?? []);
    },

    async purge(before) {
      const range = { partition, from: 'ended:', before: keyOf('ended', dayOf(before.toISOString())) };
      let gone = 0;
      const pointers = await rows.list(range, purgedAtOnce);
      for (const pointer of pointers) {
        // Believed is the row only: what is owed for it keeps it, whatever a pointer says.
        const row = await rows.get(partition, keyOf('act', String(pointer.columns.id)));
        if (row && !isSettled(fromJson<Act>(row))) continue;
        if (row && (await rows.remove(partition, row.key, row.etag)) === 'changed') continue;
        // Left where a death came between the row's end and it.
        await rows.remove(partition, pointerKey(String(pointer.columns.id)));
        await rows.remove(partition, pointer.key);
        if (row) gone += 1;
      }
      return gone;
    },
  };
}

const dayOf = (instant: string): string => instant.slice(0, 10);

/**
 * Where administrators may enter a password: a row per page under its token's keyed hash, and one per administrator and
 * account that names the newest.
 */
export function createPasswordPageStore(deps: {
  readonly storage: Pick<Storage, 'table'>;
}): PasswordPageStore {
  const rows = deps.storage.table('PasswordPages');
  const rowOf = (page: PasswordPage): NewRow => ({
    partition: page.tokenHash.slice(0, 2),
    key: keyOf('page', page.tokenHash),
    columns: { data: toJson(page) },
  });
  return {
    async create(page) {
      await rows.put(rowOf(page));
      const columns = { tokenHash: page.tokenHash };
      await rows.put({ partition: page.id.slice(0, 2), key: keyOf('newest', page.id), columns });
    },
    async read(tokenHash) {
      const row = await rows.get(tokenHash.slice(0, 2), keyOf('page', tokenHash));
      return row && { value: fromJson<PasswordPage>(row), etag: row.etag };
    },
    async newestOf(id) {
      const row = await rows.get(id.slice(0, 2), keyOf('newest', id));
      return typeof row?.columns.tokenHash === 'string' ? row.columns.tokenHash : undefined;
    },
    async replace({ value, etag }) {
      const written = await rows.replace(rowOf(value), etag);
      return written === 'changed' ? 'conflict' : { value, etag: written.etag };
    },
  };
}
