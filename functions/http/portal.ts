/**
 * The built-in directory's own pages: setting a password by a one-time link, changing one, and the place of the
 * authenticators. GET and HEAD change nothing, whoever fetches and however often.
 */
import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { changePasswordPage, changePasswordPageCsp } from '../../cards/pages/change-password';
import type { NewPasswordProblem } from '../../cards/pages/new-password';
import {
  factorsPage,
  linkEndedPage,
  notFoundPage,
  passwordChangedPage,
  portalPageCsp,
  portalUnavailablePage,
} from '../../cards/pages/portal';
import { setPasswordPage, setPasswordPageCsp } from '../../cards/pages/set-password';
import {
  type Directory,
  linkLifeMinutes,
  longestNewPassword,
  type OpenLink,
  type SetPasswordAnswer,
  shortestPassword,
} from '../../directory';
import type { SignInSource } from '../../domain/account';
import type { Deps } from '../../domain/deps';
import { codeOf } from '../../domain/errors';
import { Secret } from '../../domain/secret';
import { answering, bodyOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { isForeignForm, languageOfBrowser, signInSource } from './browser';
import { sendEnterPassword, showEnterPassword } from './enter-password';
import { sendForgotPassword, showForgotPassword } from './forgot-password';
import { pageAnswer } from './page-answer';

const lengths = { shortest: shortestPassword, longest: longestNewPassword };
const addressOf = (page: string) => `/api/portal/${page}`;
const signIn = '/api/directory/sign-in';
const longestName = 256;
const longestCode = 64;

/** One request for one page, with what it takes to answer it. */
type Visit = {
  readonly context: InvocationContext;
  readonly request: HttpRequest;
  readonly directory: Directory;
  readonly language: ReturnType<typeof languageOfBrowser>;
  readonly source: SignInSource;
  readonly deps: Deps;
  readonly address: string;
};
type Form = Visit & { readonly form: URLSearchParams };
type Page = {
  /** Undefined: there is no such page under this policy. */
  show(visit: Visit): Promise<HttpResponseInit | undefined>;
  /** Pages without a form have none. */
  send?(form: Form): Promise<HttpResponseInit | undefined>;
};

const pages: ReadonlyMap<string, Page> = new Map<string, Page>([
  ['set-password', { show: showSetPassword, send: sendSetPassword }],
  ['change-password', { show: showChangePassword, send: sendChangePassword }],
  [
    'enter-password',
    {
      show: (visit) => showEnterPassword({ ...visit, token: visit.request.query.get('token') ?? '' }),
      send: ({ form, ...visit }) =>
        sendEnterPassword({ ...visit, token: form.get('token') ?? '' }, form, visit.address),
    },
  ],
  ['forgot-password', { show: showForgotPassword, send: sendForgotPassword }],
  ['factors', { show: async ({ language }) => answer(200, factorsPage({ language, signIn })) }],
]);

export function registerPortal(product: Product): void {
  const { directory } = product;
  if (!directory) return;
  const route = 'portal/{page}';

  app.http('portal-page', {
    methods: ['GET', 'HEAD'],
    authLevel: 'anonymous',
    route,
    handler: answering((request, context) => visit(request, context, (page, of) => page.show(of))),
  });

  app.http('portal', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context) => {
      if (isForeignForm(request)) return { status: 403 };
      const body = await bodyOf(request);
      if (body.kind === 'refused') return body.answer;
      const form = new URLSearchParams(body.text);
      return visit(request, context, (page, of) => page.send?.({ ...of, form }));
    }),
  });

  async function visit(
    request: HttpRequest,
    context: InvocationContext,
    open: (
      page: Page,
      of: Visit & { directory: Directory },
    ) => Promise<HttpResponseInit | undefined> | undefined,
  ): Promise<HttpResponseInit> {
    const language = languageOfBrowser(request, product.policy.organisation.languages);
    const address = product.addressOf(request);
    const source = signInSource(request, address);
    const deps = product.depsFor(context);
    const page = pages.get(request.params.page?.toLowerCase() ?? '');
    try {
      const of = { context, request, directory, language, source, deps, address };
      const opened = page && directory && open(page, { ...of, directory });
      return (await opened) ?? answer(404, notFoundPage({ language }));
    } catch (error) {
      createLog(context).error('portal-unavailable', { code: codeOf(error) });
      return answer(503, portalUnavailablePage({ language }));
    }
  }
}

async function showSetPassword({ request, directory, language }: Visit): Promise<HttpResponseInit> {
  const token = request.query.get('token') ?? '';
  const link = await directory.passwords.openLink(token);
  return link ? linkForm(200, { language, token, link }) : linkEnded(language);
}

async function sendSetPassword({ directory, language, source, form }: Form): Promise<HttpResponseInit> {
  const token = form.get('token') ?? '';
  const link = await directory.passwords.openLink(token);
  if (!link) return linkEnded(language);
  const again = (problem: NewPasswordProblem) => linkForm(400, { language, token, link, problem });
  const newPassword = newPasswordOf(form);
  if (!newPassword) return again('different');
  const said = await directory.passwords.useLink(token, newPassword, source);
  if (said.kind === 'unfit') return again(said.fault);
  return said.kind === 'changed' ? changed(language, said) : linkEnded(language);
}

function linkForm(
  status: number,
  of: Pick<Visit, 'language'> & { token: string; link: OpenLink; problem?: NewPasswordProblem },
): HttpResponseInit {
  const { link, ...rest } = of;
  const action = addressOf('set-password');
  return answer(
    status,
    setPasswordPage({ ...rest, action, userName: link.userName, lengths }),
    setPasswordPageCsp,
  );
}

function linkEnded(language: Visit['language']): HttpResponseInit {
  return answer(410, linkEndedPage({ language, lifeMinutes: linkLifeMinutes }));
}

async function showChangePassword({ language }: Visit): Promise<HttpResponseInit> {
  const action = addressOf('change-password');
  return answer(200, changePasswordPage({ language, action, lengths }), changePasswordPageCsp);
}

async function sendChangePassword({ directory, language, source, form }: Form): Promise<HttpResponseInit> {
  const userName = (form.get('username') ?? '').slice(0, longestName);
  const again = (status: number, problem: NewPasswordProblem | 'refused') => {
    const of = { language, action: addressOf('change-password'), lengths, problem, userName };
    return answer(status, changePasswordPage(of), changePasswordPageCsp);
  };
  const newPassword = newPasswordOf(form);
  if (!newPassword) return again(400, 'different');
  const oldPassword = new Secret(form.get('password') ?? '');
  const code = (form.get('code') ?? '').trim().slice(0, longestCode);
  const change = { userName, oldPassword, newPassword, source, ...(code ? { code } : {}) };
  const said = await directory.passwords.change(change);
  if (said.kind === 'unfit') return again(400, said.fault);
  return said.kind === 'changed' ? changed(language, said) : again(401, 'refused');
}

function changed(
  language: Visit['language'],
  { stillLocked }: SetPasswordAnswer & { kind: 'changed' },
): HttpResponseInit {
  return answer(200, passwordChangedPage({ language, stillLocked, signIn }));
}

/** The new password, if both entries are the same. */
function newPasswordOf(form: URLSearchParams): Secret<string> | undefined {
  const [first = '', second = ''] = [form.get('newPassword'), form.get('again')].map((typed) => typed ?? '');
  return first === second ? new Secret(first) : undefined;
}

function answer(status: number, body: string, csp: string = portalPageCsp): HttpResponseInit {
  return pageAnswer(status, body, csp);
}
