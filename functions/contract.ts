/**
 * The one typed list of what orchestrations may call, with the payloads. An unknown name would hang an
 * orchestration for ever, so nothing else names them, and a test compares the list with what is registered.
 * Payloads are always one plain object; no secret and nobody's data crosses here, ids and outcomes only.
 */
import type { NextStep, StepKind } from '../domain/next-step';
import type { RunKey } from '../domain/ports/reminder-store';
import type { MobileResetStep } from '../domain/use-cases/mobile-reset/carry-out';
import type { RunStep } from '../domain/use-cases/reminders/run-reminders';

export const orchestrator = {
  supportRequest: 'support-request',
  reminderRun: 'reminder-run',
  mobileReset: 'mobile-reset',
} as const;

export const activity = {
  look: 'look-at-request',
  'send-notice': 'send-notice',
  'send-question': 'send-question',
  'go-on': 'go-on-performing',
  'ask-again': 'ask-again',
  'send-result': 'send-result',
  settle: 'settle-request',
  close: 'close-request',
} as const satisfies Record<'look' | StepKind, string>;

export const runActivity = { step: 'run-reminders' } as const;

export const mobileResetActivity = { step: 'carry-out-mobile-reset' } as const;

/** A mobile request's id. */
export type MobileResetInput = { readonly id: string };
export type MobileResetOutput = MobileResetStep;

/** A kind and a day. */
export type RunInput = RunKey;
export type RunOutput = RunStep;

export type RequestInput = {
  readonly id: string;
  /** What a new request is known to need first; without it the orchestration looks. */
  readonly first?: StepKind;
};
export type StepOutput = NextStep;

/** The only event: the row has changed, look again. */
export const changed = 'changed';
