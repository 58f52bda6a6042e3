/** Device authorization (D3): the code of the mail, before an authenticator app may be set up. */
import { html } from '../html';
import { text } from '../locale';
import { titleOf } from '../titles';
import { codeField, type StepPage, stepForm, stepPage } from './sign-in-step';

/**
 * `held-back`: there were too many mails. `not-sent`: there is no address, or the mail server is away. `refused`,
 * `ended`: the code was wrong, or too late.
 */
export type DeviceCodeState = 'sent' | 'held-back' | 'not-sent' | 'refused' | 'ended';

/** The page as HTML; one form posts `step` and `deviceCode`, the other `step` and `resend`. */
export function deviceCodePage(
  of: StepPage & { readonly state: DeviceCodeState; readonly lifeMinutes: number },
): string {
  const { language, state } = of;
  const again = text('page.device.again', language);
  const words = { words: titleOf('get-help', language), product: text('product', language) };
  const problems = {
    sent: undefined,
    'held-back': text('page.device.no-mail', language),
    'not-sent': text('page.device.not-sent', language, words),
    refused: text('page.device.refused', language),
    ended: text('page.device.ended', language, { again }),
  };
  const wrong = state === 'refused' || state === 'ended';
  const label = text('page.device.label', language);
  const enter = html`${codeField({ name: 'deviceCode', label, wrong })}
<button class="primary" type="submit">${text('page.device.button', language)}</button>`;
  const resend = html`<button type="submit" name="resend" value="1">${again}</button>`;
  const said =
    state === 'not-sent'
      ? stepForm(of, resend)
      : html`<p>${text('page.device.text', language, { minutes: String(of.lifeMinutes) })}</p>
${stepForm(of, enter)}
<div class="second">${stepForm(of, resend)}</div>`;
  return stepPage(of, text('page.device.title', language), said, problems[state]);
}
