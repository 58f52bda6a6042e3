/**
 * Where a mobile app asks for a temporary password (R1). Everybody gets the same answer, after the same work: one row
 * written, one orchestration started. What becomes of it is for the mail box and the administrators' log.
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import { acceptMobileReset } from '../../domain/use-cases/mobile-reset/accept';
import { answering, jsonOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';

const longest = 1_000;

const body = z.object(
  {
    email: z
      .string({ error: () => 'email must be a text' })
      .max(longest, `email may have ${longest} characters at most`),
    phone: z
      .string({ error: () => 'phone must be a text' })
      .max(longest, `phone may have ${longest} characters at most`)
      .nullish(),
  },
  { error: () => 'the body must be a JSON object {"email", "phone"}' },
);

export function registerMobileReset(product: Product): void {
  if (!product.directory) return;
  app.http('mobile-password-reset', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route: 'mobile/password-reset',
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context) => {
      const json = await jsonOf(request);
      if (json.kind === 'refused') return { ...json.answer, status: 400 };
      const reading = body.safeParse(json.value);
      if (!reading.success) {
        const [issue] = reading.error.issues;
        const field = issue?.path.join('.') || 'body';
        return { status: 400, jsonBody: { error: issue?.message ?? 'bad body', field } };
      }
      const { email, phone } = reading.data;
      const { mobile, ...deps } = product.depsFor(context);
      if (mobile) {
        const source = product.addressOf(request);
        const { begun } = await acceptMobileReset({ ...deps, mobile }, { email, phone: phone ?? '', source });
        if (!begun) createLog(context).error('mobile-reset-not-begun', { code: 'unavailable' });
      }
      return { status: 202, jsonBody: { status: 'accepted' } };
    }),
  });
}
