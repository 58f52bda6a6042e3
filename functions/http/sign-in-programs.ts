/**
 * Signing in as JSON (docs/sign-in.md; a contract): 200 with `{"status":"signed-in"}` only, 401 with every other
 * status, which names the field to send next, together with all that was sent before.
 */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { SignIn, SignInOutcome } from '../directory-sign-in';
import { jsonOf } from '../edge';
import type { Product } from '../product';
import { languageOfBrowser, signInSource } from './browser';
import { fieldsOf } from './sign-in-fields';

export function createProgramSignIn(product: Product, signIn: SignIn) {
  return async (request: HttpRequest): Promise<HttpResponseInit> => {
    const json = await jsonOf(request);
    if (json.kind === 'refused') return json.answer;
    const fields = fieldsOf(json.value);
    if ('field' in fields) return { status: 400, jsonBody: { error: fields.rule, field: fields.field } };
    const source = signInSource(request, product.addressOf(request));
    const language = languageOfBrowser(request, product.policy.organisation.languages);
    const outcome = await signIn({ ...fields, source }, language);
    return { status: outcome.kind === 'signed-in' ? 200 : 401, jsonBody: bodyOf(outcome) };
  };
}

/** The key of a set-up leaves us here, for the program that has sent the mailed code, and nowhere else. */
function bodyOf(outcome: SignInOutcome): Readonly<Record<string, unknown>> {
  const status = outcome.kind;
  switch (outcome.kind) {
    case 'code-required':
      return outcome.enrolment
        ? { status, enrolment: { otpauthUrl: outcome.enrolment.reveal() } }
        : { status };
    case 'device-authorization-required':
      return outcome.mail === 'sent' ? { status } : { status, mail: outcome.mail };
    case 'change-password-required':
      return outcome.fault ? { status, problem: outcome.fault } : { status };
    case 'refused':
    case 'signed-in':
      return { status };
  }
}
