/**
 * E4: a reminder's link. It always leads to the provider's fixed page, whatever can or can't be recorded; only the
 * person's own navigation counts as their click, once for each expiry.
 */
import type { Deps } from '../../deps';
import { partyOf } from '../../ports/audit-trail';
import { isPresentCycle, readPressId } from '../../reminder/press-id';
import type { ReminderRow } from '../../reminder/row';
import { changePasswordPage } from '../change-password-page';
import { changeReminder } from './change-reminder';

export type Followed = { readonly kind: 'page'; readonly url: string } | { readonly kind: 'unknown' };

/** @param byPerson a browser says that somebody went there: not a scanner, a preview or a prefetch. */
export async function followLink(
  deps: Deps,
  id: string,
  { byPerson, onFailure }: { readonly byPerson: boolean; onFailure(error: unknown): void },
): Promise<Followed> {
  const rowId = readPressId(id)?.rowId;
  if (rowId === undefined) return { kind: 'unknown' };
  try {
    const row = (await deps.reminders.read(rowId))?.value;
    if (row?.kind !== 'password-expiry') return { kind: 'unknown' };
    if (byPerson) await recordClick(deps, id, rowId).catch(onFailure);
    return pageOf(deps, row.account.provider);
  } catch (error) {
    // A person must reach the page: that it could not be recorded is ours to mend.
    onFailure(error);
    return pageOf(deps, deps.providers.passwordExpiry?.id);
  }
}

function pageOf(deps: Deps, provider: Parameters<typeof changePasswordPage>[1] | undefined): Followed {
  const url = provider && changePasswordPage(deps, provider);
  return url === undefined ? { kind: 'unknown' } : { kind: 'page', url };
}

async function recordClick(deps: Deps, id: string, rowId: string): Promise<void> {
  const at = deps.clock.now().toISOString();
  let clicked: ReminderRow | undefined;
  await changeReminder(deps, rowId, (row) => {
    const isNew = row.kind === 'password-expiry' && !row.clickedAt && isPresentCycle(row, id);
    clicked = isNew ? { ...row, clickedAt: at } : undefined;
    return clicked;
  });
  if (!clicked) return;
  await deps.audit.record({
    key: `${id}-clicked`,
    at,
    act: 'reminder-link-opened',
    actor: partyOf(clicked.person),
    subject: partyOf(clicked.person),
    verifiedBy: 'link',
    source: 'link',
    reason: 'password-expiry',
    result: 'done',
  });
}
