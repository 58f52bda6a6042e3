/**
 * What an orchestration has to do next about a request: a pure reading of the row. It is the whole of the
 * workflow; the orchestrator only does what this says and waits.
 */
import { isPast } from './duration';
import { isHeldBack, type SupportRequest } from './support-request';

export type StepKind =
  | 'send-notice'
  | 'send-question'
  | 'go-on'
  | 'ask-again'
  | 'send-result'
  | 'settle'
  | 'close';

export type NextStep =
  | { readonly kind: StepKind }
  /** Nothing to do before that instant, unless the row changes. */
  | { readonly kind: 'wait'; readonly until: string }
  | { readonly kind: 'finished' };

/** The person's yes counts that long; then it is asked again. */
export const consentLifeMs = 15 * 60_000;

export function nextStep(request: SupportRequest, now: Date): NextStep {
  const settleAt = settlingAt(request, now);
  if (settleAt !== undefined && isPast(settleAt, now)) return { kind: 'settle' };
  const step = stepOfState(request, now);
  if (settleAt === undefined) return step;
  if (step.kind === 'finished') return { kind: 'wait', until: settleAt };
  if (step.kind === 'wait') return { kind: 'wait', until: earlier(step.until, settleAt) };
  return step;
}

/** The next instant at which something is due by itself; undefined when nothing is left. For the pointer row. */
export function dueAt(request: SupportRequest, now: Date): string | undefined {
  const step = nextStep(request, now);
  if (step.kind === 'finished') return undefined;
  return step.kind === 'wait' ? step.until : request.changedAt;
}

function stepOfState(request: SupportRequest, now: Date): NextStep {
  switch (request.state) {
    case 'seen':
      if (request.origin === 'ticket') return { kind: 'send-question' };
      return unlessEarly(later(request.heldUntil, leaseOf(request, 'notice')), now, 'send-notice');
    case 'asked': {
      const unsent = leaseOf(request, 'ask-again');
      if (unsent) return unlessEarly(unsent, now, 'ask-again');
      const unasked = leaseOf(request, 'question');
      if (unasked) return unlessEarly(unasked, now, 'send-question');
      if (couldNotBeAsked(request)) return { kind: 'send-question' };
      return unlessEarly(request.expiresAt, now, 'close');
    }
    case 'acting':
      return unlessEarly(later(request.executor?.leaseUntil, request.retry?.notBefore), now, 'go-on');
    case 'follow-up':
    case 'handed-over': {
      const unsent = leaseOf(request, 'result');
      if (unsent && isPast(unsent, now)) return { kind: 'send-result' };
      const end = unlessEarly(request.followUpUntil, now, 'close');
      return unsent && end.kind === 'wait' ? { kind: 'wait', until: earlier(unsent, end.until) } : end;
    }
    case 'ended': {
      const unsent = leaseOf(request, 'result');
      return unsent ? unlessEarly(unsent, now, 'send-result') : { kind: 'finished' };
    }
  }
}

/** I4: a human has to hear of it. */
function couldNotBeAsked({ origin, deliveries }: SupportRequest): boolean {
  return (
    origin === 'ticket' && deliveries.some(({ key, state }) => key === 'question' && state === 'undelivered')
  );
}

/** When something that is owed may be tried; undefined where nothing is owed. */
function settlingAt(request: SupportRequest, now: Date): string | undefined {
  const { owed, retry, ticketNotBefore, changedAt } = request;
  if (owed.length === 0) return undefined;
  const soon = retry?.notBefore ?? changedAt;
  return owed.every((debt) => isHeldBack(request, debt, now)) ? later(soon, ticketNotBefore) : soon;
}

/** Until when somebody may still be sending that message; undefined if nobody is. */
function leaseOf(request: SupportRequest, key: string): string | undefined {
  const delivery = request.deliveries.find((one) => one.key === key);
  return delivery?.state === 'sending' ? (delivery.leaseUntil ?? delivery.at) : undefined;
}

function unlessEarly(instant: string | undefined, now: Date, kind: StepKind): NextStep {
  return instant === undefined || isPast(instant, now) ? { kind } : { kind: 'wait', until: instant };
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(a) > Date.parse(b) ? a : b;
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}
