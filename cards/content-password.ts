/** Words of the road to a new password: what will happen, the link, and why there is none. */
import type { Reason } from '../domain/outcome';
import type { TextKey } from './locale';
import type { Writers } from './slots';

export type PasswordKind =
  | 'recover-question'
  | 'recovery-link'
  | 'reset-failed'
  | 'separated'
  | 'unknown-system'
  | 'desk-password';

export const passwordContent: Writers<PasswordKind> = {
  'recover-question': ({ accountName, ticketId }, { say, show, titleOf, aboutTicket }) => ({
    title: say('recover-question.title'),
    ...aboutTicket(ticketId),
    text: say('recover-question.text', { recover: titleOf('recover'), account: show(accountName) }),
    steps: [
      say('recover-question.step-1'),
      say('recover-question.step-2', { continue: say('page.recover.button') }),
      say('recover-question.step-3'),
    ],
    hint: say('recover-question.hint'),
  }),
  'recovery-link': ({ accountName, url, expiresAt, renewed }, { say, facts }) => ({
    title: say('recovery-link.title'),
    text: [
      ...(renewed ? [say('recovery-link.renewed')] : []),
      say('recovery-link.text', { continue: say('page.recover.button') }),
    ].join(' '),
    facts: facts({ account: accountName, until: expiresAt }),
    // The place where the link is given away: the button of the card that is sent to the person.
    link: { title: say('link.reset-password'), url: url.reveal() },
    after: say('recovery-link.after'),
    more: say('unlocked.still'),
  }),
  'desk-password': ({ displayName, userName, url, expiresAt }, { say, show, facts, titleOf }) => ({
    title: say('desk-password.title'),
    text: say('desk-password.text', { name: show(displayName) }),
    facts: facts({ account: userName, until: expiresAt }),
    // It goes to the administrator who asked for it, and to nobody else.
    link: { title: titleOf('desk-password'), url: url.reveal() },
  }),
  'reset-failed': ({ about, accountName, reason }, { say, facts }) => ({
    title: say(`reset-failed.title-${about}`),
    text: say('reset-failed.text', { reason: say(reasonKeyOf(reason)) }),
    facts: facts({ account: accountName }),
  }),
  separated: ({ about, ticketId, helpDesk }, { say, facts }) => ({
    title: say('separated.title'),
    text: say(`separated.text-${about}`),
    notes: [say(ticketId ? 'separated.ticket' : 'separated.ticket-opening'), say('separated.not-you')],
    facts: facts({ ticket: ticketId, helpDesk }),
  }),
  'unknown-system': ({ system }, { say, show }) => {
    const name = show(system);
    return {
      title: say('unknown-system.title'),
      text: name ? say('unknown-system.text-named', { system: name }) : say('unknown-system.text'),
    };
  },
};

/** The general words for the limit speak of unlocking. */
function reasonKeyOf(reason: Reason): TextKey {
  return reason === 'limit-reached' ? 'reason.limit-reached-reset' : `reason.${reason}`;
}
