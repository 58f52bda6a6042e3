/** Stories past every button where the organisation decides otherwise: instructions, chosen factors, no self-service. */
import { cancelled, factorsOf, help, type Story, sent, unsure, wish } from './button-steps';
import { disableElsewhere } from './story';
import { fromTicket, notTheirs } from './ticket-stories';
import { wordsFor } from './walk';

/** The policy that these stories need. */
export const guidedPolicy = {
  directory: { selfServiceUnlock: false },
  passwordReset: {
    mode: 'instructions',
    instructions: { title: 'New password', text: 'Go to the **kiosk**.' },
    systems: { Workday: { instructions: { title: 'Workday', text: 'Ask **Workday**.' } } },
  },
  mfaReset: { mode: 'choose', instructions: { title: 'MFA', text: 'Take your **new** phone.' } },
};

/** What may be removed by its button; typed, nothing is chosen, and the bot asks once more. */
const chosen = { inputs: { factors: 'sms' }, again: { pressed: 'mfa-reset', typed: 'mfa-choice' } } as const;

export const guidedStories: readonly Story[] = [
  {
    title: 'a notice without Yes: No, and the question without Yes: Cancel',
    locked: true,
    tell: async (walker) => {
      const notice = await walker.next('lockout-notice');
      const again = { pressed: 'unlock-question', typed: unsure } as const;
      await walker.press(notice, 'unlock-no', 'dismissed', { again });
      await walker.retired(notice);
      await cancelled(walker, await wish(walker, 'unlock', 'unlock-question'));
      return { unlocks: 0, tickets: [], locked: true };
    },
  },
  {
    title: "a notice without Yes: help, and This wasn't me",
    locked: true,
    tell: async (walker) => {
      const notice = await walker.next('lockout-notice');
      await help(walker, notice);
      const again = { pressed: 'unlock-question', typed: 'not-me' } as const;
      await walker.press(notice, 'not-me', 'not-me', { again });
      await sent(walker, await wish(walker, 'unlock', 'unlock-question'));
      return { unlocks: 0, locked: true };
    },
  },
  {
    title: 'the general card, and instructions for a password',
    tell: async (walker) => {
      const card = await walker.ask(wordsFor(walker.language).hello, 'general-access');
      await walker.press(card, 'unlock', 'not-locked');
      const article = await walker.press(card, 'forgot-password', 'instructions');
      await walker.press(article, 'view-answer', 'answer');
      await help(walker, article);
      await help(walker, card);
      return { links: 0, tickets: [] };
    },
  },
  {
    title: 'factors to choose from: cancelled, and chosen',
    tell: async (walker, run) => {
      const card = await walker.ask(wordsFor(walker.language).hello, 'general-access');
      const nothing = await cancelled(walker, await walker.press(card, 'reset-mfa', 'mfa-choice'));
      const choice = await walker.press(nothing, 'reset-mfa', 'mfa-choice');
      const before = await factorsOf(run, walker);
      if (walker.way === 'text') {
        await walker.press(choice, 'mfa-selected', 'mfa-choice');
        expect(await factorsOf(run, walker)).toBe(before);
        return { resets: 0, tickets: [] };
      }
      await walker.press(choice, 'mfa-selected', 'mfa-reset', chosen);
      await walker.retired(choice);
      expect(await factorsOf(run, walker)).toBe(before - 1);
      return { resets: 1, tickets: ['mfa-reset open'] };
    },
  },
  {
    title: 'help beside the factors, and instructions for MFA and for a system',
    tell: async (walker) => {
      await help(walker, await wish(walker, 'reset-mfa', 'mfa-choice'));
      for (const words of [wordsFor(walker.language).howToMfa, wordsFor(walker.language).system])
        await walker.press(await walker.ask(words, 'instructions'), 'view-answer', 'answer');
      return { resets: 0, tickets: [] };
    },
  },
  {
    title: 'factors to choose from because of a ticket that somebody else filed',
    tell: async (walker, run) => {
      const card = await fromTicket(walker, run, 'reset MFA', 'mfa-choice');
      const before = await factorsOf(run, walker);
      const tickets = await notTheirs(walker, card);
      expect(await factorsOf(run, walker)).toBe(before);
      return { resets: 0, tickets: ['mfa-reset open incident', ...tickets] };
    },
  },
  {
    title: 'what the bot can not do: an unknown system, a secret, somebody else',
    tell: async (walker) => {
      const words = wordsFor(walker.language);
      await help(walker, await walker.ask(words.unknownSystem, 'unknown-system'));
      await help(walker, await walker.ask(words.secret, 'contains-secret'));
      await sent(walker, await walker.ask(words.otherAccount, 'other-account'));
      return { unlocks: 0, links: 0, tickets: ['help open'] };
    },
  },
  {
    title: 'an account that is switched off',
    tell: async (walker, run) => {
      await disableElsewhere(run, walker.person);
      await help(walker, await wish(walker, 'reset-mfa', 'refused'));
      return { resets: 0, tickets: [] };
    },
  },
];
