/**
 * I4: what a person says or presses after a ticket made the bot write to them belongs to that ticket's request. It is
 * found by the question that stands open in the chat, so that nobody else's turn pays for looking.
 */
import type { Conversation } from '../../conversation';
import type { Deps } from '../../deps';
import { isPast } from '../../duration';
import type { MessageKind } from '../../messages';
import { type PersonKey, samePerson } from '../../person';
import { end, oweRetirement, type SupportRequest } from '../../support-request';
import { changeRequest } from '../change-request';

/** The request that waits for an answer to a card of one of these kinds, if a ticket began it. */
export async function begunByTicket(
  deps: Pick<Deps, 'requests' | 'clock'>,
  person: PersonKey,
  conversation: Conversation | undefined,
  ...cards: readonly MessageKind[]
): Promise<SupportRequest | undefined> {
  const asked = conversation?.questions.findLast(
    ({ topic, template, id }) =>
      topic === 'request' && id.startsWith('ticket-') && cards.some((card) => card === template),
  );
  const row = asked && (await deps.requests.read(asked.id))?.value;
  const waits = row?.state === 'asked' && row.origin === 'ticket' && samePerson(row, person);
  return waits && !(row.expiresAt && isPast(row.expiresAt, deps.clock.now())) ? row : undefined;
}

/** A wish that was spoken after "what do you need?" goes on with the ticket. */
export function withTicketOf(request: SupportRequest, begun: SupportRequest): SupportRequest {
  const { ticket, incoming } = begun;
  return {
    ...request,
    origin: 'ticket',
    ...(ticket ? { ticket } : {}),
    ...(incoming ? { incoming: { ticketId: incoming.ticketId, deliveries: [] } } : {}),
  };
}

/** The request that only asked what is needed has its answer. */
export async function replaceBegun(deps: Deps, begun: SupportRequest): Promise<void> {
  await changeRequest(deps, begun.id, (row) =>
    row.state === 'asked' ? oweRetirement(end(row, 'replaced', deps.clock.now())) : undefined,
  );
  await deps.orchestrations.wake(begun.id);
}
