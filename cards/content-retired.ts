/** Words of a card that was answered or has gone stale: its former title, and what became of it (U11). */
import type { MessageKind } from '../domain/messages';
import type { RequestKind } from '../domain/support-request';
import { isTextKey, type TextKey } from './locale';
import type { Of, Writers } from './slots';

export const retiredContent: Writers<'retired'> = {
  retired: (message, { say, facts, titleOf }) => ({
    title: say(titleKeyOf(message.template)),
    text: say(endingKeyOf(message), { forgot: titleOf('forgot-password') }),
    facts: facts({ account: message.accountName, when: message.at }),
  }),
};

/** What "done" means where it can be said more exactly. */
const doneKeys: { readonly [K in MessageKind]?: TextKey } = {
  'lockout-notice': 'retired.done-unlock',
  'unlock-question': 'retired.done-unlock',
  'recover-question': 'retired.done-link',
  'recovery-link': 'retired.done-recovery',
  'mfa-question': 'retired.done-mfa',
  'mfa-choice': 'retired.done-mfa',
  instructions: 'retired.done-instructions',
};

/** The card that asks again is one for all that may be asked. */
const doneAgainKeys: { readonly [K in RequestKind]: TextKey } = {
  unlock: 'retired.done-unlock',
  'password-reset': 'retired.done-link',
  'mfa-reset': 'retired.done-mfa',
  help: 'retired.done',
};

function endingKeyOf({ template, about = 'unlock', ending }: Of<'retired'>): TextKey {
  const done = template === 'ask-again' ? doneAgainKeys[about] : (doneKeys[template] ?? 'retired.done');
  if (ending === 'done') return done;
  if (ending === 'expired' && template === 'recovery-link') return 'retired.expired-link';
  // Only of a locked account can it be said that a no leaves it locked.
  if (ending === 'dismissed' && done !== 'retired.done-unlock') return 'retired.cancelled';
  return `retired.${ending}`;
}

/** Rows of older versions may name a template that is gone. */
function titleKeyOf(template: string): TextKey {
  const key = `${template}.title`;
  return isTextKey(key) ? key : 'retired.title';
}
