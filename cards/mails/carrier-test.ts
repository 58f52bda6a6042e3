/** The text message with which an administrator tries a cell service provider (R6). It says what it is, and no secret. */
import { unlinked } from '../foreign-text';
import { languageFor, type Reader, text } from '../locale';

/** @param words the administrator's, without links; absent: our own */
export function renderCarrierTestText(words: string | undefined, reader: Reader): string {
  const language = languageFor(reader);
  const said = unlinked(words ?? '') || text('desk-carrier.test-words', language);
  return text('text.carrier-test', language, { product: text('product', language), words: said });
}
