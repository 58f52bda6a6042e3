/** GET /api/health: is each dependency there? Names and ok or failing, no detail: the reason stands in the log. */
import { app } from '@azure/functions';
import { codeOf } from '../../domain/errors';
import { answering } from '../edge';
import { createLog, type Log } from '../log';
import type { Product } from '../product';

const checkMs = 3_000;

export function registerHealth(product: Product): void {
  const checks: Record<string, () => Promise<void>> = {
    storage: () => product.storage.check(),
    ...Object.fromEntries(
      [...product.providers.values()].map((provider) => [
        provider.id,
        () => provider.check({ timeoutMs: checkMs }),
      ]),
    ),
    ...(product.mail ? { mail: () => product.mail?.check() ?? Promise.resolve() } : {}),
  };
  app.http('health', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route: 'health',
    handler: answering(async (_request, context) => {
      const log = createLog(context);
      const results = await Promise.all(
        Object.entries(checks).map(([name, check]) => result(name, check, log)),
      );
      const healthy = results.every(([, state]) => state === 'ok');
      return {
        status: healthy ? 200 : 503,
        jsonBody: { status: healthy ? 'ok' : 'failing', dependencies: Object.fromEntries(results) },
      };
    }),
  });
}

async function result(
  name: string,
  check: () => Promise<void>,
  log: Log,
): Promise<[string, 'ok' | 'failing']> {
  try {
    await check();
    return [name, 'ok'];
  } catch (error) {
    log.warn('health-check-failed', { step: name, code: codeOf(error) });
    return [name, 'failing'];
  }
}
