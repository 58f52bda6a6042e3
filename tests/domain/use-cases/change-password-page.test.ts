/** E3: where a reminder leads to: a fixed page, the policy's before the provider's own. */
import { readPolicy } from '../../../domain/policy/schema';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { changePasswordPage } from '../../../domain/use-cases/change-password-page';

function pageWith(document: unknown, own?: string) {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const provider = (own ? { pages: { changePassword: own } } : {}) as IdentityProvider;
  return changePasswordPage({ policy: reading.policy, providers: { byId: () => provider } }, 'okta');
}

const named = {
  providers: { okta: { links: { changePassword: 'https://acme.okta.com/enduser/settings' } } },
};

test('the policy’s page comes first, then the provider’s own', () => {
  expect(pageWith(named, 'https://own.example/')).toBe('https://acme.okta.com/enduser/settings');
  expect(pageWith({}, 'https://own.example/')).toBe('https://own.example/');
});

test('where nobody names one there is none: instructions are sent', () => {
  expect(pageWith({})).toBeUndefined();
});
