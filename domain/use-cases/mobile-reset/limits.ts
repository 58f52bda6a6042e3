/**
 * R7: how many requests count within an hour, by where they come from, where they would go, and whose account it is.
 * All three are counted under digests: what people typed stands in no limit.
 */
import { limitedAs } from '../../limits';
import type { MobileRefusal, MobileRequest } from '../../mobile-reset/request';
import type { TemporaryPasswordCandidate } from '../../ports/temporary-password';
import { reserve } from '../reserve';
import type { MobileResetDeps } from './accept';

const hourMs = 60 * 60_000;

export async function whyLimited(
  deps: MobileResetDeps,
  request: MobileRequest,
  candidate: TemporaryPasswordCandidate | undefined,
): Promise<MobileRefusal | undefined> {
  const { perSourceAndHour, perDestinationAndHour, perAccountAndHour } = deps.policy.directory.mobileReset;
  const counted = [
    ['source-limit', request.source, perSourceAndHour],
    ['destination-limit', request.email.toLowerCase(), perDestinationAndHour],
    ['destination-limit', candidate?.phoneMatches ? (candidate.textNumber ?? '') : '', perDestinationAndHour],
    ['account-limit', candidate?.account.ref.id ?? '', perAccountAndHour],
  ] as const;
  for (const [refusal, of, maximum] of counted) {
    if (of === '') continue;
    const holder = limitedAs(deps.tenantId, deps.digest.of(refusal, of));
    const rule = { maximum, periodMs: hourMs, gapMs: 0 };
    const answer = await reserve(deps, holder, 'mobile-reset', rule, request.id);
    if (answer.kind === 'refused') return answer.reason === 'limit-reached' ? refusal : 'limit-unreadable';
  }
  return undefined;
}
