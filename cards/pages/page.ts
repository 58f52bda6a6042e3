/** The one frame of every page, and the policy (CSP) under which it is sent: nothing but its own style. */
import { createHash } from 'node:crypto';
import { type Html, html, trusted } from '../html';
import { type Language, text } from '../locale';
import { fluentTheme } from './fluent-theme';
import { pageStyle } from './page-style';
import { submitOnceScript } from './submit-once';

const dot = `%23${fluentTheme.light.colorBrandBackground.slice(1)}`;
const icon = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='${dot}'/%3E%3C/svg%3E`;

/** At the end of a page whose form goes to a server; goes with `formSecurityPolicy`. */
export const sendsOnce = html`<script>${trusted(submitOnceScript)}</script>`;

/** A whole document. `body` stands in the page's main part; `end` (a script) after it. */
export function page(of: {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly wide?: boolean;
  readonly end?: Html;
}): string {
  const product = text('product', of.language);
  return html`<!doctype html>
<html lang="${of.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${of.title} – ${product}</title>
<link rel="icon" href="${icon}">
<style>${trusted(pageStyle)}</style>
</head>
<body>
<header><span aria-hidden="true"></span>${product}</header>
<main${of.wide ? trusted(' class="wide"') : ''}>
${of.body}
</main>
${of.end}
</body>
</html>
`.toString();
}

/** Value of the Content-Security-Policy header of a page that loads nothing; `allowed` is what it may do. */
export function contentSecurityPolicy(allowed: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(pageStyle)}`,
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...allowed,
  ].join('; ');
}

/** The same for a page that ends with `sendsOnce`; its form goes to `targets` only. */
export function formSecurityPolicy(targets: string): string {
  return contentSecurityPolicy([`script-src ${hashOf(submitOnceScript)}`, `form-action ${targets}`]);
}

/** An inline style or script as a CSP source. */
export function hashOf(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline, 'utf8').digest('base64')}'`;
}
