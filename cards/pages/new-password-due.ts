/** A password that somebody else knows, or that has run out, is changed before the sign-in ends. */
import { plain } from '../foreign-text';
import { html } from '../html';
import { text } from '../locale';
import {
  type NewPasswordProblem,
  newPasswordFields,
  type PasswordLengths,
  problemText,
} from './new-password';
import { type StepPage, stepForm, stepPage } from './sign-in-step';

/**
 * The page as HTML; the form posts `step`, `newPassword` and `again`. `userName` tells people and their password
 * managers whose password it is.
 */
export function newPasswordDuePage(
  of: StepPage & {
    readonly userName: string;
    readonly lengths: PasswordLengths;
    readonly problem?: NewPasswordProblem;
  },
): string {
  const { language, lengths, problem } = of;
  const form = html`<label for="username">${text('page.sign-in.user-name', language)}</label>
<input id="username" type="text" autocomplete="username" readonly value="${plain(of.userName, 320)}">
${newPasswordFields({ language, lengths, wrong: problem !== undefined })}
<p class="quiet">${text('page.due.then', language)}</p>
<button class="primary" type="submit">${text('page.due.button', language)}</button>`;
  const said = html`<p>${text('page.due.text', language)}</p>
${stepForm(of, form)}`;
  const told = problem && problemText(problem, language, lengths);
  return stepPage(of, text('page.due.title', language), said, told);
}
