/**
 * One step of a request, as the orchestration asks for it: does what `nextStep` says and answers what comes
 * next. Looking writes nothing but that it has looked.
 */
import type { Deps } from '../deps';
import { type NextStep, nextStep, type StepKind } from '../next-step';
import { partyOf, system } from '../ports/audit-trail';
import { awaitsHelpDesk, end, type Owed, owe, oweRetirement, type SupportRequest } from '../support-request';
import { changeRequest } from './change-request';
import { askAgain, goOn } from './go-on';
import { sendNotice } from './send-notice';
import { sendResult } from './send-own';
import { sendQuestion } from './send-question';
import { settle } from './settle';

const doing: Readonly<Record<StepKind, (deps: Deps, id: string) => Promise<SupportRequest | undefined>>> = {
  'send-notice': sendNotice,
  'send-question': sendQuestion,
  'go-on': goOn,
  'ask-again': askAgain,
  'send-result': sendResult,
  settle: (deps, id) => settle(deps, id),
  close,
};

export async function advance(deps: Deps, id: string, step: StepKind): Promise<NextStep> {
  return stepAfter(deps, await doing[step](deps, id));
}

/** Reads the row, notes that its newest revision has been looked at, and says what is next. */
export async function look(deps: Deps, id: string): Promise<NextStep> {
  const stored = await deps.requests.read(id);
  const step = stepAfter(deps, stored?.value);
  if (stored && stored.value.handledRevision !== stored.value.revision && step.kind === 'wait') {
    await changeRequest(deps, id, (row) => ({ ...row, handledRevision: row.revision }), stored);
  }
  return step;
}

function stepAfter(deps: Deps, request: SupportRequest | undefined): NextStep {
  return request ? nextStep(request, deps.clock.now()) : { kind: 'finished' };
}

/** The life of a question or of the follow-up is over. */
async function close(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const changed = await changeRequest(deps, id, (row) => {
    const now = deps.clock.now();
    if (nextStep(row, now).kind !== 'close') return undefined;
    const ended = end(row, endingOf(row), now);
    return { ...owe(oweRetirement(ended), ...closing(row)), handledRevision: ended.revision };
  });
  const request = changed?.value;
  if (request?.state === 'ended') {
    await deps.audit.record({
      key: `${id}-ended`,
      at: request.endedAt ?? request.changedAt,
      act: 'request-ended',
      actor: system,
      subject: partyOf(request),
      verifiedBy: 'system',
      source: 'orchestration',
      reason: request.ending ?? 'no-answer',
      result: 'done',
      requestId: id,
    });
  }
  return request;
}

function endingOf(row: SupportRequest): 'expired' | 'no-answer' | 'with-help-desk' {
  if (row.state === 'asked') return row.helpAsked ? 'with-help-desk' : 'expired';
  return row.state === 'handed-over' || awaitsHelpDesk(row) ? 'with-help-desk' : 'no-answer';
}

/** Silence closes the ticket of something that was done; never one that a human was asked to look at. */
function closing(row: SupportRequest): readonly Owed[] {
  // I4: the ticket was the person's own, and it waits for somebody.
  if (row.state === 'asked' && row.origin === 'ticket' && !row.helpAsked)
    return [{ kind: 'ticket-note', key: 'not-answered', note: 'not-answered' }];
  return row.state === 'follow-up' && !awaitsHelpDesk(row)
    ? [{ kind: 'ticket-close', note: 'no-answer' }]
    : [];
}
