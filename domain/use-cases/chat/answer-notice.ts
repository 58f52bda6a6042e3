/** U2, U4, U6: every answer but Yes: No, This wasn't me, Great it worked, Re-open issue. */
import type { Deps } from '../../deps';
import { type Outcome, refused } from '../../outcome';
import { end, move, type Owed, owe, oweRetirement, type SupportRequest, touch } from '../../support-request';
import { changeRequest } from '../change-request';
import { settleTicket } from '../settle';
import { type Answering, ownRequest, recordAnswer } from './own-request';

type Changed = { readonly request: SupportRequest };

/** U4: it stays locked. What a ticket asked for was declined: the ticket says so (I4). */
export function dismiss(deps: Deps, answering: Answering): Promise<Outcome<Changed>> {
  return answerWith(deps, answering, (row, now) => {
    if (row.state !== 'seen' && row.state !== 'asked') return undefined;
    const declined: Owed[] =
      row.origin === 'ticket' ? [{ kind: 'ticket-note', key: 'declined', note: 'declined' }] : [];
    return oweRetirement(owe(end(row, 'dismissed', now), ...declined));
  });
}

/** U10: the Yes to a notice that is combined with instructions. */
export function acceptInstructions(deps: Deps, answering: Answering): Promise<Outcome<Changed>> {
  return answerWith(deps, answering, (row, now) =>
    row.state === 'seen' || row.state === 'asked' ? oweRetirement(end(row, 'instructed', now)) : undefined,
  );
}

/**
 * U2, This wasn't me: no unlock, a ticket flagged as a security incident. From an old card it may come after
 * somebody has said yes: then it is all the more one.
 */
export async function reportNotMe(deps: Deps, answering: Answering): Promise<Outcome<Changed>> {
  const outcome = await answerWith(deps, answering, (row, now) => {
    if (row.state === 'ended') return undefined;
    if (row.state !== 'seen' && row.state !== 'asked') {
      const flagged: Owed[] = [
        { kind: 'ticket-open', securityIncident: true },
        { kind: 'ticket-note', key: 'not-me', note: 'not-me' },
      ];
      return owe(touch({ ...row, helpAsked: true, securityIncident: true }, now), ...flagged);
    }
    const ended = end(row, 'not-me', now, { securityIncident: true, helpAsked: true });
    return oweRetirement(owe(ended, ...incident(row)));
  });
  return withTicketNow(deps, outcome);
}

/** U6, Great, it worked!: the ticket is resolved. */
export function confirmWorked(deps: Deps, answering: Answering): Promise<Outcome<Changed>> {
  return answerWith(deps, answering, (row, now) =>
    row.state === 'follow-up' || row.state === 'handed-over'
      ? owe(oweRetirement(end(row, 'worked', now)), { kind: 'ticket-resolve', note: 'worked' })
      : undefined,
  );
}

/** U6, Re-open issue: the ticket goes back to a human, with a note. */
export async function reopen(deps: Deps, answering: Answering): Promise<Outcome<Changed>> {
  const outcome = await answerWith(deps, answering, (row, now) => {
    if (row.state !== 'follow-up') return undefined;
    const handedOver = move(row, 'handed-over', now, { helpAsked: true });
    return owe(oweRetirement(handedOver), { kind: 'ticket-reopen', note: 'still-cannot-sign-in' });
  });
  return withTicketNow(deps, outcome);
}

function incident(row: SupportRequest): readonly Owed[] {
  if (row.origin === 'ticket') {
    return [
      { kind: 'ticket-open', securityIncident: true },
      { kind: 'ticket-note', key: 'not-theirs', note: 'not-theirs' },
    ];
  }
  return row.ticket
    ? [{ kind: 'ticket-note', key: 'not-me', note: 'not-me' }]
    : [{ kind: 'ticket-open', securityIncident: true }];
}

/** Applies a change that the row's state may refuse: then nothing happens and the caller says what was found. */
async function answerWith(
  deps: Deps,
  answering: Answering,
  change: (row: SupportRequest, now: Date) => SupportRequest | undefined,
): Promise<Outcome<Changed>> {
  const own = await ownRequest(deps, answering);
  if (own.kind === 'none') {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return refused('not-open');
  }
  if (own.kind === 'refused') return own;
  let applied = false;
  const changed = await changeRequest(
    deps,
    answering.id,
    (row) => {
      const next = change(row, deps.clock.now());
      applied = next !== undefined;
      return next;
    },
    own.stored,
  );
  if (!applied || !changed) {
    await recordAnswer(deps, answering, 'refused', 'already-answered', answering.id);
    return refused('already-answered');
  }
  await recordAnswer(deps, answering, 'done', answering.verb, answering.id);
  return { kind: 'done', request: changed.value };
}

/** The answer names the ticket if it can be had at once; else the orchestration opens it. */
async function withTicketNow(deps: Deps, outcome: Outcome<Changed>): Promise<Outcome<Changed>> {
  if (outcome.kind !== 'done') return outcome;
  const settled = await settleTicket(deps, outcome.request.id);
  return settled ? { kind: 'done', request: settled } : outcome;
}
