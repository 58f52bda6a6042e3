/**
 * R5: where an administrator enters a password agreed with its user, or has one made. It works without scripts; the
 * token travels on in the form, so that only the first address holds it.
 */
import type { DeskReason } from '../../domain/desk/act';
import { plain } from '../foreign-text';
import { type Html, html } from '../html';
import { type Language, text } from '../locale';
import {
  type NewPasswordProblem,
  newPasswordFields,
  type PasswordLengths,
  problemNote,
  problemText,
} from './new-password';
import { contentSecurityPolicy, formSecurityPolicy, page, sendsOnce } from './page';

/** Values of the Content-Security-Policy header: with the form, and where nothing can be sent. */
export const enterPasswordPageCsp = formSecurityPolicy("'self'");
export const passwordEnteredPageCsp = contentSecurityPolicy(["form-action 'none'"]);

/** The forms post `token` to `action`, with `newPassword` and `again`, or with `make`. */
export function enterPasswordPage(of: {
  readonly language: Language;
  readonly action: string;
  readonly token: string;
  readonly userName: string;
  readonly displayName: string;
  readonly lengths: PasswordLengths;
  readonly problem?: NewPasswordProblem;
}): string {
  const { language, problem, lengths } = of;
  const title = text('page.enter-password.title', language);
  const token = html`<input type="hidden" name="token" value="${of.token}">`;
  const body = html`<section class="sheet">
<h1>${title}</h1>
${problem && problemNote(problemText(problem, language, lengths))}
<p>${text('page.enter-password.text', language, { name: plain(of.displayName) })}</p>
<form method="post" action="${of.action}">
${token}
<label for="username">${text('page.sign-in.user-name', language)}</label>
<input id="username" type="text" autocomplete="username" readonly value="${plain(of.userName, 320)}">
${newPasswordFields({ language, lengths, wrong: problem !== undefined })}
<button class="primary" type="submit">${text('page.enter-password.button', language)}</button>
</form>
<form class="second" method="post" action="${of.action}">
${token}
<button type="submit" name="make" value="1">${text('page.enter-password.make', language)}</button>
</form>
</section>`;
  return page({ language, title, body, end: sendsOnce });
}

/** It is set; `made` is shown this once, to be read to the person. */
export function passwordEnteredPage(of: {
  readonly language: Language;
  readonly displayName: string;
  readonly made?: string;
}): string {
  const { language, made } = of;
  const name = plain(of.displayName);
  return sheet(
    language,
    text('page.password-entered.title', language),
    html`<p class="note good" role="status">${text('page.password-entered.text', language, { name })}</p>
${
  made &&
  html`<p>${text('page.password-entered.made', language, { name })}</p>
<p class="key"><code>${made}</code></p>`
}`,
  );
}

/** Used, run out, replaced or never made: one page for all. */
export function passwordPageEndedPage({ language }: { readonly language: Language }): string {
  const said = text('page.enter-password.ended', language);
  return sheet(language, text('page.link-ended.title', language), html`<p>${said}</p>`);
}

/** It wasn't set, or nobody knows yet. */
export function passwordNotEnteredPage(of: {
  readonly language: Language;
  readonly reason: DeskReason;
}): string {
  const said = text(`desk-reason.${of.reason}`, of.language);
  return sheet(
    of.language,
    text('page.password-not-entered.title', of.language),
    html`<p class="note bad" role="alert">${said}</p>
<p>${text('page.password-not-entered.next', of.language)}</p>`,
  );
}

function sheet(language: Language, title: string, said: Html): string {
  return page({
    language,
    title,
    body: html`<section class="sheet">\n<h1>${title}</h1>\n${said}\n</section>`,
  });
}
