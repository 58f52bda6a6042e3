/** Changing a request's row: read, decide, write by ETag; on a conflict read and decide again. */
import type { Deps } from '../deps';
import { CodedError } from '../errors';
import type { Stored } from '../ports/stores';
import type { SupportRequest } from '../support-request';

const tries = 8;

/**
 * Applies `change` to the row as it is now; `change` may run several times and answers undefined to leave the row.
 * @returns the row after it, or undefined if there is none of that id.
 * @throws CodedError `conflict` when others kept writing in between.
 */
export async function changeRequest(
  { requests }: Pick<Deps, 'requests'>,
  id: string,
  change: (request: SupportRequest) => SupportRequest | undefined,
  known?: Stored<SupportRequest>,
): Promise<Stored<SupportRequest> | undefined> {
  let stored = known ?? (await requests.read(id));
  for (let attempt = 0; attempt < tries; attempt++) {
    if (!stored) return undefined;
    const changed = change(stored.value);
    if (!changed) return stored;
    const written = await requests.replace({ value: changed, etag: stored.etag });
    if (written !== 'conflict') return written;
    stored = await requests.read(id);
  }
  throw new CodedError('conflict', 'the request row kept changing', { retryable: true });
}
