/** All instances by id, and in the order of their ids, in which queries list them. */
import type { Instance } from './instance';

export interface InstanceFilter {
  readonly createdFromMs?: number;
  readonly createdToMs?: number;
  /** Empty: every status. */
  readonly statuses: readonly string[];
  readonly idPrefix?: string;
}

export interface InstanceTable {
  get(id: string): Instance | undefined;
  add(instance: Instance): void;
  remove(instance: Instance): void;
  /** The first `limit` that match and whose id is greater than `after`, in the order of ids. */
  list(filter: InstanceFilter, limit: number, after?: string): Instance[];
}

export function createInstanceTable(): InstanceTable {
  const byId = new Map<string, Instance>();
  let sorted: string[] | undefined;

  const matches = (instance: Instance, { createdFromMs, createdToMs, statuses, idPrefix }: InstanceFilter) =>
    (createdFromMs === undefined || instance.createdMs >= createdFromMs) &&
    (createdToMs === undefined || instance.createdMs <= createdToMs) &&
    (statuses.length === 0 || statuses.includes(instance.status)) &&
    (idPrefix === undefined || instance.id.startsWith(idPrefix));

  return {
    get: (id) => byId.get(id),
    add: (instance) => {
      byId.set(instance.id, instance);
      sorted = undefined;
    },
    remove: (instance) => {
      if (byId.get(instance.id) === instance) {
        byId.delete(instance.id);
        sorted = undefined;
      }
    },
    list: (filter, limit, after) => {
      sorted ??= [...byId.keys()].sort();
      const found: Instance[] = [];
      for (const id of sorted) {
        const instance = byId.get(id);
        if (instance !== undefined && (after === undefined || id > after) && matches(instance, filter)) {
          found.push(instance);
          if (found.length === limit) {
            break;
          }
        }
      }
      return found;
    },
  };
}
