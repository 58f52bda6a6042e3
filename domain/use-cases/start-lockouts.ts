/**
 * From events that tell of lockouts to requests whose orchestrations run: the one road for what is polled and for
 * what is pushed. A lockout's id is made of provider, account and the instant it began, as the provider tells it:
 * whoever inserts the row first tells the person, and nobody does twice.
 */
import { type Account, type LockoutEvent, sameAccount } from '../account';
import type { Deps } from '../deps';
import { codeOf, mayRetry } from '../errors';
import type { PersonKey } from '../person';
import { accountParty, partyOf, system } from '../ports/audit-trail';
import type { IdentityProvider } from '../ports/identity-provider';
import type { SupportRequest } from '../support-request';
import { personOf } from './account-links';

export type StartOptions = {
  /** What brought the events, for the trail. */
  readonly source: 'timer' | 'event-hook';
  /** Limit of each call of the provider. */
  readonly callMs: number;
  /** When accounts were read, in ms: an event that is older tells nothing new. Grows with the accounts that are told of. */
  readonly read?: Map<string, number>;
};

type Telling = readonly [LockoutEvent, ...LockoutEvent[]];

/** Mostly waiting: at eight a burst's notices waited for the poll, not for the channel. */
const abreast = 24;
/** The provider's clock may be off ours by that. */
const clockSkewMs = 60_000;

/** One lockout at a time per account, several accounts abreast. @returns how many requests are new */
export async function startRequests(
  deps: Deps,
  provider: IdentityProvider,
  events: readonly LockoutEvent[],
  options: StartOptions,
): Promise<number> {
  const byAccount = new Map<string, [LockoutEvent, ...LockoutEvent[]]>();
  for (const event of events.filter((one) => !isOldNews(one, options))) {
    const known = byAccount.get(event.accountId);
    if (known) known.push(event);
    else byAccount.set(event.accountId, [event]);
  }
  const waiting = [...byAccount.values()];
  let started = 0;
  const worker = async (): Promise<void> => {
    for (let telling = waiting.shift(); telling; telling = waiting.shift()) {
      const readAt = deps.clock.now().getTime();
      if (await startUnlessUnreadable(deps, provider, telling, options)) started++;
      options.read?.set(telling[0].accountId, readAt);
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, waiting.length) }, worker));
  return started;
}

function isOldNews({ accountId, at }: LockoutEvent, { read }: StartOptions): boolean {
  const readAt = read?.get(accountId);
  return readAt !== undefined && Date.parse(at) + clockSkewMs < readAt;
}

/** An account that can't be read, or whose request can't be kept, must not hold the cursor for everybody else. */
async function startUnlessUnreadable(
  deps: Deps,
  provider: IdentityProvider,
  telling: Telling,
  options: StartOptions,
): Promise<boolean> {
  try {
    return await startRequest(deps, provider, telling, options);
  } catch (error) {
    const itsOwn = ['bad-answer', 'unexpected'].includes(codeOf(error)) && !mayRetry(error);
    if (!itsOwn) throw error;
    await recordUnreadable(deps, provider, 1, telling[0].id, options);
    return false;
  }
}

/** @param telling events of one account, oldest first; after an outage the older ones may tell of lockouts long over. */
async function startRequest(
  deps: Deps,
  provider: IdentityProvider,
  telling: Telling,
  options: StartOptions,
): Promise<boolean> {
  const account = await provider.getAccount(telling[0].accountId, { timeoutMs: options.callMs });
  if (account?.status !== 'locked') return false;
  const event = nearestTo(account.lockedAt, telling);
  const lockedAt = account.lockedAt ?? event.at;
  const id = `lock-${deps.digest.of(provider.id, account.ref.id, lockedAt).slice(0, 40)}`;
  const person = await personOf(deps, account);
  const entry = { at: lockedAt, verifiedBy: 'system', source: options.source, requestId: id } as const;
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
  const same = account.lockedAt === undefined ? await openNoticeOf(deps, person, account) : undefined;
  if (same !== undefined) {
    if (await wasNeverStarted(deps, same)) await deps.orchestrations.start(same, 'send-notice');
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
function nearestTo(lockedAt: string | undefined, telling: Telling): LockoutEvent {
  if (lockedAt === undefined) return telling[0];
  const distance = ({ at }: LockoutEvent): number => Math.abs(Date.parse(at) - Date.parse(lockedAt));
  return telling.reduce((best, event) => (distance(event) < distance(best) ? event : best), telling[0]);
}

/**
 * Where the provider doesn't tell since when, several events of one lockout would be as many: the notice that is
 * still open is theirs too.
 */
async function openNoticeOf(deps: Deps, person: PersonKey, account: Account): Promise<string | undefined> {
  for (const id of await deps.requests.openOf(person)) {
    const row = (await deps.requests.read(id))?.value;
    const isUnanswered = row?.origin === 'lockout-notice' && row.state !== 'follow-up';
    if (isUnanswered && row.account && sameAccount(row.account, account.ref)) return id;
  }
  return undefined;
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

/** @param place where they stood: what is told of the same place twice within an instant is recorded once */
export async function recordUnreadable(
  deps: Deps,
  provider: IdentityProvider,
  count: number,
  place: string,
  { source }: Pick<StartOptions, 'source'>,
): Promise<void> {
  await deps.audit.record({
    key: `unreadable-${deps.digest.of(provider.id, place).slice(0, 20)}`,
    at: deps.clock.now().toISOString(),
    act: 'lockout-events-unreadable',
    actor: system,
    subject: system,
    verifiedBy: 'system',
    source,
    reason: `${provider.id}: ${count}`,
    result: 'failed',
  });
}

function nameOf(account: Account): string {
  return `${account.ref.provider}:${account.ref.id}`;
}
