/** A page that says one thing: an address that leads nowhere, a link that has run out, an error. */
import { html } from '../html';
import type { Language } from '../locale';
import { contentSecurityPolicy, page } from './page';

/** Value of the Content-Security-Policy header to send with the page. */
export const messagePageCsp = contentSecurityPolicy(["form-action 'none'"]);

/** The page as HTML; title and text are shown as plain text. */
export function messagePage(of: {
  readonly title: string;
  readonly text: string;
  readonly language?: Language;
}): string {
  const body = html`<section class="sheet">
<h1>${of.title}</h1>
<p>${of.text}</p>
</section>`;
  return page({ language: of.language ?? 'en', title: of.title, body });
}
