/** The states of a built-in ticket and how it may go from one to another. */
import type { TicketState } from '../port';

/** A closed ticket is final: whoever still needs help gets a new one. */
const transitions: Readonly<Record<TicketState, readonly TicketState[]>> = {
  open: ['resolved', 'closed'],
  resolved: ['open', 'closed'],
  closed: [],
};

/** Whether the ticket may go there; staying where it is always may. */
export function mayBecome(from: TicketState, to: TicketState): boolean {
  return from === to || transitions[from].includes(to);
}
