/**
 * The audit trail. A partition is a day of a shard and counts days backwards, as row keys count milliseconds:
 * the service's own order is newest first, over all days, and one range per shard reads as far back as is asked.
 * Row keys fall with time across partitions too, so the last key that was given out is all that reading on needs.
 */
import type { PersonKey } from '../../domain/person';
import type { AuditEntry, AuditParty, AuditTrail } from '../../domain/ports/audit-trail';
import type { Clock } from '../../domain/ports/clock';
import type { Secret } from '../../domain/secret';
import { keyOf, shardOf } from './keys';
import { createPseudonyms } from './pseudonyms';
import type { Storage } from './storage';
import type { Row } from './table';

const shards = 4;
const dayMs = 86_400_000;
const defaultDays = 30;
/** A run of reminders names its counts by reason. */
const longestText = 400;
const longestNote = 500;

export type AuditItem = {
  /** ISO instant. */
  readonly at: string;
  /** An `aadObjectId`, `provider:id`, `system`, or `erased`. */
  readonly actor: string;
  readonly subject: string;
  readonly act: string;
  readonly verifiedBy: string;
  readonly source: string;
  readonly reason: string;
  readonly result: string;
  /** An administrator's own reason, where one was asked for. */
  readonly note?: string;
};

export type AuditQuery = {
  /** Only what this person did, or what was done for them. */
  readonly person?: PersonKey;
  /** ISO instant, included. Default: 30 days before `to`. */
  readonly from?: string;
  /** ISO instant, included. Default: now. */
  readonly to?: string;
  /** The `next` of the page before. */
  readonly next?: string;
  /** Default 100, at most 1000. */
  readonly pageSize?: number;
};

export type AuditPage = { readonly items: readonly AuditItem[]; readonly next?: string };

export interface AuditReader {
  /** Newest first. Throws TypeError for an instant or a `next` that is none. */
  list(query: AuditQuery): Promise<AuditPage>;
  /** From now on every entry names this person as `erased`, those still to come included. */
  erase(person: PersonKey): Promise<void>;
}

export type AuditDeps = {
  readonly storage: Pick<Storage, 'table'>;
  readonly clock: Clock;
  /** Key of the pseudonyms. With another key, older entries are no longer found by person. */
  readonly key: Secret<string>;
};

/** Round trips: record 1, and 1 beside it for a person not met before; list 4 in parallel, then the names. */
export function createAuditTrail({ storage, clock, key }: AuditDeps): AuditTrail & AuditReader {
  const entries = storage.table('Audit');
  const pseudonyms = createPseudonyms({ storage, key });

  const marked = (party: AuditParty): string => {
    if (party.kind === 'person') return `person:${pseudonyms.of(party.person)}`;
    return party.kind === 'account' ? `account:${party.account.provider}:${party.account.id}` : 'system';
  };

  return {
    async record(entry) {
      const people = [entry.actor, entry.subject].flatMap((party) =>
        party.kind === 'person' ? [party.person] : [],
      );
      const [first, second] = people;
      const same = first && second && pseudonyms.of(first) === pseudonyms.of(second);
      const at = Date.parse(entry.at);
      const shard = shardOf(entry.key, shards);
      await Promise.all([
        ...(same ? [first] : people).map((person) => pseudonyms.keep(person)),
        entries.create({
          partition: partitionOf(shard, at),
          key: `${backwards(at)}:${keyOf(entry.key)}`,
          columns: columnsOf(entry, marked(entry.actor), marked(entry.subject)),
        }),
      ]);
    },

    async list({ person, from, to, next, pageSize = 100 }) {
      const last = to === undefined ? clock.now().getTime() : instant(to);
      const first = from === undefined ? last - defaultDays * dayMs : instant(from);
      const after = next === undefined ? undefined : positionOf(next);
      const newest = after === undefined ? last : Math.min(last, forwards(after));
      const limit = Math.max(1, Math.min(pageSize, 1_000));
      const where = person && { anyOf: ['actor', 'subject'], is: `person:${pseudonyms.of(person)}` };
      const found = await Promise.all(
        Array.from({ length: shards }, (_, index) => {
          const shard = index.toString(36);
          const partitions = {
            partition: partitionOf(shard, newest),
            lastPartition: partitionOf(shard, first),
          };
          // `;` follows `:`: everything of the oldest millisecond is included, whatever its key.
          const keys = { from: `${backwards(last)}:`, before: `${backwards(first)};`, after };
          return entries.list({ ...partitions, ...keys, where }, limit + 1);
        }),
      );
      const rows = found.flat().toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const page = rows.slice(0, limit);
      const names = await pseudonyms.namesOf(page.flatMap((row) => pseudonymsIn(row)));
      const lastKey = rows.length > limit ? page.at(-1)?.key : undefined;
      return {
        items: page.map((row) => itemOf(row, names)),
        ...(lastKey ? { next: Buffer.from(lastKey).toString('base64url') } : {}),
      };
    },

    erase: (person) => pseudonyms.erase(person),
  };
}

/** Instants counted down, in thirteen digits: enough until the year 2286. */
const backwards = (ms: number): string => String(9_999_999_999_999 - ms).padStart(13, '0');
const forwards = (key: string): number => 9_999_999_999_999 - Number(key.slice(0, 13));
const partitionOf = (shard: string, ms: number): string =>
  `${shard}:${String(99_999 - Math.floor(ms / dayMs)).padStart(5, '0')}`;

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new TypeError('from and to are ISO instants');
  return ms;
}

function positionOf(next: string): string {
  const key = Buffer.from(next, 'base64url').toString();
  if (!/^\d{13}:[\w.:~-]+$/.test(key)) throw new TypeError('next is not the next of an earlier page');
  return key;
}

function columnsOf(entry: AuditEntry, actor: string, subject: string): Record<string, string> {
  const { at, act, verifiedBy, source, reason, result, requestId, note } = entry;
  const texts = {
    at,
    act,
    actor,
    subject,
    verifiedBy,
    source,
    reason,
    result,
    ...(requestId ? { requestId } : {}),
  };
  const cut = Object.entries(texts).map(([name, text]) => [name, text.slice(0, longestText)]);
  return { ...Object.fromEntries(cut), ...(note ? { note: note.slice(0, longestNote) } : {}) };
}

function pseudonymsIn({ columns }: Row): readonly string[] {
  return [columns.actor, columns.subject].flatMap((party) => {
    const text = String(party);
    return text.startsWith('person:') ? [text.slice('person:'.length)] : [];
  });
}

function itemOf({ columns }: Row, names: ReadonlyMap<string, string>): AuditItem {
  const text = (name: string): string => String(columns[name] ?? '');
  const party = (name: string): string => {
    const [, kind, id] = /^(person|account):(.*)$/s.exec(text(name)) ?? [];
    if (kind === 'person') return names.get(id ?? '') ?? 'erased';
    return kind === 'account' ? (id ?? '') : 'system';
  };
  return {
    at: text('at'),
    actor: party('actor'),
    subject: party('subject'),
    act: text('act'),
    verifiedBy: text('verifiedBy'),
    source: text('source'),
    reason: text('reason'),
    result: text('result'),
    ...(text('note') ? { note: text('note') } : {}),
  };
}
