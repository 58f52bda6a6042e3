/**
 * How temporary passwords go out (R1, R6): by mail, and as a text by the cell service provider's mail gateway or, where
 * that provider has none, by the SMS service. The password is in the message and nowhere else; what the servers say is
 * told by its kind only.
 */
import { renderTemporaryPasswordMail, renderTemporaryPasswordText } from '../cards/mails/temporary-password';
import type { Mail, OutgoingMail } from '../connectors/mail/mail';
import { hasCode, mayHaveActed, mayRetry } from '../domain/errors';
import type { Handover } from '../domain/mobile-reset/request';
import type { Policy } from '../domain/policy/schema';
import type { PasswordCarrier } from '../domain/ports/mobile-reset';
import type { TextMessages } from '../domain/ports/text-messages';
import { Secret } from '../domain/secret';

const serviceMs = 10_000;

/**
 * @param mail the server for these (MOBILE_SMTP_URL); undefined: none is set up.
 * @param texts the SMS service (SMS_URL), if there is one
 */
export function createPasswordCarrier(
  mail: Mail | undefined,
  policy: Policy,
  texts?: TextMessages,
): PasswordCarrier {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    async mail({ account }, password, { requestId, at, expiresAt, locale }) {
      if (!mail) return 'no-mail-server';
      const { displayName, userName: accountName, email } = account;
      const facts = { password, displayName, accountName, at, expiresAt, helpDesk };
      const rendered = renderTemporaryPasswordMail(facts, { locale, timeZone, languages });
      const message = { to: email, ...rendered, messageId: `<${requestId}@account-access>` };
      return handOver(() => sent(mail, message));
    },
    async text({ textAddress, serviceNumber }, password, { requestId, expiresAt, locale }) {
      const said = renderTemporaryPasswordText({ password, expiresAt }, { locale, timeZone, languages });
      if (textAddress !== undefined) {
        if (!mail) return undefined;
        const messageId = `<${requestId}.text@account-access>`;
        const message = { to: textAddress, subject: '', text: said, messageId };
        return { way: 'text-by-mail', result: await handOver(() => sent(mail, message)) };
      }
      if (!texts || serviceNumber === undefined) return undefined;
      const send = () => texts.send(serviceNumber, new Secret(said), { timeoutMs: serviceMs });
      return { way: 'text-service', result: await handOver(send) };
    },
  };
}

async function sent(mail: Mail, message: OutgoingMail): Promise<'accepted'> {
  await mail.send(message);
  return 'accepted';
}

async function handOver(send: () => Promise<'accepted' | 'refused'>): Promise<Handover> {
  try {
    return (await send()) === 'accepted' ? 'sent' : 'refused';
  } catch (error) {
    if (mayHaveActed(error)) return 'unknown';
    return hasCode(error, 'refused') || !mayRetry(error) ? 'refused' : 'not-sent';
  }
}
