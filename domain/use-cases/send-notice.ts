/**
 * The lockout notice (U2): looks again, then tells the person once, within the limits (U7). Whatever stops it is
 * written on the row and audited: not locked any more, may not be notified, held back, can't be reached.
 */
import type { Account } from '../account';
import { ask, type Conversation } from '../conversation';
import type { Deps } from '../deps';
import { after, isPast } from '../duration';
import { whyNotHelped, whyNotNotified } from '../eligibility';
import type { LimitRule } from '../limits';
import { verbsOf, yesNoOf } from '../message-buttons';
import type { Message } from '../messages';
import type { Reason } from '../outcome';
import { samePerson } from '../person';
import { type AuditAct, type AuditEntry, partyOf, system } from '../ports/audit-trail';
import type { Stored } from '../ports/stores';
import {
  asHandled,
  type Delivery,
  deliveryOf,
  end,
  isOpen,
  move,
  oweRetirement,
  type SupportRequest,
  touch,
  withDelivery,
} from '../support-request';
import { personOf } from './account-links';
import { changeConversation } from './change-conversation';
import { changeRequest } from './change-request';
import { endOlderRequests } from './end-older-requests';
import { oldPasswordIsLikely } from './former-unlocks';
import { giveBack, isAtLimit, reserve } from './reserve';

const callMs = 8_000;
/** Outlasts the connector's own retries. */
const sendingMs = 30_000;

export async function sendNotice(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const stored = await deps.requests.read(id);
  if (stored?.value.state !== 'seen' || !stored.value.account) return stored?.value;
  const request = stored.value;
  const provider = deps.providers.byId(stored.value.account.provider);
  const account = await provider?.getAccount(stored.value.account.id, { timeoutMs: callMs });
  if (!account || !isSameLockout(account, request)) return finish(deps, request, 'already-unlocked');
  const barred = whyNotNotified(account, deps.policy);
  if (barred) return finish(deps, request, 'refused', barred, 'notice-refused');
  // A notice may have been held back for hours: since then the account may have changed hands.
  const holder = await personOf(deps, account);
  if (!holder || !samePerson(holder, request)) {
    return finish(deps, request, 'refused', 'not-linked', 'notice-refused');
  }
  // The older request ends once; a notice that is held back or asked to wait must still say "again" later.
  const lockout = request.lockout ?? { at: request.createdAt };
  const [hadBeenUnlocked, isRepeat] = await Promise.all([
    endOlderRequests(deps, request),
    oldPasswordIsLikely(deps, request, account.ref, lockout),
  ]);
  const told: SupportRequest = {
    ...request,
    ...(hadBeenUnlocked || isRepeat ? { lockedAgain: true } : {}),
    ...(isRepeat ? { oldPasswordLikely: true } : {}),
  };
  const admission = await reserve(deps, told, 'notice', noticeRule(deps), told.id);
  if (admission.kind === 'refused') return holdBack(deps, told, admission.until);
  return deliver(deps, { ...stored, value: told }, await noticeOf(deps, told, account));
}

async function deliver(
  deps: Deps,
  stored: Stored<SupportRequest>,
  notice: Message,
): Promise<SupportRequest | undefined> {
  const request = stored.value;
  const now = deps.clock.now();
  const leaseUntil = after(now, sendingMs);
  const record = { key: 'notice', template: notice.kind, at: now.toISOString() };
  // Whoever writes this first sends; another run of the same activity finds the lease and leaves it alone.
  let mine = false;
  const claimed = await changeRequest(
    deps,
    request.id,
    (row) => {
      mine = row.state === 'seen' && !isBeingSent(row, now);
      const sending = withDelivery(row, { ...record, state: 'sending', leaseUntil });
      return mine ? asHandled({ ...sending, ...againOf(request) }) : undefined;
    },
    stored,
  );
  if (!claimed || !mine) return claimed?.value;
  const chat = await openQuestion(deps, request, notice, now);
  const answer = await deps.messenger.send(request, notice, chat);
  switch (answer.kind) {
    case 'sent': {
      const sent = { ...record, state: 'sent', activityId: answer.activityId } as const;
      await deps.audit.record(entry(request, 'notice-sent', 'done', record.at, 'lockout'));
      return noteSent(deps, claimed, sent);
    }
    case 'later': {
      const notYet = { ...record, state: 'sending', leaseUntil: answer.notBefore } as const;
      return (await changeRequest(deps, request.id, (row) => asHandled(withDelivery(row, notYet))))?.value;
    }
    case 'undelivered':
      await giveBack(deps, request, 'notice', request.id);
      return finish(deps, request, 'undelivered', answer.reason, 'notice-undelivered');
  }
}

function isBeingSent(row: SupportRequest, now: Date): boolean {
  const delivery = deliveryOf(row, 'notice');
  return delivery?.state === 'sending' && !isPast(delivery.leaseUntil ?? delivery.at, now);
}

