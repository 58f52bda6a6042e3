/** What `perform` can do: one shape for every change of an account, everything known about it in one place. */
import type { Account, ProviderId } from '../account';
import type { Deps } from '../deps';
import type { LimitKind, LimitRule } from '../limits';
import type { Obstacle, Reason } from '../outcome';
import type { Policy } from '../policy/schema';
import type { AuditAct } from '../ports/audit-trail';
import type { CallOptions, IdentityProvider } from '../ports/identity-provider';
import type { Owed, RequestKind, SupportRequest } from '../support-request';

/** Runs one provider call within the budget that is left. */
export type Call = <T>(run: (options: CallOptions) => Promise<T>) => Promise<T>;

export type ActionContext = {
  readonly deps: Deps;
  readonly request: SupportRequest;
  readonly provider: IdentityProvider;
  /** As read just before. */
  readonly account: Account;
  readonly call: Call;
};

/** `done` may carry what the row should know of it. */
export type Verified =
  | { readonly kind: 'done'; readonly change?: Partial<SupportRequest> }
  | { readonly kind: 'failed'; readonly reason: Reason; readonly changed: boolean };

export type Action = {
  readonly kind: RequestKind;
  readonly started: AuditAct;
  readonly outcome: AuditAct;
  isPossible(provider: IdentityProvider): boolean;
  /** Whether there is anything to do, by the account as it is now; a reason if not. */
  isNeeded(context: ActionContext): Promise<'needed' | Reason>;
  limit(policy: Policy): { readonly kind: LimitKind; readonly rule: LimitRule };
  /** M6: the other kind that may not have happened within the separation. */
  readonly excludedBy?: LimitKind;
  /** I2 and the policy: the ticket stands before anything is changed. */
  ticketFirst(policy: Policy, provider: ProviderId): boolean;
  /** What the row should know before anything is changed. */
  plan?(context: ActionContext): Promise<Partial<SupportRequest>>;
  /** An obstacle: refused, and this is what really blocks. */
  act(context: ActionContext): Promise<'acted' | 'refused' | Obstacle>;
  /** Reads again and says what came of it. `before` is the context in which it acted. */
  verify(before: ActionContext): Promise<Verified>;
  /** What is owed once it is done, besides the ticket; by the row, which knows what came of it. */
  owed(request: SupportRequest): readonly Owed[];
};
