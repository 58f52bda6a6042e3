/**
 * Runs of reminders: a row for each kind and day, and in partitions of their own what the run has gathered and whom
 * nobody could tell. What was gathered holds people's names and goes when the run is over.
 */
import type {
  Gathered,
  GatheredGroup,
  GatheredList,
  RunKey,
  RunStore,
} from '../../domain/ports/reminder-store';
import type { RunProblem } from '../../domain/reminder/messages';
import type { RunRow } from '../../domain/reminder/row';
import { fromJson, toJson } from './json-row';
import { keyOf } from './keys';
import type { Storage } from './storage';
import type { Row, Table } from './table';

const lists: readonly GatheredList[] = ['by-reference', 'by-manager', 'mail'];
/** A transaction has a hundred steps at most. */
const steps = 100;
const pageSize = 500;
const runsAtOnce = 40;

/**
 * Round trips: read, write, noteProblem and problems 1; gather one for each hundred items; gathered one for each 500;
 * forgetGathered and purge as many as there is to remove, a hundred at a time.
 */
export function createRunStore(deps: { readonly storage: Pick<Storage, 'table'> }): RunStore {
  const rows = deps.storage.table('ReminderRuns');

  return {
    async read({ kind, day }) {
      const row = await rows.get(keyOf(kind), keyOf(day));
      return row && { value: fromJson<RunRow>(row), etag: row.etag };
    },

    async write(run, etag) {
      const row = { partition: keyOf(run.kind), key: keyOf(run.day), columns: { data: toJson(run) } };
      const written = etag === undefined ? await rows.create(row) : await rows.replace(row, etag);
      return typeof written === 'string' ? 'conflict' : { value: run, etag: written.etag };
    },

    async noteProblem(run, key, problem) {
      await rows.put({ partition: problemsOf(run), key: keyOf(key), columns: { data: toJson(problem) } });
    },

    async problems(run, maximum) {
      const found = await rows.list({ partition: problemsOf(run) }, maximum);
      return found.map((row) => fromJson<RunProblem>(row));
    },

    async gather<T>(run: RunKey, list: GatheredList, items: readonly Gathered<T>[]) {
      const partition = listOf(run, list);
      const byKey = new Map(
        items.map(({ group, key, value }) => [keyOf(group, key), { group, data: toJson(value) }]),
      );
      const all = [...byKey];
      for (let from = 0; from < all.length; from += steps) {
        const some = all.slice(from, from + steps);
        await rows.transact(some.map(([key, columns]) => ({ do: 'put', row: { partition, key, columns } })));
      }
    },

    async gathered<T>(run: RunKey, list: GatheredList, after: string | undefined, maximum: number) {
      const partition = listOf(run, list);
      const groups: { group: string; values: T[] }[] = [];
      let from = after === undefined ? undefined : { after: lastKeyOf(after) };
      for (;;) {
        const page = await rows.list({ partition, ...from }, pageSize);
        for (const row of page) {
          const group = String(row.columns.group);
          if (groups.at(-1)?.group !== group) {
            if (groups.length === maximum) return groups;
            groups.push({ group, values: [] });
          }
          groups.at(-1)?.values.push(fromJson<T>(row));
        }
        const last = page.at(-1);
        if (!last || page.length < pageSize) return groups as readonly GatheredGroup<T>[];
        from = { after: last.key };
      }
    },

    async forgetGathered(run) {
      for (const list of lists) await clear(rows, listOf(run, list));
    },

    async purge(kind, before) {
      const old = await rows.list({ partition: keyOf(kind), before: keyOf(before) }, runsAtOnce);
      for (const { partition, key } of old) {
        const run = { kind, day: key };
        for (const list of lists) await clear(rows, listOf(run, list));
        await clear(rows, problemsOf(run));
        await rows.remove(partition, key);
      }
    },
  };
}

const problemsOf = ({ kind, day }: RunKey): string => keyOf(kind, day, 'problems');
const listOf = ({ kind, day }: RunKey, list: GatheredList): string => keyOf(kind, day, list);
/** No key of that group lies behind it: a semicolon comes right after the colon, which no part holds. */
const lastKeyOf = (group: string): string => `${keyOf(group)};`;

async function clear(rows: Table, partition: string): Promise<void> {
  for (;;) {
    const some: readonly Row[] = await rows.list({ partition }, steps);
    if (some.length === 0) return;
    await rows.transact(some.map(({ key }) => ({ do: 'remove', partition, key })));
  }
}
