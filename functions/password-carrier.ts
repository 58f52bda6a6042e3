/**
 * How temporary passwords go out (R1, R6): by mail, and as a text by the cell service provider's mail gateway or, where
 * that provider has none, by the SMS service. The password is in the message and nowhere else; what the servers say is
 * told by its kind only.
 */
import { renderTemporaryPasswordMail, renderTemporaryPasswordText } from '../cards/mails/temporary-password';
import type { Mail } from '../connectors/mail/mail';
import { type TextTarget, textWayOf } from '../domain/phone-number';
import type { Policy } from '../domain/policy/schema';
import type { PasswordCarrier } from '../domain/ports/mobile-reset';
import { Secret } from '../domain/secret';
import { handOver, type TextSender } from './text-sender';

/** @param mail the server for these (MOBILE_SMTP_URL); undefined: none is set up. */
export function createPasswordCarrier(
  mail: Mail | undefined,
  policy: Policy,
  texts: TextSender,
): PasswordCarrier {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    async mail({ account }, password, { requestId, at, expiresAt, locale }) {
      if (!mail) return 'no-mail-server';
      const { displayName, userName: accountName, email } = account;
      const facts = { password, displayName, accountName, at, expiresAt, helpDesk };
      const rendered = renderTemporaryPasswordMail(facts, { locale, timeZone, languages });
      const message = { to: email, ...rendered, messageId: `<${requestId}@account-access>` };
      return handOver(() => mail.send(message));
    },
    async text({ textAddress, serviceNumber }, password, { requestId, expiresAt, locale }) {
      const said = renderTemporaryPasswordText({ password, expiresAt }, { locale, timeZone, languages });
      const target = targetOf(textAddress, serviceNumber);
      const result = target && (await texts.send(target, new Secret(said), requestId));
      return result && { way: textWayOf(target), result };
    },
  };
}

/** As the account's record has it: its provider's gateway, or else the number for the SMS service. */
function targetOf(address: string | undefined, number: string | undefined): TextTarget | undefined {
  if (address !== undefined) return { way: 'mail', address };
  return number === undefined ? undefined : { way: 'service', number };
}
