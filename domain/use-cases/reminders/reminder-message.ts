/** What a reminder says, made of its row: the same for the card, for the mail, for an answered card and a repeated run. */
import type { ProviderId } from '../../account';
import type { Deps } from '../../deps';
import { type Day, dayOf, daysBetween } from '../../reminder/calendar';
import type { MailedReminder, ReminderAnswer } from '../../reminder/messages';
import { pressIdOf } from '../../reminder/press-id';
import type { ManagerReminderRow, PasswordReminderRow, ReminderRow } from '../../reminder/row';
import { changePasswordPage } from '../change-password-page';
import { readInstructions } from '../chat/read-instructions';

type MessageDeps = Pick<Deps, 'policy' | 'providers' | 'recordedLinks' | 'knowledge' | 'articles' | 'clock'>;

export type Occasion = {
  /** The day on which it is read. */
  readonly day: Day;
  /** Which message of the cycle it is; 0 says that the password has run out. */
  readonly interval: number;
  readonly answer?: ReminderAnswer;
};

export async function reminderMessage(
  deps: MessageDeps,
  row: ReminderRow,
  occasion: Occasion,
): Promise<MailedReminder> {
  return row.kind === 'contractor-expiry'
    ? contractorMessage(deps, row)
    : passwordMessage(deps, row, occasion);
}

/** A password's reminder, or the notice that it has run out. */
export async function passwordMessage(
  deps: MessageDeps,
  row: PasswordReminderRow,
  { day, interval, answer }: Occasion,
): Promise<MailedReminder> {
  const { accountName, displayName, expiresAt } = row;
  const { text } = deps.policy.passwordExpiry;
  const id = pressIdOf(row);
  const way = await wayToChange(deps, row.account.provider, id);
  if (interval === 0) return { kind: 'password-expired', id, accountName, expiredAt: expiresAt, ...way };
  const endDay = dayOf(new Date(expiresAt), deps.policy.organisation.timeZone);
  return {
    ...{ kind: 'password-expiry', id, accountName, expiresAt },
    daysBefore: daysBetween(day, endDay),
    asOf: deps.clock.now().toISOString(),
    isLast: interval === 1,
    ...way,
    ...(text ? { text } : {}),
    ...(displayName ? { displayName } : {}),
    ...(answer ? { answer } : {}),
  };
}

/** E3: the fixed address, recorded on the way by the reminder's id if there is one; where the provider has none, the organisation's instructions. */
export async function wayToChange(deps: MessageDeps, provider: ProviderId, id: string | undefined) {
  const page = changePasswordPage(deps, provider);
  if (page !== undefined) return { url: id === undefined ? page : deps.recordedLinks.urlOf(id) };
  const configured = deps.policy.passwordExpiry.instructions;
  const instructions = configured && (await readInstructions(deps, configured));
  return instructions ? { instructions } : {};
}

/** C3: the one who ends first, and how many more there are, until Show more is pressed. */
export const listedAtFirst = 1;

export function contractorMessage(
  { policy }: Pick<Deps, 'policy'>,
  row: ManagerReminderRow,
): Extract<MailedReminder, { readonly kind: 'contractor-expiry' }> {
  const { contractors, beyond, listed, doneBy } = row;
  const { fields, text } = policy.contractorExpiry;
  const more = listed > listedAtFirst ? 0 : listedByShowMore(policy, row) - listedAtFirst;
  return {
    ...{ kind: 'contractor-expiry', id: pressIdOf(row), contractors, fields },
    listed: Math.max(listed, listedAtFirst),
    isDone: doneBy !== undefined,
    ...(more > 0 ? { more } : {}),
    ...(beyond ? { beyond } : {}),
    ...(text ? { text } : {}),
  };
}

/** How many the card lists once Show more has been pressed. */
export function listedByShowMore(
  { contractorExpiry }: Deps['policy'],
  { contractors }: Pick<ManagerReminderRow, 'contractors'>,
): number {
  const { showMore } = contractorExpiry;
  return showMore === 'all' ? contractors.length : Math.min(contractors.length, listedAtFirst + showMore);
}
