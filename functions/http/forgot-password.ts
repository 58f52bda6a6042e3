/**
 * Forgot password, on a page (R1): what the mobile app asks for at `POST /api/mobile/password-reset`, for whoever has
 * a browser. Where temporary passwords are switched off there is no such page.
 */
import type { HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Language } from '../../cards/locale';
import { forgotPasswordPage, forgotPasswordPageCsp } from '../../cards/pages/forgot-password';
import type { Deps } from '../../domain/deps';
import { codeOf } from '../../domain/errors';
import { acceptMobileReset } from '../../domain/use-cases/mobile-reset/accept';
import { createLog } from '../log';
import { pageAnswer } from './page-answer';

export const forgotPasswordAddress = '/api/portal/forgot-password';
const signIn = '/api/directory/sign-in';

type Shown = Parameters<typeof forgotPasswordPage>[0];
type Visit = { readonly deps: Deps; readonly language: Language };

function shown(status: number, of: Pick<Shown, 'language' | 'state' | 'email' | 'phone'>): HttpResponseInit {
  const body = forgotPasswordPage({ ...of, action: forgotPasswordAddress, signIn });
  return pageAnswer(status, body, forgotPasswordPageCsp);
}

export async function showForgotPassword({ deps, language }: Visit): Promise<HttpResponseInit | undefined> {
  const { enabled } = deps.policy.directory.mobileReset;
  return enabled ? shown(200, { language, state: 'form' }) : undefined;
}

/** The same page for everybody, once an address was typed. */
export async function sendForgotPassword(
  of: Visit & {
    readonly context: InvocationContext;
    readonly source: { readonly address?: string };
    readonly form: URLSearchParams;
  },
): Promise<HttpResponseInit | undefined> {
  const { context, language, source, form } = of;
  const { mobile, ...deps } = of.deps;
  if (!mobile || !deps.policy.directory.mobileReset.enabled) return undefined;
  const email = (form.get('email') ?? '').trim();
  const phone = form.get('phone') ?? '';
  if (email === '') return shown(400, { language, state: 'missing', phone });
  try {
    const typed = { email, phone, source: source.address ?? 'unknown' };
    const { begun } = await acceptMobileReset({ ...deps, mobile }, typed);
    if (!begun) createLog(context).error('mobile-reset-not-begun', { code: 'unavailable' });
    return shown(200, { language, state: 'sent' });
  } catch (error) {
    createLog(context).error('mobile-reset-unavailable', { code: codeOf(error) });
    return shown(503, { language, state: 'unavailable', email, phone });
  }
}
