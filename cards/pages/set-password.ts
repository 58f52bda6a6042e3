/**
 * The page of a one-time link: a new password, typed twice. It works without scripts. The token travels on in the
 * form, so that only the first address holds it.
 */
import { plain } from '../foreign-text';
import { html } from '../html';
import { type Language, text } from '../locale';
import {
  type NewPasswordProblem,
  newPasswordFields,
  type PasswordLengths,
  problemNote,
  problemText,
} from './new-password';
import { formSecurityPolicy, page, sendsOnce } from './page';

/** Value of the Content-Security-Policy header to send with the page. */
export const setPasswordPageCsp = formSecurityPolicy("'self'");

/**
 * The page as HTML. The form posts `token`, `newPassword` and `again` to `action` (an address of ours). `userName`
 * tells people and their password managers whose password it is.
 */
export function setPasswordPage(of: {
  readonly language: Language;
  readonly action: string;
  readonly token: string;
  readonly userName: string;
  readonly lengths: PasswordLengths;
  readonly problem?: NewPasswordProblem;
}): string {
  const { language, problem, lengths } = of;
  const title = text('page.set-password.title', language);
  const body = html`<section class="sheet">
<h1>${title}</h1>
${problem && problemNote(problemText(problem, language, lengths))}
<form method="post" action="${of.action}">
<input type="hidden" name="token" value="${of.token}">
<label for="username">${text('page.sign-in.user-name', language)}</label>
<input id="username" type="text" autocomplete="username" readonly value="${plain(of.userName, 320)}">
${newPasswordFields({ language, lengths, wrong: problem !== undefined })}
<p class="quiet">${text('page.set-password.then', language)}</p>
<button class="primary" type="submit">${text('page.set-password.button', language)}</button>
</form>
</section>`;
  return page({ language, title, body, end: sendsOnce });
}
