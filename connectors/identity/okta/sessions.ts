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
      // Whoever has found the phone has its apps too: those stay signed in by tokens, not by sessions.
      const query = { oauthTokens: true };
      const call = { method: 'DELETE', path, parameters: { id }, query, answer: nothing } as const;
      try {
        await http.request({ ...call, deadline: startDeadline(options) });
      } catch (error) {
        // Nobody has no sessions.
        if (!hasFault(error, 'not-found')) throw error;
      }
    },
  };
}
