/**
 * The operator's page: the audit trail and the tickets, read with the platform's function key. The page itself
 * holds nothing secret; it asks for the key, keeps it in memory and sends it with its own two questions only.
 */
import { type Html, html, trusted } from '../html';
import { type Language, type TextKey, text, unfilled } from '../locale';
import { operatorScript } from './operator-script';
import { contentSecurityPolicy, hashOf, page } from './page';

/** Value of the Content-Security-Policy header to send with the page: its one script is allowed by its hash. */
export const operatorPageCsp = contentSecurityPolicy([
  `script-src ${hashOf(operatorScript)}`,
  "connect-src 'self'",
  "form-action 'none'",
]);

type Word = TextKey extends infer Key ? (Key extends `page.operator.${infer Name}` ? Name : never) : never;

const saidByScript: readonly Word[] = [
  'wrong-key',
  'unreachable',
  'failed',
  'loading',
  'count',
  'zone',
  'audit-empty',
  'tickets-empty',
  'security',
  'state-open',
  'state-resolved',
  'state-closed',
];

const columns: Readonly<Record<'audit' | 'tickets', readonly Word[]>> = {
  audit: [
    'col-at',
    'col-actor',
    'col-subject',
    'col-act',
    'col-verified-by',
    'col-source',
    'col-reason',
    'col-result',
  ],
  tickets: ['col-ticket', 'col-created', 'col-kind', 'col-person', 'col-state', 'col-notes'],
};

/** The page as HTML, in the organisation's first language. It needs no key itself. */
export function operatorPage({ language = 'en' }: { readonly language?: Language } = {}): string {
  const say = (word: Word) => text(`page.operator.${word}`, language);
  const words = JSON.stringify(
    Object.fromEntries(saidByScript.map((word) => [word, unfilled(`page.operator.${word}`, language)])),
  );
  const body = html`<noscript><p class="note bad">${say('no-script')}</p></noscript>
<section class="sheet narrow" id="gate" hidden data-words="${words}">
<h1>${say('title')}</h1>
<p class="note bad" role="alert" id="problem" hidden></p>
<form id="gate-form">
<label for="key">${say('key')}</label>
<input id="key" type="password" autocomplete="off" required aria-describedby="key-hint">
<p class="quiet" id="key-hint">${say('key-hint')}</p>
<button class="primary" type="submit" id="open">${say('open')}</button>
</form>
</section>
<div id="desk" hidden>
<section class="sheet">
<div class="top"><h1>${say('title')}</h1><button type="button" id="leave">${say('leave')}</button></div>
<form id="filter" class="bar" aria-label="${say('filter')}">
<div><label for="person">${say('person')}</label>
<input id="person" type="text" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
<div><label for="from">${say('from')}</label><input id="from" type="datetime-local"></div>
<div><label for="to">${say('to')}</label><input id="to" type="datetime-local"></div>
<button class="primary" type="submit">${say('show')}</button>
</form>
<p class="quiet" id="zone"></p>
</section>
${[list('audit', say), list('tickets', say)]}
</div>`;
  return page({
    language,
    title: say('title'),
    body,
    wide: true,
    end: html`<script>${trusted(operatorScript)}</script>`,
  });
}

function list(name: 'audit' | 'tickets', say: (word: Word) => string): Html {
  const heading = say(name);
  return html`<section class="sheet">
<h2>${heading}</h2>
<p class="note bad" role="alert" id="${name}-problem" hidden></p>
<p class="quiet" role="status" id="${name}-status"></p>
<div class="scroll" id="${name}-table" role="region" aria-label="${heading}" tabindex="0" hidden>
<table>
<thead><tr>${columns[name].map((word) => html`<th scope="col">${say(word)}</th>`)}</tr></thead>
<tbody id="${name}-rows"></tbody>
</table>
</div>
<button type="button" id="${name}-more" hidden>${say('more')}</button>
</section>
`;
}
