/** Factors of every kind, with the profile that Okta gives each. Phone numbers stand there in full: whoever shows them masks them. */
import type { OktaFactor } from './model';

type Kind = {
  readonly provider?: string;
  readonly vendorName?: string;
  readonly profile: Record<string, unknown>;
};

/** @param name what tells it from others: a number, an address, the name of a device */
const kinds = (name: string, login: string): Record<string, Kind> => ({
  sms: { profile: { phoneNumber: name } },
  call: { profile: { phoneNumber: name, phoneExtension: '' } },
  email: { profile: { email: name } },
  push: {
    profile: {
      credentialId: login,
      deviceType: 'SmartPhone_Android',
      name,
      platform: 'ANDROID',
      version: '35',
    },
  },
  signed_nonce: {
    profile: { credentialId: login, deviceType: 'DESKTOP', name, platform: 'WINDOWS', version: '11' },
  },
  'token:software:totp': { profile: { credentialId: login } },
  google: { provider: 'GOOGLE', vendorName: 'GOOGLE', profile: { credentialId: login } },
  'token:hardware': { provider: 'YUBICO', vendorName: 'YUBICO', profile: { credentialId: name } },
  'token:hotp': { provider: 'CUSTOM', vendorName: name, profile: { credentialId: login } },
  token: { provider: 'RSA', vendorName: 'RSA', profile: { credentialId: login } },
  question: { profile: { question: 'disliked_food', questionText: name } },
  u2f: {
    provider: 'FIDO',
    vendorName: 'FIDO',
    profile: { credentialId: 'WVO-QyHEi0eW', appId: 'https://okta', version: 'U2F_V2' },
  },
  webauthn: {
    ...{ provider: 'FIDO', vendorName: 'FIDO' },
    profile: {
      credentialId: 'l3Br0n-7H3g047NqESqJynFtIgf3',
      appId: null,
      version: null,
      authenticatorName: name,
    },
  },
  web: { provider: 'DUO', vendorName: 'DUO', profile: { credentialId: login } },
});

/** The kinds that `factorOf` knows; `google` is a token:software:totp of Google Authenticator. */
export const factorNames = Object.keys(kinds('', ''));

/** @throws for kinds that Okta doesn't have */
export function factorOf(
  kind: string,
  given: { id: string; name: string; login: string; at: string } & Partial<OktaFactor>,
): OktaFactor {
  const { name, login, at, ...rest } = given;
  const known = kinds(name, login)[kind];
  if (!known) throw new Error(`Okta has no factor of the kind ${kind}.`);
  return {
    factorType: kind === 'google' ? 'token:software:totp' : kind,
    provider: known.provider ?? 'OKTA',
    vendorName: known.vendorName ?? 'OKTA',
    status: 'ACTIVE',
    created: at,
    lastUpdated: at,
    profile: known.profile,
    ...rest,
  };
}
