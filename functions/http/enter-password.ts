/**
 * R5: the page of the desk where a password agreed with its user is typed, or one is made and shown once. GET and HEAD
 * change nothing; the token is bound to one administrator and one account, lives five minutes and is used once.
 */
import { randomInt } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import type { Language } from '../../cards/locale';
import {
  enterPasswordPage,
  enterPasswordPageCsp,
  passwordEnteredPage,
  passwordEnteredPageCsp,
  passwordNotEnteredPage,
  passwordPageEndedPage,
} from '../../cards/pages/enter-password';
import type { NewPasswordProblem } from '../../cards/pages/new-password';
import { longestNewPassword, passwordFault, shortestPassword } from '../../directory';
import type { Deps } from '../../domain/deps';
import type { PasswordPage } from '../../domain/desk/password-page';
import { Secret } from '../../domain/secret';
import { openPasswordPage, useUpPasswordPage } from '../../domain/use-cases/desk/password-page';
import { settleAct } from '../../domain/use-cases/desk/settle-act';
import { pageAnswer } from './page-answer';

const action = '/api/portal/enter-password';
const lengths = { shortest: shortestPassword, longest: longestNewPassword };

type Visit = { readonly deps: Deps; readonly language: Language; readonly token: string };

export async function showEnterPassword({ deps, language, token }: Visit): Promise<HttpResponseInit> {
  const page = await openPasswordPage(deps, token);
  return page ? form(200, language, token, page.value) : ended(language);
}

export async function sendEnterPassword(
  { deps, language, token }: Visit,
  sent: URLSearchParams,
  address: string,
): Promise<HttpResponseInit> {
  const page = (await openPasswordPage(deps, token))?.value;
  if (!page) return ended(language);
  const made = sent.has('make') ? madePassword() : undefined;
  const typed = new Secret(sent.get('newPassword') ?? '');
  const password = made ?? typed;
  const problem = made ? undefined : problemOf(typed.reveal(), sent.get('again') ?? '', page.userName);
  if (problem) return form(400, language, token, page, problem);
  const answer = await useUpPasswordPage(deps, token, password, address);
  if (!answer) return ended(language);
  if (!('act' in answer) || answer.kind === 'pending') {
    const reason = 'act' in answer ? 'outcome-unknown' : answer.reason;
    return pageAnswer(409, passwordNotEnteredPage({ language, reason }), passwordEnteredPageCsp);
  }
  // Who was changed is told at once; what fails now is done by the timer.
  await settleAct(deps, answer.act.id).catch(() => false);
  const { displayName } = page;
  const shown = made ? { made: made.reveal() } : {};
  return pageAnswer(200, passwordEnteredPage({ language, displayName, ...shown }), passwordEnteredPageCsp);
}

function problemOf(password: string, again: string, userName: string): NewPasswordProblem | undefined {
  return password === again ? passwordFault(password, userName) : 'different';
}

function form(
  status: number,
  language: Language,
  token: string,
  { userName, displayName }: PasswordPage,
  problem?: NewPasswordProblem,
): HttpResponseInit {
  const of = { language, action, token, userName, displayName, lengths, ...(problem ? { problem } : {}) };
  return pageAnswer(status, enterPasswordPage(of), enterPasswordPageCsp);
}

function ended(language: Language): HttpResponseInit {
  return pageAnswer(410, passwordPageEndedPage({ language }), passwordEnteredPageCsp);
}

/** Nothing that looks like something else, in groups that can be read aloud: about 95 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

function madePassword(): Secret<string> {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return new Secret(Array.from({ length: 5 }, group).join('-'));
}
