/**
 * G4: a human is asked. One open request has one ticket, so help adds to the newest open request; without one a
 * request of its own carries the ticket. The same for wishes that no provider here can grant.
 */
import type { Deps } from '../../deps';
import { after } from '../../duration';
import { type Outcome, refused } from '../../outcome';
import type { Person } from '../../person';
import { partyOf } from '../../ports/audit-trail';
import { isOpen, type Owed, owe, type RequestKind, type SupportRequest, touch } from '../../support-request';
import { changeRequest } from '../change-request';
import { settleTicket } from '../settle';
import { type Answering, recordAnswer } from './own-request';

export type HelpSent = { readonly request: SupportRequest; readonly added: boolean };

/** Send to IT: the words that the person saw in the preview, taken from the open question, never from the card. */
export async function sendHelp(deps: Deps, answering: Answering): Promise<Outcome<HelpSent>> {
  const conversation = (await deps.conversations.read(answering.person))?.value;
  const question = conversation?.questions.find(({ id, topic }) => id === answering.id && topic === 'help');
  if (!question || Date.parse(question.expiresAt) <= deps.clock.now().getTime()) {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return refused('not-open');
  }
  await recordAnswer(deps, answering, 'done');
  const key = answering.id;
  const open = await newestOpen(deps, answering.person);
  if (open && open.id !== key) return addTo(deps, open, key, question.words);
  return openNew(deps, answering.person, 'help', key, question.words);
}

/** Forgot password, Reset MFA: the wish as a ticket, once per open request of that kind. */
export async function sendWish(
  deps: Deps,
  person: Person,
  kind: Extract<RequestKind, 'password-reset' | 'mfa-reset'>,
  key: string,
): Promise<Outcome<HelpSent>> {
  const present = await newestOpen(deps, person, (row) => row.kind === kind || row.origin === 'ticket');
  if (present && present.kind !== kind) return addTo(deps, present, key, undefined);
  if (present)
    return { kind: 'done', request: (await settleTicket(deps, present.id)) ?? present, added: true };
  return openNew(deps, person, kind, key, undefined);
}

/**
 * T6, "this wasn't me" without a question: an unlock was announced that the person did not ask for. A ticket flagged
 * as a security incident, on the request's own ticket if there is one.
 */
export async function reportIncident(deps: Deps, person: Person, id: string): Promise<Outcome<HelpSent>> {
  const open = await newestOpen(
    deps,
    person,
    ({ kind, securityIncident }) => kind === 'unlock' || (kind === 'help' && securityIncident === true),
  );
  if (!open) return openNew(deps, person, 'help', id, undefined, true);
  await changeRequest(deps, open.id, (row) => {
    if (!isOpen(row)) return undefined;
    const flagged: Owed[] = [
      { kind: 'ticket-open', securityIncident: true },
      { kind: 'ticket-note', key: `not-me-${id}`, note: 'not-me' },
    ];
    return touch(owe({ ...row, helpAsked: true, securityIncident: true }, ...flagged), deps.clock.now());
  });
  const request = (await settleTicket(deps, open.id)) ?? open;
  await recordHelp(deps, request, 'security-incident');
  return { kind: 'done', request, added: open.ticket !== undefined };
}

async function addTo(
  deps: Deps,
  open: SupportRequest,
  key: string,
  words: string | undefined,
): Promise<Outcome<HelpSent>> {
  const changed = await changeRequest(deps, open.id, (row) => {
    if (!isOpen(row)) return undefined;
    const hasTicket = row.ticket || row.owed.some(({ kind }) => kind === 'ticket-open');
    const open: Owed[] = hasTicket ? [] : [{ kind: 'ticket-open', securityIncident: false }];
    const note: Owed = { kind: 'ticket-note', key, note: 'help-asked', ...(words ? { words } : {}) };
    return touch(owe({ ...row, helpAsked: true }, ...open, note), deps.clock.now());
  });
  const request = (await settleTicket(deps, open.id)) ?? changed?.value ?? open;
  await recordHelp(deps, request);
  return { kind: 'done', request, added: open.ticket !== undefined };
}

async function openNew(
  deps: Deps,
  person: Person,
  kind: RequestKind,
  id: string,
  words: string | undefined,
  securityIncident = false,
): Promise<Outcome<HelpSent>> {
  const now = deps.clock.now();
  const request: SupportRequest = {
    tenantId: person.tenantId,
    aadObjectId: person.aadObjectId,
    id,
    kind,
    origin: 'chat',
    locale: person.locale,
    state: 'handed-over',
    createdAt: now.toISOString(),
    changedAt: now.toISOString(),
    revision: 1,
    handledRevision: 0,
    followUpUntil: after(now, deps.policy.followUp),
    helpAsked: true,
    ...(securityIncident ? { securityIncident } : {}),
    deliveries: [],
    owed: [{ kind: 'ticket-open', securityIncident, ...(words ? { words } : {}) }],
  };
  await deps.requests.insert(request);
  const present = (await settleTicket(deps, id)) ?? request;
  await recordHelp(deps, present);
  return { kind: 'done', request: present, added: false };
}

async function newestOpen(
  deps: Deps,
  person: Person,
  isMeant: (row: SupportRequest) => boolean = () => true,
): Promise<SupportRequest | undefined> {
  for (const id of (await deps.requests.openOf(person)).toReversed()) {
    const row = (await deps.requests.read(id))?.value;
    if (row && isOpen(row) && isMeant(row)) return row;
  }
  return undefined;
}

async function recordHelp(
  deps: Deps,
  request: SupportRequest,
  reason: string = request.ticket?.id ?? request.kind,
): Promise<void> {
  const at = deps.clock.now().toISOString();
  await deps.audit.record({
    key: deps.digest.of('help', request.id, at).slice(0, 40),
    at,
    act: 'help-requested',
    actor: partyOf(request),
    subject: partyOf(request),
    verifiedBy: 'teams',
    source: 'chat',
    reason,
    result: 'done',
    requestId: request.id,
  });
}
