/**
 * How a mail is laid out: once as plain text and once as HTML that fetches nothing, keeps to the reader's light or
 * dark setting and is readable where a mail program drops styles.
 */
import { type Html, html, trusted } from '../html';
import type { Language } from '../locale';
import { fluentTheme } from '../pages/fluent-theme';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

export type MailContent = {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  readonly text: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** Several of a kind, each with what stands out and smaller lines. */
  readonly people?: readonly { readonly lead: string; readonly lines: readonly string[] }[];
  /** What follows the facts; lines that belong together are parted by line breaks. */
  readonly paragraphs?: readonly string[];
  /** The one page that the mail leads to. */
  readonly link?: { readonly title: string; readonly url: string };
  /** What to do if something is wrong (it wasn't them), and the ways to do it. */
  readonly objection: string;
  readonly ways: readonly { readonly said: string; readonly link?: string }[];
  readonly footer: string;
};

/** Puts the words, which are plain text, into the mail's two forms. */
export function writeMail(content: MailContent): Mail {
  return { subject: content.subject, text: asText(content), html: asHtml(content).toString() };
}

function asText({ greeting, text, facts, objection, ways, footer, ...more }: MailContent): string {
  const { people = [], paragraphs = [], link } = more;
  return `${[
    greeting,
    text,
    ...(facts.length > 0 ? [facts.map(({ title, value }) => `${title}: ${value}`).join('\n')] : []),
    ...people.map(({ lead, lines }) => [lead, ...lines].join('\n')),
    ...paragraphs,
    ...(link ? [`${link.title}: ${link.url}`] : []),
    [objection, ...ways.map(({ said }) => `- ${said}`)].join('\n'),
    footer,
  ].join('\n\n')}\n`;
}

const { light, dark } = fluentTheme;
const style = `
body{margin:0;padding:24px 16px;background:${light.colorNeutralBackground3};color:${light.colorNeutralForeground1};
font:16px/24px ${light.fontFamilyBase}}
main{max-width:520px;margin:0 auto;padding:24px;background:${light.colorNeutralBackground1};border-radius:8px}
h1{margin:0 0 16px;font-size:20px;line-height:28px}
p,table,ul{margin:0 0 16px}p{overflow-wrap:anywhere}ul{padding-left:20px}
th{padding:0 16px 4px 0;text-align:left;vertical-align:top}
td{padding:0 0 4px;overflow-wrap:anywhere}
@media (max-width:480px){th,td{display:block}th{padding-bottom:0}td{padding-bottom:8px}}
@media (min-width:481px){th{white-space:nowrap}}
a{color:${light.colorBrandForegroundLink}}
a.button{display:inline-block;padding:8px 16px;border-radius:4px;text-decoration:none;font-weight:600;
background:${light.colorBrandBackground};color:${light.colorNeutralForegroundOnBrand}}
.object{margin:0 0 16px;overflow-wrap:anywhere;padding:12px 16px;border:1px solid ${light.colorNeutralStroke1};border-radius:4px}
.object p{margin-bottom:8px}.object ul{margin-bottom:0}
.footer{margin:0;font-size:14px;line-height:20px;color:${light.colorNeutralForeground3}}
@media (prefers-color-scheme:dark){
body{background:${dark.colorNeutralBackground3};color:${dark.colorNeutralForeground1}}
main{background:${dark.colorNeutralBackground1}}
a{color:${dark.colorBrandForegroundLink}}
a.button{background:${dark.colorBrandBackground};color:${dark.colorNeutralForegroundOnBrand}}
.object{border-color:${dark.colorNeutralStroke1}}
.footer{color:${dark.colorNeutralForeground3}}}
`;

function asHtml(mail: MailContent): Html {
  const { people = [], paragraphs = [] } = mail;
  const rows = mail.facts.map(
    ({ title, value }) => html`<tr><th scope="row">${title}</th><td>${value}</td></tr>
`,
  );
  return html`<!doctype html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${mail.subject}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
<h1>${mail.subject}</h1>
<p>${mail.greeting}</p>
<p>${mail.text}</p>
${
  rows.length > 0 &&
  html`<table>
${rows}</table>
`
}${people.map(personOf)}${paragraphs.map(
  (paragraph) => html`<p>${inLines(paragraph.split('\n'))}</p>
`,
)}${
  mail.link &&
  html`<p><a class="button" href="${mail.link.url}">${mail.link.title}</a></p>
`
}<div class="object">
<p><strong>${mail.objection}</strong></p>
<ul>
${mail.ways.map(wayOf)}</ul>
</div>
<p class="footer">${mail.footer}</p>
</main>
</body>
</html>
`;
}

function personOf({ lead, lines }: { readonly lead: string; readonly lines: readonly string[] }): Html {
  return html`<p><strong>${lead}</strong>${lines.map((line) => html`<br>${line}`)}</p>
`;
}

function inLines([first = '', ...others]: readonly string[]): Html {
  return html`${first}${others.map((line) => html`<br>${line}`)}`;
}

function wayOf({ said, link }: { readonly said: string; readonly link?: string }): Html {
  const [before = '', after = ''] = link ? said.split(link) : [said];
  return html`<li>${before}${link !== undefined && html`<a href="${link}">${link}</a>`}${after}</li>
`;
}
