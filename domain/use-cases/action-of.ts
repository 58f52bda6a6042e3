/** Which action a request is about. */
import { CodedError } from '../errors';
import type { SupportRequest } from '../support-request';
import type { Action } from './actions';
import { mfaResetAction } from './mfa-reset-action';
import { passwordLinkAction } from './password-link-action';
import { unlockAction } from './unlock-action';

const actions: readonly Action[] = [unlockAction, passwordLinkAction, mfaResetAction];

/** Throws for plain help, which changes nothing. */
export function actionOf(request: SupportRequest): Action {
  const action = actions.find(({ kind }) => kind === request.kind);
  if (!action) throw new CodedError('unexpected', `nothing is performed for ${request.kind}`);
  return action;
}
