/** Every page in every state, with its policy: for tests that look at all of them. */
import type { Language } from '../../cards/locale';
import { messagePage, messagePageCsp } from '../../cards/pages/message';
import { operatorPage, operatorPageCsp } from '../../cards/pages/operator';
import { recoverPage, recoverPageCsp } from '../../cards/pages/recover';
import { signInPage, signInPageCsp } from '../../cards/pages/sign-in';
import { everyPortalPage, type PageSample } from './portal-samples';
import { everySignInStep } from './sign-in-samples';

const signInStates = ['form', 'refused', 'expired', 'signed-in', 'unavailable'] as const;
const recoverStates = ['ready', 'gone', 'unavailable', 'refused'] as const;

/** `foreign` stands wherever somebody else's text does. */
export function everyPage(language: Language, foreign: string): readonly PageSample[] {
  const action = '/api/directory/sign-in';
  return [
    ...signInStates.map((state): PageSample => {
      const page = signInPage({ language, action, state, userName: foreign });
      return [`sign-in ${state} ${language}`, page, signInPageCsp];
    }),
    ...recoverStates.map((state): PageSample => {
      const page = recoverPage({ language, state, action: foreign });
      return [`recover ${state} ${language}`, page, recoverPageCsp];
    }),
    [`operator ${language}`, operatorPage({ language }), operatorPageCsp],
    [`message ${language}`, messagePage({ language, title: foreign, text: foreign }), messagePageCsp],
    ...everySignInStep(language, foreign),
    ...everyPortalPage(language, foreign),
  ];
}
