/**
 * How temporary passwords go out (R1, R6): by mail, and as a text by the cell service provider's mail gateway. The
 * password is in the message and nowhere else; what the servers say is told by its kind only.
 */
import { renderTemporaryPasswordMail, renderTemporaryPasswordText } from '../cards/mails/temporary-password';
import type { Mail, OutgoingMail } from '../connectors/mail/mail';
import { hasCode, mayHaveActed, mayRetry } from '../domain/errors';
import type { Handover } from '../domain/mobile-reset/request';
import type { Policy } from '../domain/policy/schema';
import type { PasswordCarrier } from '../domain/ports/mobile-reset';

/** @param mail the server for these (MOBILE_SMTP_URL); undefined: none is set up. */
export function createPasswordCarrier(mail: Mail | undefined, policy: Policy): PasswordCarrier {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    async mail({ account }, password, { requestId, at, expiresAt, locale }) {
      if (!mail) return 'no-mail-server';
      const { displayName, userName: accountName, email } = account;
      const facts = { password, displayName, accountName, at, expiresAt, helpDesk };
      const rendered = renderTemporaryPasswordMail(facts, { locale, timeZone, languages });
      return handOver(mail, { to: email, ...rendered, messageId: `<${requestId}@account-access>` });
    },
    async text({ textAddress }, password, { requestId, expiresAt, locale }) {
      if (!mail || textAddress === undefined) return undefined;
      const said = renderTemporaryPasswordText({ password, expiresAt }, { locale, timeZone, languages });
      const result = await handOver(mail, {
        ...{ to: textAddress, subject: '', text: said },
        messageId: `<${requestId}.text@account-access>`,
      });
      return { way: 'text-by-mail', result };
    },
  };
}

async function handOver(mail: Mail, message: OutgoingMail): Promise<Handover> {
  try {
    await mail.send(message);
    return 'sent';
  } catch (error) {
    if (mayHaveActed(error)) return 'unknown';
    return hasCode(error, 'refused') || !mayRetry(error) ? 'refused' : 'not-sent';
  }
}
