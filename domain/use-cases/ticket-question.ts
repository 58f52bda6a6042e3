/** What a person is asked because of their ticket (I4): about the wish in it, or, where that can't be had, what they need. */
import type { Deps } from '../deps';
import { whyNotHelped } from '../eligibility';
import type { Message } from '../messages';
import { liftable } from '../outcome';
import type { CallOptions, IdentityProvider } from '../ports/identity-provider';
import type { SupportRequest } from '../support-request';
import { accountOf } from './account-links';
import { resettable, shown } from './mfa-reset-action';

export type TicketQuestion = {
  readonly message: Message & { readonly id: string };
  /** What the row should know of it. */
  readonly change: Partial<SupportRequest>;
};

const callMs = 8_000;

/** @throws when a provider can't be asked now. */
export async function ticketQuestion(deps: Deps, request: SupportRequest): Promise<TicketQuestion> {
  return (await aboutWish(deps, request)) ?? general(request);
}

function general({ id, incoming }: SupportRequest): TicketQuestion {
  const about = incoming ? { ticketId: incoming.ticketId } : {};
  return { message: { kind: 'general-access', id, greeting: 'ticket', ...about }, change: { kind: 'help' } };
}

async function aboutWish(deps: Deps, request: SupportRequest): Promise<TicketQuestion | undefined> {
  const { policy, providers } = deps;
  switch (request.kind) {
    case 'unlock':
      return policy.unlock.mode === 'automatic' && providers.unlock?.unlock?.selfService
        ? asked(deps, request, providers.unlock)
        : undefined;
    case 'password-reset':
      return policy.passwordReset.mode === 'automatic'
        ? asked(deps, request, providers.passwordReset)
        : undefined;
    case 'mfa-reset':
      return policy.mfaReset.mode === 'instructions' ? undefined : asked(deps, request, providers.factors);
    case 'help':
      return undefined;
  }
}

/** About the account that is linked to the person, never the one that the address led to. */
async function asked(
  deps: Deps,
  request: SupportRequest,
  provider: IdentityProvider | undefined,
): Promise<TicketQuestion | undefined> {
  const options: CallOptions = { timeoutMs: callMs };
  const link = provider && (await accountOf(deps, provider, request, options));
  if (link?.kind !== 'linked' || whyNotHelped(link.account, deps.policy)) return undefined;
  const { ref, userName, lockedAt, status } = link.account;
  const about = { account: ref, accountName: userName } as const;
  const common = {
    id: request.id,
    accountName: userName,
    ...(request.incoming ? { ticketId: request.incoming.ticketId } : {}),
  };
  if (request.kind === 'unlock') {
    const known = status === 'locked' ? undefined : await provider?.unlock?.obstacle?.(ref.id, options);
    const isLiftable = known !== undefined && liftable.includes(known);
    if (status !== 'locked' && !isLiftable) return undefined;
    const lockout = lockedAt ? { lockout: { at: lockedAt, source: {} } } : {};
    return {
      message: {
        kind: 'unlock-question',
        ...common,
        ...(lockedAt ? { lockedAt } : {}),
        ...(known ? { obstacle: known } : {}),
      },
      change: { ...about, ...lockout },
    };
  }
  if (request.kind === 'password-reset')
    return { message: { kind: 'recover-question', ...common }, change: about };
  const present = (await provider?.factors?.list(ref.id, options)) ?? [];
  const factors = resettable(present, deps.policy).map(shown);
  if (factors.length === 0) return undefined;
  const lost = request.factors?.lost === true;
  return {
    message:
      deps.policy.mfaReset.mode === 'choose'
        ? { kind: 'mfa-choice', ...common, factors, lost, reminder: false }
        : { kind: 'mfa-question', ...common, factors, lost },
    change: about,
  };
}
