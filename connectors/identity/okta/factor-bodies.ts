/** Factors as Okta answers them, and as a person may read them: kinds of ours, names masked. */
import { z } from 'zod';
import type { Factor, FactorKind } from '../../../domain/ports/identity-provider';

export const factorBody = z.object({
  id: z.string().min(1),
  factorType: z.string(),
  provider: z.string().nullish(),
  vendorName: z.string().nullish(),
  status: z.string().nullish(),
  profile: z.record(z.string(), z.unknown()).nullish(),
});

export type OktaFactor = z.output<typeof factorBody>;

const kinds: Readonly<Record<string, FactorKind>> = {
  push: 'push',
  signed_nonce: 'push',
  sms: 'sms',
  call: 'voice',
  email: 'email',
  'token:software:totp': 'authenticator-app',
  u2f: 'security-key',
  webauthn: 'security-key',
};

/** An offer of the policy that nobody has taken up is no factor. */
export function isSetUp({ status }: OktaFactor): boolean {
  return status !== 'NOT_SETUP';
}

/** @param primaryEmail of the account, where one of its factors is an e-mail address */
export function factorOf(factor: OktaFactor, primaryEmail: string | undefined): Factor {
  const address = factor.factorType === 'email' ? profileText(factor, 'email') : undefined;
  const isPrimary = address !== undefined && address.toLowerCase() === primaryEmail?.toLowerCase();
  return {
    id: idOf(factor),
    kind: kindOf(factor),
    name: nameOf(factor),
    ...(isPrimary ? { selfEnrolling: true as const } : {}),
  };
}

function kindOf({ factorType, provider }: OktaFactor): FactorKind {
  if (factorType === 'token:hardware' && provider === 'YUBICO') return 'security-key';
  return (Object.hasOwn(kinds, factorType) ? kinds[factorType] : undefined) ?? 'other';
}

/** A number serves for recovery too: its removal asks for more than the id, so the id says that it is one. */
function idOf({ id, factorType }: OktaFactor): string {
  return isNumber(factorType) ? `${factorType}:${id}` : id;
}

/** Okta's own id, and whether it is a telephone number's. */
export function numberOf(factorId: string): { readonly id: string; readonly isNumber: boolean } {
  const [, id] = /^(?:sms|call):(.*)$/s.exec(factorId) ?? [];
  return { id: id ?? factorId, isNumber: id !== undefined };
}

function isNumber(factorType: string): boolean {
  return factorType === 'sms' || factorType === 'call';
}

function nameOf(factor: OktaFactor): string {
  const { factorType, provider, vendorName } = factor;
  switch (factorType) {
    case 'sms':
    case 'call':
      return maskedNumber(profileText(factor, 'phoneNumber') ?? '');
    case 'email':
      return maskedAddress(profileText(factor, 'email') ?? '');
    case 'push':
    case 'signed_nonce':
      return profileText(factor, 'name') ?? 'Okta Verify';
    case 'webauthn':
      return profileText(factor, 'authenticatorName') ?? '';
    case 'token:software:totp':
      return products[provider ?? ''] ?? '';
    case 'u2f':
    case 'question':
      return '';
    default:
      return vendorName ?? provider ?? '';
  }
}

/** Names of products, the same in every language. */
const products: Readonly<Record<string, string>> = { OKTA: 'Okta Verify', GOOGLE: 'Google Authenticator' };

/** The last two digits tell a person which one it is; a whole number tells everybody else. */
function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  return digits.length > 4 ? `•••• ${digits.slice(-2)}` : '••••';
}

function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address.charAt(0)}•••${address.slice(at)}` : '•••';
}

function profileText({ profile }: OktaFactor, name: string): string | undefined {
  const value = profile && Object.hasOwn(profile, name) ? profile[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
