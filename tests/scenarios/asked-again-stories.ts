/** Stories past the card that asks once more, because a yes has run out: what the yes was about, and every button. */
import type { MessageKind, Verb } from '../../domain/messages';
import type { RequestKind } from '../../domain/support-request';
import { help, type Story, type Traces, unsure, wish } from './button-steps';
import type { Walker } from './walk';

type About = Exclude<RequestKind, 'help'>;

const consent: Record<About, { yes: Verb; result: MessageKind }> = {
  unlock: { yes: 'unlock-yes', result: 'unlocked' },
  'password-reset': { yes: 'recover', result: 'recovery-link' },
  'mfa-reset': { yes: 'mfa-yes', result: 'mfa-reset' },
};

/** A yes that is being worked on, until somebody ends the outage. */
async function agree(walker: Walker, about: About): Promise<void> {
  const question =
    about === 'unlock'
      ? await walker.next('lockout-notice')
      : about === 'password-reset'
        ? await wish(walker, 'forgot-password', 'recover-question')
        : await wish(walker, 'reset-mfa', 'mfa-question');
  await walker.press(question, consent[about].yes, 'working', { once: true });
}

const nothing: Traces = { unlocks: 0, links: 0, resets: 0, tickets: [] };

export const askedAgainStories: readonly Story[] = [
  {
    title: 'an unlock: yes',
    locked: true,
    begin: (walker) => agree(walker, 'unlock'),
    tell: async (walker) => {
      const card = await walker.next('ask-again');
      await walker.press(card, 'unlock-yes', 'unlocked', { again: { pressed: 'unlocked', typed: unsure } });
      await walker.retired(card);
      return { unlocks: 1, tickets: ['unlock open'], locked: false };
    },
  },
  {
    title: 'a link: help, and then yes',
    begin: (walker) => agree(walker, 'password-reset'),
    tell: async (walker) => {
      const card = await walker.next('ask-again');
      await help(walker, card);
      // A second link would end the first: the bot only says that this was answered.
      await walker.press(card, 'recover', 'recovery-link', { again: { pressed: 'refused', typed: unsure } });
      await walker.retired(card);
      return { links: 1, tickets: ['password-reset open'] };
    },
  },
  {
    title: 'an MFA reset: yes',
    begin: (walker) => agree(walker, 'mfa-reset'),
    tell: async (walker) => {
      const card = await walker.next('ask-again');
      await walker.press(card, 'mfa-yes', 'mfa-reset', { again: { pressed: 'mfa-reset', typed: unsure } });
      await walker.retired(card);
      return { resets: 1, tickets: ['mfa-reset open'] };
    },
  },
  {
    title: 'a link or an MFA reset: Cancel',
    begin: (walker) => agree(walker, aboutOf(walker)),
    tell: async (walker) => {
      const card = await walker.next('ask-again');
      const anew = aboutOf(walker) === 'mfa-reset' ? 'mfa-question' : 'recover-question';
      await walker.press(card, 'cancel', 'cancelled', { again: { pressed: anew, typed: unsure } });
      await walker.retired(card);
      return nothing;
    },
  },
];

/** One of each way and language is enough to see that either ends. */
function aboutOf({ way, language }: Walker): 'password-reset' | 'mfa-reset' {
  return (way === 'submit') === (language === 'en') ? 'password-reset' : 'mfa-reset';
}
