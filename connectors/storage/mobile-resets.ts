/**
 * Requests for temporary passwords, while they are open, and the mobile log. Open ones lie in sixteen partitions by
 * their id; the log in one, the newest first, because its keys count down.
 */
import { CodedError } from '../../domain/errors';
import type { MobileLogEntry, MobileRequest } from '../../domain/mobile-reset/request';
import type { MobileResetStore } from '../../domain/ports/mobile-reset';
import { fromJson, toJson } from './json-row';
import { keyOf } from './keys';
import type { Storage } from './storage';

const logPartition = 'log';
const firstShard = 'open-0';
const lastShard = 'open-f';
const latestMs = 9_999_999_999_999;
const purgedAtOnce = 100;

/** Round trips: accept, read, write, open and log 1; end 2; purge 1, and one more where there is something old. */
export function createMobileResetStore(deps: { readonly storage: Pick<Storage, 'table'> }): MobileResetStore {
  const rows = deps.storage.table('MobileResets');
  return {
    async accept(request) {
      await rows.put({ partition: shardOf(request.id), key: keyOf(request.id), columns: columnsOf(request) });
    },
    async read(id) {
      const row = await rows.get(shardOf(id), keyOf(id));
      return row && { value: fromJson<MobileRequest>(row), etag: row.etag };
    },
    async write(request, etag) {
      const row = { partition: shardOf(request.id), key: keyOf(request.id), columns: columnsOf(request) };
      const written = await rows.replace(row, etag);
      return written === 'changed' ? 'conflict' : { value: request, etag: written.etag };
    },
    async end(entry) {
      await rows.put({ partition: logPartition, key: logKeyOf(entry), columns: { data: toJson(entry) } });
      await rows.remove(shardOf(entry.id), keyOf(entry.id));
    },
    async open(maximum) {
      const found = await rows.list({ partition: firstShard, lastPartition: lastShard }, maximum);
      return found.map((row) => {
        const { id, at, leaseUntil } = fromJson<MobileRequest>(row);
        return { id, dueAt: leaseUntil ?? at };
      });
    },
    async log(after, maximum) {
      const found = await rows.list({ partition: logPartition, ...(after ? { after } : {}) }, maximum + 1);
      const entries = found.slice(0, maximum).map((row) => fromJson<MobileLogEntry>(row));
      const last = found.length > maximum ? found[maximum - 1] : undefined;
      return { entries, ...(last ? { next: last.key } : {}) };
    },
    async purge(before) {
      const from = countedDown(before.getTime());
      const old = await rows.list({ partition: logPartition, from }, purgedAtOnce);
      if (old.length === 0) return;
      await rows.transact(old.map(({ key }) => ({ do: 'remove', partition: logPartition, key })));
    },
  };
}

const columnsOf = (request: MobileRequest) => ({ data: toJson(request) });

function shardOf(id: string): string {
  const shard = /^mobile-([0-9a-f])/.exec(id)?.[1];
  if (shard === undefined) throw new CodedError('not-found', 'no id of a mobile request');
  return `open-${shard}`;
}

const logKeyOf = ({ at, id }: MobileLogEntry): string => keyOf(countedDown(Date.parse(at)), id);

const countedDown = (ms: number): string => String(latestMs - ms).padStart(13, '0');
