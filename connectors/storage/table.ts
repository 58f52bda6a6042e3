/**
 * One table, as the adapters use it: few operations, expected answers as values, everything else a coded error,
 * every call with a time-out. A missing table is made when the first call stumbles over it, so that an existing
 * one costs nothing.
 */
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { CodedError } from '../../domain/errors';
import { type Refusal, refusalOf, storageError } from './faults';

export type Columns = Readonly<Record<string, string | number | boolean | undefined>>;

export type Row = {
  readonly partition: string;
  readonly key: string;
  readonly etag: string;
  readonly columns: Columns;
};

export type NewRow = { readonly partition: string; readonly key: string; readonly columns: Columns };

/** Steps of one transaction. All concern one partition; either all happen or none does. */
export type Step =
  | { readonly do: 'create'; readonly row: NewRow }
  /** Creates or replaces, whatever is there. */
  | { readonly do: 'put'; readonly row: NewRow }
  | { readonly do: 'replace'; readonly row: NewRow; readonly etag: string }
  /** Sets the given columns of a row that must exist, whatever its ETag. */
  | { readonly do: 'merge'; readonly row: NewRow }
  | { readonly do: 'remove'; readonly partition: string; readonly key: string };

/** A range of keys in one partition, or over the partitions from `partition` to `lastPartition`, both included. */
export type Range = {
  readonly partition: string;
  readonly lastPartition?: string;
  /** Keys from this one on. */
  readonly from?: string;
  /** Keys after this one. */
  readonly after?: string;
  /** Keys before this one. */
  readonly before?: string;
  /** Only rows in which one of these columns has that value. */
  readonly where?: { readonly anyOf: readonly string[]; readonly is: string };
};

export interface Table {
  get(partition: string, key: string): Promise<Row | undefined>;
  /** Answers the new ETag, or `exists`. */
  create(row: NewRow): Promise<{ readonly etag: string } | 'exists'>;
  /** Replaces the row that has this ETag. `changed` also when there is none any more. */
  replace(row: NewRow, etag: string): Promise<{ readonly etag: string } | 'changed'>;
  put(row: NewRow): Promise<void>;
  /** Sets the given columns, leaves the others; creates the row where there is none. */
  merge(row: NewRow): Promise<void>;
  /** Removes the row, if it (still) has that ETag where one is given. A row that is gone is as good as removed. */
  remove(partition: string, key: string, etag?: string): Promise<'removed' | 'changed'>;
  /** ETags of the steps, in their order; or why nothing was done. */
  transact(steps: readonly Step[]): Promise<readonly string[] | Exclude<Refusal, 'table-missing'>>;
  /** Rows of the range in the order of partition and key, at most `limit` of them. */
  list(range: Range, limit: number): Promise<readonly Row[]>;
}

