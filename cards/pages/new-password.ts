/**
 * What the pages that set a password share: the new password twice with its rule, and what was wrong with it. No
 * `maxlength` near the limit: browsers would cut what is pasted, and nobody would know their own password.
 */
import { type Html, html } from '../html';
import { type Language, text } from '../locale';

/** How long a password may be; the directory's numbers. */
export type PasswordLengths = { readonly shortest: number; readonly longest: number };

/** Why nothing was changed. The first is known to the page alone, the others the directory tells. */
export type NewPasswordProblem =
  | 'different'
  | 'too-short'
  | 'too-long'
  | 'common'
  | 'user-name'
  | 'unchanged';

/** Words with the lengths filled in. */
export function lengthsOf({ shortest, longest }: PasswordLengths) {
  return { shortest: String(shortest), longest: String(longest) };
}

export function problemText(
  problem: NewPasswordProblem,
  language: Language,
  lengths: PasswordLengths,
): string {
  return text(`page.new-password.${problem}`, language, lengthsOf(lengths));
}

/** Read out by itself when the page comes back. */
export function problemNote(words: string): Html {
  return html`<p class="note bad" role="alert" id="problem">${words}</p>`;
}

/** The two fields, empty at every showing; `wrong` ties them to the problem above. */
export function newPasswordFields(of: {
  readonly language: Language;
  readonly lengths: PasswordLengths;
  readonly wrong: boolean;
}): Html {
  const { language, wrong } = of;
  const describedBy = wrong ? html`"problem rule" aria-invalid="true"` : html`"rule"`;
  return html`<label for="new-password">${text('page.new-password.label', language)}</label>
<input id="new-password" name="newPassword" type="password" autocomplete="new-password" required
maxlength="1024" aria-describedby=${describedBy}>
<p class="quiet" id="rule">${text('page.new-password.rule', language, lengthsOf(of.lengths))}</p>
<label for="again">${text('page.new-password.again', language)}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="1024"${
    wrong && html` aria-describedby="problem" aria-invalid="true"`
  }>`;
}
