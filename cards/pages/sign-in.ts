/**
 * The directory's sign-in page. It works without scripts, and says the same of every failure: not whether there
 * is such a person, nor whether the account is locked.
 */
import { plain } from '../foreign-text';
import { type Html, html } from '../html';
import { type Language, text } from '../locale';
import { formSecurityPolicy, page, sendsOnce } from './page';

/** Value of the Content-Security-Policy header to send with the page. */
export const signInPageCsp = formSecurityPolicy("'self'");

/**
 * The page as HTML. The form posts `username` and `password` to `action` (an address of ours). `userName` is kept
 * in the form after a refusal, and named in the confirmation.
 */
export function signInPage(of: {
  readonly language: Language;
  readonly action: string;
  readonly state: 'form' | 'refused' | 'expired' | 'signed-in' | 'unavailable';
  readonly userName?: string;
  /** Address of the page for a temporary password, where there is one. */
  readonly forgotPassword?: string;
}): string {
  const { language, state } = of;
  const userName = of.userName ? plain(of.userName, 256) : '';
  const title = text(state === 'signed-in' ? 'page.signed-in.title' : 'page.sign-in.title', language);
  const body =
    state === 'signed-in'
      ? signedIn(language, title, userName)
      : form(language, title, { ...of, state, userName });
  return page({ language, title, body, ...(state === 'signed-in' ? {} : { end: sendsOnce }) });
}

function signedIn(language: Language, title: string, name: string): Html {
  const said = name
    ? text('page.signed-in.text-name', language, { name })
    : text('page.signed-in.text', language);
  return html`<section class="sheet">
<h1>${title}</h1>
<p class="note good" role="status">${said}</p>
</section>`;
}

function form(
  language: Language,
  title: string,
  of: {
    readonly action: string;
    readonly state: 'form' | 'refused' | 'expired' | 'unavailable';
    readonly userName: string;
    readonly forgotPassword?: string;
  },
): Html {
  const { action, state, userName, forgotPassword } = of;
  const alert =
    state !== 'form' &&
    html`<p class="note bad" role="alert" id="problem">${text(`page.sign-in.${state}`, language)}</p>`;
  const describedBy = state !== 'form' && html` aria-describedby="problem"`;
  return html`<section class="sheet">
<h1>${title}</h1>
${alert}
<form method="post" action="${action}">
<label for="username">${text('page.sign-in.user-name', language)}</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none"
autocorrect="off" spellcheck="false" required maxlength="256" value="${userName}"${describedBy}>
<label for="password">${text('page.sign-in.password', language)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
maxlength="1024"${describedBy}>
<button class="primary" type="submit">${text('page.sign-in.button', language)}</button>
</form>
${
  forgotPassword !== undefined &&
  html`<p><a href="${forgotPassword}">${text('verb.forgot-password', language)}</a></p>`
}</section>`;
}
