/**
 * The lockout monitor (U1): reads new lockout events from where it stood, makes a request of each lockout that is
 * still on, and moves on. A lockout is known by provider, account and the instant it began: inserting its row is
 * the licence to go on, so events may come late, twice or by the twenty.
 */
import type { Account, LockoutEvent } from '../account';
import type { Deps } from '../deps';
import { codeOf, mayRetry } from '../errors';
import { accountParty, partyOf, system } from '../ports/audit-trail';
import type { IdentityProvider } from '../ports/identity-provider';
import type { SupportRequest } from '../support-request';
import { personOf } from './account-links';

export type PollResult =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'polled'; readonly events: number; readonly started: number };

const callMs = 8_000;
const runMs = 4 * 60_000;
/** Mostly waiting: at eight a burst's notices waited for the poll, not for the channel. */
const abreast = 24;
/** Ticks come every five seconds, give or take: an interval is over one second early. */
const toleranceMs = 1_000;

export async function pollLockouts(deps: Deps): Promise<PollResult> {
  const provider = deps.providers.lockouts;
  if (!provider?.lockouts) return { kind: 'not-due' };
  const name = `lockouts-${provider.id}`;
  const startedAt = deps.clock.now();
  const stored = await deps.cursors.read(name);
  if (
    stored &&
    startedAt.getTime() - Date.parse(stored.value.polledAt) < deps.policy.lockouts.checkEvery - toleranceMs
  ) {
    return { kind: 'not-due' };
  }
  const since = new Date(startedAt.getTime() - deps.policy.lockouts.lookBack);
  let cursor = stored;
  let position = stored?.value.position;
  let events = 0;
  let started = 0;
  for (;;) {
    const page = await provider.lockouts.read(position, since, { timeoutMs: callMs });
    if (page.unreadable > 0) await recordUnreadable(deps, provider, page.unreadable, page.next);
    started += await startRequests(deps, provider, page.events);
    events += page.events.length;
    position = page.next;
    const written = await deps.cursors.write(
      name,
      { position, polledAt: startedAt.toISOString() },
      cursor?.etag,
    );
    const late = deps.clock.now().getTime() - startedAt.getTime() > runMs;
    if (written === 'conflict' || late || page.events.length + page.unreadable === 0) break;
    cursor = await deps.cursors.read(name);
  }
  return { kind: 'polled', events, started };
}

/** One lockout at a time per account, several accounts abreast. */
async function startRequests(
  deps: Deps,
  provider: IdentityProvider,
  events: readonly LockoutEvent[],
): Promise<number> {
  const byAccount = new Map<string, [LockoutEvent, ...LockoutEvent[]]>();
  for (const event of events) {
    const known = byAccount.get(event.accountId);
    if (known) known.push(event);
    else byAccount.set(event.accountId, [event]);
  }
  const waiting = [...byAccount.values()];
  let started = 0;
  const worker = async (): Promise<void> => {
    for (let telling = waiting.shift(); telling; telling = waiting.shift()) {
      if (await startUnlessUnreadable(deps, provider, telling)) started++;
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, waiting.length) }, worker));
  return started;
}

/** An account that can't be read, or whose request can't be kept, must not hold the cursor for everybody else. */
async function startUnlessUnreadable(
  deps: Deps,
  provider: IdentityProvider,
  telling: readonly [LockoutEvent, ...LockoutEvent[]],
): Promise<boolean> {
  try {
    return await startRequest(deps, provider, telling);
  } catch (error) {
    const itsOwn = ['bad-answer', 'unexpected'].includes(codeOf(error)) && !mayRetry(error);
    if (!itsOwn) throw error;
    await recordUnreadable(deps, provider, 1, telling[0].id);
    return false;
  }
}

/**
 * Also called for a single event that a provider pushes to us.
 * @param telling events of one account, oldest first; after an outage the older ones may tell of lockouts long over.
 */
export async function startRequest(
  deps: Deps,
  provider: IdentityProvider,
  telling: readonly [LockoutEvent, ...LockoutEvent[]],
): Promise<boolean> {
  const account = await provider.getAccount(telling[0].accountId, { timeoutMs: callMs });
  if (account?.status !== 'locked') return false;
  const event = nearestTo(account.lockedAt, telling);
  const lockedAt = account.lockedAt ?? event.at;
  const id = `lock-${deps.digest.of(provider.id, account.ref.id, lockedAt).slice(0, 40)}`;
  const person = await personOf(deps, account);
  const entry = { at: lockedAt, verifiedBy: 'system', source: 'timer', requestId: id } as const;
  if (!person) {
    const subject = accountParty(account.ref);
    await deps.audit.record({
      ...entry,
      key: `${id}-undelivered`,
      act: 'notice-undelivered',
      actor: system,
      subject,
      reason: 'not-linked',
      result: 'failed',
    });
    return false;
  }
  await deps.audit.record({
    ...entry,
    key: `${id}-seen`,
    act: 'lockout-seen',
    actor: system,
    subject: partyOf(person),
    reason: nameOf(account),
    result: 'done',
  });
  const request = newLockoutRequest(deps, id, person, account, lockedAt, event);
  const inserted = await deps.requests.insert(request);
  if (inserted === 'exists' && !(await wasNeverStarted(deps, id))) return false;
  await deps.orchestrations.start(id, 'send-notice');
  return inserted !== 'exists';
}

/** The event that tells of the present lock: its place and device are what the person is asked about. */
function nearestTo(
  lockedAt: string | undefined,
  telling: readonly [LockoutEvent, ...LockoutEvent[]],
): LockoutEvent {
  if (lockedAt === undefined) return telling[0];
  const distance = ({ at }: LockoutEvent): number => Math.abs(Date.parse(at) - Date.parse(lockedAt));
  return telling.reduce((best, event) => (distance(event) < distance(best) ? event : best), telling[0]);
}

/** A death between the row and its orchestration: the same event, read again, goes on. */
async function wasNeverStarted(deps: Deps, id: string): Promise<boolean> {
  const stored = await deps.requests.read(id);
  return stored?.value.state === 'seen' && stored.value.handledRevision === 0;
}

function newLockoutRequest(
  deps: Deps,
  id: string,
  person: { tenantId: string; aadObjectId: string },
  account: Account,
  lockedAt: string,
  event: LockoutEvent,
): SupportRequest {
  const now = deps.clock.now().toISOString();
  return {
    tenantId: person.tenantId,
    aadObjectId: person.aadObjectId,
    id,
    kind: 'unlock',
    origin: 'lockout-notice',
    locale: 'en',
    account: account.ref,
    accountName: account.userName,
    state: 'seen',
    createdAt: now,
    changedAt: now,
    revision: 1,
    handledRevision: 0,
    lockout: { at: lockedAt, source: event.source },
    deliveries: [],
    owed: [],
  };
}

async function recordUnreadable(
  deps: Deps,
  provider: IdentityProvider,
  count: number,
  position: string,
): Promise<void> {
  await deps.audit.record({
    key: `unreadable-${deps.digest.of(provider.id, position).slice(0, 20)}`,
    at: deps.clock.now().toISOString(),
    act: 'lockout-events-unreadable',
    actor: system,
    subject: system,
    verifiedBy: 'system',
    source: 'timer',
    reason: `${provider.id}: ${count}`,
    result: 'failed',
  });
}

function nameOf(account: Account): string {
  return `${account.ref.provider}:${account.ref.id}`;
}
