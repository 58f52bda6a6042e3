/**
 * The built-in directory's sign-in: a page for people, JSON for programs. Neither says why a sign-in was refused
 * (D1): unknown, mistyped, locked and disabled look alike.
 */
import { app, type Cookie, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { signInPage, signInPageCsp } from '../../cards/pages/sign-in';
import type { Directory } from '../../directory';
import type { SignInSource } from '../../domain/account';
import { codeOf } from '../../domain/errors';
import { Secret } from '../../domain/secret';
import { answering, bodyOf, jsonOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { isForeignForm, languageOfBrowser, signInSource } from './browser';

const route = 'directory/sign-in';
const maximumName = 256;
const maximumPassword = 1_024;

type Credentials = { readonly userName: string; readonly password: Secret<string> };
type Field = { readonly field: 'username' | 'password'; readonly rule: string };
type Shown = Parameters<typeof signInPage>[0]['state'];

export function registerSignIn(product: Product): void {
  const { directory } = product;
  if (!directory) return;

  app.http('sign-in-page', {
    methods: ['GET'],
    authLevel: 'anonymous',
    route,
    handler: answering(async (request) => pageAnswer(request, 200, 'form')),
  });

  app.http('sign-in', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    handler: answering(async (request, context) => {
      if (isForeignForm(request)) return { status: 403 };
      const onOutage = (error: unknown) =>
        createLog(context).error('sign-in-unavailable', { code: codeOf(error) });
      const source = signInSource(request, product.addressOf(request));
      return isJson(request)
        ? programs(request, directory, source)
        : people(request, directory, source, onOutage);
    }),
  });

  function pageAnswer(
    request: HttpRequest,
    status: number,
    state: Shown,
    userName?: string,
  ): HttpResponseInit {
    const body = signInPage({
      language: languageOfBrowser(request, product.policy.organisation.languages),
      action: `/api/${route}`,
      state,
      ...(userName ? { userName } : {}),
    });
    return {
      status,
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': signInPageCsp },
      body,
    };
  }

  /** Until the browser is closed or the session ended; no script reads it, no other site sends it. */
  function sessionCookie(session: Secret<string>): Cookie {
    const secure = product.settings.PUBLIC_URL.startsWith('https:');
    const value = session.reveal();
    return { name: 'session', value, path: '/api', httpOnly: true, sameSite: 'Strict', secure };
  }

  async function people(
    request: HttpRequest,
    from: Directory,
    source: SignInSource,
    onOutage: (error: unknown) => void,
  ): Promise<HttpResponseInit> {
    const body = await bodyOf(request);
    if (body.kind === 'refused') return body.answer;
    const form = new URLSearchParams(body.text);
    const userName = form.get('username') ?? '';
    const read = credentialsOf({ username: userName, password: form.get('password') ?? '' });
    if ('field' in read) return pageAnswer(request, 400, 'refused', userName.slice(0, maximumName));
    try {
      const answer = await from.signIn({ ...read, source });
      return answer.kind === 'signed-in'
        ? { ...pageAnswer(request, 200, answer.kind), cookies: [sessionCookie(answer.session)] }
        : pageAnswer(request, 401, answer.kind, userName);
    } catch (error) {
      onOutage(error);
      return pageAnswer(request, 503, 'unavailable', userName);
    }
  }
}

async function programs(
  request: HttpRequest,
  directory: Directory,
  source: SignInSource,
): Promise<HttpResponseInit> {
  const json = await jsonOf(request);
  if (json.kind === 'refused') return json.answer;
  const read = credentialsOf(json.value);
  if ('field' in read) return { status: 400, jsonBody: { error: read.rule, field: read.field } };
  const { kind: status } = await directory.signIn({ ...read, source });
  return { status: status === 'signed-in' ? 200 : 401, jsonBody: { status } };
}

function credentialsOf(value: unknown): Credentials | Field {
  const { username, password } = (value ?? {}) as { username?: unknown; password?: unknown };
  if (typeof username !== 'string' || username.trim() === '' || username.length > maximumName) {
    return { field: 'username', rule: `username must be a text of 1 to ${maximumName} characters` };
  }
  if (typeof password !== 'string' || password === '' || password.length > maximumPassword) {
    return { field: 'password', rule: `password must be a text of 1 to ${maximumPassword} characters` };
  }
  return { userName: username.trim(), password: new Secret(password) };
}

function isJson(request: HttpRequest): boolean {
  return !(request.headers.get('content-type') ?? '')
    .toLowerCase()
    .includes('application/x-www-form-urlencoded');
}
