/** Codes of authenticator apps against RFC 6238's own, and against another implementation. */
import fc from 'fast-check';
import { isCodeOfStep, newAuthenticatorSecret, otpauthUrl, stepOfCode } from '../../directory/totp';
import { Secret } from '../../domain/secret';
import { codeAt, scan } from '../harness/authenticator';

const rfcSecret = Buffer.from('12345678901234567890');
const secretOf = (bytes: Buffer) => new Secret(Uint8Array.from(bytes));

/** RFC 6238, appendix B, SHA-1: eight digits, of which apps show the last six. */
const vectors: readonly (readonly [seconds: number, code: string])[] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];

test.each(vectors)('at %d seconds the code is that of RFC 6238', (seconds, code) => {
  expect(codeAt(rfcSecret, seconds * 1000, { digits: 8, periodMs: 30_000 })).toBe(code);
  const at = new Date(seconds * 1000);
  expect(stepOfCode(secretOf(rfcSecret), code.slice(-6), at)).toBe(Math.floor(seconds / 30));
});

test('one step of drift is allowed to either side, two are not', () => {
  const secret = secretOf(rfcSecret);
  const atMs = 1_700_000_000_000;
  const step = Math.floor(atMs / 30_000);
  const found = [-2, -1, 0, 1, 2].map((drift) =>
    stepOfCode(secret, codeAt(rfcSecret, atMs + drift * 30_000), new Date(atMs)),
  );
  expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
});

test('an app that scans what we draw shows the codes that we accept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (atMs) => {
      const secret = newAuthenticatorSecret();
      const app = scan(otpauthUrl(secret, 'Account Access', "zoë o'brien@contoso.example").reveal());
      expect(app).toMatchObject({ issuer: 'Account Access', account: "zoë o'brien@contoso.example" });
      expect(isCodeOfStep(secret, app.code(atMs), Math.floor(atMs / 30_000))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a code is typed with or without a space, and nothing else is one', () => {
  const secret = secretOf(rfcSecret);
  const at = new Date(59_000);
  for (const typed of ['287082', '287 082', ' 287082\n']) expect(stepOfCode(secret, typed, at)).toBe(1);
  for (const typed of ['', '28708', '94287082', '2870820', '٢٨٧٠٨٢', '287-082', 'x'.repeat(10_000)])
    expect(stepOfCode(secret, typed, at)).toBeUndefined();
});

test('every secret is its own, 160 bits long', () => {
  const drawn = Array.from({ length: 50 }, () => Buffer.from(newAuthenticatorSecret().reveal()));
  expect(new Set(drawn.map((bytes) => bytes.toString('hex'))).size).toBe(50);
  expect(new Set(drawn.map(({ length }) => length))).toEqual(new Set([20]));
});
