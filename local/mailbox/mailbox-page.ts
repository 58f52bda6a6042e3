/** The page of the mailbox: what arrived, newest first, and one mail to read. */
import type { HttpRoute } from '../teams/http-routes';
import type { KeptMails } from './kept-mails';

/** Makes the routes of the page. */
export const mailboxPageRoutes = (mails: KeptMails): HttpRoute[] => [
  { method: 'GET', path: '/', handle: () => ({ status: 200, content: `${mails.all().length} mails\n` }) },
];
