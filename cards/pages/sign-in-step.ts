/**
 * What the pages between the password and being signed in share. Each goes on by a form with `step`: sealed, it says
 * who has got how far, so that neither the password nor a code stands in a page or an address.
 */
import { type Html, html } from '../html';
import { type Language, text } from '../locale';
import { page, sendsOnce } from './page';

/** What each of these pages needs. */
export type StepPage = {
  readonly language: Language;
  /** Where the forms go, and where it begins anew: an address of ours. */
  readonly action: string;
  /** Sealed; goes back as it came. */
  readonly step: string;
};

/** The field of a code. No `maxlength`: codes are pasted with spaces around them. */
export function codeField(of: {
  readonly name: 'code' | 'deviceCode';
  readonly label: string;
  readonly wrong: boolean;
}): Html {
  return html`<label for="${of.name}">${of.label}</label>
<input id="${of.name}" name="${of.name}" type="text" inputmode="numeric" autocomplete="one-time-code"
autocapitalize="none" autocorrect="off" spellcheck="false" required maxlength="64"${
    of.wrong && html` aria-describedby="problem" aria-invalid="true"`
  }>`;
}

/** A form of the step. */
export function stepForm({ action, step }: StepPage, fields: Html): Html {
  return html`<form method="post" action="${action}">
<input type="hidden" name="step" value="${step}" autocomplete="off">
${fields}
</form>`;
}

/** The whole page: title, a problem if there is one, what else there is, and the way back to the beginning. */
export function stepPage(of: StepPage, title: string, said: Html, problem?: string): string {
  const body = html`<section class="sheet">
<h1>${title}</h1>
${problem !== undefined && html`<p class="note bad" role="alert" id="problem">${problem}</p>`}
${said}
</section>
<p><a href="${of.action}">${text('page.sign-in.start-again', of.language)}</a></p>`;
  return page({ language: of.language, title, body, end: sendsOnce });
}
