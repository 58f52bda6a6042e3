/** The mailbox of the local run: whatever the product mails is kept here, for people to read and programs to check. */
import { join } from 'node:path';
import { createMovableClock, type MovableClock } from '../teams/clock';
import { clockRoutes } from '../teams/clock-routes';
import type { HttpRoute } from '../teams/http-routes';
import { startLoopbackServer } from '../teams/loopback-server';
import { type KeptMails, openKeptMails } from './kept-mails';
import { createMailboxPage } from './mailbox-page';
import { startSmtpReceiver } from './smtp-receiver';

/** What the mailbox needs to know. */
export type MailboxOptions = {
  /** Of the page; 0 takes any free one. */
  port: number;
  /** Of SMTP; default any free one. */
  smtpPort?: number;
  /** Where mails are kept, for example `.local/mailbox`. */
  stateFolder: string;
  /** Default: a clock of its own, kept in the state folder and moved by `POST /admin/clock`. */
  clock?: MovableClock;
};

/** A running mailbox. */
export type Mailbox = {
  port: number;
  url: string;
  smtpPort: number;
  /** What to put into `SMTP_URL`. */
  smtpUrl: string;
  clock: MovableClock;
  close(): Promise<void>;
};

const messagesRoute = (mails: KeptMails): HttpRoute => ({
  method: 'GET',
  path: '/api/messages',
  handle: () => ({ status: 200, body: mails.all() }),
});

/** Starts both servers on loopback. */
export const createMailbox = async (options: MailboxOptions): Promise<Mailbox> => {
  const clock = options.clock ?? createMovableClock(join(options.stateFolder, 'clock.json'));
  const mails = openKeptMails(join(options.stateFolder, 'mails.jsonl'));
  const smtp = await startSmtpReceiver({ port: options.smtpPort ?? 0, mails, now: clock.now });
  const mailPage = createMailboxPage(mails);
  const routes = [messagesRoute(mails), ...clockRoutes(clock), ...mailPage.routes];
  const page = await startLoopbackServer(options.port, routes).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    port: page.port,
    url: page.url,
    smtpPort: smtp.port,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    clock,
    close: async () => {
      mailPage.close();
      await Promise.all([smtp.close(), page.close()]);
    },
  };
};
