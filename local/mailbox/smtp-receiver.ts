/** The SMTP side of the mailbox: takes every mail that this machine sends, and delivers none anywhere. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { KeptMails } from './kept-mails';

const maximumMailBytes = 10 * 1024 * 1024;

/** A running SMTP server. */
export type SmtpReceiver = { port: number; close(): Promise<void> };

/** Starts it on 127.0.0.1; port 0 takes any free one. A mail is acknowledged when it is kept, never before. */
export const startSmtpReceiver = async (deps: {
  port: number;
  mails: KeptMails;
  now(): Date;
}): Promise<SmtpReceiver> => {
  const server = new SMTPServer({
    authOptional: true,
    // The product's mail client would otherwise try TLS with a certificate that nobody signed.
    disabledCommands: ['STARTTLS'],
    // Whoever has credentials in their SMTP_URL may use them: any are taken.
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    size: maximumMailBytes,
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then((parsed) => {
          const envelope = session.envelope;
          const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          for (const { address } of envelope.rcptTo) {
            deps.mails.keep({
              id: randomUUID(),
              at: deps.now().toISOString(),
              from: parsed.from?.text ?? sender,
              to: address,
              subject: parsed.subject ?? '',
              text: parsed.text ?? '',
              html: parsed.html || '',
            });
          }
          done();
        })
        .catch(done);
    },
  });
  server.on('error', (error) => console.error('mailbox:', error.message));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(deps.port, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
