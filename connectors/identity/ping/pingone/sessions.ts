/** The sessions of a user of PingOne; it keeps at most ten, those that have ended among them. */
import { z } from 'zod';
import type { SessionsCapability } from '../../../../domain/ports/identity-provider';
import { startDeadline } from '../../../http/deadline';
import { afterActing, hasFault } from '../../../http/http-error';
import type { PingOneApi } from './api';

const session = z.object({ id: z.string().min(1) });

export function createSessions(api: PingOneApi): SessionsCapability {
  return {
    async endAll(user, options) {
      const deadline = startDeadline(options);
      const items = { name: 'sessions', shape: session };
      const sessions = (await api.list('/users/{user}/sessions', { user }, items, deadline)) ?? [];
      let acted = false;
      for (const { id } of sessions) {
        const step = api.remove('/users/{user}/sessions/{session}', { user, session: id }, deadline);
        try {
          await (acted ? afterActing(step) : step);
        } catch (error) {
          // Ended meanwhile, by itself or by an earlier try.
          if (!hasFault(error, 'not-found')) throw error;
        }
        acted = true;
      }
    },
  };
}
