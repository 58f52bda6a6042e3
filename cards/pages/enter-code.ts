/** The second step of a sign-in with a secret key: the code that the authenticator app shows. */
import { html } from '../html';
import { text } from '../locale';
import { titleOf } from '../titles';
import { codeField, type StepPage, stepForm, stepPage } from './sign-in-step';

/** The page as HTML; the form posts `step` and `code`. `refused`: wrong, or used before. */
export function enterCodePage(of: StepPage & { readonly state: 'form' | 'refused' }): string {
  const { language, state } = of;
  const wrong = state === 'refused';
  const label = text('page.code.label', language);
  const words = { words: titleOf('reset-mfa', language), product: text('product', language) };
  const form = html`${codeField({ name: 'code', label, wrong })}
<button class="primary" type="submit">${text('page.sign-in.button', language)}</button>`;
  const said = html`<p>${text('page.code.text', language)}</p>
${stepForm(of, form)}
<p class="quiet">${text('page.code.lost', language, words)}</p>`;
  return stepPage(
    of,
    text('page.code.title', language),
    said,
    wrong ? text('page.code.refused', language) : undefined,
  );
}
