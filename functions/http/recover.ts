/**
 * The recovery link (P1, P3). GET shows a page and changes nothing, whoever fetches it; Continue asks the provider
 * for its one-time link in that very call and answers with it as a 303, nowhere else.
 */
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import { recoverPage, recoverPageCsp } from '../../cards/pages/recover';
import { codeOf } from '../../domain/errors';
import { continueRecovery, recoveryLinkState } from '../../domain/use-cases/recovery-link';
import { answering } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { isForeignForm, languageOfBrowser } from './browser';
import { pageAnswer } from './page-answer';

const route = 'recover/{handle}';
type Shown = Parameters<typeof recoverPage>[0]['state'];

export function registerRecover(product: Product): void {
  const shown = (request: HttpRequest, status: number, state: Shown): HttpResponseInit => {
    const language = languageOfBrowser(request, product.policy.organisation.languages);
    const action = `/api/recover/${encodeURIComponent(request.params.handle ?? '')}`;
    return pageAnswer(status, recoverPage({ language, state, action }), recoverPageCsp);
  };

  app.http('recover-page', {
    methods: ['GET', 'HEAD'],
    authLevel: 'anonymous',
    route,
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context) => {
      const deps = product.depsFor(context);
      const state = await recoveryLinkState(deps, request.params.handle ?? '');
      return shown(request, state === 'ready' ? 200 : 410, state);
    }),
  });

  app.http('recover', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context) => {
      if (isForeignForm(request)) return shown(request, 403, 'refused');
      const deps = product.depsFor(context);
      const continued = await continueRecovery(deps, request.params.handle ?? '', product.addressOf(request));
      if (continued.kind === 'link') {
        // The row stands: an orchestration that can't be woken now is woken by reconciling.
        await deps.orchestrations.wake(continued.wake).catch((error: unknown) => {
          createLog(context).warn('wake-failed', { requestId: continued.wake, code: codeOf(error) });
        });
        return { status: 303, headers: { Location: continued.url.reveal() } };
      }
      if (continued.reason === 'provider-unavailable') return shown(request, 503, 'unavailable');
      return continued.reason === 'not-open' ? shown(request, 410, 'gone') : shown(request, 403, 'refused');
    }),
  });
}
