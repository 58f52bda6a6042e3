/**
 * The built-in directory's sign-in: a page for people, JSON for programs. As long as the password was wrong neither
 * says why a sign-in was refused (D1): unknown, mistyped, locked and disabled look alike.
 */
import { app } from '@azure/functions';
import { createSignIn } from '../directory-sign-in';
import { answering } from '../edge';
import type { Product } from '../product';
import { isForeignForm } from './browser';
import { createSealedSteps } from './sealed-step';
import { createPeopleSignIn } from './sign-in-people';
import { createProgramSignIn } from './sign-in-programs';

const route = 'directory/sign-in';

export function registerSignIn(product: Product): void {
  const { directory, settings, clock } = product;
  if (!directory) return;
  const tenantId = settings.MicrosoftAppTenantId.toLowerCase();
  const signIn = createSignIn({ ...product, directory, tenantId });
  const steps = createSealedSteps(settings.LINK_SIGNING_KEY, clock);
  const people = createPeopleSignIn(product, { signIn, steps, action: `/api/${route}` });
  const programs = createProgramSignIn(product, signIn);

  app.http('sign-in-page', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route,
    handler: answering(async (request) => people.begin(request)),
  });

  app.http('sign-in', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    handler: answering(async (request, context) => {
      if (isForeignForm(request)) return { status: 403 };
      const type = (request.headers.get('content-type') ?? '').toLowerCase();
      return type.includes('application/x-www-form-urlencoded')
        ? people.goOn(request, context)
        : programs(request);
    }),
  });
}
