/**
 * For operators, by the platform's function key: the audit trail and the tickets as JSON, newest first, and one
 * page that shows both. The page itself needs no key: it asks for it and sends it as a header.
 */
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { operatorPage, operatorPageCsp } from '../../cards/pages/operator';
import { personKey } from '../../domain/person';
import { answering } from '../edge';
import type { Product } from '../product';
import { pageAnswer } from './page-answer';

type Query = {
  readonly person?: ReturnType<typeof personKey>;
  readonly from?: string;
  readonly to?: string;
  readonly next?: string;
};

export function registerOperator(product: Product): void {
  const list = (run: (query: Query) => Promise<unknown>) =>
    answering(async (request): Promise<HttpResponseInit> => {
      const query = queryOf(request, product.settings.MicrosoftAppTenantId);
      if ('field' in query) return { status: 400, jsonBody: { error: query.rule, field: query.field } };
      try {
        return { jsonBody: await run(query) };
      } catch (error) {
        if (error instanceof TypeError)
          return { status: 400, jsonBody: { error: 'next is not one of ours', field: 'next' } };
        throw error;
      }
    });

  app.http('operator-page', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route: 'operator',
    handler: answering(async () => {
      const language = product.policy.organisation.languages[0] ?? 'en';
      return pageAnswer(200, operatorPage({ language }), operatorPageCsp);
    }),
  });
  app.http('operator-audit', {
    methods: ['GET'],
    authLevel: 'function',
    route: 'operator/audit',
    handler: list((query) => product.audit.list(query)),
  });
  app.http('operator-tickets', {
    methods: ['GET'],
    authLevel: 'function',
    route: 'operator/tickets',
    handler: list(({ person, ...query }) =>
      product.ticketing.list({ ...query, ...(person ? { person: person.aadObjectId } : {}) }),
    ),
  });
}

function queryOf(request: HttpRequest, tenantId: string): Query | { field: string; rule: string } {
  const read = (name: string): string | undefined => request.query.get(name)?.trim() || undefined;
  const person = read('person');
  if (person !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(person)) {
    return { field: 'person', rule: 'person must be an Entra object id' };
  }
  const instants: { from?: string; to?: string } = {};
  for (const field of ['from', 'to'] as const) {
    const value = read(field);
    if (value === undefined) continue;
    // Date.parse alone would make a date of nearly anything that ends in a number.
    if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/i.test(value) || Number.isNaN(Date.parse(value)))
      return { field, rule: `${field} must be an ISO 8601 instant` };
    instants[field] = new Date(value).toISOString();
  }
  const next = read('next');
  return {
    ...instants,
    ...(person ? { person: personKey(tenantId, person) } : {}),
    ...(next ? { next } : {}),
  };
}
