import { parseSmtpUrl } from '../../../connectors/mail/smtp-url';

describe('the address of the mail server', () => {
  it('gives host, port, TLS and credentials', () => {
    expect(parseSmtpUrl('smtps://bot%40x:p%3Ass@smtp.example:465')).toEqual({
      host: 'smtp.example',
      port: 465,
      secure: true,
      requireTLS: false,
      auth: { user: 'bot@x', pass: 'p:ss' },
    });
    expect(parseSmtpUrl('smtp://relay.internal')).toEqual({
      host: 'relay.internal',
      secure: false,
      requireTLS: false,
    });
    expect(parseSmtpUrl('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25 });
  });

  it('lets credentials leave this machine over TLS only', () => {
    expect(parseSmtpUrl('smtp://user:pass@smtp.example:587').requireTLS).toBe(true);
    expect(parseSmtpUrl('smtp://user:pass@127.0.0.1:587').requireTLS).toBe(false);
  });

  it('never repeats what it refuses', () => {
    expect(() => parseSmtpUrl('ftp://user:private@x')).toThrow(TypeError);
    expect(() => parseSmtpUrl('ftp://user:private@x')).not.toThrow('private');
    expect(() => parseSmtpUrl('smtp://user:priv%ZZate@x')).toThrow(TypeError);
  });
});
