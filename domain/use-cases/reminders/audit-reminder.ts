/** What the audit trail keeps of one reminder: whom it went to, which one it was, and which way it went. */
import type { Deps } from '../../deps';
import { accountParty, partyOf, system } from '../../ports/audit-trail';
import type { ReminderDelivery, ReminderRow } from '../../reminder/row';

/** @param way `teams` or `mail`; for one that reached nobody, why */
export async function auditReminder(
  { audit }: Pick<Deps, 'audit'>,
  row: ReminderRow,
  { interval, at, day }: ReminderDelivery,
  way: string,
  act: 'reminder-sent' | 'reminder-undelivered' = 'reminder-sent',
): Promise<void> {
  const isKnown = row.person.aadObjectId !== '' || row.kind !== 'password-expiry';
  await audit.record({
    key: `${row.id}-${day}-${interval}-${act}`,
    at,
    act,
    actor: system,
    subject: isKnown ? partyOf(row.person) : accountParty(row.account),
    verifiedBy: 'system',
    source: 'reminder-run',
    reason: `${what(row, interval)}, ${way}`,
    result: act === 'reminder-sent' ? 'done' : 'failed',
  });
}

function what(row: ReminderRow, interval: number): string {
  if (row.kind === 'contractor-expiry') return `contractor-expiry ${row.contractors.length}`;
  return interval === 0 ? 'password-expired' : `password-expiry ${interval}`;
}
