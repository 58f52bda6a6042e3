/**
 * Why an account is locked again soon after it was unlocked: mostly a phone or a mail program goes on signing in with
 * an old password, and one more unlock would help for minutes.
 */
import type { SignInSource } from './account';

export type FormerUnlock = { readonly unlockedAt: string; readonly source?: SignInSource | undefined };

/** So soon nobody forgets a password again. */
const soonMs = 60 * 60_000;
/** For so long the same application on the same device says as much. */
const sameToolMs = 24 * 60 * 60_000;

export function isOldPasswordLikely(
  former: FormerUnlock,
  lockout: { readonly at: string; readonly source?: SignInSource | undefined },
): boolean {
  const elapsedMs = Date.parse(lockout.at) - Date.parse(former.unlockedAt);
  return elapsedMs <= soonMs || (elapsedMs <= sameToolMs && isSameTool(former.source, lockout.source));
}

/** What neither tells counts as the same, if there is anything that both tell. */
function isSameTool(a: SignInSource = {}, b: SignInSource = {}): boolean {
  const known = a.application !== undefined || a.device !== undefined;
  return known && sameText(a.application, b.application) && sameText(a.device, b.device);
}

function sameText(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}
