/** The mail server for temporary passwords: works, is down, is slow, refuses everybody, or dies with the mail in hand. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export type Mood = 'well' | 'slow' | 'refusing' | 'dying';
export type Received = { readonly to: string; readonly text: string };

export async function startMobileMailServer() {
  const received: Received[] = [];
  let mood: Mood = 'well';
  let server: SMTPServer | undefined;
  let port = 0;
  const sockets = new Set<{ destroy(): void }>();

  const start = async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        mood === 'refusing'
          ? done(Object.assign(new Error('no such mailbox here'), { responseCode: 550 }))
          : done(),
      onData: (stream, session: SMTPServerSession, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const { text = '' } = await simpleParser(Buffer.concat(chunks));
          for (const { address } of session.envelope.rcptTo) received.push({ to: address, text });
          if (mood === 'dying') for (const socket of sockets) socket.destroy();
          else if (mood !== 'slow') done();
        });
      },
    });
    server.server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    const listening = server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    port = (listening.address() as AddressInfo).port;
  };
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
  };
  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    become: (next: Mood) => {
      mood = next;
    },
    to: (address: string) => received.filter(({ to }) => to.toLowerCase() === address.toLowerCase()),
    start,
    stop,
  };
}
