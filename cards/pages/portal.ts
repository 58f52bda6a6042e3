/** The portal's pages that only say something: what became of a password, where a device is set up, and dead ends. */
import { type Html, html } from '../html';
import { type Language, type TextKey, text } from '../locale';
import { messagePage } from './message';
import { contentSecurityPolicy, page } from './page';

/** Value of the Content-Security-Policy header to send with these pages. */
export const portalPageCsp = contentSecurityPolicy(["form-action 'none'"]);

/** The password is set; `stillLocked`: a new password opens no lock, and the person is told how to. */
export function passwordChangedPage(of: {
  readonly language: Language;
  readonly signIn: string;
  readonly stillLocked: boolean;
}): string {
  const { language } = of;
  return sheet(
    language,
    'page.password-changed.title',
    html`<p class="note good" role="status">${text('page.password-changed.text', language)}</p>
${of.stillLocked && html`<p>${write('page.password-changed.locked', 'verb.unlock', language)}</p>`}
<p><a href="${of.signIn}">${text('page.sign-in.title', language)}</a></p>`,
  );
}

/** Used, run out, replaced or never made: one page for all, that says how to get another. */
export function linkEndedPage(of: { readonly language: Language; readonly lifeMinutes: number }): string {
  const { language } = of;
  const minutes = String(of.lifeMinutes);
  return sheet(
    language,
    'page.link-ended.title',
    html`<p>${text('page.link-ended.text', language, { minutes })}</p>
<p>${write('page.link-ended.next', 'verb.forgot-password', language)}</p>`,
  );
}

/** Where cards lead for a new device: an authenticator app is set up at the next sign-in. */
export function factorsPage({
  language,
  signIn,
}: {
  readonly language: Language;
  readonly signIn: string;
}): string {
  return sheet(
    language,
    'page.factors.title',
    html`<p>${text('page.factors.text', language)}</p>
<p><a href="${signIn}">${text('page.sign-in.title', language)}</a></p>
<p>${write('page.factors.next', 'verb.get-help', language)}</p>`,
  );
}

/** The database is away: nothing was read, nothing was changed. */
export function portalUnavailablePage({ language }: { readonly language: Language }): string {
  const said = text('page.new-password.unavailable', language);
  return sheet(language, 'page.set-password.title', html`<p class="note bad" role="alert">${said}</p>`);
}

export function notFoundPage({ language }: { readonly language: Language }): string {
  const [title, said] = [text('page.not-found.title', language), text('page.not-found.text', language)];
  return messagePage({ language, title, text: said });
}

/** "Write “…” to the bot": the words are a button's title, which the bot understands in every language. */
function write(key: TextKey, verb: TextKey, language: Language): string {
  return text(key, language, { words: text(verb, language), product: text('product', language) });
}

function sheet(language: Language, titleKey: TextKey, said: Html): string {
  const title = text(titleKey, language);
  return page({
    language,
    title,
    body: html`<section class="sheet">\n<h1>${title}</h1>\n${said}\n</section>`,
  });
}
