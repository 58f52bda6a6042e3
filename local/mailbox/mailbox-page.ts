/** The page of the mailbox: what arrived, newest first, and one mail to read; HTML mail is shown where it can do nothing. */
import { createEventHub } from '../teams/event-stream';
import { BadInput, type HttpReply, type HttpRequest, type HttpRoute } from '../teams/http-routes';
import type { PageMail } from '../teams/page/mail-shapes';
import { pageFileRoutes, pageModulesFolder } from '../teams/page-files';
import type { KeptMail, KeptMails } from './kept-mails';

const previewLength = 140;

/** A mail runs no script, loads nothing, and opens its links in tabs of their own. */
const mailHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  'referrer-policy': 'no-referrer',
};

const asListed = ({ html, text, ...mail }: KeptMail): PageMail => ({
  ...mail,
  preview: text.replace(/\s+/g, ' ').trim().slice(0, previewLength),
  text,
  hasHtml: html !== '',
});

/** Makes the routes of the page, and the stream that tells it of new mails. */
export const createMailboxPage = (mails: KeptMails): { routes: HttpRoute[]; close(): void } => {
  const hub = createEventHub<{ mail: PageMail }>('/page/stream');
  const stopListening = mails.listen((mail) => hub.send('mail', asListed(mail)));
  const readHtml = ({ params }: HttpRequest): HttpReply => {
    const mail = mails.all().find(({ id }) => id === params.id);
    if (!mail) throw new BadInput('id', 'there is no such mail', 404);
    return { status: 200, content: `<base target="_blank">${mail.html}`, headers: mailHeaders };
  };
  return {
    routes: [
      {
        method: 'GET',
        path: '/page/mails',
        handle: () => ({ status: 200, body: mails.all().map(asListed) }),
      },
      { method: 'GET', path: '/page/mails/{id}', handle: readHtml },
      hub.route,
      ...pageFileRoutes('local/mailbox/page', pageModulesFolder),
    ],
    close: () => {
      stopListening();
      hub.close();
    },
  };
};
