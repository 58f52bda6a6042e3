/** Where sign-in attempts came from, composed of what is known: "Outlook on iPhone, Lisbon (203.0.113.7)". */
import type { SignInSource } from '../domain/account';
import { type Language, text } from './locale';

/**
 * Undefined when nothing is known. Every field is foreign text and goes through `show`, which makes it harmless
 * for the place where it will stand.
 */
export function whereOf(
  source: SignInSource | undefined,
  language: Language,
  show: (foreign: string, length?: number) => string,
): string | undefined {
  const known = (value: string | undefined, length: number) => (value ? show(value, length) : '');
  const address = known(source?.address, 60);
  const tool = toolOf(source, language, show);
  const where = [tool, known(source?.place, 80)].filter(Boolean).join(', ');
  if (!address) return where || undefined;
  return where ? `${where} (${address})` : text('where.address', language, { address });
}

/** What somebody signs in with: "Outlook on iPhone". Undefined when nothing is known. */
export function toolOf(
  source: SignInSource | undefined,
  language: Language,
  show: (foreign: string, length?: number) => string,
): string | undefined {
  const application = source?.application ? show(source.application, 60) : '';
  const device = source?.device ? show(source.device, 80) : '';
  if (application && device) return text('where.application-on-device', language, { application, device });
  return application || device || undefined;
}
