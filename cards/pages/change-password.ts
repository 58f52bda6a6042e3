/**
 * The page on which people change a password that they know. A refusal says the same to everybody, as at the
 * sign-in, and names another way.
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
export const changePasswordPageCsp = formSecurityPolicy("'self'");

/**
 * The page as HTML. The form posts `username`, `password`, `code` (which may stay empty), `newPassword` and `again` to
 * `action` (an address of ours). `userName` is kept in the form after a problem, passwords never are.
 */
export function changePasswordPage(of: {
  readonly language: Language;
  readonly action: string;
  readonly lengths: PasswordLengths;
  readonly problem?: NewPasswordProblem | 'refused';
  readonly userName?: string;
}): string {
  const { language, problem, lengths } = of;
  const title = text('page.change-password.title', language);
  const refused = problem === 'refused';
  const names = refused && html` aria-describedby="problem" aria-invalid="true"`;
  const body = html`<section class="sheet">
<h1>${title}</h1>
${problem && problemNote(problem === 'refused' ? refusal(language) : problemText(problem, language, lengths))}
<form method="post" action="${of.action}">
<label for="username">${text('page.sign-in.user-name', language)}</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none"
autocorrect="off" spellcheck="false" required maxlength="256" value="${plain(of.userName ?? '', 256)}"${names}>
<label for="password">${text('page.change-password.old', language)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
maxlength="1024"${names}>
${newPasswordFields({ language, lengths, wrong: problem !== undefined && !refused })}
<label for="code">${text('page.change-password.code', language)}</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" autocapitalize="none"
autocorrect="off" spellcheck="false" maxlength="64"${names}>
<p class="quiet">${text('page.set-password.then', language)}</p>
<button class="primary" type="submit">${text('page.change-password.button', language)}</button>
</form>
</section>`;
  return page({ language, title, body, end: sendsOnce });
}

function refusal(language: Language): string {
  const words = text('verb.forgot-password', language);
  const otherwise = text('page.change-password.otherwise', language, {
    words,
    product: text('product', language),
  });
  return `${text('page.change-password.refused', language)} ${otherwise}`;
}
