/** Every page of the portal in every state, with its policy: for tests that look at all of them. */
import type { Language } from '../../cards/locale';
import { changePasswordPage, changePasswordPageCsp } from '../../cards/pages/change-password';
import {
  enterPasswordPage,
  enterPasswordPageCsp,
  passwordEnteredPage,
  passwordEnteredPageCsp,
  passwordNotEnteredPage,
  passwordPageEndedPage,
} from '../../cards/pages/enter-password';
import { forgotPasswordPage, forgotPasswordPageCsp } from '../../cards/pages/forgot-password';
import type { NewPasswordProblem } from '../../cards/pages/new-password';
import {
  factorsPage,
  linkEndedPage,
  notFoundPage,
  passwordChangedPage,
  portalPageCsp,
  portalUnavailablePage,
} from '../../cards/pages/portal';
import { setPasswordPage, setPasswordPageCsp } from '../../cards/pages/set-password';

export const lengths = { shortest: 15, longest: 128 };
const action = '/api/portal/x';
const signIn = '/api/directory/sign-in';

export const problems: readonly NewPasswordProblem[] = [
  'different',
  'too-short',
  'too-long',
  'common',
  'user-name',
  'unchanged',
];

export type PageSample = readonly [name: string, page: string, csp: string];

/** `foreign` stands wherever somebody else's text does. */
export function everyPortalPage(language: Language, foreign: string): readonly PageSample[] {
  const states = [undefined, ...problems];
  const of = { language, action, lengths, userName: foreign };
  const entered = (name: string, page: string) =>
    [`enter-password ${name} ${language}`, page, passwordEnteredPageCsp] as const;
  return [
    ...states.map((problem) => {
      const more = { token: foreign, displayName: foreign, ...(problem ? { problem } : {}) };
      const page = enterPasswordPage({ ...of, ...more });
      return [`enter-password ${problem ?? 'form'} ${language}`, page, enterPasswordPageCsp] as const;
    }),
    entered('done', passwordEnteredPage({ language, displayName: foreign })),
    entered(
      'made',
      passwordEnteredPage({ language, displayName: foreign, made: 'abcd-efgh-jkmn-pqrs-tuvw' }),
    ),
    entered('ended', passwordPageEndedPage({ language })),
    entered('not done', passwordNotEnteredPage({ language, reason: 'password-not-set' })),
    ...states.map((problem) => {
      const page = setPasswordPage({ ...of, token: foreign, ...(problem ? { problem } : {}) });
      return [`set-password ${problem ?? 'form'} ${language}`, page, setPasswordPageCsp] as const;
    }),
    ...[...states, 'refused' as const].map((problem) => {
      const page = changePasswordPage({ ...of, ...(problem ? { problem } : {}) });
      return [`change-password ${problem ?? 'form'} ${language}`, page, changePasswordPageCsp] as const;
    }),
    ...[true, false].map((stillLocked) => {
      const page = passwordChangedPage({ language, signIn, stillLocked });
      return [`password-changed ${stillLocked ? 'locked ' : ''}${language}`, page, portalPageCsp] as const;
    }),
    ...(['form', 'missing', 'unavailable', 'sent'] as const).map((state) => {
      const page = forgotPasswordPage({ language, action, signIn, state, email: foreign, phone: foreign });
      return [`forgot-password ${state} ${language}`, page, forgotPasswordPageCsp] as const;
    }),
    [`link-ended ${language}`, linkEndedPage({ language, lifeMinutes: 15 }), portalPageCsp],
    [`factors ${language}`, factorsPage({ language, signIn }), portalPageCsp],
    [`portal-unavailable ${language}`, portalUnavailablePage({ language }), portalPageCsp],
    [`not-found ${language}`, notFoundPage({ language }), portalPageCsp],
  ];
}
