/**
 * Everything the bot may say about requests, as kinds with data. The words and the cards for them are in cards/;
 * a message kind that has buttons names the verbs here, because verbs are what rules and dialogs act on.
 */
import type { SignInSource } from './account';
import { type DeskMessage, deskVerbs } from './desk/messages';
import type { InstructionsFacts } from './instructions';
import type { Obstacle, Reason } from './outcome';
import type { Factor } from './ports/identity-provider';
import type { ReminderMessage } from './reminder/messages';
import type { Secret } from './secret';
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
  'recover',
  'new-link',
  'mfa-yes',
  'mfa-selected',
  'view-answer',
  'already-updated',
  'remind-later',
  'stop-reminders',
  'open-ticket',
  'show-more',
  'how-to-extend',
  'how-to-terminate',
  'understood',
  ...deskVerbs,
] as const;

export type Verb = (typeof allVerbs)[number];

/** A factor as a card shows it: its kind and a masked name. The id is what a choice sends back, untrusted. */
export type ShownFactor = Factor;

/** One of several open questions, with what a yes or a no to it means. */
export type QuestionChoice = {
  readonly id: string;
  readonly about: RequestKind;
  readonly accountName?: string;
  readonly verb: Verb;
};

export type HelpDeskFacts = { readonly phone?: string; readonly url?: string; readonly hours?: string };

/** `ticketId` on a question: it is asked because of that ticket (I4), and whoever didn't file it can say so. */
export type Message =
  | ReminderMessage
  /** U2. `barred` = why there is no Yes: the cap (U8), an administrator account (U12), no self-service (D1). */
  | {
      readonly kind: 'lockout-notice';
      readonly id: string;
      readonly accountName: string;
      readonly lockedAt: string;
      readonly source: SignInSource;
      readonly again: boolean;
      /** Soon after an unlock: something may still sign in with an old password. */
      readonly oldPassword?: true;
      readonly barred?: Reason;
      /** U10: Yes brings the instructions, not the unlock. */
      readonly instructions?: true;
    }
  /** U5: asked for, and locked. */
  | {
      readonly kind: 'unlock-question';
      readonly id: string;
      readonly accountName: string;
      readonly lockedAt?: string;
      readonly source?: SignInSource;
      readonly oldPassword?: true;
      readonly barred?: Reason;
      /** O6: it isn't a lock, but an unlock may end this too. */
      readonly obstacle?: Obstacle;
      readonly ticketId?: string;
    }
  /** The provider took too long once before: the consent has run out, so it is asked again, whatever it was. */
  | {
      readonly kind: 'ask-again';
      readonly id: string;
      readonly about: Exclude<RequestKind, 'help'>;
      readonly accountName: string;
      /** MFA: what would be removed, as far as it was read. */
      readonly factors?: readonly ShownFactor[];
    }
  /** U5: asked for, and not locked. O6: or something else blocks, or there may be a lock that can't be seen from here. */
  | {
      readonly kind: 'not-locked';
      readonly id: string;
      readonly accountName: string;
      readonly obstacle?: Obstacle;
    }
  /** U3 */
  | { readonly kind: 'unlocked'; readonly id: string; readonly accountName: string; readonly at: string }
  /** The turn could not wait for the provider. */
  | {
      readonly kind: 'working';
      readonly id: string;
      readonly accountName: string;
      /** I2: nothing was changed yet, the ticket must stand first and can't be filed now. */
      readonly waitingFor?: 'ticket';
    }
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
      /** The account that stays locked; absent where it is open by now, or none was meant. */
      readonly accountName?: string;
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
      readonly greeting?: 'welcome' | 'cancelled' | 'unknown' | 'ticket';
      readonly ticketId?: string;
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
      readonly choices: readonly QuestionChoice[];
    }
  /** Anything that can't be done, with its reason and a way out. */
  | { readonly kind: 'refused'; readonly id: string; readonly reason: Reason }
  /** P1: what will happen, and the one click that makes a link. */
  | {
      readonly kind: 'recover-question';
      readonly id: string;
      readonly accountName: string;
      readonly ticketId?: string;
    }
  /** P1: our own link, which leads to a page where Continue is pressed. */
  | {
      readonly kind: 'recovery-link';
      readonly id: string;
      readonly accountName: string;
      readonly url: Secret<string>;
      readonly expiresAt: string;
      /** There was one before, which this one has ended. */
      readonly renewed?: true;
    }
  /** M1, mode "all": what would be removed. `lost` = a lost or stolen device (M5): sessions end too. */
  | {
      readonly kind: 'mfa-question';
      readonly id: string;
      readonly accountName: string;
      readonly factors: readonly ShownFactor[];
      readonly lost: boolean;
      readonly ticketId?: string;
    }
  /** M2, mode "choose". `reminder` = Reset selected was pressed with nothing chosen. */
  | {
      readonly kind: 'mfa-choice';
      readonly id: string;
      readonly accountName: string;
      readonly factors: readonly ShownFactor[];
      readonly lost: boolean;
      readonly reminder: boolean;
      readonly ticketId?: string;
    }
  /** M1, Reset complete!; `remaining` are factors that could not be removed. */
  | {
      readonly kind: 'mfa-reset';
      readonly id: string;
      readonly accountName: string;
      readonly removed: readonly ShownFactor[];
      readonly remaining: readonly ShownFactor[];
      readonly setUpUrl?: string;
      readonly sessionsEnded: boolean;
    }
  /** There is no factor of a kind that may be reset here. */
  | {
      readonly kind: 'nothing-to-reset';
      readonly id: string;
      readonly accountName: string;
      readonly setUpUrl?: string;
    }
  /** A password link or an MFA reset that could not be done. */
  | {
      readonly kind: 'reset-failed';
      readonly id: string;
      readonly about: 'password-reset' | 'mfa-reset';
      readonly accountName: string;
      readonly reason: Reason;
    }
  /** M6: both within a day would be a takeover. */
  | {
      readonly kind: 'separated';
      readonly id: string;
      readonly about: 'password-reset' | 'mfa-reset';
      readonly ticketId?: string;
      readonly helpDesk: HelpDeskFacts;
    }
  /** U9, P4, P6, M4: the title (linked where there is a link); the text follows on View answer. */
  | {
      readonly kind: 'instructions';
      readonly id: string;
      readonly about: 'unlock' | 'password-reset' | 'mfa-reset' | 'system';
      readonly system?: string;
      readonly instructions: InstructionsFacts;
    }
  /** View answer. */
  | { readonly kind: 'answer'; readonly instructions: InstructionsFacts }
  /** P4: a system that nobody has told the bot about. */
  | { readonly kind: 'unknown-system'; readonly id: string; readonly system?: string }
  | DeskMessage
  /** What a card becomes when it is answered or stale: no buttons (U11). */
  | {
      readonly kind: 'retired';
      readonly template: MessageKind;
      /** What the request was about: one card asks again for all of them. */
      readonly about?: RequestKind;
      readonly accountName?: string;
      readonly ending: Ending | 'answered' | 'cancelled' | 'superseded' | 'acting' | 'done';
      readonly at: string;
    };

export type MessageKind = Message['kind'];
