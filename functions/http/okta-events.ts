/**
 * Okta's event hook: lockouts are told within a second instead of at the next poll. Okta waits three seconds and
 * tries once more after a 5xx: so 200 is said only when every lockout has its row and its orchestration, and what
 * comes to nothing here the poll finds.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import { codeOf } from '../../domain/errors';
import type { AuditTrail } from '../../domain/ports/audit-trail';
import type { Secret } from '../../domain/secret';
import { receiveLockouts } from '../../domain/use-cases/receive-lockouts';
import { answering, jsonOf, refusal } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { createHookRefusals } from './hook-refusals';

const route = 'okta/events';
/** Half a second is left of Okta's three for the way. */
const answerMs = 2_500;

/** As Okta makes them (UUIDs), and no more than may be said back to anybody. */
const challengeShape = /^[\w.~+/=-]{1,200}$/;

const delivery = z.object({
  eventId: z.string().max(200).catch(''),
  data: z.object({ events: z.array(z.unknown()) }),
});

/** What the hook needs of the product. */
export type HookProduct = Pick<Product, 'lockoutProvider' | 'clock' | 'addressOf' | 'depsFor'> & {
  readonly settings: Pick<Product['settings'], 'OKTA_EVENT_HOOK_SECRET'>;
  readonly audit: AuditTrail;
};

export function registerOktaEvents(product: HookProduct): void {
  const secret = product.settings.OKTA_EVENT_HOOK_SECRET;
  if (!secret || product.lockoutProvider !== 'okta') return;
  const refused = createHookRefusals(product, 'okta', 'wrong secret');

  app.http('okta-events-verification', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route,
    handler: answering(async (request, context) => {
      // What Okta sends along here is the administrator's choice; a wrong secret is wrong everywhere.
      const given = request.headers.get('authorization');
      if (given !== null && !isSecret(given, secret)) return refused(request, context);
      const challenge = request.headers.get('x-okta-verification-challenge') ?? '';
      if (!challengeShape.test(challenge))
        return refusal(400, 'missing, or not a challenge of Okta’s', 'x-okta-verification-challenge').answer;
      return { jsonBody: { verification: challenge } };
    }),
  });

  app.http('okta-events', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context) => {
      const given = request.headers.get('authorization') ?? '';
      if (!isSecret(given, secret)) return refused(request, context);
      return inTime(take(product, request, context), context);
    }),
  });
}

async function take(
  product: HookProduct,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const startedAt = product.clock.now().getTime();
  const json = await jsonOf(request);
  if (json.kind === 'refused') return json.answer;
  const read = delivery.safeParse(json.value);
  if (!read.success) return refusal(400, 'data.events must be a list of events', 'data.events').answer;
  const { eventId, data } = read.data;
  const { events, started, unreadable } = await receiveLockouts(
    product.depsFor(context),
    data.events,
    eventId,
  );
  const durationMs = product.clock.now().getTime() - startedAt;
  createLog(context).info('lockouts-received', { count: started, durationMs });
  return { jsonBody: { lockouts: events, unreadable } };
}

/** What takes longer goes on by itself and may still be done in time for Okta's second try. */
async function inTime(
  work: Promise<HttpResponseInit>,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const answered = new AbortController();
  const late = { status: 503, jsonBody: { error: 'unavailable' } };
  const limit = wait<HttpResponseInit>(answerMs, late, { signal: answered.signal });
  limit.catch(() => undefined);
  const answer = await Promise.race([work, limit]).finally(() => answered.abort());
  if (answer === late) {
    const log = createLog(context);
    log.warn('okta-events-late');
    work.catch((error: unknown) => log.error('okta-events-failed', { code: codeOf(error) }));
  }
  return answer;
}

/** Compared as digests, in constant time whatever the lengths. */
function isSecret(given: string, secret: Secret<string>): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret.reveal()));
}
