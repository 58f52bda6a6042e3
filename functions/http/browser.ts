/** What a browser tells of itself: the language of its pages, and the source of a sign-in. */
import type { HttpRequest } from '@azure/functions';
import { type Language, languageOf } from '../../cards/locale';
import type { SignInSource } from '../../domain/account';
import { applicationName } from './application-name';

/** Browsers tell it: somebody else's page must not fail sign-ins from its visitors' addresses. */
export function isForeignForm(request: HttpRequest): boolean {
  return request.headers.get('sec-fetch-site') === 'cross-site';
}

/** The first language that is both wanted and allowed. */
export function languageOfBrowser(request: HttpRequest, allowed: readonly Language[]): Language {
  const wanted = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim());
  const match = wanted.find((tag) => tag && allowed.includes(tag.slice(0, 2).toLowerCase() as Language));
  return languageOf(match, allowed);
}

/** From where somebody signs in, beside the address that the host tells. Programs name themselves in `X-Application`. */
export function signInSource(request: HttpRequest, address: string): SignInSource {
  const application = applicationName(request.headers.get('x-application'));
  const device = deviceOf(request.headers.get('user-agent') ?? '');
  return {
    address,
    ...(application ? { application } : {}),
    ...(device ? { device } : {}),
  };
}

/** What the browser says it runs on, in two words: enough for "was that me?". */
function deviceOf(userAgent: string): string | undefined {
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(userAgent)?.[1];
  const browser = /(Edg|OPR|Chrome|Firefox|Safari)\//.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'Mac', CrOS: 'ChromeOS' };
  const words = [browser, system].flatMap((word) => (word ? [names[word] ?? word] : []));
  return words.length > 0 ? words.join(', ') : undefined;
}
