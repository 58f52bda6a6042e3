/** From the keyed hash of a recovery link to its request. The token itself is nowhere; what it may do stands on the request. */
import type { HandleStore } from '../../domain/ports/stores';
import { keyOf } from './keys';
import type { Storage } from './storage';

/** Round trips: 1 each. */
export function createHandleStore(deps: { readonly storage: Pick<Storage, 'table'> }): HandleStore {
  const rows = deps.storage.table('RecoveryHandles');
  const partition = (linkHash: string): string => linkHash.slice(0, 2);
  return {
    async create(linkHash, requestId) {
      await rows.put({ partition: partition(linkHash), key: keyOf(linkHash), columns: { requestId } });
    },
    async requestOf(linkHash) {
      const row = await rows.get(partition(linkHash), keyOf(linkHash));
      return typeof row?.columns.requestId === 'string' ? row.columns.requestId : undefined;
    },
  };
}
