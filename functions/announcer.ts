/** The second channel (T6): mails about what was done to an account, in the person's language. */
import { renderMail } from '../cards/mails/announcement';
import type { Mail } from '../connectors/mail/mail';
import type { Policy } from '../domain/policy/schema';
import type { Announcer } from '../domain/ports/outward';

/** Without a mail server nothing can be announced: every answer is `no-address`, which the trail records. */
export function createAnnouncer(mail: Mail | undefined, policy: Policy): Announcer {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    announce: async (about, account, { locale, at, requestId, ticketId, factors, sessionsEnded }) => {
      if (!mail || !account.email) return 'no-address';
      const facts = {
        about,
        displayName: account.displayName,
        accountName: account.userName,
        at,
        helpDesk,
        ...(ticketId ? { ticketId } : {}),
        ...(factors ? { factors } : {}),
        ...(sessionsEnded ? { sessionsEnded } : {}),
      };
      const { subject, text, html } = renderMail(facts, { locale, timeZone, languages });
      await mail.send({
        to: account.email,
        subject,
        text,
        html,
        messageId: `<${requestId}.${about}@account-access>`,
      });
      return 'sent';
    },
  };
}
