/** Which page follows a step of the sign-in, with the step that it carries. */
import type { Language } from '../../cards/locale';
import { type DeviceCodeState, deviceCodePage } from '../../cards/pages/device-code';
import { enterCodePage } from '../../cards/pages/enter-code';
import type { NewPasswordProblem } from '../../cards/pages/new-password';
import { newPasswordDuePage } from '../../cards/pages/new-password-due';
import { setUpAuthenticatorPage } from '../../cards/pages/set-up-authenticator';
import { deviceCodeLifeMinutes, longestNewPassword, shortestPassword } from '../../directory';
import type { Secret } from '../../domain/secret';
import type { SignInOutcome } from '../directory-sign-in';
import type { SealedSteps, Step } from './sealed-step';

const lengths = { shortest: shortestPassword, longest: longestNewPassword };

/** What was sent: by the first form, or by the page of a step. */
export type Sent = Omit<Step, 'page'> & {
  readonly deviceCode?: string;
  readonly newPassword?: Secret<string>;
};

export type StepPages = {
  /** The page of an outcome; undefined: back to the beginning, which tells nothing. */
  after(language: Language, sent: Sent, outcome: SignInOutcome): string | undefined;
  /** The same page once more: the two entries of the new password differ. */
  different(language: Language, sent: Sent): string;
};

export function createStepPages(steps: SealedSteps, action: string): StepPages {
  function of(language: Language, { userName, password, code, enrolment }: Sent, page: Step['page']) {
    const step = steps.seal({
      ...{ userName, password, page },
      // Only a new password needs the code again, and only the set-up shows its key.
      ...(page === 'new-password' && code ? { code } : {}),
      ...(page === 'set-up' && enrolment ? { enrolment } : {}),
    });
    return { language, action, step };
  }
  const code = (language: Language, sent: Sent, state: 'form' | 'refused') =>
    enterCodePage({ ...of(language, sent, 'code'), state });
  const deviceCode = (language: Language, sent: Sent, state: DeviceCodeState) =>
    deviceCodePage({ ...of(language, sent, 'device-code'), state, lifeMinutes: deviceCodeLifeMinutes });
  const setUp = (language: Language, sent: Sent, enrolment: Secret<string>, state: 'form' | 'refused') =>
    setUpAuthenticatorPage({ ...of(language, { ...sent, enrolment }, 'set-up'), enrolment, state });
  const newPassword = (language: Language, sent: Sent, problem?: NewPasswordProblem) =>
    newPasswordDuePage({
      ...of(language, sent, 'new-password'),
      userName: sent.userName,
      lengths,
      ...(problem ? { problem } : {}),
    });

  return {
    after(language, sent, outcome) {
      switch (outcome.kind) {
        case 'signed-in':
          return undefined;
        case 'code-required':
          return outcome.enrolment
            ? setUp(language, sent, outcome.enrolment, 'form')
            : code(language, sent, 'form');
        case 'device-authorization-required':
          return deviceCode(language, sent, outcome.mail);
        case 'change-password-required':
          return newPassword(language, sent, outcome.fault);
        case 'refused': {
          const { at } = outcome;
          if (!at || at.locked) return undefined;
          if (at.proof === 'device-code') return deviceCode(language, sent, at.ended ? 'ended' : 'refused');
          return sent.enrolment
            ? setUp(language, sent, sent.enrolment, 'refused')
            : code(language, sent, 'refused');
        }
      }
    },
    different: (language, sent) => newPassword(language, sent, 'different'),
  };
}
