/** Every button that cards have because of a ticket, in three ways, typed in two languages (G3, I4). */
import { tellInTests } from './telling';
import { ticketStories } from './ticket-stories';

tellInTests({
  place: 'from-a-ticket',
  stories: ticketStories,
  policy: { lockouts: { checkEvery: '5s' } },
});
