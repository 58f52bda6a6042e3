/**
 * The guard of every answer to a reminder: the row tells whose it is, never the card. Somebody else's press, and one on
 * a row that is gone, changes nothing and stands in the trail.
 */
import type { Deps } from '../../deps';
import { type Refused, refused } from '../../outcome';
import { samePerson } from '../../person';
import type { Stored } from '../../ports/stores';
import { readPressId } from '../../reminder/press-id';
import type { ReminderRow } from '../../reminder/row';
import { type Answering, recordAnswer } from '../chat/own-request';

type Kind = ReminderRow['kind'];
type RowOf<K extends Kind> = Extract<ReminderRow, { readonly kind: K }>;

/** The row that the press names, if it is the presser's own and of that kind. */
export async function ownReminder<K extends Kind>(
  deps: Deps,
  answering: Answering,
  kind: K,
): Promise<{ readonly kind: 'own'; readonly stored: Stored<RowOf<K>> } | Refused> {
  const named = readPressId(answering.id);
  const stored = named && (await deps.reminders.read(named.rowId));
  if (!stored || stored.value.kind !== kind) return refuse(deps, answering, 'not-open');
  if (!samePerson(stored.value.person, answering.person)) return refuse(deps, answering, 'wrong-person');
  return { kind: 'own', stored: stored as Stored<RowOf<K>> };
}

async function refuse(
  deps: Deps,
  answering: Answering,
  reason: 'not-open' | 'wrong-person',
): Promise<Refused> {
  await recordAnswer(deps, answering, 'refused', reason);
  return refused(reason);
}
