/** Where polls go on: one row per cursor, written by ETag so that two pollers never undo each other. */
import type { Cursor, CursorStore } from '../../domain/ports/stores';
import { fromJson, toJson } from './json-row';
import { keyOf } from './keys';
import type { Storage } from './storage';

/** Round trips: read 1, write 1. Positions have up to 20,000 characters. */
export function createCursorStore(deps: { readonly storage: Pick<Storage, 'table'> }): CursorStore {
  const rows = deps.storage.table('Cursors');
  return {
    async read(name) {
      const row = await rows.get(keyOf(name), 'cursor');
      return row && { value: fromJson<Cursor>(row), etag: row.etag };
    },
    async write(name, cursor, etag) {
      const row = { partition: keyOf(name), key: 'cursor', columns: { data: toJson(cursor) } };
      const answer = etag === undefined ? await rows.create(row) : await rows.replace(row, etag);
      return typeof answer === 'string' ? 'conflict' : 'written';
    },
  };
}
