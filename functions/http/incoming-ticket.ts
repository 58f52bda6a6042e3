/**
 * POST /api/tickets/incoming (I4): a ticket that somebody filed in the service portal, signed by the ticketing system.
 * Its text is understood here and kept nowhere. Registered only where the secret is set.
 */
import { app, type HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import { isMain } from '../../dialogs/password';
import { recognise } from '../../dialogs/recogniser/recognise';
import type { RequestKind } from '../../domain/support-request';
import { acceptTicket } from '../../domain/use-cases/accept-ticket';
import { answering, bytesOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { verifiedDelivery } from '../ticket-signature';
import { createHookRefusals } from './hook-refusals';

const delivery = z.object({
  ticketId: z
    .string({ error: () => 'ticketId must be a text' })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'ticketId must be 1 to 64 letters, digits, dots, hyphens'),
  requesterEmail: z
    .string({ error: () => 'requesterEmail must be a text' })
    .trim()
    .min(3, 'requesterEmail must be a mail address')
    .max(320, 'requesterEmail must be a mail address'),
  text: z
    .string({ error: () => 'text must be a text' })
    .max(100_000, 'text may have 100,000 characters at most'),
});

const statusOf = { accepted: 202, known: 202, replayed: 409 } as const;

export function registerIncomingTicket(product: Product): void {
  const secret = product.settings.TICKET_WEBHOOK_SECRET;
  if (!secret) return;
  const refused = createHookRefusals(product, 'tickets', 'no valid signature');
  const systems = Object.keys(product.policy.passwordReset.systems);

  app.http('incoming-ticket', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route: 'tickets/incoming',
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context): Promise<HttpResponseInit> => {
      const log = createLog(context);
      const body = await bytesOf(request);
      if (body.kind === 'refused') return body.answer;
      const signed = {
        timestamp: request.headers.get('x-timestamp'),
        signature: request.headers.get('x-signature'),
        body: body.bytes,
      };
      const digest = verifiedDelivery(secret, signed, product.clock.now());
      if (digest === undefined) return refused(request, context);
      const reading = readDelivery(body.bytes);
      if ('error' in reading) return { status: 400, jsonBody: reading };
      const { ticketId, requesterEmail, text } = reading;
      const deps = product.depsFor(context);
      const wish = wishIn(text, systems, (system) => isMain(deps, system));
      const answer = await acceptTicket(deps, { ticketId, requesterEmail, ...wish, digest });
      log.info('incoming-ticket', { code: answer });
      const status = statusOf[answer];
      return {
        status,
        jsonBody: status === 202 ? { status: 'accepted' } : { error: 'this delivery was taken before' },
      };
    }),
  });
}

type Reading = z.output<typeof delivery> | { readonly error: string; readonly field?: string };

function readDelivery(bytes: Buffer): Reading {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { error: 'the body is not valid JSON' };
  }
  const reading = delivery.safeParse(value);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  const field = issue?.path.join('.') ?? '';
  return { error: issue?.message ?? 'the body is not a ticket', ...(field ? { field } : {}) };
}

/**
 * What a ticket asks for. Whatever isn't clear, or isn't about the requester alone, is asked.
 * @param isMainSystem whether a system that it names is the main sign-on.
 */
export function wishIn(
  text: string,
  systems: readonly string[],
  isMainSystem: (system: string) => boolean,
): { readonly wish: RequestKind; readonly lost: boolean } {
  const { intent, flags, system } = recognise(text, { systems });
  const lost = flags.includes('lost-device') || flags.includes('stolen-device');
  const isUnclear = flags.includes('other-person') || flags.includes('two-wishes');
  if (isUnclear) return { wish: 'help', lost: false };
  if (intent === 'reset-mfa') return { wish: 'mfa-reset', lost };
  if (intent === 'unlock-account') return { wish: 'unlock', lost: false };
  const isMainPassword = intent === 'reset-password' && (system === undefined || isMainSystem(system));
  return { wish: isMainPassword ? 'password-reset' : 'help', lost: false };
}
