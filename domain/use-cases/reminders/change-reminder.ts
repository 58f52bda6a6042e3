/** Changing a reminder's row: read, decide, write by ETag; on a conflict read and decide again. */
import type { Deps } from '../../deps';
import { CodedError } from '../../errors';
import type { Stored } from '../../ports/stores';
import type { ReminderRow } from '../../reminder/row';

const tries = 8;

/**
 * Applies `change` to the row as it is now; `change` may run several times and answers undefined to leave the row.
 * @returns the row after it, or undefined if there is none of that id.
 */
export async function changeReminder(
  { reminders }: Pick<Deps, 'reminders'>,
  id: string,
  change: (row: ReminderRow) => ReminderRow | undefined,
  known?: Stored<ReminderRow>,
): Promise<Stored<ReminderRow> | undefined> {
  let stored = known ?? (await reminders.read(id));
  for (let attempt = 0; attempt < tries; attempt++) {
    if (!stored) return undefined;
    const changed = change(stored.value);
    if (!changed) return stored;
    const written = await reminders.write(changed, stored.etag);
    if (written !== 'conflict') return written;
    stored = await reminders.read(id);
  }
  throw new CodedError('conflict', 'the reminder row kept changing', { retryable: true });
}
