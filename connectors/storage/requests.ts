/**
 * Support requests. A row and its pointer among the open ones share a partition, so that every write of both is
 * one transaction; measured, that costs no more than the row alone and half of two calls. The pointer by person
 * lies elsewhere: it is written before the row and removed after its end, so that a crash leaves at most one that
 * points to nothing open, which `openOf` looks through.
 */
import type { PersonKey } from '../../domain/person';
import type { OpenRequest, RequestStore } from '../../domain/ports/stores';
import { isOpen, type SupportRequest } from '../../domain/support-request';
import { fromJson, toJson } from './json-row';
import { keyOf, lastPartOf, shardOf } from './keys';
import type { Storage } from './storage';
import type { NewRow, Row, Step } from './table';

const shards = 16;
const pageSize = 500;

export type RequestStoreDeps = {
  readonly storage: Pick<Storage, 'table'>;
  /** The next ISO instant at which something is due for the request by itself, if any; then its pointer stays. */
  readonly dueAt: (request: SupportRequest) => string | undefined;
};

/**
 * Round trips: insert 2 (also when it is open already), read 1, replace 1 (2 when it settles the request), openOf 1 and one in parallel per
 * pointer, allOpen one per shard and 500 open requests.
 */
export function createRequestStore({ storage, dueAt }: RequestStoreDeps): RequestStore {
  /** Nothing is left to do for it: it has ended, owes nothing, and nothing is due (an answer not yet said, say). */
  const isSettled = (request: SupportRequest): boolean =>
    !isOpen(request) && request.owed.length === 0 && dueAt(request) === undefined;
  const rows = storage.table('Requests');
  const byPerson = storage.table('RequestsByPerson');

  const readRow = (id: string): Promise<Row | undefined> => rows.get(partitionOf(id), keyOf(id));

  /** Pointers that outlive their request are looked through, so failing to remove one is no failure. */
  const forget = (request: SupportRequest): Promise<unknown> =>
    byPerson.remove(personPartition(request), keyOf(request.id)).catch(() => undefined);

  /** The row was there already: perhaps long settled, perhaps (an account has changed hands) somebody else's. */
  const forgetUnlessOpen = async (request: SupportRequest): Promise<void> => {
    const pointer = await rows.get(partitionOf(request.id), openKey(request.id));
    if (pointer?.columns.person !== personPartition(request)) await forget(request);
  };

  const isStillOpen = async (id: string, person: PersonKey): Promise<boolean> => {
    const pointer = await rows.get(partitionOf(id), openKey(id));
    if (pointer)
      return pointer.columns.state !== 'ended' && pointer.columns.person === personPartition(person);
    // No pointer: either the row is just being written, or it was settled and a crash left the person's pointer.
    const row = await readRow(id);
    if (row) await byPerson.remove(personPartition(person), keyOf(id)).catch(() => undefined);
    return false;
  };

  return {
    async insert(request) {
      const pointed = await byPerson.create({
        partition: personPartition(request),
        key: keyOf(request.id),
        columns: { createdAt: request.createdAt },
      });
      // Told again of an open request, as polls are: reading is cheaper than a transaction that fails.
      if (pointed === 'exists' && (await readRow(request.id))) return 'exists';
      const etags = await rows.transact([
        { do: 'create', row: rowOf(request) },
        ...(isSettled(request) ? [] : [pointerStep(request, dueAt)]),
      ]);
      if (typeof etags !== 'string') return { value: request, etag: etags[0] ?? '' };
      if (pointed !== 'exists') await forgetUnlessOpen(request);
      return 'exists';
    },

    async read(id) {
      const row = await readRow(id);
      return row && { value: fromJson<SupportRequest>(row), etag: row.etag };
    },

    async replace({ value, etag }) {
      const write: Step = { do: 'replace', row: rowOf(value), etag };
      const settled = isSettled(value);
      const etags = await rows.transact([
        write,
        settled
          ? { do: 'remove', partition: partitionOf(value.id), key: openKey(value.id) }
          : pointerStep(value, dueAt),
      ]);
      if (typeof etags !== 'string') {
        if (settled) await forget(value);
        return { value, etag: etags[0] ?? '' };
      }
      if (!settled || etags !== 'row-missing') return 'conflict';
      // A settled request has no pointer left that could be removed with it.
      const written = await rows.replace(write.row, etag);
      return written === 'changed' ? 'conflict' : { value, etag: written.etag };
    },

    async openOf(person, except) {
      const pointers = await byPerson.list({ partition: personPartition(person) }, 1_000);
      const known = pointers.flatMap((pointer) => {
        const id = lastPartOf(pointer.key);
        return id === undefined || id === except
          ? []
          : [{ id, createdAt: String(pointer.columns.createdAt) }];
      });
      const open = await Promise.all(known.map(({ id }) => isStillOpen(id, person)));
      return known
        .filter((_, index) => open[index])
        .toSorted((a, b) => compare(a.createdAt, b.createdAt) || compare(a.id, b.id))
        .map(({ id }) => id);
    },

    async *allOpen() {
      for (let shard = 0; shard < shards; shard += 1) {
        const partition = shard.toString(36);
        let after: string | undefined;
        do {
          const page: readonly Row[] = await rows.list(
            { partition, from: 'open:', before: 'open;', after },
            pageSize,
          );
          for (const pointer of page) yield openRequestOf(pointer);
          after = page.length === pageSize ? page.at(-1)?.key : undefined;
        } while (after);
      }
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const partitionOf = (id: string): string => shardOf(id, shards);
const openKey = (id: string): string => `open:${keyOf(id)}`;
const personPartition = (person: PersonKey): string => keyOf(person.tenantId, person.aadObjectId);

function rowOf(request: SupportRequest): NewRow {
  return {
    partition: partitionOf(request.id),
    key: keyOf(request.id),
    columns: { data: toJson(request), state: request.state, changedAt: request.changedAt },
  };
}

function pointerStep(request: SupportRequest, dueAt: RequestStoreDeps['dueAt']): Step {
  const columns = {
    id: request.id,
    person: personPartition(request),
    state: request.state,
    changedAt: request.changedAt,
    unhandled: request.revision > request.handledRevision,
    dueAt: dueAt(request),
  };
  return { do: 'put', row: { partition: partitionOf(request.id), key: openKey(request.id), columns } };
}

function openRequestOf({ columns }: Row): OpenRequest {
  const { id, changedAt, unhandled, dueAt } = columns;
  return {
    id: String(id),
    changedAt: String(changedAt),
    unhandled: unhandled === true,
    ...(dueAt === undefined ? {} : { dueAt: String(dueAt) }),
  };
}
