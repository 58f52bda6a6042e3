/** The `sessions` capability. */
import type { SessionsCapability } from '../../../domain/ports/identity-provider';
import { nothing } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { startDeadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';

export function createSessions(http: HttpClient): SessionsCapability {
  return {
    async endAll(id, options) {
      const path = '/api/v1/users/{id}/sessions';
      const call = { method: 'DELETE', path, parameters: { id }, answer: nothing } as const;
      try {
        await http.request({ ...call, deadline: startDeadline(options) });
      } catch (error) {
        // Nobody has no sessions.
        if (!hasFault(error, 'not-found')) throw error;
      }
    },
  };
}
