import fc from 'fast-check';
import { addressOf, baseAddress, linkAddress } from '../../../connectors/http/address';

const base = baseAddress('https://acme.okta.com/api');
const ids = fc.string({ unit: 'binary', maxLength: 300 });

describe('base addresses', () => {
  test.each(['https://acme.okta.com', 'http://localhost:8080/x', 'http://127.0.0.1:1', 'http://[::1]:2/'])(
    '%s is one',
    (address) => {
      expect(baseAddress(address).pathname).toMatch(/\/$/);
    },
  );

  test.each([
    'acme.okta.com',
    'http://acme.okta.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
    'http://0.0.0.0',
    'http://169.254.169.254/',
    'ftp://localhost',
    'file:///etc/passwd',
    'https://user@acme.okta.com',
    'https://acme.okta.com?x=1',
    'https://acme.okta.com#x',
    'https://acme.okta.com./',
  ])('%s is none', (address) => {
    expect(() => baseAddress(address)).toThrow(TypeError);
  });
});

describe('links from answers', () => {
  test.each([
    ['as it is', 'https://acme.okta.com/api/v1/logs?after=1&limit=2'],
    ['with its default port', 'https://acme.okta.com:443/api/v1/logs'],
    ['in capitals', 'HTTPS://ACME.OKTA.COM/api/v1/logs'],
    ['in full-width letters, which a parser makes the same host', 'https://ａｃｍｅ.okta.com/api/v1/logs'],
  ])('the configured origin is accepted %s', (_, link) => {
    expect(linkAddress(base, link)?.origin).toBe('https://acme.okta.com');
  });

  test.each([
    ['another host', 'https://evil.example/api/v1/logs'],
    ['a subdomain', 'https://x.acme.okta.com/api/'],
    ['a longer host', 'https://acme.okta.com.evil.example/api/'],
    ['user information that looks like the host', 'https://acme.okta.com@evil.example/api/'],
    ['user information', 'https://user:pass@acme.okta.com/api/'],
    ['an escaped @', 'https://acme.okta.com%40evil.example/api/'],
    ['a backslash', 'https://evil.example\\@acme.okta.com/api/'],
    ['a backslash after the host', 'https://acme.okta.com\\.evil.example/api/'],
    ['another port', 'https://acme.okta.com:444/api/'],
    ['no encryption', 'http://acme.okta.com/api/'],
    ['another scheme', 'ftp://acme.okta.com/api/'],
    ['a trailing dot', 'https://acme.okta.com./api/'],
    ['a letter of another script', 'https://аcme.okta.com/api/'],
    ['another path', 'https://acme.okta.com/oauth2/v1/token'],
    ['a path that climbs out', 'https://acme.okta.com/api/../oauth2'],
    ['one that does so encoded', 'https://acme.okta.com/api/%2e%2e/oauth2'],
    ['a fragment', 'https://acme.okta.com/api/#x'],
    ['a relative one', '/api/v1/logs'],
    ['one without scheme', '//evil.example/api/'],
    ['a line break', 'https://acme.okta.com/api/\r\nhost: evil.example'],
    ['a tab in the host', 'https://acme.ok\tta.com/api/'],
    ['a leading blank', ' https://acme.okta.com/api/'],
    ['a NUL', 'https://acme.okta.com/api/\u0000'],
    ['nothing', ''],
  ])('%s is refused', (_, link) => {
    expect(linkAddress(base, link)).toBeUndefined();
  });

  test('whatever is accepted goes to the configured origin, below its path', () => {
    const piece = fc.constantFrom(
      'https:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '.',
      '..',
      'acme.okta.com',
      'evil',
      '#',
      '?',
      '%2e',
      '/api/',
      ' ',
      '443',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const url = linkAddress(base, pieces.join(''));
        expect(url === undefined || (url.host === 'acme.okta.com' && url.href.startsWith(base.href))).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('paths from templates', () => {
  const of = (id: string) => addressOf(base, '/v1/users/{id}/factors', { id }, {});

  test('a parameter is one segment, whatever stands in it', () => {
    expect(of('a/b?c#d%')?.href).toBe('https://acme.okta.com/api/v1/users/a%2Fb%3Fc%23d%25/factors');
    fc.assert(
      fc.property(ids, (id) => {
        const url = of(id);
        if (!url) return;
        expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(id);
        expect(url.pathname.split('/')).toHaveLength(6);
        expect(url.origin + url.search + url.hash).toBe(base.origin);
      }),
    );
  });

  test.each(['', '.', '..', 'nu\u0000ll', 'line\nbreak', 'half\ud800', 'x'.repeat(257)])(
    'nothing is at %j',
    (id) => {
      expect(of(id)).toBeUndefined();
    },
  );

  test('a query keeps its own names and values apart', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const url = addressOf(base, 'v1/users', {}, { [`q${name}`]: value, none: undefined });
        expect([...(url?.searchParams ?? [])]).toEqual([[`q${name}`, value]]);
      }),
    );
  });

  test('a template that lacks a parameter is a fault of the program', () => {
    expect(() => addressOf(base, '/v1/users/{id}', {}, {})).toThrow(TypeError);
    expect(() => addressOf(base, '/v1/users/{toString}', {}, {})).toThrow(TypeError);
  });
});
