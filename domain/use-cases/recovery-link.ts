/**
 * Our own recovery link (P1, P3): made when its message is sent, alive once per request, used by Continue alone.
 * Its token is known to the message and the browser; we keep its keyed hash.
 */
import type { Deps } from '../deps';
import { after, isPast } from '../duration';
import { whyNotHelped } from '../eligibility';
import type { Message } from '../messages';
import { type Failed, failed, type Reason, type Refused, refused } from '../outcome';
import { partyOf } from '../ports/audit-trail';
import { Secret } from '../secret';
import { owe, type SupportRequest, touch } from '../support-request';
import { changeRequest } from './change-request';

/** A new link for the request; the one before ends. Undefined when the request has ended meanwhile. */
export async function newRecoveryLink(deps: Deps, request: SupportRequest): Promise<Message | undefined> {
  const token = deps.links.newToken();
  const linkHash = deps.links.hashOf(token);
  await deps.handles.create(linkHash, request.id);
  const expiresAt = after(deps.clock.now(), deps.policy.passwordReset.linkLife);
  let renewed = false;
  const changed = await changeRequest(deps, request.id, (row) => {
    renewed = row.recovery !== undefined;
    return row.state === 'follow-up' ? { ...row, recovery: { linkHash, expiresAt } } : undefined;
  });
  if (changed?.value.recovery?.linkHash !== linkHash) return undefined;
  return {
    kind: 'recovery-link',
    id: request.id,
    accountName: request.accountName ?? '',
    url: deps.links.urlOf(token),
    expiresAt,
    ...(renewed ? { renewed: true as const } : {}),
  };
}

export type LinkState = 'ready' | 'gone';

/** What a link may still do. Looking changes nothing: scanners look too. */
export async function recoveryLinkState(deps: Deps, token: string): Promise<LinkState> {
  return (await requestBehind(deps, token)) ? 'ready' : 'gone';
}

export type Continued =
  | {
      readonly kind: 'link';
      readonly url: Secret<string>;
      /** The request, whose ticket is owed a note: its orchestration is to be woken. */
      readonly wake: string;
    }
  | Refused
  | Failed;

const callMs = 8_000;

/**
 * Continue: uses the link up, then asks the provider for its one-time link, which goes to this one caller. When the
 * provider fails the link is given back, so that the person may press again.
 */
export async function continueRecovery(deps: Deps, token: string, source: string): Promise<Continued> {
  const request = await requestBehind(deps, token);
  if (!request?.account) return refused('not-open');
  const used = await useUp(deps, request, deps.links.hashOf(new Secret(token)));
  if (!used) return refused('not-open');
  const record = recorder(deps, used, source);
  try {
    const provider = deps.providers.byId(request.account.provider);
    const account = await provider?.getAccount(request.account.id, { timeoutMs: callMs });
    const barred: Reason | undefined = account ? whyNotHelped(account, deps.policy) : 'not-linked';
    if (barred || !provider?.passwordReset) {
      await record('password-link-used', 'refused', barred ?? 'not-supported');
      return refused(barred ?? 'not-supported');
    }
    await record('password-link-used-started', 'started', request.account.provider);
    const answer = await provider.passwordReset.createLink(request.account.id, { timeoutMs: callMs });
    if (answer.kind === 'refused') {
      await record('password-link-used', 'failed', 'provider-refused');
      return failed('provider-refused');
    }
    await record('password-link-used', 'done', 'continue');
    await changeRequest(deps, request.id, (row) =>
      touch(
        owe(row, { kind: 'ticket-note', key: 'password-link-used', note: 'password-link-used' }),
        deps.clock.now(),
      ),
    );
    return { kind: 'link', url: answer.url, wake: request.id };
  } catch {
    // Whatever it was, the person has got nothing: the same link works once more while it lives.
    await giveLinkBack(deps, used);
    await record('password-link-used', 'failed', 'provider-unavailable');
    return failed('provider-unavailable');
  }
}

async function requestBehind(deps: Deps, token: string): Promise<SupportRequest | undefined> {
  if (!/^[A-Za-z0-9_-]{20,100}$/.test(token)) return undefined;
  const linkHash = deps.links.hashOf(new Secret(token));
  const id = await deps.handles.requestOf(linkHash);
  const row = id === undefined ? undefined : (await deps.requests.read(id))?.value;
  return row && isAlive(row, linkHash, deps.clock.now()) ? row : undefined;
}

/** Whether the newest link of the request may still be used. */
export function linkIsAlive({ state, recovery }: SupportRequest, now: Date): boolean {
  const unused = recovery !== undefined && !recovery.usedAt && !isPast(recovery.expiresAt, now);
  return unused && state === 'follow-up';
}

function isAlive(request: SupportRequest, linkHash: string, now: Date): boolean {
  return request.recovery?.linkHash === linkHash && linkIsAlive(request, now);
}

async function useUp(
  deps: Deps,
  request: SupportRequest,
  linkHash: string,
): Promise<SupportRequest | undefined> {
  let mine = false;
  const changed = await changeRequest(deps, request.id, (row) => {
    const now = deps.clock.now();
    mine = isAlive(row, linkHash, now);
    return mine && row.recovery
      ? { ...row, recovery: { ...row.recovery, usedAt: now.toISOString() } }
      : undefined;
  });
  return mine ? changed?.value : undefined;
}

async function giveLinkBack(deps: Deps, used: SupportRequest): Promise<void> {
  await changeRequest(deps, used.id, (row) => {
    if (!row.recovery || row.recovery.usedAt !== used.recovery?.usedAt) return undefined;
    const { usedAt: _usedAt, ...recovery } = row.recovery;
    return { ...row, recovery };
  });
}

function recorder(deps: Deps, request: SupportRequest, source: string) {
  return async (
    act: 'password-link-used-started' | 'password-link-used',
    result: 'started' | 'done' | 'refused' | 'failed',
    reason: string,
  ): Promise<void> => {
    const at = deps.clock.now().toISOString();
    await deps.audit.record({
      key: `${request.id}-${act}-${result}-${request.recovery?.usedAt ?? at}`,
      at,
      act,
      actor: partyOf(request),
      subject: partyOf(request),
      verifiedBy: 'link',
      source,
      reason,
      result,
      requestId: request.id,
    });
  };
}
