/** Words of the MFA reset: what would be removed, the choice, what was removed and how to set up anew. */
import type { Content, Of, Writers } from './slots';
import type { Speaker } from './speaker';
import { webAddress } from './web-address';

export type MfaKind = 'mfa-question' | 'mfa-choice' | 'mfa-reset' | 'nothing-to-reset';

export const mfaContent: Writers<MfaKind> = {
  'mfa-question': ({ accountName, factors, lost, ticketId }, { say, show, factor, aboutTicket }) => ({
    title: say('mfa-question.title'),
    ...aboutTicket(ticketId),
    text: say('mfa-question.text', { account: show(accountName) }),
    steps: factors.map(factor),
    notes: [say('mfa-question.then'), ...(lost ? [say('mfa-question.lost')] : [])],
  }),
  'mfa-choice': (
    { accountName, factors, lost, reminder, ticketId },
    { say, show, factor, titleOf, aboutTicket },
  ) => ({
    title: say('mfa-choice.title'),
    ...aboutTicket(ticketId),
    text: say('mfa-choice.text', { account: show(accountName) }),
    choice: {
      label: say('mfa-choice.label'),
      choices: factors.map((one) => ({ title: factor(one), value: one.id })),
    },
    ...(reminder ? { alert: say('mfa-choice.reminder', { selected: titleOf('mfa-selected') }) } : {}),
    notes: [say('mfa-question.then'), ...(lost ? [say('mfa-question.lost')] : [])],
  }),
  'mfa-reset': resetDone,
  'nothing-to-reset': ({ accountName, setUpUrl }, { say, show }) => {
    const url = webAddress(setUpUrl);
    return {
      title: say('nothing-to-reset.title'),
      text: say(url ? 'nothing-to-reset.text-link' : 'nothing-to-reset.text', { account: show(accountName) }),
      ...(url ? { link: { title: say('link.set-up-mfa'), url } } : {}),
    };
  },
};

/** Where something remains it isn't called complete, and where nothing was removed not even partly. */
function resetDone(
  { accountName, removed, remaining, setUpUrl, sessionsEnded }: Of<'mfa-reset'>,
  { say, show, factor }: Speaker,
): Content {
  const url = webAddress(setUpUrl);
  const partly = remaining.length > 0;
  const next = url ? say('mfa-reset.text-link') : say('mfa-reset.text-prompt');
  const lists = [
    { text: say('mfa-reset.removed', { account: show(accountName) }), items: removed.map(factor) },
    { text: say('mfa-reset.remaining'), items: remaining.map(factor) },
  ];
  const failed = removed.length === 0 && 'reset-failed.title-mfa-reset';
  return {
    title: say(partly ? failed || 'mfa-reset.title-partly' : 'mfa-reset.title'),
    text: removed.length > 0 ? next : say('help-sent.text'),
    tone: partly ? 'Attention' : 'Accent',
    lists: lists.filter(({ items }) => items.length > 0),
    notes: sessionsEnded ? [say('mfa-reset.signed-out')] : [],
    ...(url && removed.length > 0 ? { link: { title: say('link.set-up-mfa'), url } } : {}),
    more: say('unlocked.still'),
  };
}
