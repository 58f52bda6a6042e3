/** The first language that a browser asks for; pages choose among the organisation's by it. */
import type { HttpRequest } from '@azure/functions';

export function languageOfBrowser(request: HttpRequest): string | undefined {
  const [first] = (request.headers.get('accept-language') ?? '').split(',');
  return first?.split(';')[0]?.trim() || undefined;
}
