/** A mail server for tests, what it received, and mail that goes to it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createMail, type Mail, type OutgoingMail } from '../../../connectors/mail/mail';

const ends: (() => void)[] = [];
/** Closes what a test has opened. */
export function closeAll(): void {
  for (const end of ends.splice(0)) end();
}

/** Something that must be closed when the test is over. */
export function atEnd(end: () => void): void {
  ends.push(end);
}

type Received = { readonly mail: ParsedMail; readonly raw: string; readonly to: readonly string[] };

/** A mail server of the test's own, and what it received. */
export async function smtp(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString();
        received.push({
          raw,
          mail: await simpleParser(raw),
          to: session.envelope.rcptTo.map(({ address }) => address),
        });
        done();
      });
    },
    ...options,
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  ends.push(() => server.close());
  return { port: (listening.address() as AddressInfo).port, received };
}

export function mailTo(port: number, change: Partial<Parameters<typeof createMail>[0]> = {}): Mail {
  const timeouts = { connectMs: 400, totalMs: 800 };
  const mail = createMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'IT Help <it@contoso.example>',
    timeouts,
    ...change,
  });
  ends.push(() => mail.close());
  return mail;
}

export const letter: OutgoingMail = {
  to: 'zoe@contoso.example',
  subject: 'Your account was unlocked – ¿qué?',
  text: 'At 10:00.',
  html: '<p>At <b>10:00</b>.</p>',
};
