/** The reminder's buttons as an open question, so that their titles can be typed; stored before the card is sent. */
import { ask, type Conversation } from '../../conversation';
import type { Deps } from '../../deps';
import { after } from '../../duration';
import { verbsOf } from '../../message-buttons';
import { addDays, instantOf } from '../../reminder/calendar';
import type { ReminderMessage } from '../../reminder/messages';
import { pressIdOf } from '../../reminder/press-id';
import type { ReminderRow } from '../../reminder/row';
import { changeConversation } from '../change-conversation';

/** A notice that a password has run out may be answered for so long. */
const expiredLifeMs = 7 * 86_400_000;

export async function openReminderQuestion(
  deps: Pick<Deps, 'conversations' | 'clock' | 'policy'>,
  row: ReminderRow,
  message: ReminderMessage,
): Promise<Conversation | undefined> {
  const verbs = verbsOf(message);
  if (verbs.length === 0) return undefined;
  const now = deps.clock.now();
  const question = {
    id: pressIdOf(row),
    topic: 'reminder',
    template: message.kind,
    verbs,
    askedAt: now.toISOString(),
    expiresAt: lifeOf(deps, row, message, now),
  } as const;
  return (await changeConversation(deps, row.person, (chat) => ask(chat, question, now)))?.value;
}

function lifeOf(
  { policy }: Pick<Deps, 'policy'>,
  row: ReminderRow,
  { kind }: ReminderMessage,
  now: Date,
): string {
  // C2: what is answered is that day's reminder.
  if (row.kind === 'contractor-expiry')
    return instantOf(addDays(row.day, 1), '00:00', policy.organisation.timeZone).toISOString();
  return kind === 'password-expired' ? after(now, expiredLifeMs) : row.expiresAt;
}
