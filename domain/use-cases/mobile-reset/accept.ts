/**
 * Takes a request for a temporary password in (R1, R7). Whoever asks, and for whomever, it is one row and one start of
 * the same work: nothing here reads an account, so that neither the answer nor its time tells whether there is one.
 */
import type { Deps } from '../../deps';
import { type MobileRequest, typedDestination } from '../../mobile-reset/request';

export type MobileResetDeps = Deps & { readonly mobile: NonNullable<Deps['mobile']> };

/**
 * Throws `unavailable` only where the row can't be written.
 * @returns the request's id, and whether its work has begun; where not, it is found within a minute.
 */
export async function acceptMobileReset(
  {
    mobile,
    orchestrations,
    clock,
    random,
  }: Pick<MobileResetDeps, 'mobile' | 'orchestrations' | 'clock' | 'random'>,
  typed: { readonly email: string; readonly phone: string; readonly source: string },
): Promise<{ readonly id: string; readonly begun: boolean }> {
  const request: MobileRequest = {
    id: `mobile-${random.id()}`,
    at: clock.now().toISOString(),
    source: typed.source,
    ...typedDestination(typed),
    state: 'accepted',
    tries: 0,
  };
  await mobile.requests.accept(request);
  try {
    await orchestrations.startMobileReset(request.id);
    return { id: request.id, begun: true };
  } catch {
    // The row stands: reconciling finds it.
    return { id: request.id, begun: false };
  }
}
