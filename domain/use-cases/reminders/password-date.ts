/** "When does my password run out?": the provider's own answer, as it is now, with the way to change it. */
import type { Deps } from '../../deps';
import { CodedError } from '../../errors';
import { type Person, samePerson } from '../../person';
import type { PasswordExpiry } from '../../ports/account-ends';
import { dayOf, daysBetween } from '../../reminder/calendar';
import type { ReminderMessage } from '../../reminder/messages';
import { pressIdOf } from '../../reminder/press-id';
import { passwordRowId } from '../../reminder/row';
import { accountOf } from '../account-links';
import { wayToChange } from './reminder-message';

export type PasswordDate = Extract<ReminderMessage, { readonly kind: 'password-date' }>;

/** Within a turn. */
const callMs = 2_000;

/** Nothing is changed, so that an outage is no more than "I can't see it". */
export async function passwordDate(deps: Deps, person: Person, id: string): Promise<PasswordDate> {
  const unknown: PasswordDate = { kind: 'password-date', id, found: 'unknown' };
  const provider = deps.providers.passwordExpiry;
  if (!provider) return unknown;
  try {
    const link = await accountOf(deps, provider, person, { timeoutMs: callMs });
    if (link.kind === 'not-linked') return unknown;
    const { ref, userName: accountName } = link.account;
    const expiry = await provider.passwordExpiry.of(ref.id, { timeoutMs: callMs });
    if (!expiry) return { kind: 'password-date', id, found: 'never', accountName };
    return await dateOf(deps, person, id, expiry);
  } catch (error) {
    if (error instanceof CodedError) return unknown;
    throw error;
  }
}

async function dateOf(
  deps: Deps,
  person: Person,
  id: string,
  { account, expiresAt }: PasswordExpiry,
): Promise<PasswordDate> {
  const now = deps.clock.now();
  const { timeZone } = deps.policy.organisation;
  const known = { kind: 'password-date', id, accountName: account.userName, expiresAt } as const;
  if (now >= new Date(expiresAt)) return { ...known, found: 'ran-out' };
  const row = (await deps.reminders.read(passwordRowId(deps.digest, account.ref)))?.value;
  // Of an expiry that they were reminded of already, a click is the person's answer to that too (E4).
  const isReminded =
    row?.kind === 'password-expiry' && row.expiresAt === expiresAt && samePerson(row.person, person);
  return {
    ...known,
    found: 'runs-out',
    daysBefore: daysBetween(dayOf(now, timeZone), dayOf(new Date(expiresAt), timeZone)),
    asOf: now.toISOString(),
    ...(await wayToChange(deps, account.ref.provider, isReminded ? pressIdOf(row) : undefined)),
  };
}
