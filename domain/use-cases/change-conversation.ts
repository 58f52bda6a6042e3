/** Changing the chat's row by ETag, creating it where there is none yet. */
import { blankConversation, type Conversation } from '../conversation';
import type { Deps } from '../deps';
import { CodedError } from '../errors';
import type { PersonKey } from '../person';
import type { Stored } from '../ports/stores';

const tries = 8;

/**
 * Applies `change` to the conversation as it is now (an empty one if there is none); `change` may run several
 * times and answers the same object to leave it.
 */
export async function changeConversation(
  { conversations }: Pick<Deps, 'conversations'>,
  person: PersonKey,
  change: (conversation: Conversation) => Conversation,
  known?: Stored<Conversation>,
): Promise<Stored<Conversation> | undefined> {
  let stored = known ?? (await conversations.read(person));
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = stored?.value ?? blankConversation(person);
    const changed = change(before);
    if (changed === before) return stored;
    const written = await conversations.write(changed, stored?.etag);
    if (written !== 'conflict') return written;
    stored = await conversations.read(person);
  }
  throw new CodedError('conflict', 'the conversation row kept changing', { retryable: true });
}
