/**
 * I4: a ticket that somebody filed in the service portal becomes a request of theirs, once, however often it is
 * delivered. The bot then asks them in Teams; whatever comes of it is written on that ticket.
 */
import type { Deps } from '../deps';
import { nobody, type PersonKey } from '../person';
import { partyOf, system } from '../ports/audit-trail';
import type { Owed, RequestKind, SupportRequest } from '../support-request';
import { changeRequest } from './change-request';
import { personByEmail } from './person-by-email';

export type IncomingTicket = {
  readonly ticketId: string;
  readonly requesterEmail: string;
  /** What its text asks for, as far as it was understood; `help` where it was not. */
  readonly wish: RequestKind;
  /** A lost or stolen device (M5). */
  readonly lost: boolean;
  /** Of the delivery's signature: the same delivery is taken once. */
  readonly digest: string;
};

/** `known`: this ticket was accepted before, by another delivery. */
export type Acceptance = 'accepted' | 'known' | 'replayed';

const lookMs = 3_000;
/** Older deliveries are refused by their time stamp. */
const rememberedMs = 15 * 60_000;

/** @throws when the person can't be looked up now: the sender tries again. */
export async function acceptTicket(deps: Deps, ticket: IncomingTicket): Promise<Acceptance> {
  const id = `ticket-${deps.digest.of('ticket', ticket.ticketId).slice(0, 40)}`;
  const present = await remembered(deps, id, ticket.digest);
  if (present) return present;
  const found = await personByEmail(deps, ticket.requesterEmail, { timeoutMs: lookMs });
  const request = newRequest(
    deps,
    id,
    ticket,
    found.kind === 'person' ? found.person : nobody(deps.tenantId),
  );
  const unreached: Partial<SupportRequest> =
    found.kind === 'person'
      ? {}
      : {
          state: 'ended',
          ending: 'undelivered',
          endReason: found.reason,
          endedAt: request.createdAt,
          owed: [...request.owed, { kind: 'ticket-note', key: 'not-reached', note: 'not-reached' }],
        };
  const inserted = await deps.requests.insert({ ...request, ...unreached });
  if (inserted === 'exists') return (await remembered(deps, id, ticket.digest)) ?? 'known';
  await deps.audit.record({
    key: `${id}-received`,
    at: request.createdAt,
    act: 'ticket-received',
    actor: system,
    subject: partyOf(request),
    verifiedBy: 'signature',
    source: 'ticket',
    reason: found.kind === 'person' ? ticket.wish : found.reason,
    result: found.kind === 'person' ? 'done' : 'failed',
    requestId: id,
  });
  await deps.orchestrations.start(id, 'settle');
  return 'accepted';
}

/** Whether this very delivery was taken before; written down if not. Undefined where the ticket is new. */
async function remembered(deps: Deps, id: string, digest: string): Promise<Acceptance | undefined> {
  let replayed = false;
  const changed = await changeRequest(deps, id, (row) => {
    const now = deps.clock.now();
    const { ticketId = '', deliveries = [] } = row.incoming ?? {};
    replayed = deliveries.some((delivery) => delivery.digest === digest);
    const kept = deliveries.filter(({ at }) => now.getTime() - Date.parse(at) < rememberedMs);
    const incoming = { ticketId, deliveries: [...kept, { digest, at: now.toISOString() }] };
    return replayed ? undefined : { ...row, incoming };
  });
  if (!changed) return undefined;
  return replayed ? 'replayed' : 'known';
}

function newRequest(
  deps: Deps,
  id: string,
  { ticketId, wish, lost, digest }: IncomingTicket,
  { tenantId, aadObjectId }: PersonKey,
): SupportRequest {
  const at = deps.clock.now().toISOString();
  const taken: Owed = { kind: 'ticket-open', securityIncident: lost };
  return {
    tenantId,
    aadObjectId,
    id,
    kind: wish,
    origin: 'ticket',
    locale: 'en',
    incoming: { ticketId, deliveries: [{ digest, at }] },
    state: 'seen',
    createdAt: at,
    changedAt: at,
    revision: 1,
    handledRevision: 0,
    ...(wish === 'mfa-reset' ? { factors: { chosen: 'all', lost } } : {}),
    ...(lost ? { securityIncident: true } : {}),
    deliveries: [],
    owed: [taken],
  };
}
