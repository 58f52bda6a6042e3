/** What `perform` can do: one entry per change of an account, everything known about it in one place. */
import type { Account } from '../account';
import type { LimitKind, LimitRule } from '../limits';
import type { Policy } from '../policy/schema';
import type { AuditAct } from '../ports/audit-trail';
import type { CallOptions, IdentityProvider, UnlockAnswer } from '../ports/identity-provider';
import type { Owed, RequestKind } from '../support-request';

export type Action = {
  readonly kind: RequestKind;
  readonly started: AuditAct;
  readonly outcome: AuditAct;
  isPossible(provider: IdentityProvider): boolean;
  /** Whether the account, as just read, still needs it. */
  isNeeded(account: Account): boolean;
  limit(policy: Policy): { readonly kind: LimitKind; readonly rule: LimitRule };
  act(provider: IdentityProvider, account: Account, by: string, options: CallOptions): Promise<UnlockAnswer>;
  /** What is owed once it is done, besides the ticket. */
  readonly owed: readonly Owed[];
};

export const unlockAction: Action = {
  kind: 'unlock',
  started: 'unlock-started',
  outcome: 'unlock',
  isPossible: (provider) => provider.unlock?.selfService === true,
  isNeeded: (account) => account.status === 'locked',
  limit: ({ unlock }) => ({
    kind: 'unlock',
    rule: { maximum: unlock.maximum, periodMs: unlock.period, gapMs: 0 },
  }),
  act: async (provider, account, by, options) =>
    provider.unlock ? provider.unlock.unlock(account.ref.id, by, options) : 'refused',
  owed: [
    { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' },
    { kind: 'mail', about: 'unlocked' },
  ],
};
