/** Reminders by mail, for whoever Teams can't reach. */
import { renderReminderMail } from '../cards/mails/reminder';
import type { Mail } from '../connectors/mail/mail';
import { mayRetry } from '../domain/errors';
import type { Policy } from '../domain/policy/schema';
import type { ReminderMail } from '../domain/ports/outward';

/** Without a mail server nobody can be reached by mail: every answer is `no-address`. */
export function createReminderMail(mail: Mail | undefined, policy: Policy): ReminderMail {
  const { timeZone, languages, helpDesk } = policy.organisation;
  return {
    sendReminder: async (message, { displayName, email }, { locale, timeZone: own, key }) => {
      if (!mail || !email) return 'no-address';
      const { subject, text, html } = renderReminderMail(
        { message, displayName, helpDesk },
        { locale, timeZone: own ?? timeZone, languages },
      );
      try {
        await mail.send({ to: email, subject, text, html, messageId: `<${key}@account-access>` });
        return 'sent';
      } catch (error) {
        if (mayRetry(error)) return 'later';
        throw error;
      }
    },
  };
}
