/** Every page between the password and being signed in, in every state: for tests that look at all of them. */
import type { Language } from '../../cards/locale';
import { type DeviceCodeState, deviceCodePage } from '../../cards/pages/device-code';
import { enterCodePage } from '../../cards/pages/enter-code';
import { newPasswordDuePage } from '../../cards/pages/new-password-due';
import { setUpAuthenticatorPage } from '../../cards/pages/set-up-authenticator';
import { signInPageCsp } from '../../cards/pages/sign-in';
import { Secret } from '../../domain/secret';
import { lengths, type PageSample, problems } from './portal-samples';

const deviceStates: readonly DeviceCodeState[] = ['sent', 'held-back', 'not-sent', 'refused', 'ended'];
const states = ['form', 'refused'] as const;

/** The longest account name that an app is told: the drawing has to stay small enough to be scanned. */
export const enrolment = new Secret(
  `otpauth://totp/Account%20Access:${encodeURIComponent('konstanze.wolkenstein@verwaltungsgemeinschaft.example')}?issuer=Account%20Access&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30`,
);

/** `foreign` stands wherever somebody else's text does. */
export function everySignInStep(language: Language, foreign: string): readonly PageSample[] {
  const of = { language, action: '/api/directory/sign-in', step: foreign };
  return [
    ...states.map((state): PageSample => {
      return [`code ${state} ${language}`, enterCodePage({ ...of, state }), signInPageCsp];
    }),
    ...deviceStates.map((state): PageSample => {
      const page = deviceCodePage({ ...of, state, lifeMinutes: 10 });
      return [`device-code ${state} ${language}`, page, signInPageCsp];
    }),
    ...states.map((state): PageSample => {
      const page = setUpAuthenticatorPage({ ...of, state, enrolment });
      return [`set-up ${state} ${language}`, page, signInPageCsp];
    }),
    ...[undefined, ...problems].map((problem): PageSample => {
      const page = newPasswordDuePage({ ...of, userName: foreign, lengths, ...(problem ? { problem } : {}) });
      return [`new-password-due ${problem ?? 'form'} ${language}`, page, signInPageCsp];
    }),
  ];
}
