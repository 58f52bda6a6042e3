/**
 * Setting up an authenticator app (D3): the code to scan, a link for whoever reads this on the phone with the app, and
 * the key in groups of four. It ends with the first code from the app, and not before.
 */
import type { Secret } from '../../domain/secret';
import { html } from '../html';
import { text } from '../locale';
import { qrCode } from './qr-code';
import { codeField, type StepPage, stepForm, stepPage } from './sign-in-step';

/** The page as HTML; the form posts `step` and `code`. `enrolment` is an `otpauth://` address of ours. */
export function setUpAuthenticatorPage(
  of: StepPage & { readonly enrolment: Secret<string>; readonly state: 'form' | 'refused' },
): string {
  const { language, state } = of;
  const wrong = state === 'refused';
  const url = of.enrolment.reveal();
  const key = new URL(url).searchParams.get('secret') ?? '';
  const label = text('page.code.label', language);
  const form = html`<p>${text('page.set-up.enter', language)}</p>
${codeField({ name: 'code', label, wrong })}
<button class="primary" type="submit">${text('page.set-up.button', language)}</button>`;
  const said = html`<p>${text('page.set-up.scan', language)}</p>
${qrCode(url, text('page.set-up.qr', language))}
<p><a href="${url}">${text('page.set-up.link', language)}</a></p>
<p>${text('page.set-up.key', language)}</p>
<p class="key" translate="no"><code>${(key.match(/.{1,4}/g) ?? []).join(' ')}</code></p>
${stepForm(of, form)}
<p class="quiet">${text('page.set-up.private', language)}</p>`;
  const problem = wrong ? text('page.set-up.refused', language) : undefined;
  return stepPage(of, text('page.set-up.title', language), said, problem);
}
