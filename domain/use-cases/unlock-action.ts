/** U3: takes the lock away; the password stays. */
import type { Action } from './actions';

export const unlockAction: Action = {
  kind: 'unlock',
  started: 'unlock-started',
  outcome: 'unlock',
  isPossible: (provider) => provider.unlock?.selfService === true,
  isNeeded: async ({ account }) => (account.status === 'locked' ? 'needed' : 'not-locked'),
  limit: ({ unlock }) => ({
    kind: 'unlock',
    rule: { maximum: unlock.maximum, periodMs: unlock.period, gapMs: 0 },
  }),
  ticketFirst: () => false,
  act: async ({ provider, account, request, call }) => {
    const answer = await call((options) =>
      provider.unlock
        ? provider.unlock.unlock(account.ref.id, request.aadObjectId, options)
        : Promise.resolve('refused' as const),
    );
    return answer === 'refused' ? 'refused' : 'acted';
  },
  verify: async ({ provider, account, call }) => {
    const now = await call((options) => provider.getAccount(account.ref.id, options));
    if (now?.status === 'locked') {
      const again = now.lockedAt !== account.lockedAt;
      return { kind: 'failed', reason: again ? 'locked-again' : 'still-locked', changed: again };
    }
    return { kind: 'done' };
  },
  owed: () => [
    { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' },
    { kind: 'mail', about: 'unlocked' },
  ],
};
