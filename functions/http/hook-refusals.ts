/** Calls of outside systems that can't prove who they are: refused, with one record an hour, since whoever guesses must not fill the trail. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { codeOf } from '../../domain/errors';
import { type AuditTrail, system } from '../../domain/ports/audit-trail';
import { createLog } from '../log';
import type { Product } from '../product';

const hourMs = 3_600_000;

export type RefusalDeps = Pick<Product, 'clock' | 'addressOf'> & { readonly audit: AuditTrail };

/**
 * @param hook its name, unique among the hooks.
 * @param reason what was wrong, for the trail.
 * @returns what refuses a call: 401, whatever becomes of the record.
 */
export function createHookRefusals(deps: RefusalDeps, hook: string, reason: string) {
  let recordedMs = 0;
  return async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const hour = Math.floor(deps.clock.now().getTime() / hourMs) * hourMs;
    if (recordedMs !== hour) {
      recordedMs = hour;
      try {
        await deps.audit.record({
          key: `event-hook-refused-${hook}`,
          at: new Date(hour).toISOString(),
          act: 'event-hook-refused',
          actor: system,
          subject: system,
          verifiedBy: 'system',
          source: deps.addressOf(request),
          reason: `${hook}: ${reason}`,
          result: 'refused',
        });
      } catch (error) {
        recordedMs = 0;
        createLog(context).error('audit-failed', { code: codeOf(error) });
      }
    }
    return { status: 401 };
  };
}
