/** The second channel (T6): mails about what was done to an account, in the person's language. */
import { renderMail } from '../cards/mails/announcement';
import type { Mail } from '../connectors/mail/mail';
import type { Account } from '../domain/account';
import type { EditToTell } from '../domain/desk/edit-told';
import type { Policy } from '../domain/policy/schema';
import type { Announcer } from '../domain/ports/outward';

/** Without a mail server nothing can be announced: every answer is `no-address`, which the trail records. */
export function createAnnouncer(mail: Mail | undefined, policy: Policy): Announcer {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    announce: async (about, account, details) => {
      const { locale, at, requestId, ticketId, factors, sessionsEnded, edit, former } = details;
      const to = addressOf(account, edit, former);
      if (!mail || !to) return 'no-address';
      const facts = {
        about,
        displayName: account.displayName,
        accountName: account.userName,
        at,
        helpDesk,
        ...(ticketId ? { ticketId } : {}),
        ...(factors ? { factors } : {}),
        ...(sessionsEnded ? { sessionsEnded } : {}),
        ...(edit ? { edit } : {}),
      };
      const { subject, text, html } = renderMail(facts, { locale, timeZone, languages });
      const messageId = `<${requestId}.${about}${former ? '.former' : ''}@account-access>`;
      await mail.send({ to, subject, text, html, messageId });
      return 'sent';
    },
  };
}

/** A changed address counts as it was changed, also where it has been changed again since. */
function addressOf(
  { email }: Account,
  edit: Pick<EditToTell, 'emails'> | undefined,
  former: true | undefined,
): string | undefined {
  return former ? edit?.emails?.former : (edit?.emails?.present ?? email);
}
