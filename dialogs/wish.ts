/** A wish that no provider here can grant and for which there are no instructions: the help desk gets it as a ticket. */
import type { Deps } from '../domain/deps';
import { sendWish } from '../domain/use-cases/chat/ask-for-help';
import { helpDeskOf } from '../domain/use-cases/result';
import { justSay } from './dialog';
import type { Reply, Turn } from './turn';

export async function wishReply(
  deps: Deps,
  turn: Turn,
  wish: 'password-reset' | 'mfa-reset',
): Promise<Reply> {
  const outcome = await sendWish(deps, turn.person, wish, `wish-${deps.random.id()}`);
  if (outcome.kind !== 'done') {
    return justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason: 'not-open' });
  }
  const { request } = outcome;
  return {
    ...justSay({
      kind: 'wish-sent',
      wish,
      ...(request.ticket ? { ticketId: request.ticket.id } : {}),
      helpDesk: helpDeskOf(deps.policy),
    }),
    wake: request.id,
  };
}
