/** Every button of every card, pressed in each of its three ways, typed in two languages (G3): where the bot acts itself. */
import { stories } from './button-stories';
import { tellInTests } from './telling';

tellInTests({
  place: 'acting',
  stories,
  policy: {
    organisation: { timeZone: 'UTC', helpDesk: { hours: '8–18', phone: '+1 555 0100' } },
    lockouts: { checkEvery: '5s' },
    providers: { directory: { links: { setUpMfa: 'https://mfa.example/set-up' } } },
  },
});
