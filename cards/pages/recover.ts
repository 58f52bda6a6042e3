/**
 * The page behind a recovery link (P1). Looking at it changes nothing, and it works without scripts: only Continue,
 * a form of this page, asks the provider for its own link and goes there.
 */
import { type Html, html } from '../html';
import { type Language, text } from '../locale';
import { titleOf } from '../titles';
import { formSecurityPolicy, page, sendsOnce } from './page';

/**
 * Value of the Content-Security-Policy header to send with the page. Browsers hold `form-action` against the
 * redirect that answers Continue as well, and the provider's portal may stand under any name: so any of https.
 */
export const recoverPageCsp = formSecurityPolicy("'self' https:");

/**
 * The page as HTML. `ready` and `unavailable` (the link still works) have a form that posts nothing but itself to
 * `action`; `gone` is the one answer for a link that was used, has expired or never was.
 */
export function recoverPage(of: {
  readonly language: Language;
  readonly state: 'ready' | 'gone' | 'unavailable' | 'refused';
  readonly action: string;
}): string {
  const { language, state } = of;
  const said = { product: text('product', language) };
  const button = text('page.recover.button', language);
  switch (state) {
    case 'gone': {
      const title = text('page.recover.gone-title', language);
      const ways = { newLink: titleOf('new-link', language), forgot: titleOf('forgot-password', language) };
      return page({
        language,
        title,
        body: ending(title, text('page.recover.gone-text', language, { ...said, ...ways })),
      });
    }
    case 'refused': {
      const title = text('page.recover.refused-title', language);
      const help = titleOf('get-help', language);
      return page({
        language,
        title,
        body: ending(title, text('page.recover.refused-text', language, { ...said, help })),
      });
    }
    default: {
      const title = text('page.recover.title', language);
      const problem = state === 'unavailable' && text('page.recover.unavailable', language);
      return page({
        language,
        title,
        body: form(language, title, of.action, button, problem),
        end: sendsOnce,
      });
    }
  }
}

function ending(title: string, said: string): Html {
  return html`<section class="sheet">
<h1>${title}</h1>
<p>${said}</p>
</section>`;
}

function form(
  language: Language,
  title: string,
  action: string,
  button: string,
  problem: string | false,
): Html {
  return html`<section class="sheet">
<h1>${title}</h1>
${problem && html`<p class="note bad" role="alert">${problem}</p>`}
<p>${text('page.recover.text', language, { continue: button })}</p>
<form method="post" action="${action}">
<button class="primary" type="submit">${button}</button>
</form>
</section>
<p class="quiet">${text('page.recover.hint', language)}</p>`;
}
