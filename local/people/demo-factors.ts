/** What the people of the demo prove themselves with beside a password: the same for everybody's number, always. */
import type { FactorKind } from '../../domain/ports/identity-provider';
import { lastDigits } from './demo-phones';

export type DemoFactor = {
  /** Unique within the account. */
  id: string;
  kind: FactorKind;
  /** Masked, as a real provider shows it. */
  name: string;
};

const phones = ['iPhone 15', 'Pixel 8', 'Galaxy S24', 'iPhone SE', 'Fairphone 5', 'Xperia 10'];
const keys = ['YubiKey 5C', 'YubiKey 5 NFC', 'Titan Security Key'];

/**
 * Everybody has an authenticator app and a phone number, two in three an e-mail address, one in three a security key.
 * Where the app is the account's secret key it is not there before it is set up: at the first sign-in.
 */
export function demoFactors({
  number,
  email,
  secretKey,
}: {
  number: number;
  email: string;
  secretKey: boolean;
}): DemoFactor[] {
  const app = phones[number % phones.length] ?? '';
  return [
    ...(secretKey ? [] : [{ id: 'authenticator-app', kind: 'authenticator-app' as const, name: app }]),
    { id: 'sms', kind: 'sms', name: `+1 ••• ••• ••${lastDigits(number)}` },
    ...(number % 3 === 2 ? [] : [{ id: 'email', kind: 'email' as const, name: masked(email) }]),
    ...(number % 3 === 0
      ? [{ id: 'security-key', kind: 'security-key' as const, name: keys[number % keys.length] ?? '' }]
      : []),
  ];
}

/** `m•••@contoso-demo.example` */
function masked(email: string): string {
  return email.replace(/^(.).*(?=@)/u, '$1•••');
}
