/** Limits: one row of reservations per person and kind, written by ETag. Unreadable rows throw: the caller refuses. */
import { CodedError } from '../../domain/errors';
import type { Reservation } from '../../domain/limits';
import type { LimitStore } from '../../domain/ports/stores';
import { fromJson, toJson } from './json-row';
import { keyOf } from './keys';
import type { Storage } from './storage';

/** Round trips: read 1, write 1. */
export function createLimitStore(deps: { readonly storage: Pick<Storage, 'table'> }): LimitStore {
  const rows = deps.storage.table('Limits');
  return {
    async read(person, kind) {
      const row = await rows.get(keyOf(person.tenantId, person.aadObjectId), keyOf(kind));
      return row && { value: reservationsOf(fromJson<unknown>(row)), etag: row.etag };
    },
    async write(person, kind, reservations, etag) {
      const partition = keyOf(person.tenantId, person.aadObjectId);
      const row = { partition, key: keyOf(kind), columns: { data: toJson(reservations) } };
      const answer = etag === undefined ? await rows.create(row) : await rows.replace(row, etag);
      return typeof answer === 'string' ? 'conflict' : 'written';
    },
  };
}

/** Half a row must never count as fewer reservations than were made: it throws `bad-answer`. */
function reservationsOf(stored: unknown): readonly Reservation[] {
  if (!Array.isArray(stored) || !stored.every(isReservation)) {
    throw new CodedError('bad-answer', 'a stored limit is no list of reservations');
  }
  return stored;
}

function isReservation(item: unknown): item is Reservation {
  const { key, at } = (item ?? {}) as { key?: unknown; at?: unknown };
  return typeof key === 'string' && typeof at === 'string' && !Number.isNaN(Date.parse(at));
}
