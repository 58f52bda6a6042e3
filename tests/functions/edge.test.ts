/** The edges: only codes leave, bodies have their limits, and what is not listed is not logged (P2, P3). */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { CodedError } from '../../domain/errors';
import { answering, bodyOf, guarded, jsonOf } from '../../functions/edge';
import { createAddressReader } from '../../functions/http/client-address';
import { createLog, type LogFields } from '../../functions/log';

function fakeContext() {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const context = { invocationId: 'inv-1', functionName: 'f', info: keep, warn: keep, error: keep };
  return { context: context as unknown as InvocationContext, lines };
}
function requestOf(
  text: string,
  headers: Record<string, string> = { 'content-length': String(Buffer.byteLength(text)) },
): HttpRequest {
  return { headers: new Headers(headers), text: async () => text } as unknown as HttpRequest;
}
const secretError = () =>
  new CodedError('unavailable', 'https://host/secret-link', { cause: new Error('secret-cause') });

describe('an activity that throws', () => {
  test.each([
    [secretError(), 'unavailable'],
    [new Error('secret-message'), 'unexpected'],
    ['secret-text', 'unexpected'],
    [undefined, 'unexpected'],
  ])('P3: leaves %p as its code alone', async (thrown, code) => {
    const { context, lines } = fakeContext();
    const failure: unknown = await guarded(context, async () => {
      throw thrown;
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({ message: code });
    expect((failure as Error).cause).toBeUndefined();
    expect(lines.join()).not.toContain('secret');
    expect(JSON.parse(lines[0] ?? '{}')).toEqual({
      event: 'failed',
      function: 'f',
      invocationId: 'inv-1',
      code,
    });
  });

  test('what it returns goes through as it is', async () => {
    expect(await guarded(fakeContext().context, async () => 7)).toBe(7);
  });
});

describe('a handler', () => {
  test.each([
    [secretError(), 503, 'unavailable'],
    [new CodedError('timeout', 'x'), 503, 'unavailable'],
    [new Error('secret-message'), 500, 'unexpected'],
  ])('P3: that throws %p answers %d', async (thrown, status, error) => {
    const { context } = fakeContext();
    const handler = answering(async () => {
      throw thrown;
    });
    const answer = await handler(requestOf(''), context);
    expect(answer).toMatchObject({ status, jsonBody: { error } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  test('every answer forbids storing, sniffing and referring; its own headers win', async () => {
    const handler = answering(async () => ({
      status: 200,
      headers: { 'Cache-Control': 'private', 'X-Own': '1' },
    }));
    expect((await handler(requestOf(''), fakeContext().context)).headers).toEqual({
      'Cache-Control': 'private',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-Own': '1',
    });
  });
});

describe('a body', () => {
  const limit = 256 * 1024;
  test.each<[string, HttpRequest, number]>([
    ['announced as too long', requestOf('{}', { 'content-length': String(limit + 1) }), 413],
    ['too long though announced as short', requestOf('x'.repeat(limit + 1), { 'content-length': '10' }), 413],
    ['too long in bytes, not in letters', requestOf('é'.repeat(limit / 2 + 1)), 413],
    ['chunked, which arrives empty', requestOf('', { 'transfer-encoding': 'chunked' }), 411],
    ['without any length', requestOf('', {}), 411],
    ['empty', requestOf('', { 'content-length': '0' }), 400],
    ['blank', requestOf('  \n'), 400],
  ])('%s is refused', async (_title, request, status) => {
    expect(await bodyOf(request)).toMatchObject({ kind: 'refused', answer: { status } });
  });

  test('of just the limit is read', async () => {
    const text = 'x'.repeat(limit);
    expect(await bodyOf(requestOf(text))).toEqual({ kind: 'body', text });
  });

  test('JSON is parsed; what is none is refused without being repeated', async () => {
    expect(await jsonOf(requestOf('{"a":1}'))).toEqual({ kind: 'json', value: { a: 1 } });
    const refused = await jsonOf(requestOf('{secret'));
    expect(refused).toMatchObject({ kind: 'refused', answer: { status: 400 } });
    expect(JSON.stringify(refused)).not.toContain('secret');
  });
});

describe('the address of a caller', () => {
  const from = (value?: string): string =>
    createAddressReader(true)(requestOf('', value === undefined ? {} : { 'x-forwarded-for': value }));

  test('is unknown under a host that leaves the header to the caller', () => {
    expect(createAddressReader(false)(requestOf('', { 'x-forwarded-for': '203.0.113.7' }))).toBe('unknown');
  });

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:50123', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7:1', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
  ])('%s is %s: the right-most entry, without its port', (value, address) => {
    expect(from(value)).toBe(address);
  });

  test.each([undefined, '', 'unknown', '<script>', '203.0.113.7, ', 'a'.repeat(99), 'localhost'])(
    '%j tells nothing',
    (value) => {
      expect(from(value)).toBe('unknown');
    },
  );
});

describe('the log', () => {
  test('P2: fields that are not listed are not written', () => {
    const { context, lines } = fakeContext();
    const fields = {
      requestId: 'r',
      text: 'my password is x',
      person: 'Robin',
      code: 'timeout',
    } as LogFields;
    createLog(context).info('something', fields);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      event: 'something',
      function: 'f',
      invocationId: 'inv-1',
      requestId: 'r',
      code: 'timeout',
    });
  });

  test('every event is one line', () => {
    const { context, lines } = fakeContext();
    createLog(context).warn('a', { code: 'x\ny' });
    expect(lines[0]).not.toContain('\n');
  });
});
