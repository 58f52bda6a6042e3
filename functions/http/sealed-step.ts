/**
 * How far somebody has got with signing in on the page, sealed (AES-256-GCM) so that it may stand in a form: the next
 * step sends name and password again, as programs do, and nothing has to be remembered here. Whoever finds a page
 * finds neither password nor key in it, and after a quarter of an hour it is of no use.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../domain/ports/clock';
import { Secret } from '../../domain/secret';

/** Outlasts the set-up of an app, which ends by itself. */
const lifeMs = 15 * 60_000;
const ivBytes = 12;
const tagBytes = 16;

const shape = z.object({
  endsAtMs: z.number(),
  userName: z.string(),
  password: z.string(),
  /** Accepted already; goes along with a new password. */
  code: z.string().optional(),
  /** The `otpauth://` address that this page shows. */
  enrolment: z.string().optional(),
  /** Which page it is, to be shown again. */
  page: z.enum(['code', 'device-code', 'set-up', 'new-password']),
});

export type Step = {
  readonly userName: string;
  readonly password: Secret<string>;
  readonly code?: Secret<string>;
  readonly enrolment?: Secret<string>;
  readonly page: z.output<typeof shape>['page'];
};

export type SealedSteps = {
  seal(step: Step): string;
  /** Undefined for what is none of ours, or too old. */
  open(sealed: string): Step | undefined;
};

/** @param signingKey LINK_SIGNING_KEY; the key of these follows from it */
export function createSealedSteps(signingKey: Secret<string>, clock: Clock): SealedSteps {
  const key = Buffer.from(hkdfSync('sha256', signingKey.reveal(), '', 'sign-in-step', 32));
  return {
    seal({ userName, password, code, enrolment, page }) {
      const endsAtMs = clock.now().getTime() + lifeMs;
      const [codeText, url] = [code?.reveal(), enrolment?.reveal()];
      const said = { endsAtMs, userName, password: password.reveal(), code: codeText, enrolment: url, page };
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = Buffer.concat([cipher.update(JSON.stringify(said)), cipher.final()]);
      return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const read = shape.safeParse(opened(key, sealed));
      if (!read.success || read.data.endsAtMs <= clock.now().getTime()) return undefined;
      const { userName, password, code, enrolment, page } = read.data;
      return {
        ...{ userName, password: new Secret(password), page },
        ...(code === undefined ? {} : { code: new Secret(code) }),
        ...(enrolment === undefined ? {} : { enrolment: new Secret(enrolment) }),
      };
    },
  };
}

/** Anything may come in a form: what doesn't open is nothing. */
function opened(key: Buffer, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= ivBytes + tagBytes) return undefined;
  try {
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), options);
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return JSON.parse(Buffer.concat([text, decipher.final()]).toString());
  } catch {
    return undefined;
  }
}
