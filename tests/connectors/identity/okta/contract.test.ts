/** Okta held to the contract of all identity providers: by an API token, and by a service app. */
import { createOktaProvider } from '../../../../connectors/identity/okta/provider';
import type { SignInSource } from '../../../../domain/account';
import { Secret } from '../../../../domain/secret';
import { apiToken, type OktaFake } from '../../../fakes/okta/fake';
import { identityProviderContract } from '../contract';
import { contractorAttributes, objectIdAttribute, oktaTraits, openOktaWorld } from '../okta-world';
import { appKey, serviceApp } from './service-apps';

const toldOf = ({ device, ...source }: SignInSource): SignInSource =>
  device === undefined ? source : { ...source, device: `${device} (Linux)` };

function byToken(fake: OktaFake) {
  const credentials = { kind: 'api-token', token: new Secret(apiToken) } as const;
  return createOktaProvider({
    connection: { orgUrl: fake.url, credentials },
    clock: fake.clock,
    objectIdAttribute,
    contractors: contractorAttributes,
  });
}

function byServiceApp(fake: OktaFake) {
  const credentials = { kind: 'service-app', ...appKey } as const;
  return createOktaProvider({
    connection: { orgUrl: fake.url, credentials },
    clock: fake.clock,
    objectIdAttribute,
    contractors: contractorAttributes,
  });
}

identityProviderContract('okta', () => openOktaWorld(byToken, toldOf), oktaTraits);
identityProviderContract(
  'okta-by-service-app',
  () => openOktaWorld(byServiceApp, toldOf, { apps: [serviceApp({})] }),
  oktaTraits,
);
identityProviderContract(
  'okta-by-bound-tokens',
  () =>
    openOktaWorld(byServiceApp, toldOf, {
      apps: [serviceApp({ dpop: true })],
      assume: { apiNonce: true, failedSignInActor: 'unknown', resetFactorsDelayMs: 0 },
    }),
  oktaTraits,
);
