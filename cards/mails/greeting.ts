/** How a mail begins: by name, where there is one that can be written. */
import { unlinked } from '../foreign-text';
import { type Language, text } from '../locale';

/** @param displayName foreign text, as the account has it. */
export function greetingOf(displayName: string, language: Language): string {
  const name = unlinked(displayName);
  return name ? text('mail.greeting', language, { name }) : text('mail.greeting-nameless', language);
}
