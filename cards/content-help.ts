/** Words of the messages that lead to help: the ways out, the question before a ticket, what IT now has. */
import { plainLines, withoutFunctions } from './foreign-text';
import type { Writers } from './slots';

export type HelpKind =
  | 'cancelled'
  | 'general-access'
  | 'help-preview'
  | 'help-sent'
  | 'help-cancelled'
  | 'wish-sent'
  | 'contains-secret'
  | 'other-account'
  | 'which-question'
  | 'refused';

export const helpContent: Writers<HelpKind> = {
  cancelled: (_, { say }) => ({ title: say('cancelled.title'), text: say('cancelled.text') }),
  'general-access': ({ greeting, ticketId }, { say, aboutTicket }) => ({
    title: say(greeting ? `general-access.title-${greeting}` : 'general-access.title'),
    ...aboutTicket(ticketId),
    text: say(greeting ? `general-access.text-${greeting}` : 'general-access.text'),
  }),
  'help-preview': ({ words, ticketId }, { say, show }) => {
    const lines = plainLines(words ?? '');
    const topic = lines.length > 0 ? 'words' : 'text';
    return {
      title: say('help-preview.title'),
      text: say(ticketId ? `help-preview.${topic}-ticket` : `help-preview.${topic}`, {
        ticket: show(ticketId),
      }),
      words: lines.map(withoutFunctions),
    };
  },
  'help-sent': ({ ticketId, added, helpDesk }, { say, facts }) => ({
    title: say(added ? 'help-sent.title-added' : 'help-sent.title'),
    text: say(added ? 'help-sent.text-added' : ticketId ? 'help-sent.text' : 'help-sent.text-opening'),
    facts: facts({ ticket: ticketId, helpDesk }),
  }),
  'help-cancelled': (_, { say }) => ({
    title: say('help-cancelled.title'),
    text: say('help-cancelled.text'),
  }),
  'wish-sent': ({ wish, ticketId, helpDesk }, { say, facts }) => ({
    title: say(`wish-sent.title-${wish}`),
    text: say(`wish-sent.text-${wish}`),
    facts: facts({ ticket: ticketId, helpDesk }),
  }),
  'contains-secret': (_, { say }) => ({
    title: say('contains-secret.title'),
    text: say('contains-secret.text'),
  }),
  'other-account': (_, { say }) => ({ title: say('other-account.title'), text: say('other-account.text') }),
  'which-question': (_, { say }) => ({
    title: say('which-question.title'),
    text: say('which-question.text'),
  }),
  refused: ({ reason }, { say }) => ({
    title: say('refused.title'),
    text: say('refused.text', { reason: say(`reason.${reason}`) }),
  }),
};
