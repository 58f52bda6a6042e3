/**
 * The built-in directory's sign-in: a page for people, JSON for programs. Neither says why a sign-in was refused
 * (D1): unknown, mistyped, locked and disabled look alike.
 */
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { type Language, languageOf } from '../../cards/locale';
import { signInPage, signInPageCsp } from '../../cards/pages/sign-in';
import type { Directory } from '../../directory';
import { codeOf } from '../../domain/errors';
import { Secret } from '../../domain/secret';
import { answering, bodyOf, jsonOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';
import { applicationName } from './application-name';
import { clientAddress } from './client-address';

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
      // Browsers tell it: somebody else's page must not fail sign-ins from its visitors' addresses.
      if (request.headers.get('sec-fetch-site') === 'cross-site') return { status: 403 };
      const onOutage = (error: unknown) =>
        createLog(context).error('sign-in-unavailable', { code: codeOf(error) });
      return isJson(request) ? programs(request, directory) : people(request, directory, onOutage);
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

  async function people(
    request: HttpRequest,
    from: Directory,
    onOutage: (error: unknown) => void,
  ): Promise<HttpResponseInit> {
    const body = await bodyOf(request);
    if (body.kind === 'refused') return body.answer;
    const form = new URLSearchParams(body.text);
    const userName = form.get('username') ?? '';
    const read = credentialsOf({ username: userName, password: form.get('password') ?? '' });
    if ('field' in read) return pageAnswer(request, 400, 'refused', userName.slice(0, maximumName));
    try {
      const status = await signIn(request, from, read);
      return status === 'signed-in'
        ? pageAnswer(request, 200, status)
        : pageAnswer(request, 401, status, userName);
    } catch (error) {
      onOutage(error);
      return pageAnswer(request, 503, 'unavailable', userName);
    }
  }
}

async function programs(request: HttpRequest, directory: Directory): Promise<HttpResponseInit> {
  const json = await jsonOf(request);
  if (json.kind === 'refused') return json.answer;
  const read = credentialsOf(json.value);
  if ('field' in read) return { status: 400, jsonBody: { error: read.rule, field: read.field } };
  const status = await signIn(request, directory, read);
  return { status: status === 'signed-in' ? 200 : 401, jsonBody: { status } };
}

async function signIn(
  request: HttpRequest,
  directory: Directory,
  { userName, password }: Credentials,
): Promise<'signed-in' | 'refused'> {
  const application = applicationName(request.headers.get('x-application'));
  const device = deviceOf(request.headers.get('user-agent') ?? '');
  const source = {
    address: clientAddress(request),
    ...(application ? { application } : {}),
    ...(device ? { device } : {}),
  };
  return (await directory.signIn({ userName, password, source })).kind;
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

/** What the browser says it runs on, in two words: enough for "was that me?". */
function deviceOf(userAgent: string): string | undefined {
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(userAgent)?.[1];
  const browser = /(Edg|OPR|Chrome|Firefox|Safari)\//.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'Mac', CrOS: 'ChromeOS' };
  const words = [browser, system].flatMap((word) => (word ? [names[word] ?? word] : []));
  return words.length > 0 ? words.join(', ') : undefined;
}

function languageOfBrowser(request: HttpRequest, allowed: readonly Language[]): Language {
  const wanted = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim());
  const match = wanted.find((tag) => tag && allowed.includes(tag.slice(0, 2).toLowerCase() as Language));
  return languageOf(match, allowed);
}
