/** What came of a request, as the message that answers the person; made again from the row whenever it is needed. */
import type { ProviderId } from '../account';
import type { Deps } from '../deps';
import type { HelpDeskFacts, Message } from '../messages';
import { isObstacle } from '../outcome';
import type { ProviderPolicy } from '../policy/providers';
import type { Policy } from '../policy/schema';
import type { SupportRequest } from '../support-request';
import { newRecoveryLink } from './recovery-link';

/** For a password reset this makes a new link, which ends the one before. */
export async function resultOf(deps: Deps, request: SupportRequest): Promise<Message> {
  if (request.execution?.doneAt && request.state !== 'ended')
    return done(deps, request, request.execution.doneAt);
  return notDone(deps, request);
}

async function done(deps: Deps, request: SupportRequest, at: string): Promise<Message> {
  const { id, accountName = '' } = request;
  switch (request.kind) {
    case 'password-reset':
      return (await newRecoveryLink(deps, request)) ?? notDone(deps, request);
    case 'mfa-reset': {
      const { removed = [], remaining = [], sessionsEnded = false } = request.factors ?? {};
      return {
        kind: 'mfa-reset',
        id,
        accountName,
        removed,
        remaining,
        sessionsEnded,
        ...setUpLink(deps, request.account?.provider),
      };
    }
    default:
      return { kind: 'unlocked', id, accountName, at };
  }
}

function notDone(deps: Deps, request: SupportRequest): Message {
  const { id, accountName = '', endReason = 'provider-refused' } = request;
  const doneAt = request.execution?.doneAt;
  if (request.kind === 'unlock') {
    if (doneAt) return { kind: 'unlocked', id, accountName, at: doneAt };
    if (request.ending === 'already-unlocked') return { kind: 'not-locked', id, accountName };
    // Looked at and left alone: something else blocks (O6).
    if (isObstacle(endReason) && !request.execution?.attemptedAt)
      return { kind: 'not-locked', id, accountName, obstacle: endReason };
    return { kind: 'unlock-failed', id, accountName, reason: endReason };
  }
  const about = request.kind === 'mfa-reset' ? 'mfa-reset' : 'password-reset';
  if (endReason === 'separated') {
    return { kind: 'separated', id, about, ...ticketOf(request), helpDesk: helpDeskOf(deps.policy) };
  }
  if (endReason === 'nothing-to-reset') {
    return {
      kind: 'nothing-to-reset',
      id,
      accountName,
      ...setUpLink(deps, request.account?.provider),
    };
  }
  return { kind: 'reset-failed', id, about, accountName, reason: endReason };
}

/** What the person reads when a human takes over. */
export function reopenedOf({ policy }: Pick<Deps, 'policy'>, request: SupportRequest): Message {
  return { kind: 'reopened', id: request.id, ...ticketOf(request), helpDesk: helpDeskOf(policy) };
}

/** What the person reads when IT has their request. `added`: it stands on the ticket that was there. */
export function helpSentOf(
  { policy }: Pick<Deps, 'policy'>,
  { request, added }: { readonly request: SupportRequest; readonly added: boolean },
): Message {
  return { kind: 'help-sent', ...ticketOf(request), added, helpDesk: helpDeskOf(policy) };
}

/** Where a factor is set up anew at a provider: the policy's page, or else the provider's own. */
export function setUpLink(
  { policy, providers }: Pick<Deps, 'policy' | 'providers'>,
  provider: ProviderId | undefined,
): { setUpUrl?: string } {
  if (!provider) return {};
  const named = (policy.providers as Partial<Record<ProviderId, ProviderPolicy>>)[provider]?.links.setUpMfa;
  const setUpUrl = named ?? providers.byId(provider)?.pages?.setUpMfa;
  return setUpUrl ? { setUpUrl } : {};
}

function ticketOf({ ticket }: SupportRequest): { ticketId?: string } {
  return ticket ? { ticketId: ticket.id } : {};
}

/** What the policy tells of the help desk. */
export function helpDeskOf(policy: Policy): HelpDeskFacts {
  const { phone, url, hours } = policy.organisation.helpDesk;
  return { ...(phone ? { phone } : {}), ...(url ? { url } : {}), ...(hours ? { hours } : {}) };
}