/** The person may have answered while the message was still on its way: then only the card's id is noted. */
async function noteSent(
  deps: Deps,
  claimed: Stored<SupportRequest>,
  sent: Delivery,
): Promise<SupportRequest | undefined> {
  const changed = await changeRequest(
    deps,
    claimed.value.id,
    (row) => {
      const noted = withDelivery(row, sent);
      if (row.state !== 'seen') return asHandled(touch(oweRetirement(noted, 'result'), deps.clock.now()));
      const expiresAt = after(sent.at, deps.policy.lockouts.noticeLife);
      return asHandled(move(noted, 'asked', deps.clock.now(), { expiresAt }));
    },
    claimed,
  );
  return changed?.value;
}

/** Stored before the card is sent, so that an answer can't come too early. */
async function openQuestion(
  deps: Deps,
  request: SupportRequest,
  notice: Message,
  now: Date,
): Promise<Conversation | undefined> {
  const question = {
    id: request.id,
    topic: 'request',
    template: notice.kind,
    verbs: verbsOf(notice),
    ...yesNoOf(notice),
    askedAt: now.toISOString(),
    expiresAt: after(now, deps.policy.lockouts.noticeLife),
    deliveryKey: 'notice',
  } as const;
  return (await changeConversation(deps, request, (conversation) => ask(conversation, question, now)))?.value;
}

async function noticeOf(deps: Deps, request: SupportRequest, account: Account): Promise<Message> {
  const unlock = deps.providers.unlock;
  const { maximum, period } = deps.policy.unlock;
  const rule = { maximum, periodMs: period, gapMs: 0 };
  // U10: a Yes brings instructions then, which nothing bars.
  const instructed =
    deps.policy.lockouts.answer === 'instructions' || deps.policy.unlock.mode === 'instructions';
  const barred: Reason | undefined = instructed
    ? undefined
    : unlock?.id !== account.ref.provider || !unlock.unlock?.selfService
      ? 'not-supported'
      : (whyNotHelped(account, deps.policy) ??
        ((await isAtLimit(deps, request, 'unlock', rule)) ? 'limit-reached' : undefined));
  return {
    kind: 'lockout-notice',
    id: request.id,
    accountName: account.userName,
    lockedAt: request.lockout?.at ?? request.createdAt,
    source: request.lockout?.source ?? {},
    again: request.lockedAgain === true,
    ...(request.oldPasswordLikely ? { oldPassword: true as const } : {}),
    ...(barred ? { barred } : {}),
    ...(instructed ? { instructions: true as const } : {}),
  };
}

async function holdBack(
  deps: Deps,
  request: SupportRequest,
  until: string | undefined,
): Promise<SupportRequest | undefined> {
  const heldUntil = until ?? after(deps.clock.now(), 60_000);
  await deps.audit.record(
    entry(request, 'notice-held-back', 'pending', deps.clock.now().toISOString(), `held until ${heldUntil}`),
  );
  const changed = await changeRequest(deps, request.id, (row) =>
    row.state === 'seen'
      ? asHandled(touch({ ...row, heldUntil, ...againOf(request) }, deps.clock.now()))
      : undefined,
  );
  return changed?.value;
}

function againOf({
  lockedAgain,
  oldPasswordLikely,
}: SupportRequest): Pick<SupportRequest, 'lockedAgain' | 'oldPasswordLikely'> {
  return { ...(lockedAgain ? { lockedAgain } : {}), ...(oldPasswordLikely ? { oldPasswordLikely } : {}) };
}

async function finish(
  deps: Deps,
  request: SupportRequest,
  ending: 'already-unlocked' | 'refused' | 'undelivered',
  reason?: Reason,
  act: AuditAct = 'request-ended',
): Promise<SupportRequest | undefined> {
  const result = ending === 'already-unlocked' ? 'done' : ending === 'refused' ? 'refused' : 'failed';
  await deps.audit.record(entry(request, act, result, deps.clock.now().toISOString(), reason ?? ending));
  const changed = await changeRequest(deps, request.id, (row) =>
    isOpen(row) && row.state === 'seen'
      ? asHandled(end(row, ending, deps.clock.now(), reason ? { endReason: reason } : {}))
      : undefined,
  );
  return changed?.value;
}

function entry(
  request: SupportRequest,
  act: AuditAct,
  result: AuditEntry['result'],
  at: string,
  reason: string,
): AuditEntry {
  return {
    key: `${request.id}-${act}`,
    at,
    act,
    actor: system,
    subject: partyOf(request),
    verifiedBy: 'system',
    source: 'lockout-monitor',
    reason,
    result,
    requestId: request.id,
  };
}

function isSameLockout(account: Account, request: SupportRequest): boolean {
  return account.status === 'locked' && (!account.lockedAt || account.lockedAt === request.lockout?.at);
}

function noticeRule(deps: Deps): LimitRule {
  const { maximum, period, gap } = deps.policy.lockouts.notices;
  return { maximum, periodMs: period, gapMs: gap };
}
