/** Which buttons a message has, and what a plain yes or no to it means: the verbs that rules and dialogs act on. */
import { deskVerbsOf, isDeskMessage } from './desk/messages';
import type { Message, Verb } from './messages';
import type { Obstacle } from './outcome';

/** The press that agrees to it. */
const consentTo = { unlock: 'unlock-yes', 'password-reset': 'recover', 'mfa-reset': 'mfa-yes' } as const;

/** The buttons of a message, in order; the first of a yes/no question is what a typed yes means. */
export function verbsOf(message: Message): readonly Verb[] {
  if (isDeskMessage(message)) return deskVerbsOf(message);
  switch (message.kind) {
    case 'lockout-notice':
      return [message.barred ? 'get-help' : 'unlock-yes', 'unlock-no', 'not-me'];
    case 'unlock-question':
      return [
        ...(message.barred ? [] : (['unlock-yes'] as const)),
        'get-help',
        'cancel',
        ...ifFiled(message),
      ];
    case 'ask-again':
      return [consentTo[message.about], 'get-help', 'cancel'];
    case 'not-locked':
      return afterNoLock(message.obstacle);
    case 'unlocked':
      return ['worked', 'forgot-password', 'reset-mfa', 'reopen'];
    case 'unlock-failed':
    case 'refused':
    case 'contains-secret':
    case 'other-account':
      return ['get-help'];
    case 'reset-failed':
    case 'separated':
    case 'unknown-system':
    case 'nothing-to-reset':
      return ['get-help'];
    case 'recover-question':
      return ['recover', 'get-help', 'cancel', ...ifFiled(message)];
    case 'recovery-link':
      return ['new-link', 'get-help', 'worked', 'reopen'];
    case 'mfa-question':
      return ['mfa-yes', 'get-help', 'cancel', ...ifFiled(message)];
    case 'mfa-choice':
      return ['mfa-selected', 'get-help', 'cancel', ...ifFiled(message)];
    case 'mfa-reset':
      return ['worked', 'get-help', 'reopen'];
    case 'instructions':
      return message.instructions.text ? ['view-answer', 'get-help'] : ['get-help'];
    case 'general-access':
      return [...ways, ...ifFiled(message)];
    case 'cancelled':
      return ways;
    case 'help-preview':
      return ['send-to-it', 'cancel-help'];
    case 'reopened':
      return ['worked'];
    case 'password-expiry':
      if (message.answer) return [];
      return message.isLast ? reminderVerbs.filter((verb) => verb !== 'remind-later') : reminderVerbs;
    case 'password-expired':
      return ['get-help'];
    case 'password-date':
      return message.found === 'ran-out' || message.found === 'unknown'
        ? ['forgot-password', 'get-help']
        : [];
    case 'contractor-instructions':
      return message.instructions ? [] : ['get-help'];
    case 'contractor-expiry':
      return [...(message.more ? (['show-more'] as const) : []), ...contractorVerbs];
    case 'which-question':
      return message.choices.map((choice) => choice.verb);
    default:
      return [];
  }
}

/** E3. */
const reminderVerbs: readonly Verb[] = ['already-updated', 'remind-later', 'stop-reminders', 'open-ticket'];
/** C2: any of them ends it for the day. */
const contractorVerbs: readonly Verb[] = ['how-to-extend', 'how-to-terminate', 'understood'];

/** What may help instead. A new password helps nobody whose password isn't the provider's (O6). */
function afterNoLock(obstacle: Obstacle | undefined): readonly Verb[] {
  if (obstacle === undefined) return ['forgot-password', 'reset-mfa', 'get-help'];
  if (obstacle === 'password-expired' || obstacle === 'reset-begun') return ['forgot-password', 'get-help'];
  return obstacle === 'not-activated' ? ['get-help'] : ['get-help', 'reset-mfa'];
}

const ways: readonly Verb[] = ['unlock', 'forgot-password', 'reset-mfa', 'get-help'];

/** I4: whoever is asked because of a ticket may not have filed it. */
function ifFiled({ ticketId }: { readonly ticketId?: string }): readonly Verb[] {
  return ticketId === undefined ? [] : ['not-me'];
}

/** What a plain yes and no mean for a message, if it asks. */
export function yesNoOf(message: Message): { readonly yes: Verb; readonly no: Verb } | undefined {
  switch (message.kind) {
    case 'lockout-notice':
      return message.barred ? undefined : { yes: 'unlock-yes', no: 'unlock-no' };
    case 'unlock-question':
      return message.barred ? undefined : { yes: 'unlock-yes', no: 'cancel' };
    case 'ask-again':
      return { yes: consentTo[message.about], no: 'cancel' };
    case 'recover-question':
      return { yes: 'recover', no: 'cancel' };
    case 'mfa-question':
      return { yes: 'mfa-yes', no: 'cancel' };
    case 'help-preview':
      return { yes: 'send-to-it', no: 'cancel-help' };
    default:
      return undefined;
  }
}