/** @param timeoutMs for each operation, the second try and the making of the table included. */
export function createTable(client: TableClient, timeoutMs: number): Table {
  let making: Promise<void> | undefined;

  const make = async (abortSignal: AbortSignal): Promise<void> => {
    making ??= client.createTable({ abortSignal }).finally(() => {
      making = undefined;
    });
    await making;
  };

  const call = async <T>(
    operation: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T | Refusal> => {
    const options = { abortSignal: AbortSignal.timeout(timeoutMs) };
    try {
      return await operation(options).catch(async (error: unknown) => {
        if (refusalOf(error) !== 'table-missing') throw error;
        await make(options.abortSignal);
        return operation(options);
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal && refusal !== 'table-missing') return refusal;
      throw storageError(error);
    }
  };

  return {
    async get(partition, key) {
      const answer = await call((options) => client.getEntity(partition, key, options));
      return typeof answer === 'string' ? undefined : rowOf(answer);
    },
    async create(row) {
      const answer = await call((options) => client.createEntity(entityOf(row), options));
      return typeof answer === 'string' ? expected(answer, 'exists') : { etag: known(answer.etag) };
    },
    async replace(row, etag) {
      const answer = await call((options) =>
        client.updateEntity(entityOf(row), 'Replace', { ...options, etag }),
      );
      return typeof answer === 'string' ? 'changed' : { etag: known(answer.etag) };
    },
    async put(row) {
      await call((options) => client.upsertEntity(entityOf(row), 'Replace', options));
    },
    async merge(row) {
      await call((options) => client.upsertEntity(entityOf(row), 'Merge', options));
    },
    async remove(partition, key, etag = '*') {
      const answer = await call((options) => client.deleteEntity(partition, key, { ...options, etag }));
      return answer === 'changed' ? 'changed' : 'removed';
    },
    async transact(steps) {
      const actions = steps.map(actionOf);
      const answer = await call((options) => client.submitTransaction(actions, options));
      if (typeof answer !== 'string') return answer.subResponses.map(({ etag }) => etag ?? '');
      return answer === 'table-missing' ? 'row-missing' : answer;
    },
    async list(range, limit) {
      const rows: Row[] = [];
      let continuationToken: string | undefined;
      do {
        // The service may answer a page that is short, or empty, and still have more.
        const pages = (options: { abortSignal: AbortSignal }) =>
          client
            .listEntities({ ...options, queryOptions: { filter: filterOf(range) } })
            .byPage({ maxPageSize: Math.min(limit - rows.length, 1000), continuationToken })
            .next();
        const page = await call(pages);
        if (typeof page === 'string' || page.done) break;
        rows.push(...page.value.map(rowOf));
        continuationToken = page.value.continuationToken;
      } while (continuationToken && rows.length < limit);
      return rows;
    },
  };
}

type Entity = { partitionKey: string; rowKey: string } & Record<string, unknown>;

function entityOf({ partition, key, columns }: NewRow): Entity {
  return { ...columns, partitionKey: partition, rowKey: key };
}

function rowOf(entity: object): Row {
  const { partitionKey, rowKey, etag, timestamp: _timestamp, ...rest } = entity as Entity & { etag: string };
  const columns = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('odata.')));
  return { partition: partitionKey, key: rowKey, etag, columns: columns as Columns };
}

function actionOf(step: Step): TransactionAction {
  switch (step.do) {
    case 'create':
      return ['create', entityOf(step.row)];
    case 'put':
      return ['upsert', entityOf(step.row), 'Replace'];
    case 'replace':
      return ['update', entityOf(step.row), 'Replace', { etag: step.etag }];
    case 'merge':
      return ['update', entityOf(step.row), 'Merge'];
    case 'remove':
      return ['delete', { partitionKey: step.partition, rowKey: step.key }];
  }
}

/** Keys come from keys.ts, so no quote ever needs escaping in them; values are escaped by doubling theirs. */
function filterOf({ partition, lastPartition, from, after, before, where }: Range): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const terms = lastPartition
    ? [`PartitionKey ge ${quoted(partition)}`, `PartitionKey le ${quoted(lastPartition)}`]
    : [`PartitionKey eq ${quoted(partition)}`];
  if (from !== undefined) terms.push(`RowKey ge ${quoted(from)}`);
  if (after !== undefined) terms.push(`RowKey gt ${quoted(after)}`);
  if (before !== undefined) terms.push(`RowKey lt ${quoted(before)}`);
  if (where) terms.push(`(${where.anyOf.map((column) => `${column} eq ${quoted(where.is)}`).join(' or ')})`);
  return terms.join(' and ');
}

function expected<T extends Refusal>(answer: Refusal, wanted: T): T {
  if (answer === wanted) return wanted;
  throw new CodedError('unexpected', `table storage answered ${answer}`, { retryable: false });
}

function known(etag: string | undefined): string {
  if (etag) return etag;
  throw new CodedError('bad-answer', 'table storage answered without an ETag');
}
