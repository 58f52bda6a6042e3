/**
 * Conversations: one row per person, and an index row per UPN. The index row is written before the row that needs
 * it and the old one is removed afterwards, so a crash leaves at most one too many; whoever looks up reads the
 * conversations behind the index and believes only them. What a message tells is noted in columns of its own, which
 * the next full write takes in: there, a noted column is always the newer one.
 */
import { blankConversation, type Conversation, type Noted, withNoted } from '../../domain/conversation';
import type { PersonKey } from '../../domain/person';
import type { ConversationStore } from '../../domain/ports/stores';
import { fromJson, toJson } from './json-row';
import { keyOf } from './keys';
import type { Storage } from './storage';
import type { Row } from './table';

const rowKey = 'conversation';

/**
 * Round trips: read 1; note 1; write 1, with a new UPN 2, with a changed one 4; remove up to 3; byUserPrincipalName 1 and
 * one in parallel per person found. The etag is the row's own and the index key it was stored under.
 */
export function createConversationStore(deps: {
  readonly storage: Pick<Storage, 'table'>;
}): ConversationStore {
  const rows = deps.storage.table('Conversations');
  const byUpn = deps.storage.table('ConversationsByUpn');

  const indexed = async (upnKey: string, person: PersonKey): Promise<void> => {
    const columns = { tenantId: person.tenantId, aadObjectId: person.aadObjectId };
    await byUpn.put({ partition: upnKey, key: keyOf(person.aadObjectId), columns });
  };

  return {
    async read(person) {
      const row = await rows.get(partitionOf(person), rowKey);
      return row && { value: conversationOf(row, person), etag: `${row.etag} ${upnOf(row)}` };
    },

    async note(person, { question, ...told }) {
      const columns = { told: toJson(told), ...(question ? { question: toJson(question) } : {}) };
      await rows.merge({ partition: partitionOf(person), key: rowKey, columns });
    },

    async write(conversation, etag) {
      const upnKey = upnKeyOf(conversation);
      const columns = { data: toJson(conversation), upn: upnKey };
      const row = { partition: partitionOf(conversation), key: rowKey, columns };
      if (etag === undefined) {
        if (upnKey) await indexed(upnKey, conversation);
        const created = await rows.create(row);
        return created === 'exists' ? 'conflict' : { value: conversation, etag: `${created.etag} ${upnKey}` };
      }
      const [rowEtag, former] = parted(etag);
      // Its present ETag, so that it is left alone if somebody takes that name again in between.
      const moved = former !== upnKey;
      const old = moved && former ? await byUpn.get(former, keyOf(conversation.aadObjectId)) : undefined;
      if (moved && upnKey) await indexed(upnKey, conversation);
      const written = await rows.replace(row, rowEtag);
      if (written === 'changed') return 'conflict';
      if (old) await byUpn.remove(old.partition, old.key, old.etag).catch(() => undefined);
      return { value: conversation, etag: `${written.etag} ${upnKey}` };
    },

    async remove(person) {
      const row = await rows.get(partitionOf(person), rowKey);
      if (!row) return;
      await rows.remove(row.partition, row.key);
      if (upnOf(row)) await byUpn.remove(upnOf(row), keyOf(person.aadObjectId));
    },

    async byUserPrincipalName(tenantId, upn) {
      const upnKey = upnKeyOf({ tenantId, userPrincipalName: upn });
      const found = upnKey ? await byUpn.list({ partition: upnKey }, 50) : [];
      const people = found.map(({ columns }) => ({
        tenantId: String(columns.tenantId),
        aadObjectId: String(columns.aadObjectId),
      }));
      const behind = await Promise.all(people.map((person) => rows.get(partitionOf(person), rowKey)));
      return people.filter((_, index) => behind[index] && upnOf(behind[index]) === upnKey).slice(0, 2);
    },
  };
}

function conversationOf(row: Row, person: PersonKey): Conversation {
  const { data, told, question } = row.columns;
  const written = data === undefined ? blankConversation(person) : fromJson<Conversation>(row);
  if (told === undefined) return written;
  const noted = {
    ...fromJson<Noted>(row, 'told'),
    ...(question ? { question: fromJson(row, 'question') } : {}),
  };
  return withNoted(written, noted as Noted);
}

const partitionOf = (person: PersonKey): string => keyOf(person.tenantId, person.aadObjectId);
const upnOf = (row: Row): string => String(row.columns.upn ?? '');

/** Empty where there is no UPN. */
function upnKeyOf(of: { readonly tenantId: string; readonly userPrincipalName?: string }): string {
  return of.userPrincipalName ? keyOf(of.tenantId, of.userPrincipalName.toLowerCase()) : '';
}

/** Keys have no blanks, so the last one parts the row's ETag from the index key. */
function parted(etag: string): readonly [rowEtag: string, upnKey: string] {
  const at = etag.lastIndexOf(' ');
  return at < 0 ? [etag, ''] : [etag.slice(0, at), etag.slice(at + 1)];
}
