/**
 * Does what a request for a temporary password asks for (R1–R4, R7), or records why not. Whoever runs it, and however
 * often, takes the row first; a death at any step leaves the original password as it was, and at worst a temporary
 * one that nobody knows and that ends by itself. The password exists in this call only.
 */
import { after, isPast } from '../../duration';
import { maskedEmail, maskedNumber } from '../../mobile-reset/masked';
import type {
  Handover,
  MobileLogEntry,
  MobileRefusal,
  MobileRequest,
  MobileSending,
} from '../../mobile-reset/request';
import { personKey } from '../../person';
import { type AuditEntry, accountParty, system } from '../../ports/audit-trail';
import type { Stored } from '../../ports/stores';
import type { TemporaryPasswordCandidate } from '../../ports/temporary-password';
import type { MobileResetDeps } from './accept';
import { whyLimited } from './limits';
import { whyRefused } from './whether-allowed';

const callMs = 8_000;
/** Outlasts the mail server's time-outs. */
const leaseMs = 60_000;
const againMs = 60_000;
/** The mail server may be away for some minutes. */
const mostTries = 5;

export type MobileResetStep = { readonly kind: 'ended' } | { readonly kind: 'wait'; readonly until: string };

const ended: MobileResetStep = { kind: 'ended' };

export async function carryOutMobileReset(deps: MobileResetDeps, id: string): Promise<MobileResetStep> {
  const stored = await deps.mobile.requests.read(id);
  if (!stored) return ended;
  const { leaseUntil, state } = stored.value;
  if (leaseUntil && !isPast(leaseUntil, deps.clock.now())) return { kind: 'wait', until: leaseUntil };
  if (state === 'handing-over') return unknownHandover(deps, stored.value);
  const taken = await take(deps, stored, 'issuing');
  return taken ? carryOut(deps, taken) : { kind: 'wait', until: after(deps.clock.now(), leaseMs) };
}

async function carryOut(deps: MobileResetDeps, stored: Stored<MobileRequest>): Promise<MobileResetStep> {
  const request = stored.value;
  const capability = deps.mobile.provider.temporaryPassword;
  const candidates = await capability.candidates(request, { timeoutMs: callMs });
  const [candidate] = candidates;
  // Limits count first, and for everybody: a refusal for another reason must not be a free try.
  const limited = await whyLimited(deps, request, candidate);
  const refusal = limited ?? (await whyRefused(deps, candidates));
  const expiresAt = after(deps.clock.now(), deps.policy.directory.mobileReset.passwordLife);
  if (refusal || !candidate) {
    await capability.issue(undefined, new Date(expiresAt), { timeoutMs: callMs });
    return end(deps, request, candidate, { refusal: refusal ?? 'unknown-address' });
  }
  await record(deps, request, candidate, 'mobile-reset-started', 'started', 'asked');
  const password = await capability.issue(candidate.account.ref.id, new Date(expiresAt), {
    timeoutMs: callMs,
  });
  if (password === 'refused') return end(deps, request, candidate, { refusal: 'provider-refused' });
  const handing = await take(deps, stored, 'handing-over');
  if (!handing) return { kind: 'wait', until: after(deps.clock.now(), leaseMs) };
  const details = {
    requestId: request.id,
    expiresAt,
    at: request.at,
    locale: await localeOf(deps, candidate),
  };
  const mailed = await deps.mobile.carrier.mail(candidate, password, details);
  if (mailed === 'no-mail-server') return end(deps, request, candidate, { refusal: mailed });
  if (mailed === 'not-sent' && handing.value.tries < mostTries) return again(deps, handing);
  const mail: MobileSending = { way: 'mail', to: maskedEmail(candidate.account.email), result: mailed };
  const unsaid = unknownTextOf(candidate);
  if (!unsaid) return end(deps, request, candidate, { sent: [mail] });
  const noted = await deps.mobile.requests.write({ ...handing.value, mailed }, handing.etag);
  if (noted === 'conflict') return { kind: 'wait', until: after(deps.clock.now(), leaseMs) };
  const texted = await deps.mobile.carrier.text(candidate, password, details);
  return end(deps, request, candidate, { sent: [mail, ...(texted ? [{ ...unsaid, ...texted }] : [])] });
}

