/**
 * Where people without Teams ask for a temporary password (R1): two fields, and one answer for everybody, whether or
 * not there is such a person.
 */
import { plain } from '../foreign-text';
import { type Html, html } from '../html';
import { type Language, text } from '../locale';
import { formSecurityPolicy, page, sendsOnce } from './page';

/** Value of the Content-Security-Policy header to send with the page. */
export const forgotPasswordPageCsp = formSecurityPolicy("'self'");

/** The page as HTML. The form posts `email` and `phone` to `action`; what was typed is kept after a problem. */
export function forgotPasswordPage(of: {
  readonly language: Language;
  readonly action: string;
  readonly signIn: string;
  readonly state: 'form' | 'missing' | 'unavailable' | 'sent';
  readonly email?: string;
  readonly phone?: string;
}): string {
  const { language, state } = of;
  const sent = state === 'sent';
  const title = text(sent ? 'page.forgot-password.sent-title' : 'page.forgot-password.title', language);
  return page({
    language,
    title,
    body: html`<section class="sheet">
<h1>${title}</h1>
${sent ? sentNote(language) : form(of)}
<p><a href="${of.signIn}">${text('page.sign-in.title', language)}</a></p>
</section>`,
    ...(sent ? {} : { end: sendsOnce }),
  });
}

function sentNote(language: Language): Html {
  const words = text('verb.get-help', language);
  const product = text('product', language);
  return html`<p class="note good" role="status">${text('page.forgot-password.sent', language)}</p>
<p>${text('page.forgot-password.nothing', language, { words, product })}</p>`;
}

function form({ language, action, state, email, phone }: Parameters<typeof forgotPasswordPage>[0]): Html {
  const problem = (state === 'missing' || state === 'unavailable') && state;
  const described = problem && html` aria-describedby="problem"`;
  const wrong = state === 'missing' && html` aria-invalid="true"`;
  return html`<p>${text('page.forgot-password.text', language)}</p>
${
  problem &&
  html`<p class="note bad" role="alert" id="problem">${text(`page.forgot-password.${problem}`, language)}</p>`
}
<form method="post" action="${action}">
<label for="email">${text('page.forgot-password.email', language)}</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="320"
value="${plain(email ?? '', 320)}"${described}${wrong}>
<label for="phone">${text('page.forgot-password.phone', language)}</label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="40"
value="${plain(phone ?? '', 40)}">
<button class="primary" type="submit">${text('page.forgot-password.button', language)}</button>
</form>`;
}
