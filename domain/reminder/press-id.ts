/**
 * The ids that reminders' buttons and links carry. That of a password's reminder names the row and the cycle, so that a
 * press on a card of an expiry that is over is never taken for an answer about the present one.
 */
import type { PasswordReminderRow, ReminderRow } from './row';

/** What the buttons of a message made of this row carry. */
export function pressIdOf(row: ReminderRow): string {
  return row.kind === 'contractor-expiry' ? row.id : cycleIdOf(row);
}

function cycleIdOf({ id, expiresAt }: Pick<PasswordReminderRow, 'id' | 'expiresAt'>): string {
  return `${id}-${Date.parse(expiresAt).toString(36)}`;
}

/** The row that such an id names, and for a password the expiry; undefined for what we can't have made. */
export function readPressId(
  pressId: string,
): { readonly rowId: string; readonly expiresAt?: string } | undefined {
  const [, rowId, manager, cycle] =
    /^((?:password|(manager))-[0-9a-f]{40})(?:-([0-9a-z]{1,9}))?$/.exec(pressId) ?? [];
  if (rowId === undefined || (manager === undefined) !== (cycle !== undefined)) return undefined;
  if (cycle === undefined) return { rowId };
  return { rowId, expiresAt: new Date(Number.parseInt(cycle, 36)).toISOString() };
}

/** Whether the row is still in the cycle that the id was made for. */
export function isPresentCycle(row: PasswordReminderRow, pressId: string): boolean {
  return cycleIdOf(row) === pressId;
}