/** R2: a text goes to the number on record, and only where that is the number that came along. Not known to have gone. */
function unknownTextOf({
  phoneMatches,
  textNumber = '',
  textAddress,
  serviceNumber,
}: TemporaryPasswordCandidate): MobileSending | undefined {
  if (!phoneMatches || (textAddress ?? serviceNumber) === undefined) return undefined;
  const way = textAddress === undefined ? 'text-service' : 'text-by-mail';
  return { way, to: maskedNumber(textNumber), result: 'unknown' };
}

/** Writes the state with a lease; undefined where somebody else was faster. */
async function take(
  deps: MobileResetDeps,
  { value, etag }: Stored<MobileRequest>,
  state: MobileRequest['state'],
): Promise<Stored<MobileRequest> | undefined> {
  const tries = value.tries + (state === 'handing-over' ? 1 : 0);
  const leaseUntil = after(deps.clock.now(), leaseMs);
  const written = await deps.mobile.requests.write({ ...value, state, tries, leaseUntil }, etag);
  return written === 'conflict' ? undefined : written;
}

/** Certainly nothing was sent: a new password is drawn next time, since nobody has kept this one. */
async function again(
  deps: MobileResetDeps,
  { value, etag }: Stored<MobileRequest>,
): Promise<MobileResetStep> {
  const until = after(deps.clock.now(), againMs);
  await deps.mobile.requests.write({ ...value, state: 'issuing', leaseUntil: until }, etag);
  return { kind: 'wait', until };
}

/** Whoever handed it over died with the answer: to the mail, or to the text that comes after it. */
async function unknownHandover(deps: MobileResetDeps, request: MobileRequest): Promise<MobileResetStep> {
  const [candidate] = await deps.mobile.provider.temporaryPassword.candidates(request, { timeoutMs: callMs });
  const { email, mailed } = request;
  const mail: MobileSending = { way: 'mail', to: maskedEmail(email), result: mailed ?? 'unknown' };
  const text = mailed && candidate && unknownTextOf(candidate);
  return end(deps, request, candidate, { sent: [mail, ...(text ? [text] : [])] });
}

async function end(
  deps: MobileResetDeps,
  request: MobileRequest,
  candidate: TemporaryPasswordCandidate | undefined,
  { refusal, sent = [] }: { readonly refusal?: MobileRefusal; readonly sent?: readonly MobileSending[] },
): Promise<MobileResetStep> {
  const { id, at, source } = request;
  const account = candidate && {
    account: { ...candidate.account.ref, name: candidate.account.userName },
  };
  await record(deps, request, candidate, 'mobile-reset', resultOf(refusal, sent), refusal ?? sayOf(sent));
  const entry: MobileLogEntry = {
    ...{ id, at, source, sent },
    endedAt: deps.clock.now().toISOString(),
    email: maskedEmail(request.email),
    phone: maskedNumber(request.phone),
    ...account,
    ...(refusal ? { refusal } : {}),
  };
  await deps.mobile.requests.end(entry);
  return ended;
}

function resultOf(refusal: MobileRefusal | undefined, sent: readonly MobileSending[]): AuditEntry['result'] {
  if (refusal) return 'refused';
  const has = (result: Handover): boolean => sent.some((sending) => sending.result === result);
  if (has('sent')) return 'done';
  return has('unknown') ? 'unknown' : 'failed';
}

/** `mail sent, text-by-mail refused` */
function sayOf(sent: readonly MobileSending[]): string {
  return sent.map(({ way, result }) => `${way} ${result}`).join(', ');
}

async function localeOf(deps: MobileResetDeps, { account }: TemporaryPasswordCandidate): Promise<string> {
  const [first = 'en'] = deps.policy.organisation.languages;
  if (account.objectId === undefined) return first;
  const chat = await deps.conversations.read(personKey(deps.tenantId, account.objectId));
  return chat?.value.locale ?? first;
}

async function record(
  { audit, clock }: MobileResetDeps,
  request: MobileRequest,
  candidate: TemporaryPasswordCandidate | undefined,
  act: 'mobile-reset-started' | 'mobile-reset',
  result: AuditEntry['result'],
  reason: string,
): Promise<void> {
  await audit.record({
    key: `${request.id}-${act}-${request.tries}`,
    at: clock.now().toISOString(),
    ...{ act, result, reason, actor: system, verifiedBy: 'nobody', source: request.source },
    subject: candidate ? accountParty(candidate.account.ref) : system,
    requestId: request.id,
  });
}
