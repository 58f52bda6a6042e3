/** Words of the messages about a locked account: the notice, the questions, what was done. */
import type { SignInSource } from '../domain/account';
import type { Obstacle } from '../domain/outcome';
import type { Content, Writers } from './slots';
import type { Speaker } from './speaker';

export type AccessKind =
  | 'lockout-notice'
  | 'unlock-question'
  | 'ask-again'
  | 'not-locked'
  | 'unlocked'
  | 'working'
  | 'unlock-failed'
  | 'dismissed'
  | 'not-me'
  | 'worked'
  | 'reopened';

export const accessContent: Writers<AccessKind> = {
  'lockout-notice': (message, { say, tool, facts, titleOf }) => ({
    title: say(message.again ? 'lockout-notice.title-again' : 'lockout-notice.title'),
    text: message.barred
      ? say('lockout-notice.barred', { reason: say(`reason.${message.barred}`) })
      : say(message.instructions ? 'lockout-notice.text-instructions' : 'lockout-notice.text'),
    ...adviceOf(message, { say, tool }),
    facts: facts({ account: message.accountName, when: message.lockedAt, where: message.source }),
    hint: say('lockout-notice.hint', { notMe: titleOf('not-me') }),
  }),
  'unlock-question': (message, { say, tool, facts, aboutTicket }) => ({
    title: say(message.obstacle ? 'unlock-question.title-blocked' : 'unlock-question.title'),
    ...aboutTicket(message.ticketId),
    text: message.barred
      ? say('unlock-question.barred', { reason: say(`reason.${message.barred}`) })
      : say(questionOf(message.obstacle)),
    ...adviceOf(message, { say, tool }),
    facts: facts({ account: message.accountName, when: message.lockedAt, where: message.source }),
  }),
  'ask-again': ({ about, accountName, factors = [] }, { say, show, factor }) => {
    const account = show(accountName);
    const text = say('mfa-question.text', { account });
    return {
      title: say('ask-again.title'),
      text: say(`ask-again.text-${about}`, { account }),
      ...(factors.length > 0 ? { lists: [{ text, items: factors.map(factor) }] } : {}),
    };
  },
  'not-locked': (message, { say, show, titleOf }) => {
    const { title, text } = noLock(message.obstacle);
    return {
      title: say(title),
      text: say(text, { account: show(message.accountName), forgot: titleOf('forgot-password') }),
    };
  },
  unlocked: (message, { say, facts }) => ({
    title: say('unlocked.title'),
    text: say('unlocked.text'),
    facts: facts({ account: message.accountName, when: message.at }),
    more: say('unlocked.still'),
  }),
  working: (message, { say, show }) => ({
    title: say('working.title'),
    text: say(message.waitingFor ? 'working.ticket' : 'working.text', { account: show(message.accountName) }),
  }),
  'unlock-failed': (message, { say, facts }) => ({
    title: say('unlock-failed.title'),
    text: say('unlock-failed.text', { reason: say(`reason.${message.reason}`) }),
    facts: facts({ account: message.accountName }),
  }),
  dismissed: plainly('dismissed'),
  'not-me': (message, { say, show, facts }) => ({
    title: say('not-me.title'),
    text: message.accountName
      ? say('not-me.text', { account: show(message.accountName) })
      : say('not-me.text-any'),
    steps: [say('not-me.step-1'), say('not-me.step-2'), say('not-me.step-3')],
    facts: facts({ ticket: message.ticketId, helpDesk: message.helpDesk }),
  }),
  worked: plainly('worked'),
  reopened: (message, { say, show, facts }) => ({
    title: say('reopened.title'),
    text: message.helpDesk.hours
      ? say('reopened.text-hours', { hours: show(message.helpDesk.hours) })
      : say('reopened.text'),
    facts: facts({ ticket: message.ticketId, helpDesk: { ...message.helpDesk, hours: '' } }),
    hint: say('reopened.hint'),
  }),
};

/** Locked again soon after an unlock: what may sign in with an old password, by its name where the event tells one. */
function adviceOf(
  { oldPassword, source }: { readonly oldPassword?: true; readonly source?: SignInSource },
  { say, tool }: Pick<Speaker, 'say' | 'tool'>,
): Pick<Content, 'notes'> {
  if (!oldPassword) return {};
  const name = tool(source);
  return { notes: [name ? say('old-password.tool', { tool: name }) : say('old-password.any')] };
}

/** What an unlock may end besides a lock. */
function questionOf(obstacle: Obstacle | undefined) {
  return obstacle === 'unknown-device' || obstacle === 'any-device'
    ? (`unlock-question.${obstacle}` as const)
    : 'unlock-question.text';
}

/** O6: what is known, and no more: a lock elsewhere can't be seen from here. */
function noLock(obstacle: Obstacle | undefined) {
  switch (obstacle) {
    case undefined:
      return { title: 'not-locked.title', text: 'not-locked.text' } as const;
    case 'directory-sourced':
    case 'federated':
      return { title: 'not-locked.title-unseen', text: `not-locked.${obstacle}` } as const;
    case 'password-expired':
    case 'reset-begun':
    case 'not-activated':
      return { title: 'not-locked.title-other', text: `not-locked.${obstacle}` } as const;
    default:
      return { title: 'not-locked.title-other', text: `reason.${obstacle}` } as const;
  }
}

type PlainKind = 'dismissed' | 'worked';

/** Most messages are a title and a sentence that may name the account. */
function plainly(kind: PlainKind): (message: { readonly accountName: string }, speaker: Speaker) => Content {
  return (message, { say, show }) => ({
    title: say(`${kind}.title`),
    text: say(`${kind}.text`, { account: show(message.accountName) }),
  });
}
