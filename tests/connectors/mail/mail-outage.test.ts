import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { atEnd, closeAll, letter, mailTo, smtp } from './mail-server';

afterEach(closeAll);

describe('a mail server that fails', () => {
  const reject = (responseCode: number): SMTPServerOptions => ({
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('private words'), { responseCode })),
  });

  it.each([
    [450, 'unavailable', true],
    [550, 'refused', false],
  ])('answers %i: %s', async (responseCode, code, retryable) => {
    const { port } = await smtp(reject(responseCode));
    const error = { code, retryable, outcomeUnknown: false };
    await expect(mailTo(port).send(letter)).rejects.toMatchObject(error);
  });

  it.each(['closes', 'resets'] as const)(
    'R5 takes the whole mail and %s: nobody knows what became of it',
    async (how) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.write('220 mail.test\r\n');
        let mail: string | undefined;
        socket.on('data', (data) => {
          const said = data.toString();
          if (mail !== undefined) {
            mail += said;
            if (!mail.endsWith('\r\n.\r\n')) return;
            if (how === 'closes') socket.end();
            else socket.resetAndDestroy();
          } else if (said.startsWith('DATA')) {
            mail = '';
            socket.write('354 go on\r\n');
          } else socket.write('250 fine\r\n');
        });
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      atEnd(() => server.close());
      const mail = mailTo((server.address() as AddressInfo).port);
      await expect(mail.send(letter)).rejects.toMatchObject({ code: 'unavailable', outcomeUnknown: true });
    },
  );

  it('is not there: unavailable, and mails go out again when it is', async () => {
    const { port, received } = await smtp();
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const closed = (gone.address() as AddressInfo).port;
    gone.close();
    const error = { code: 'unavailable', retryable: true, outcomeUnknown: false };
    await expect(mailTo(closed).send(letter)).rejects.toMatchObject(error);
    await expect(mailTo(closed).check()).rejects.toMatchObject({ code: 'unavailable' });
    await mailTo(port).send(letter);
    expect(received).toHaveLength(1);
  });

  it.each(['send', 'check'] as const)('says nothing: %s ends with a timeout in its time', async (what) => {
    const silent: Server = createServer((socket) => atEnd(() => socket.destroy())).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    atEnd(() => silent.close());
    const mail = mailTo((silent.address() as AddressInfo).port);
    const began = performance.now();
    const failing = what === 'send' ? mail.send(letter) : mail.check();
    await expect(failing).rejects.toMatchObject({ code: 'timeout', retryable: true });
    expect(performance.now() - began).toBeLessThan(1_200);
  });

  it('works slowly for too long: timeout after the total time', async () => {
    const { port } = await smtp({
      onMailFrom: (_address, _session, done) => void setTimeout(done, 2_500).unref(),
    });
    const began = performance.now();
    await expect(mailTo(port).send(letter)).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - began).toBeLessThan(1_200);
  });
});
