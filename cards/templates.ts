/** The cards' templates by kind of message (some share one); a kind without one is a compiler's error. */
import type { MessageKind } from '../domain/messages';
import answer from './templates/answer.json';
import askAgain from './templates/ask-again.json';
import cancelled from './templates/cancelled.json';
import containsSecret from './templates/contains-secret.json';
import contractorExpiry from './templates/contractor-expiry.json';
import contractorInstructions from './templates/contractor-instructions.json';
import deskCarrier from './templates/desk-carrier.json';
import deskCarriers from './templates/desk-carriers.json';
import deskEdit from './templates/desk-edit.json';
import deskLog from './templates/desk-log.json';
import deskPassword from './templates/desk-password.json';
import deskRecord from './templates/desk-record.json';
import deskRefused from './templates/desk-refused.json';
import deskResults from './templates/desk-results.json';
import deskSearch from './templates/desk-search.json';
import dismissed from './templates/dismissed.json';
import generalAccess from './templates/general-access.json';
import helpCancelled from './templates/help-cancelled.json';
import helpPreview from './templates/help-preview.json';
import helpSent from './templates/help-sent.json';
import instructions from './templates/instructions.json';
import lockoutNotice from './templates/lockout-notice.json';
import mfaChoice from './templates/mfa-choice.json';
import mfaQuestion from './templates/mfa-question.json';
import mfaReset from './templates/mfa-reset.json';
import notLocked from './templates/not-locked.json';
import notMe from './templates/not-me.json';
import nothingToReset from './templates/nothing-to-reset.json';
import otherAccount from './templates/other-account.json';
import passwordExpiry from './templates/password-expiry.json';
import recoverQuestion from './templates/recover-question.json';
import recoveryLink from './templates/recovery-link.json';
import refused from './templates/refused.json';
import reminderAnswer from './templates/reminder-answer.json';
import reopened from './templates/reopened.json';
import resetFailed from './templates/reset-failed.json';
import retired from './templates/retired.json';
import runSummary from './templates/run-summary.json';
import separated from './templates/separated.json';
import unknownSystem from './templates/unknown-system.json';
import unlockFailed from './templates/unlock-failed.json';
import unlockQuestion from './templates/unlock-question.json';
import unlocked from './templates/unlocked.json';
import whichQuestion from './templates/which-question.json';
import wishSent from './templates/wish-sent.json';
import worked from './templates/worked.json';
import working from './templates/working.json';

export const templates: Readonly<Record<MessageKind, object>> = {
  'lockout-notice': lockoutNotice,
  'unlock-question': unlockQuestion,
  'ask-again': askAgain,
  'not-locked': notLocked,
  unlocked,
  working,
  'unlock-failed': unlockFailed,
  dismissed,
  'not-me': notMe,
  worked,
  reopened,
  cancelled,
  'general-access': generalAccess,
  'help-preview': helpPreview,
  'help-sent': helpSent,
  'help-cancelled': helpCancelled,
  'wish-sent': wishSent,
  'contains-secret': containsSecret,
  'other-account': otherAccount,
  'which-question': whichQuestion,
  refused,
  'recover-question': recoverQuestion,
  'recovery-link': recoveryLink,
  'mfa-question': mfaQuestion,
  'mfa-choice': mfaChoice,
  'mfa-reset': mfaReset,
  'nothing-to-reset': nothingToReset,
  'reset-failed': resetFailed,
  separated,
  instructions,
  answer,
  'unknown-system': unknownSystem,
  'password-expiry': passwordExpiry,
  'password-expired': passwordExpiry,
  'password-date': passwordExpiry,
  'reminder-updated': reminderAnswer,
  'reminder-later': reminderAnswer,
  'reminder-stopped': reminderAnswer,
  'reminder-resumed': reminderAnswer,
  'reminder-stale': reminderAnswer,
  'contractor-expiry': contractorExpiry,
  'contractor-instructions': contractorInstructions,
  'contractor-done': reminderAnswer,
  'run-summary': runSummary,
  'desk-search': deskSearch,
  'desk-results': deskResults,
  'desk-record': deskRecord,
  'desk-edit': deskEdit,
  'desk-log': deskLog,
  'desk-carriers': deskCarriers,
  'desk-carrier': deskCarrier,
  'desk-password': deskPassword,
  'desk-refused': deskRefused,
  retired,
};
