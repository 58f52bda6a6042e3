/** GET /api/health: is each dependency there? Names and ok or failing, no detail: the reason stands in the log. */
import { app } from '@azure/functions';
import { codeOf } from '../../domain/errors';
import { answering } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { sharedLook } from './shared-look';

const checkMs = 3_000;
/** Anybody may ask, and each look connects to the mail server: many who ask at once get the same one. */
const heldMs = 1_000;

export function registerHealth(product: Product): void {
  const checks: Record<string, () => Promise<void>> = {
    storage: () => product.storage.check(),
    ...Object.fromEntries(
      [...product.providers.values()].map((provider) => [
        provider.id,
        () => provider.check({ timeoutMs: checkMs }),
      ]),
    ),
    ticketing: () => product.ticketing.check({ timeoutMs: checkMs }),
    ...(product.mail ? { mail: () => product.mail?.check() ?? Promise.resolve() } : {}),
  };
  const look = sharedLook(heldMs, () =>
    Promise.all(Object.entries(checks).map(([name, check]) => result(name, check))),
  );
  app.http('health', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route: 'health',
    handler: answering(async (_request, context) => {
      const results = await look();
      for (const { name, fault } of results) {
        if (fault) createLog(context).warn('health-check-failed', { step: name, code: fault });
      }
      const healthy = results.every(({ fault }) => !fault);
      const dependencies = results.map(({ name, fault }) => [name, fault ? 'failing' : 'ok']);
      return {
        status: healthy ? 200 : 503,
        jsonBody: { status: healthy ? 'ok' : 'failing', dependencies: Object.fromEntries(dependencies) },
      };
    }),
  });
}

type Result = { readonly name: string; readonly fault?: string };

async function result(name: string, check: () => Promise<void>): Promise<Result> {
  try {
    await check();
    return { name };
  } catch (error) {
    return { name, fault: codeOf(error) };
  }
}
