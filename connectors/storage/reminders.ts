/**
 * Rows of reminders. A row and its pointers share a partition, so that they are written in one transaction: one
 * pointer by the day from which the row may go, one while an older card of its still has buttons. Pointers may
 * outlive what they point to: whoever follows one reads the row and believes only that. Ids of a person's password
 * rows lie in a table of their own, written before the row.
 */
import type { PersonKey } from '../../domain/person';
import type { OwingRow, ReminderStore } from '../../domain/ports/reminder-store';
import type { Day } from '../../domain/reminder/calendar';
import { owesRetirement, type ReminderRow } from '../../domain/reminder/row';
import { fromJson, toJson } from './json-row';
import { keyOf, lastPartOf, shardOf } from './keys';
import type { Storage } from './storage';
import type { Row, Step } from './table';

const shards = 16;
const everyShard = Array.from({ length: shards }, (_, shard) => shard.toString(36));

/**
 * Round trips: read 1; write 1, and 1 before it for a person whom the row didn't name; passwordRowsOf 1; owing one for
 * each shard until there are enough; purge one for each shard and up to 4 for each row. The etag is the row's own and
 * the person whom the row names.
 */
export function createReminderStore(deps: { readonly storage: Pick<Storage, 'table'> }): ReminderStore {
  const rows = deps.storage.table('Reminders');
  const byPerson = deps.storage.table('RemindersByPerson');

  const readRow = (id: string): Promise<Row | undefined> => rows.get(partitionOf(id), keyOf(id));

  const remove = async (row: Row, value: ReminderRow): Promise<boolean> => {
    if ((await rows.remove(row.partition, row.key, row.etag)) === 'changed') return false;
    await rows.remove(row.partition, owesKey(value.id));
    if (isIndexed(value)) await byPerson.remove(personPartition(value.person), keyOf(value.id));
    return true;
  };

  return {
    async read(id) {
      const row = await readRow(id);
      if (!row) return undefined;
      const value = fromJson<ReminderRow>(row);
      return { value, etag: `${row.etag} ${personPartition(value.person)}` };
    },

    async write(value, etag) {
      const [rowEtag, formerPerson] = etag === undefined ? [undefined, undefined] : parted(etag);
      const person = personPartition(value.person);
      if (isIndexed(value) && person !== formerPerson) {
        await byPerson.put({ partition: person, key: keyOf(value.id), columns: {} });
      }
      const partition = partitionOf(value.id);
      const row = { partition, key: keyOf(value.id), columns: { data: toJson(value) } };
      const purge = { partition, key: purgeKey(value), columns: { id: value.id } };
      const owes = { partition, key: owesKey(value.id), columns: { id: value.id } };
      const steps: Step[] = [
        rowEtag === undefined ? { do: 'create', row } : { do: 'replace', row, etag: rowEtag },
        { do: 'put', row: purge },
        ...(owesRetirement(value) ? [{ do: 'put', row: owes } as const] : []),
      ];
      const etags = await rows.transact(steps);
      return typeof etags === 'string' ? 'conflict' : { value, etag: `${etags[0] ?? ''} ${person}` };
    },

    async passwordRowsOf(person) {
      const pointers = await byPerson.list({ partition: personPartition(person) }, 100);
      return pointers.flatMap(({ key }) => lastPartOf(key) ?? []);
    },

    async owing(maximum) {
      const found: OwingRow[] = [];
      for (const partition of everyShard) {
        if (found.length >= maximum) break;
        const range = { partition, from: 'owes:', before: 'owes;' };
        for (const pointer of await rows.list(range, maximum - found.length)) {
          found.push({ id: String(pointer.columns.id), token: pointer.etag });
        }
      }
      return found;
    },

    async owesNothing({ id, token }) {
      await rows.remove(partitionOf(id), owesKey(id), token);
    },

    async purge(before, maximum) {
      let looked = 0;
      let gone = 0;
      for (const partition of everyShard) {
        if (looked >= maximum) break;
        const range = { partition, from: 'purge:', before: `purge:${before}` };
        for (const pointer of await rows.list(range, maximum - looked)) {
          looked += 1;
          const row = await readRow(String(pointer.columns.id));
          const value = row && fromJson<ReminderRow>(row);
          if (row && value && mayGo(value, before) && (await remove(row, value))) gone += 1;
          await rows.remove(pointer.partition, pointer.key, pointer.etag);
        }
      }
      return gone;
    },
  };
}

const partitionOf = (id: string): string => shardOf(id, shards);
const owesKey = (id: string): string => `owes:${keyOf(id)}`;
const purgeKey = (row: ReminderRow): string => `purge:${endDayOf(row)}:${keyOf(row.id)}`;
const personPartition = (person: PersonKey): string => keyOf(person.tenantId, person.aadObjectId);

/** The day of the end; that it is meant in UTC here is as good as any. */
function endDayOf(row: ReminderRow): Day {
  return row.kind === 'password-expiry' ? row.expiresAt.slice(0, 10) : row.day;
}

/** "Do not remind me again" holds until it is taken back, however long ago that password ran out. */
function mayGo(row: ReminderRow, before: Day): boolean {
  if (row.kind === 'password-expiry' && row.optedOutAt !== undefined) return false;
  return endDayOf(row) < before;
}

function isIndexed({ kind, person }: ReminderRow): boolean {
  return kind === 'password-expiry' && person.aadObjectId !== '';
}

/** Keys have no blanks, so the last one parts the row's ETag from the person. */
function parted(etag: string): readonly [rowEtag: string, person: string] {
  const at = etag.lastIndexOf(' ');
  return at < 0 ? [etag, ''] : [etag.slice(0, at), etag.slice(at + 1)];
}
