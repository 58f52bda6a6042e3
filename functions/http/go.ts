/**
 * The recorded links of reminders (E4). A token of ours always leads on, to the one page that the configuration names:
 * nothing of the request has a say in where. What counts as a click is a browser's word that a person went there; link
 * scanners, previews and prefetches are led on too, and not recorded.
 */
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { notFoundPage, portalPageCsp } from '../../cards/pages/portal';
import { codeOf } from '../../domain/errors';
import { followLink } from '../../domain/use-cases/reminders/follow-link';
import { answering } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { languageOfBrowser } from './browser';
import { pageAnswer } from './page-answer';

export function registerGo(product: Product): void {
  app.http('go', {
    methods: ['GET', 'HEAD'],
    authLevel: 'anonymous',
    route: 'go/{token}',
    handler: answering(async (request, context) => {
      const deps = product.depsFor(context);
      const id = deps.recordedLinks.idOf(request.params.token ?? '');
      if (id === undefined) return notFound(product, request);
      const followed = await followLink(deps, id, {
        byPerson: isNavigation(request),
        onFailure: (error) => createLog(context).warn('click-not-recorded', { code: codeOf(error) }),
      });
      if (followed.kind === 'unknown') return notFound(product, request);
      return { status: 303, headers: { Location: followed.url } };
    }),
  });
}

/** Browsers say these of a page that somebody opens, and no script, scanner or prefetch can say all of them. */
export function isNavigation({ method, headers }: Pick<HttpRequest, 'method' | 'headers'>): boolean {
  return (
    method === 'GET' &&
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-dest') === 'document' &&
    headers.get('sec-fetch-user') === '?1' &&
    !headers.get('sec-purpose') &&
    !headers.get('purpose')
  );
}

function notFound({ policy }: Product, request: HttpRequest): HttpResponseInit {
  const language = languageOfBrowser(request, policy.organisation.languages);
  return pageAnswer(404, notFoundPage({ language }), portalPageCsp);
}
