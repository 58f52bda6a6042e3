/**
 * Signing in on the page. It works without scripts: each answer is a page with a form for the next step, which carries
 * how far one has got, sealed. No step has an address of its own, so that nothing of it stays in a history.
 */
import type { Cookie, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { signInPage, signInPageCsp } from '../../cards/pages/sign-in';
import { codeOf } from '../../domain/errors';
import { Secret } from '../../domain/secret';
import type { SignIn } from '../directory-sign-in';
import { bodyOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { languageOfBrowser, signInSource } from './browser';
import { forgotPasswordAddress } from './forgot-password';
import { pageAnswer } from './page-answer';
import type { SealedSteps, Step } from './sealed-step';
import { fieldsOf } from './sign-in-fields';
import { createStepPages, type Sent } from './sign-in-step-pages';

const maximumName = 256;
const maximumCode = 64;

type Deps = { readonly signIn: SignIn; readonly steps: SealedSteps; readonly action: string };
type Shown = Parameters<typeof signInPage>[0]['state'];

export function createPeopleSignIn(product: Product, { signIn, steps, action }: Deps) {
  const pages = createStepPages(steps, action);
  const forgotPassword = product.policy.directory.mobileReset.enabled
    ? { forgotPassword: forgotPasswordAddress }
    : {};
  const languageFor = (request: HttpRequest) =>
    languageOfBrowser(request, product.policy.organisation.languages);

  function beginning(request: HttpRequest, status: number, state: Shown, userName = ''): HttpResponseInit {
    const name = userName.slice(0, maximumName);
    const language = languageFor(request);
    const known = name ? { userName: name } : {};
    return page(status, signInPage({ language, action, state, ...known, ...forgotPassword }));
  }

  /** Until the browser is closed or the session ended; no script reads it, no other site sends it. */
  function sessionCookie(session: Secret<string>): Cookie {
    const secure = product.settings.PUBLIC_URL.startsWith('https:');
    const value = session.reveal();
    return { name: 'session', value, path: '/api', httpOnly: true, sameSite: 'Strict', secure };
  }

  async function judge(request: HttpRequest, sent: Sent): Promise<HttpResponseInit> {
    const { userName, password, code, deviceCode, newPassword } = sent;
    const language = languageFor(request);
    const attempt = {
      ...{ userName, password, source: signInSource(request, product.addressOf(request)) },
      ...(code ? { code: code.reveal() } : {}),
      ...(deviceCode === undefined ? {} : { deviceCode }),
      ...(newPassword ? { newPassword } : {}),
    };
    const outcome = await signIn(attempt, language);
    if (outcome.kind === 'signed-in')
      return {
        ...beginning(request, 200, 'signed-in', userName),
        cookies: [sessionCookie(outcome.session)],
      };
    const next = pages.after(language, sent, outcome);
    return next ? page(401, next) : beginning(request, 401, 'refused', userName);
  }

  return {
    begin: (request: HttpRequest): HttpResponseInit => beginning(request, 200, 'form'),

    async goOn(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
      const body = await bodyOf(request);
      if (body.kind === 'refused') return body.answer;
      const form = new URLSearchParams(body.text);
      const sealed = form.get('step');
      const step = sealed === null ? undefined : steps.open(sealed);
      if (sealed !== null && !step) return beginning(request, 401, 'expired');
      const sent = step ? nextOf(step, form) : firstOf(form);
      if (sent === 'unfit') return beginning(request, 400, 'refused', form.get('username') ?? '');
      if (step?.page === 'new-password' && !sent.newPassword)
        return page(401, pages.different(languageFor(request), sent));
      try {
        return await judge(request, sent);
      } catch (error) {
        createLog(context).error('sign-in-unavailable', { code: codeOf(error) });
        return beginning(request, 503, 'unavailable', sent.userName);
      }
    },
  };
}

function page(status: number, body: string): HttpResponseInit {
  return pageAnswer(status, body, signInPageCsp);
}

function firstOf(form: URLSearchParams): Sent | 'unfit' {
  const fields = fieldsOf({ username: form.get('username') ?? '', password: form.get('password') ?? '' });
  return 'field' in fields ? 'unfit' : { userName: fields.userName, password: fields.password };
}

/** What the page of a step sends, with name and password as the step has them. */
function nextOf({ page: from, ...step }: Step, form: URLSearchParams): Sent {
  const { userName, password, enrolment } = step;
  const begun = { userName, password };
  if (form.has('resend')) return begun;
  const typed = (name: string) => (form.get(name) ?? '').slice(0, maximumCode);
  switch (from) {
    case 'code':
      return { ...begun, code: new Secret(typed('code')) };
    case 'device-code':
      return { ...begun, deviceCode: typed('deviceCode') };
    case 'set-up':
      return { ...begun, code: new Secret(typed('code')), ...(enrolment ? { enrolment } : {}) };
    case 'new-password': {
      const same = form.get('newPassword') === form.get('again');
      const kept = step.code ? { code: step.code } : {};
      return {
        ...begun,
        ...kept,
        ...(same ? { newPassword: new Secret(form.get('newPassword') ?? '') } : {}),
      };
    }
  }
}
