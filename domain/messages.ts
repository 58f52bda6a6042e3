/**
 * Everything the bot may say about requests, as kinds with data. The words and the cards for them are in cards/;
 * a message kind that has buttons names the verbs here, because verbs are what rules and dialogs act on.
 */
import type { SignInSource } from './account';
import type { Reason } from './outcome';
import type { Ending, RequestKind } from './support-request';

/** Verbs of buttons. What a button carries is `{verb, id}`, nothing that is trusted. */
export const allVerbs = [
  'unlock-yes',
  'unlock-no',
  'not-me',
  'cancel',
  'worked',
  'reopen',
  'forgot-password',
  'reset-mfa',
  'unlock',
  'get-help',
  'send-to-it',
  'cancel-help',
] as const;

export type Verb = (typeof allVerbs)[number];

export type HelpDeskFacts = { readonly phone?: string; readonly url?: string; readonly hours?: string };

export type Message =
  /** U2. `barred` = why there is no Yes: the cap (U8), an administrator account (U12), no self-service (D1). */
  | {
      readonly kind: 'lockout-notice';
      readonly id: string;
      readonly accountName: string;
      readonly lockedAt: string;
      readonly source: SignInSource;
      readonly again: boolean;
      readonly barred?: Reason;
    }
  /** U5: asked for, and locked. */
  | {
      readonly kind: 'unlock-question';
      readonly id: string;
      readonly accountName: string;
      readonly lockedAt?: string;
      readonly source?: SignInSource;
      readonly barred?: Reason;
    }
  /** The provider took too long once before: the consent has run out, so it is asked again. */
  | { readonly kind: 'ask-again'; readonly id: string; readonly accountName: string }
  /** U5: asked for, and not locked. */
  | { readonly kind: 'not-locked'; readonly id: string; readonly accountName: string }
  /** U3 */
  | { readonly kind: 'unlocked'; readonly id: string; readonly accountName: string; readonly at: string }
  /** The turn could not wait for the provider. */
  | { readonly kind: 'working'; readonly id: string; readonly accountName: string }
  /** Tried and not done. */
  | {
      readonly kind: 'unlock-failed';
      readonly id: string;
      readonly accountName: string;
      readonly reason: Reason;
    }
  /** U4 */
  | { readonly kind: 'dismissed'; readonly accountName: string }
  /** U2, This wasn't me */
  | {
      readonly kind: 'not-me';
      readonly accountName: string;
      readonly ticketId?: string;
      readonly helpDesk: HelpDeskFacts;
    }
  /** U6 */
  | { readonly kind: 'worked'; readonly accountName: string }
  | {
      readonly kind: 'reopened';
      readonly id: string;
      readonly ticketId?: string;
      readonly helpDesk: HelpDeskFacts;
    }
  /** U5, Cancel */
  | { readonly kind: 'cancelled'; readonly id: string }
  /** G1 */
  | {
      readonly kind: 'general-access';
      readonly id: string;
      readonly greeting?: 'welcome' | 'cancelled' | 'unknown';
    }
  /** G4 */
  | {
      readonly kind: 'help-preview';
      readonly id: string;
      readonly words?: string;
      readonly ticketId?: string;
    }
  | {
      readonly kind: 'help-sent';
      readonly ticketId?: string;
      readonly added: boolean;
      readonly helpDesk: HelpDeskFacts;
    }
  | { readonly kind: 'help-cancelled'; readonly id: string }
  /** Forgot password and Reset MFA, until the bot can do them: the wish as a ticket. */
  | {
      readonly kind: 'wish-sent';
      readonly wish: Extract<RequestKind, 'password-reset' | 'mfa-reset'>;
      readonly ticketId?: string;
      readonly helpDesk: HelpDeskFacts;
    }
  /** P2 */
  | { readonly kind: 'contains-secret'; readonly id: string }
  /** G3 */
  | { readonly kind: 'other-account'; readonly id: string }
  /** Two questions are open: which one was meant? */
  | {
      readonly kind: 'which-question';
      readonly choices: readonly {
        readonly id: string;
        readonly accountName?: string;
        readonly verb: Verb;
      }[];
    }
  /** Anything that can't be done, with its reason and a way out. */
  | { readonly kind: 'refused'; readonly id: string; readonly reason: Reason }
  /** What a card becomes when it is answered or stale: no buttons (U11). */
  | {
      readonly kind: 'retired';
      readonly template: MessageKind;
      readonly accountName?: string;
      readonly ending: Ending | 'answered' | 'cancelled' | 'superseded' | 'acting' | 'done';
      readonly at: string;
    };

export type MessageKind =
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
  | 'reopened'
  | 'cancelled'
  | 'general-access'
  | 'help-preview'
  | 'help-sent'
  | 'help-cancelled'
  | 'wish-sent'
  | 'contains-secret'
  | 'other-account'
  | 'which-question'
  | 'refused'
  | 'retired';

/** The buttons of a message, in order; the first of a yes/no question is what a typed yes means. */
export function verbsOf(message: Message): readonly Verb[] {
  switch (message.kind) {
    case 'lockout-notice':
      return [message.barred ? 'get-help' : 'unlock-yes', 'unlock-no', 'not-me'];
    case 'unlock-question':
      return message.barred ? ['get-help', 'cancel'] : ['unlock-yes', 'get-help', 'cancel'];
    case 'ask-again':
      return ['unlock-yes', 'get-help', 'cancel'];
    case 'not-locked':
      return ['forgot-password', 'reset-mfa', 'get-help'];
    case 'unlocked':
      return ['worked', 'forgot-password', 'reset-mfa', 'reopen'];
    case 'unlock-failed':
    case 'refused':
    case 'contains-secret':
    case 'other-account':
      return ['get-help'];
    case 'general-access':
    case 'cancelled':
      return ['unlock', 'forgot-password', 'reset-mfa', 'get-help'];
    case 'help-preview':
      return ['send-to-it', 'cancel-help'];
    case 'reopened':
      return ['worked'];
    case 'which-question':
      return message.choices.map((choice) => choice.verb);
    default:
      return [];
  }
}

/** What a plain yes and no mean for a message, if it asks. */
export function yesNoOf(message: Message): { readonly yes: Verb; readonly no: Verb } | undefined {
  switch (message.kind) {
    case 'lockout-notice':
      return message.barred ? undefined : { yes: 'unlock-yes', no: 'unlock-no' };
    case 'unlock-question':
      return message.barred ? undefined : { yes: 'unlock-yes', no: 'cancel' };
    case 'ask-again':
      return { yes: 'unlock-yes', no: 'cancel' };
    case 'help-preview':
      return { yes: 'send-to-it', no: 'cancel-help' };
    default:
      return undefined;
  }
}
