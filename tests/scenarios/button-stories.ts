/** Stories that lead past every button where the bot acts by itself: unlocks, password links and MFA resets. */
import {
  cancelled,
  factorsOf,
  help,
  link,
  reopened,
  reset,
  type Story,
  sent,
  unlocked,
  unlockTicket,
  unsure,
  which,
  wish,
  worked,
} from './button-steps';
import { linkOnCard, linkWorks } from './recovery-card';
import { disableElsewhere } from './story';

export const stories: readonly Story[] = [
  {
    title: "This wasn't me",
    locked: true,
    tell: async (walker) => {
      const notice = await walker.next('lockout-notice');
      const again = { pressed: 'unlock-question', typed: 'not-me' } as const;
      await walker.press(notice, 'not-me', 'not-me', { again });
      await walker.retired(notice);
      const twice = walker.language === 'en' && walker.way === 'text';
      const incidents = ['unlock open incident', ...(twice ? ['help open incident'] : [])];
      return { unlocks: 0, tickets: incidents, locked: true };
    },
  },
  {
    title: 'No, asked for after all, cancelled, and asked for again',
    locked: true,
    tell: async (walker) => {
      const notice = await walker.next('lockout-notice');
      await walker.press(notice, 'unlock-no', 'dismissed', {
        again: { pressed: 'unlock-question', typed: unsure },
      });
      await walker.retired(notice);
      const nothing = await cancelled(walker, await wish(walker, 'unlock', 'unlock-question'));
      const question = await walker.press(nothing, 'unlock', 'unlock-question');
      await worked(walker, await unlocked(walker, question));
      return { unlocks: 1, tickets: ['unlock resolved'], locked: false };
    },
  },
  {
    title: 'Yes, re-opened, and it works after all',
    locked: true,
    tell: async (walker) => {
      const answer = await unlocked(walker, await walker.next('lockout-notice'));
      await worked(walker, await reopened(walker, answer));
      return { unlocks: 1, tickets: ['unlock resolved'], locked: false };
    },
  },
  {
    title: 'Get help beside the question',
    locked: true,
    tell: async (walker) => {
      await walker.next('lockout-notice');
      await sent(walker, await wish(walker, 'unlock', 'unlock-question'));
      return { unlocks: 0, tickets: ['unlock open'], locked: true };
    },
  },
  {
    title: 'unlocked, and then a new password by three links',
    locked: true,
    tell: async (walker) => {
      const answer = await unlocked(walker, await walker.next('lockout-notice'));
      const question = await walker.press(answer, 'forgot-password', 'recover-question');
      const first = await link(walker, question);
      const typed = await walker.typeLink(first, 'reset-password', 'recovery-link');
      const newest = await walker.press(typed, 'new-link', 'recovery-link');
      const states = [first, typed, newest].map((card) => linkWorks(linkOnCard(card.message)));
      expect(await Promise.all(states)).toEqual([false, false, true]);
      await Promise.all([walker.retired(first), walker.retired(typed)]);
      await worked(walker, newest, 'worked');
      const tickets = [unlockTicket(walker), 'password-reset resolved'];
      return { unlocks: 1, links: 1, tickets, locked: false };
    },
  },
  {
    title: 'unlocked, and then MFA reset',
    locked: true,
    tell: async (walker, run) => {
      const answer = await unlocked(walker, await walker.next('lockout-notice'));
      const question = await walker.press(answer, 'reset-mfa', 'mfa-question');
      const done = await reset(walker, question);
      expect(await factorsOf(run, walker)).toBe(0);
      await worked(walker, done, 'worked');
      const tickets = [unlockTicket(walker), 'mfa-reset resolved'];
      return { unlocks: 1, resets: 1, tickets, locked: false };
    },
  },
  {
    title: 'a link: cancelled, asked for again, help not sent after all, re-opened',
    tell: async (walker) => {
      const nothing = await cancelled(walker, await wish(walker, 'forgot-password', 'recover-question'));
      const question = await walker.press(nothing, 'forgot-password', 'recover-question');
      const card = await link(walker, question);
      const preview = await help(walker, card);
      await walker.press(preview, 'cancel-help', 'help-cancelled', {
        again: { pressed: 'help-cancelled', typed: unsure },
      });
      await walker.retired(preview);
      await reopened(walker, card);
      expect(await linkWorks(linkOnCard(card.message))).toBe(false);
      return { links: 1, tickets: ['password-reset open'] };
    },
  },
  {
    title:
      'MFA: cancelled, asked for again, done, re-opened; then there is nothing left, and a link is refused',
    tell: async (walker, run) => {
      const nothing = await cancelled(walker, await wish(walker, 'reset-mfa', 'mfa-question'));
      const question = await walker.press(nothing, 'reset-mfa', 'mfa-question');
      const done = await reset(walker, question);
      await walker.typeLink(done, 'set-up-mfa', 'mfa-reset');
      await help(walker, done);
      await reopened(walker, done);
      const none = await wish(walker, 'reset-mfa', 'nothing-to-reset');
      await walker.typeLink(none, 'set-up-mfa', 'nothing-to-reset');
      await help(walker, none);
      const asked = await wish(walker, 'forgot-password', 'recover-question');
      const again = { pressed: 'separated', typed: unsure } as const;
      const refused = await walker.press(asked, 'recover', 'separated', { again });
      await help(walker, refused);
      expect(await factorsOf(run, walker)).toBe(0);
      return { links: 0, resets: 1, tickets: ['mfa-reset open', 'password-reset open incident'] };
    },
  },
  {
    title: 'help beside the questions of password and MFA',
    tell: async (walker) => {
      await help(walker, await wish(walker, 'forgot-password', 'recover-question'));
      await sent(walker, await wish(walker, 'reset-mfa', 'mfa-question'));
      return { links: 0, resets: 0, tickets: ['help open'] };
    },
  },
  {
    title: 'not locked',
    tell: async (walker) => {
      const card = await wish(walker, 'unlock', 'not-locked');
      await cancelled(walker, await walker.press(card, 'forgot-password', 'recover-question'));
      const nothing = await cancelled(walker, await walker.press(card, 'reset-mfa', 'mfa-question'));
      await help(walker, card);
      await help(walker, nothing);
      return { unlocks: 0, links: 0, resets: 0, tickets: [] };
    },
  },
  {
    title: 'an unlock and help, pressed on two devices at once',
    locked: true,
    tell: async (walker) => {
      const notice = await walker.next('lockout-notice');
      await walker.pressAtOnce(notice, 'unlock-yes', 'unlocked');
      await walker.retired(notice);
      const preview = await wish(walker, 'get-help', 'help-preview');
      await walker.pressAtOnce(preview, 'send-to-it', 'help-sent');
      return { unlocks: 1, tickets: ['unlock open'], locked: false };
    },
  },
  {
    title: 'a link, pressed on two devices at once',
    tell: async (walker) => {
      const question = await wish(walker, 'forgot-password', 'recover-question');
      const card = await walker.pressAtOnce(question, 'recover', 'recovery-link');
      expect(await linkWorks(linkOnCard(card.message))).toBe(true);
      return { links: 1, tickets: ['password-reset open'] };
    },
  },
  {
    title: 'an MFA reset, pressed on two devices at once',
    tell: async (walker, run) => {
      const question = await wish(walker, 'reset-mfa', 'mfa-question');
      await walker.pressAtOnce(question, 'mfa-yes', 'mfa-reset');
      expect(await factorsOf(run, walker)).toBe(0);
      return { resets: 1, tickets: ['mfa-reset open'] };
    },
  },
  {
    title: 'an account that is switched off before the answer: neither unlocked nor given a link',
    locked: true,
    tell: async (walker, run) => {
      const notice = await walker.next('lockout-notice');
      const question = await wish(walker, 'forgot-password', 'recover-question');
      await disableElsewhere(run, walker.person);
      const again = { pressed: 'refused', typed: unsure } as const;
      // Of two questions that came at once a plain yes makes the bot ask which: Recover access is unmistakable.
      const noLink = await walker.press(question, 'recover', 'reset-failed', { again });
      const refused = await walker.press(notice, 'unlock-yes', 'unlock-failed', { again });
      await help(walker, noLink);
      await help(walker, refused);
      return { unlocks: 0, links: 0, tickets: [], locked: true };
    },
  },
  {
    title: 'which one? Yes to one of two',
    locked: true,
    tell: async (walker) => {
      await walker.next('lockout-notice');
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'reset-mfa', 'mfa-question');
      const reset = await which(walker, 'yes');
      await walker.choose(reset, 'mfa-yes', 'mfa-reset', 'mfa-reset');
      await walker.retired(reset);
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'forgot-password', 'recover-question');
      await walker.choose(await which(walker, 'yes'), 'recover', 'password-reset', 'separated');
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'get-help', 'help-preview');
      await walker.choose(await which(walker, 'yes'), 'send-to-it', 'help', 'help-sent');
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'get-help', 'help-preview');
      const unlock = await which(walker, 'yes');
      await walker.choose(unlock, 'unlock-yes', 'unlock', 'unlocked');
      await walker.retired(unlock);
      return { unlocks: 1, links: 0, resets: 1, locked: false };
    },
  },
  {
    title: 'which one? No to one of two',
    locked: true,
    atOnce: true,
    tell: async (walker) => {
      await walker.next('lockout-notice');
      await wish(walker, 'get-help', 'help-preview');
      await walker.choose(await which(walker, 'no'), 'unlock-no', 'unlock', 'dismissed');
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'get-help', 'help-preview');
      await walker.choose(await which(walker, 'no'), 'cancel-help', 'help', 'help-cancelled');
      await wish(walker, 'unlock', 'unlock-question');
      await wish(walker, 'get-help', 'help-preview');
      const question = await which(walker, 'no');
      await walker.choose(question, 'cancel', 'unlock', 'cancelled');
      await walker.retired(question);
      return { unlocks: 0, tickets: [], locked: true };
    },
  },
];
