import type { SMTPServerOptions } from 'smtp-server';
import { createMail } from '../../../connectors/mail/mail';
import { Secret } from '../../../domain/secret';
import { closeAll, letter, mailTo, smtp } from './mail-server';

afterEach(closeAll);

describe('sending', () => {
  it('delivers subject, text and html as they are, from the configured sender', async () => {
    const { port, received } = await smtp();
    await mailTo(port).send({ ...letter, messageId: '<r1.unlocked@contoso.example>' });
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(['zoe@contoso.example']);
    expect(received[0]?.mail).toMatchObject({
      subject: letter.subject,
      messageId: '<r1.unlocked@contoso.example>',
    });
    expect(received[0]?.mail.text?.trim()).toBe(letter.text);
    expect(received[0]?.mail.html).toContain('<b>10:00</b>');
    expect(received[0]?.mail.from?.value).toEqual([{ name: 'IT Help', address: 'it@contoso.example' }]);
  });

  it('uses few connections for many mails', async () => {
    let connections = 0;
    const { port, received } = await smtp({
      onConnect: (_session, done) => done(connections++ < 2 ? null : new Error('x')),
    });
    const mail = mailTo(port, { timeouts: { connectMs: 2_000, totalMs: 5_000 } });
    await Promise.all(Array.from({ length: 20 }, () => mail.send(letter)));
    expect(received).toHaveLength(20);
    expect(connections).toBeLessThanOrEqual(2);
  });

  it('never begins another header, whatever the subject holds', async () => {
    const { port, received } = await smtp();
    await mailTo(port).send({ ...letter, subject: 'Hi\r\nBcc: thief@evil.example\n\nbody\u2028x' });
    expect(received[0]?.to).toEqual(['zoe@contoso.example']);
    expect(received[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im);
    expect(received[0]?.mail.subject).toBe('Hi Bcc: thief@evil.example body x');
  });

  it.each([
    'a@contoso.example, thief@evil.example',
    'a@contoso.example\r\nBcc: thief@evil.example',
    'thief@evil.example <a@contoso.example>',
    'group: a@contoso.example;',
    'a b@contoso.example',
    '"a"@contoso.example',
    'nobody',
    '',
  ])('refuses the recipient %j without asking the server', async (to) => {
    const { port, received } = await smtp();
    await expect(mailTo(port).send({ ...letter, to })).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
    });
    expect(received).toEqual([]);
  });

  it('refuses a message id that is none', async () => {
    const wrong = { ...letter, messageId: '<a@b>\r\nBcc: thief@evil.example' };
    await expect(mailTo(1).send(wrong)).rejects.toMatchObject({ code: 'refused' });
  });

  it('reads no file and fetches no address that a text names', async () => {
    const { port, received } = await smtp();
    const sneaky = { path: '/etc/passwd' } as unknown as string;
    await expect(mailTo(port).send({ ...letter, html: sneaky })).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(received).toEqual([]);
  });
});

describe('signing in', () => {
  const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) =>
    username === 'bot@contoso' && password === 'p:ss/wörd'
      ? done(null, { user: username })
      : done(new Error('private words'));
  const url = (port: number, password: string) =>
    new Secret(`smtp://bot%40contoso:${encodeURIComponent(password)}@127.0.0.1:${port}`);

  it('uses the user and password of the address', async () => {
    const { port, received } = await smtp({ onAuth, authOptional: false });
    const mail = mailTo(port, { smtpUrl: url(port, 'p:ss/wörd') });
    await mail.check();
    await mail.send(letter);
    expect(received).toHaveLength(1);
  });

  it('says unauthorised when the server does not take them, and repeats no word of it', async () => {
    const { port } = await smtp({ onAuth, authOptional: false });
    const failed = mailTo(port, { smtpUrl: url(port, 'wrong') }).check();
    await expect(failed).rejects.toMatchObject({ code: 'unauthorised', retryable: false });
    await expect(failed).rejects.not.toThrow('private');
  });
});

describe('settings', () => {
  it.each(['', 'smtp.example', 'http://smtp.example', 'smtp://h/?logger=true', 'smtp://'])(
    'refuse the server %j, without repeating it',
    (smtpUrl) => {
      expect(() => createMail({ smtpUrl, from: 'it@contoso.example' })).toThrow(TypeError);
    },
  );

  it.each(['', 'IT', 'a@x.example, b@x.example', 'IT <a@x.example>, b@x.example'])(
    'refuse the sender %j',
    (from) => {
      expect(() => createMail({ smtpUrl: 'smtp://localhost', from })).toThrow(TypeError);
    },
  );
});
