/**
 * The two ways of text messages (R6): through the provider's mail gateway, or through the SMS service where it has
 * none. Temporary passwords and an administrator's tests take the same ones, so that a test tells what will happen.
 */
import type { Mail } from '../connectors/mail/mail';
import { hasCode, mayHaveActed, mayRetry } from '../domain/errors';
import type { Handover } from '../domain/mobile-reset/request';
import type { TextTarget, TextWay } from '../domain/phone-number';
import type { TextMessages } from '../domain/ports/text-messages';
import type { Secret } from '../domain/secret';

const serviceMs = 10_000;

export interface TextSender {
  /** Whether anything is set up for it. */
  has(way: TextWay): boolean;
  /** Never throws. Undefined: nothing is set up for its way. `id` lets mail systems drop what was sent twice. */
  send(target: TextTarget, text: Secret<string>, id: string): Promise<Handover | undefined>;
}

/**
 * @param mail the server for these (MOBILE_SMTP_URL); undefined: none is set up.
 * @param texts the SMS service (SMS_URL), if there is one
 */
export function createTextSender(mail: Mail | undefined, texts: TextMessages | undefined): TextSender {
  return {
    has: (way) => (way === 'text-by-mail' ? mail : texts) !== undefined,
    async send(target, text, id) {
      if (target.way === 'service')
        return texts && handOver(() => texts.send(target.number, text, { timeoutMs: serviceMs }));
      const message = { to: target.address, subject: '', text: text.reveal() };
      return mail && handOver(() => mail.send({ ...message, messageId: `<${id}.text@account-access>` }));
    },
  };
}

/** What became of giving something to a server; what the server says is told by its kind only. */
export async function handOver(give: () => Promise<unknown>): Promise<Handover> {
  try {
    return (await give()) === 'refused' ? 'refused' : 'sent';
  } catch (error) {
    if (mayHaveActed(error)) return 'unknown';
    return hasCode(error, 'refused') || !mayRetry(error) ? 'refused' : 'not-sent';
  }
}
