/** The mailbox's page: a list that grows by itself, and the mail one reads. (It shares the look and the modules of the chat page.) */
import { get } from './api.js';
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import type { PageMail } from './mail-shapes.js';
import { inlineNodes } from './markdown.js';
import { onPreferences, prefer, preferences } from './preferences.js';

const mails = new Map<string, PageMail>();
const read = new Set<string>();
let chosen: string | undefined;

const timeOf = (at: string): string => {
  const when = new Date(at);
  const time = when.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
  const day = when.toLocaleDateString('en-US', { month: 'short', day: 'numeric' });
  return when.toDateString() === new Date().toDateString() ? time : `${day}, ${time}`;
};

const lineOf = (mail: PageMail): HTMLElement => {
  const isNew = !read.has(mail.id);
  const open = (): void => choose(mail.id);
  const current = mail.id === chosen ? 'true' : undefined;
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: `mail${isNew ? ' unread' : ''}`,
        'aria-current': current,
        'data-mail': mail.id,
        onclick: open,
      },
      el('span', { class: 'mail-to' }, mail.to),
      el('time', { datetime: mail.at }, timeOf(mail.at)),
      el('span', { class: 'mail-subject' }, mail.subject || '(no subject)'),
      el('span', { class: 'mail-preview' }, mail.preview),
      isNew ? el('span', { class: 'visually-hidden' }, 'unread') : undefined,
    ),
  );
};

const drawList = (): void => {
  const words = (byId('search') as HTMLInputElement).value.trim().toLowerCase();
  const shown = [...mails.values()]
    .filter(({ to, subject, text }) => `${to} ${subject} ${text}`.toLowerCase().includes(words))
    .reverse();
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.mail : undefined;
  fill(byId('mails'), ...shown.map(lineOf));
  if (focused)
    byId('mails')
      .querySelector<HTMLElement>(`[data-mail="${CSS.escape(focused)}"]`)
      ?.focus();
  byId('count').textContent = mails.size === 1 ? '1 mail' : `${mails.size} mails`;
  byId('nothing').hidden = mails.size > 0;
  byId('not-found').hidden = mails.size === 0 || shown.length > 0;
};

/** Plain text keeps its lines; addresses in it can be followed. */
const textPart = (text: string): HTMLElement =>
  el(
    'div',
    { class: 'mail-text' },
    ...text
      .split('\n')
      .flatMap((line) => [
        ...line
          .split(/(https?:\/\/\S+)/)
          .flatMap((part) => (/^https?:/.test(part) ? inlineNodes(part) : [part])),
        '\n',
      ]),
  );

const drawMail = (): void => {
  const mail = chosen === undefined ? undefined : mails.get(chosen);
  byId('mailbox').dataset.pane = mail ? 'mail' : 'list';
  const pane = byId('mail');
  if (!mail) {
    fill(pane, el('p', { class: 'mail-none' }, mails.size > 0 ? 'Choose a mail to read it.' : ''));
    return;
  }
  const back = el(
    'button',
    { type: 'button', class: 'button only-narrow', onclick: () => choose(undefined) },
    'All mails',
  );
  const head = el(
    'header',
    { class: 'mail-head' },
    back,
    el('h2', { tabindex: -1, id: 'subject' }, mail.subject || '(no subject)'),
    el('p', {}, el('strong', {}, mail.from), ' to ', el('strong', {}, mail.to)),
    el(
      'time',
      { datetime: mail.at },
      new Date(mail.at).toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'short' }),
    ),
  );
  const html = el('iframe', {
    class: 'mail-html',
    title: 'The mail',
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    src: `/page/mails/${encodeURIComponent(mail.id)}`,
  });
  const text = textPart(mail.text);
  if (!mail.hasHtml) {
    fill(pane, head, text);
    return;
  }
  text.hidden = true;
  const toggle = el('button', { type: 'button', class: 'button', 'aria-pressed': 'false' }, 'Plain text');
  toggle.addEventListener('click', () => {
    text.hidden = !text.hidden;
    html.hidden = !text.hidden;
    toggle.setAttribute('aria-pressed', String(!text.hidden));
  });
  head.append(toggle);
  fill(pane, head, html, text);
};

const choose = (id: string | undefined): void => {
  chosen = id;
  if (id !== undefined) read.add(id);
  history.replaceState(null, '', id === undefined ? '/' : `#${id}`);
  drawList();
  drawMail();
  if (id !== undefined) document.getElementById('subject')?.focus({ preventScroll: true });
};

const readAll = async (): Promise<void> => {
  const answer = await get<PageMail[]>('/page/mails');
  byId('lost').hidden = answer.ok;
  if (!answer.ok) return;
  for (const mail of answer.body) mails.set(mail.id, mail);
  drawList();
  if (chosen === undefined && mails.has(location.hash.slice(1))) choose(location.hash.slice(1));
  else if (chosen === undefined) drawMail();
};

const start = (): void => {
  byId('search-icon').append(icon('search'));
  byId('nothing-icon').append(icon('mail'));
  byId('search').addEventListener('input', drawList);
  const theme = byId('theme');
  theme.addEventListener('click', () => prefer({ theme: preferences().theme === 'dark' ? 'light' : 'dark' }));
  onPreferences((preferred) => {
    document.documentElement.dataset.theme = preferred.theme;
    theme.setAttribute('aria-pressed', String(preferred.theme === 'dark'));
    fill(theme, icon(preferred.theme === 'dark' ? 'sun' : 'moon'));
  });
  const stream = new EventSource('/page/stream');
  stream.addEventListener('open', () => void readAll());
  stream.addEventListener('error', () => {
    byId('lost').hidden = false;
  });
  stream.addEventListener('mail', (event) => {
    const mail = JSON.parse((event as MessageEvent<string>).data) as PageMail;
    mails.set(mail.id, mail);
    drawList();
    if (chosen === undefined) drawMail();
    byId('arrived').textContent = `New mail to ${mail.to}: ${mail.subject}`;
  });
};

start();
