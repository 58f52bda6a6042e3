/**
 * The names behind the audit trail. Entries carry a pseudonym (a keyed digest); the name stands in a row of its
 * own, which can be erased without touching an entry. An erased name stays erased: its row is emptied, not
 * removed, so that a late entry doesn't bring it back.
 */
import { createHmac } from 'node:crypto';
import { type PersonKey, personKey } from '../../domain/person';
import type { Secret } from '../../domain/secret';
import type { Storage } from './storage';

const rowKey = 'name';
const remembered = 2_000;
const readAtOnce = 32;

export interface Pseudonyms {
  /** The person's pseudonym: letters, digits, `-` and `_`. Without the key nobody can tell whose it is. */
  of(person: PersonKey): string;
  /** Keeps the name, if none is kept and it was not erased. */
  keep(person: PersonKey): Promise<void>;
  /** The object ids of those that are still known. */
  namesOf(pseudonyms: Iterable<string>): Promise<ReadonlyMap<string, string>>;
  erase(person: PersonKey): Promise<void>;
}

export function createPseudonyms(deps: {
  readonly storage: Pick<Storage, 'table'>;
  readonly key: Secret<string>;
}): Pseudonyms {
  const names = deps.storage.table('AuditNames');
  const kept = new Set<string>();

  const of = (person: PersonKey): string => {
    const { tenantId, aadObjectId } = personKey(person.tenantId, person.aadObjectId);
    return createHmac('sha256', deps.key.reveal()).update(`${tenantId}/${aadObjectId}`).digest('base64url');
  };

  return {
    of,
    async keep(person) {
      const pseudonym = of(person);
      if (kept.has(pseudonym)) return;
      const { tenantId, aadObjectId } = person;
      await names.create({ partition: pseudonym, key: rowKey, columns: { tenantId, aadObjectId } });
      if (kept.size >= remembered) kept.clear();
      kept.add(pseudonym);
    },
    async namesOf(pseudonyms) {
      const wanted = [...new Set(pseudonyms)];
      const known = new Map<string, string>();
      for (let at = 0; at < wanted.length; at += readAtOnce) {
        const rows = await Promise.all(
          wanted.slice(at, at + readAtOnce).map((pseudonym) => names.get(pseudonym, rowKey)),
        );
        for (const row of rows) {
          if (row?.columns.aadObjectId) known.set(row.partition, String(row.columns.aadObjectId));
        }
      }
      return known;
    },
    async erase(person) {
      await names.put({ partition: of(person), key: rowKey, columns: { erased: true } });
    },
  };
}
