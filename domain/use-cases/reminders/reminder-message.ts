/** What a reminder says, made of its row and the policy: the same for the card, for the mail, and for a repeated run. */
import type { Deps } from '../../deps';
import { type Day, dayOf, daysBetween } from '../../reminder/calendar';
import type { MailedReminder } from '../../reminder/messages';
import type { ManagerReminderRow, PasswordReminderRow, ReminderRow } from '../../reminder/row';
import { changePasswordPage } from '../change-password-page';
import { readInstructions } from '../chat/read-instructions';

type MessageDeps = Pick<Deps, 'policy' | 'providers' | 'knowledge' | 'articles' | 'clock'>;

/** @param on the run's day, and which message of the cycle it is; 0 says that the password has run out */
export async function reminderMessage(
  deps: MessageDeps,
  row: ReminderRow,
  on: { readonly day: Day; readonly interval: number },
): Promise<MailedReminder> {
  return row.kind === 'contractor-expiry' ? managerMessage(deps, row) : passwordMessage(deps, row, on);
}

async function passwordMessage(
  deps: MessageDeps,
  row: PasswordReminderRow,
  { day, interval }: { readonly day: Day; readonly interval: number },
): Promise<MailedReminder> {
  const { id, account, accountName, displayName, expiresAt } = row;
  const { instructions, text } = deps.policy.passwordExpiry;
  const page = changePasswordPage(deps, account.provider);
  const read = page === undefined && instructions ? await readInstructions(deps, instructions) : undefined;
  const way = { ...(page ? { url: page } : {}), ...(read ? { instructions: read } : {}) };
  if (interval === 0) return { kind: 'password-expired', id, accountName, expiredAt: expiresAt, ...way };
  const endDay = dayOf(new Date(expiresAt), deps.policy.organisation.timeZone);
  return {
    ...{ kind: 'password-expiry', id, accountName, expiresAt, isLast: interval === 1 },
    daysBefore: daysBetween(day, endDay),
    ...(displayName ? { displayName } : {}),
    ...(text ? { text } : {}),
    ...way,
  };
}

/** C3: the one who ends first, and how many more there are. */
export const listedAtFirst = 1;

function managerMessage({ policy }: MessageDeps, row: ManagerReminderRow): MailedReminder {
  const { id, contractors, beyond, listed, doneBy } = row;
  const { fields, showMore, text } = policy.contractorExpiry;
  const rest = contractors.length - listed;
  const more = listed > listedAtFirst ? 0 : Math.min(showMore === 'all' ? rest : showMore, rest);
  return {
    ...{ kind: 'contractor-expiry', id, contractors, listed, fields, isDone: doneBy !== undefined },
    ...(more > 0 ? { more } : {}),
    ...(beyond ? { beyond } : {}),
    ...(text ? { text } : {}),
  };
}
