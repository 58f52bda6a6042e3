/** Stories that begin with a ticket which somebody else has filed in the person's name: This wasn't me, on every card (I4). */
import type { MessageKind } from '../../domain/messages';
import type { LocalRun } from '../harness/local-run';
import { factorsOf, type Story, unsure } from './button-steps';
import { send, signed } from './incoming-tickets';
import type { Card, Walker } from './walk';

/** A ticket with the person's address comes in. @returns the card that asks because of it */
export async function fromTicket(
  walker: Walker,
  run: LocalRun,
  text: string,
  asked: MessageKind,
): Promise<Card> {
  const { aadObjectId, email } = walker.person;
  const ticket = { ticketId: `T-${aadObjectId}`, requesterEmail: email, text };
  expect(await send(run, signed(run, ticket))).toBe(202);
  return walker.next(asked);
}

/**
 * Said once more in words, where no card asks any more, it reports an incident of its own.
 * @param pressed what the old card leads to
 * @returns the tickets beside the one that was filed
 */
export async function notTheirs(
  walker: Walker,
  card: Card,
  pressed: MessageKind = 'not-locked',
): Promise<readonly string[]> {
  await walker.press(card, 'not-me', 'not-me', { again: { pressed, typed: 'not-me' } });
  await walker.retired(card);
  return walker.way === 'text' && walker.language === 'en' ? ['help open incident'] : [];
}

export const ticketStories: readonly Story[] = [
  {
    title: 'about an unlock',
    locked: true,
    tell: async (walker, run) => {
      const notice = await walker.next('lockout-notice');
      await walker.press(notice, 'unlock-no', 'dismissed', {
        again: { pressed: 'unlock-question', typed: unsure },
      });
      const card = await fromTicket(walker, run, 'my account is locked', 'unlock-question');
      const tickets = await notTheirs(walker, card, 'unlock-question');
      return { unlocks: 0, tickets: ['unlock open incident', ...tickets], locked: true };
    },
  },
  {
    title: 'about a password',
    tell: async (walker, run) => {
      const card = await fromTicket(walker, run, 'I forgot my password', 'recover-question');
      const tickets = await notTheirs(walker, card);
      return { links: 0, tickets: ['password-reset open incident', ...tickets] };
    },
  },
  {
    title: 'about a new phone',
    tell: async (walker, run) => {
      const card = await fromTicket(walker, run, "new phone, can't approve PingID", 'mfa-question');
      const before = await factorsOf(run, walker);
      const tickets = await notTheirs(walker, card);
      expect(await factorsOf(run, walker)).toBe(before);
      return { resets: 0, tickets: ['mfa-reset open incident', ...tickets] };
    },
  },
  {
    title: 'about something that was not understood',
    tell: async (walker, run) => {
      const card = await fromTicket(walker, run, 'the lift plays jazz', 'general-access');
      const tickets = await notTheirs(walker, card);
      return { unlocks: 0, links: 0, resets: 0, tickets: ['help open incident', ...tickets] };
    },
  },
];
