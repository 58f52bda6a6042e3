/** U3: takes the lock away; the password stays. O6: also what else an unlock may end. */
import { liftable, type Obstacle } from '../outcome';
import type { Action, ActionContext } from './actions';

export const unlockAction: Action = {
  kind: 'unlock',
  started: 'unlock-started',
  outcome: 'unlock',
  isPossible: (provider) => provider.unlock?.selfService === true,
  isNeeded: async (context) => {
    if (context.account.status === 'locked') return 'needed';
    const obstacle = await obstacleOf(context);
    return obstacle && liftable.includes(obstacle) ? 'needed' : (obstacle ?? 'not-locked');
  },
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
    return answer === 'unlocked' || answer === 'was-not-locked' ? 'acted' : answer;
  },
  verify: async (before) => {
    const { provider, account, call } = before;
    const now = await call((options) => provider.getAccount(account.ref.id, options));
    if (now?.status === 'locked') {
      const again = now.lockedAt !== account.lockedAt;
      return { kind: 'failed', reason: again ? 'locked-again' : 'still-locked', changed: again };
    }
    // It was no lock that kept the person out: then its end doesn't show in the account (O6).
    const obstacle = account.status === 'locked' ? undefined : await obstacleOf(before);
    if (obstacle && liftable.includes(obstacle)) return { kind: 'failed', reason: obstacle, changed: false };
    return { kind: 'done' };
  },
  owed: () => [
    { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' },
    { kind: 'mail', about: 'unlocked' },
  ],
};

function obstacleOf({ provider, account, call }: ActionContext): Promise<Obstacle | undefined> {
  return call(async (options) => provider.unlock?.obstacle?.(account.ref.id, options));
}
