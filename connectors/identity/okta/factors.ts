/** The `factors` capability: listed, removed one by one or all at once, seen to be gone. */
import type { Factor, FactorsCapability } from '../../../domain/ports/identity-provider';
import { nothing } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { afterActing, hasFault } from '../../http/http-error';
import { factorBody, factorOf, isSetUp, numberOf } from './factor-bodies';
import { readAll } from './pages';
import { userById } from './users';

/** Nobody says that a reset is done when it is answered: the list is given so long to follow. */
const settleMs = 250;
const looks = 3;
/** What the caller needs to look for itself. */
const reserveMs = 800;

export function createFactors(http: HttpClient): FactorsCapability {
  async function list(id: string, deadline: Deadline): Promise<readonly Factor[]> {
    try {
      const call = { path: '/api/v1/users/{id}/factors', parameters: { id }, deadline };
      const present = (await readAll(http, call, factorBody)).filter(isSetUp);
      const hasAddress = present.some(({ factorType }) => factorType === 'email');
      const primaryEmail = hasAddress ? (await userById(http, id, deadline))?.profile.email : undefined;
      return present.map((factor) => factorOf(factor, primaryEmail ?? undefined));
    } catch (error) {
      // Deactivated accounts have no factors any more.
      if (hasFault(error, 'not-found')) return [];
      throw error;
    }
  }

  async function settle(id: string, deadline: Deadline): Promise<void> {
    for (let look = 0; look < looks; look += 1) {
      const remaining = (await list(id, deadline)).filter(({ selfEnrolling }) => !selfEnrolling);
      if (remaining.length === 0 || deadline.remainingMs() < reserveMs) return;
      await deadline.pause(settleMs);
    }
  }

  return {
    list: (id, options) => list(id, startDeadline(options)),
    async remove(id, factorId, options) {
      const deadline = startDeadline(options);
      const { id: factor, isNumber } = numberOf(factorId);
      try {
        await http.request({
          method: 'DELETE',
          path: '/api/v1/users/{id}/factors/{factor}',
          parameters: { id, factor },
          // A number that the person has lost must not recover the password either.
          query: { removeRecoveryEnrollment: isNumber ? true : undefined },
          answer: nothing,
          deadline,
        });
        return 'removed';
      } catch (error) {
        // Also what went along with another one: Okta Verify's push takes its codes with it.
        if (hasFault(error, 'not-found')) return 'was-gone';
        if (hasFault(error, 'forbidden', 'invalid')) return 'refused';
        throw error;
      }
    },
    async removeAll(id, options) {
      const deadline = startDeadline(options);
      const path = '/api/v1/users/{id}/lifecycle/reset_factors';
      const call = { method: 'POST', path, parameters: { id }, effect: 'repeatable', deadline } as const;
      try {
        await http.request({ ...call, answer: nothing });
      } catch (error) {
        if (hasFault(error, 'forbidden', 'not-found', 'invalid')) return 'refused';
        throw error;
      }
      await afterActing(settle(id, deadline));
      return 'removed';
    },
  };
}
