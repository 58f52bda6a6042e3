/** The devices that are paired with a user of PingID, in the domain's words. */
import type { Factor, FactorKind } from '../../../../domain/ports/identity-provider';
import { maskedEmail, maskedName, maskedPhone } from '../masked';
import type { PingIdDevice, PingIdUser } from './api';

/** Where there is but one, older answers tell only that. */
export function devicesOf({ devicesDetails, deviceDetails }: PingIdUser): readonly PingIdDevice[] {
  return devicesDetails ?? (deviceDetails ? [deviceDetails] : []);
}

/** PingID's types are words for people: `iPhone`, `Security Key`, `FIDO2 Biometrics`. The first that fits. */
const kinds: readonly (readonly [RegExp, FactorKind])[] = [
  [/sms|text/, 'sms'],
  [/voice|phone call/, 'voice'],
  [/e-?mail/, 'email'],
  [/yubikey|security key|fido|webauthn|biometric/, 'security-key'],
  [/authenticator/, 'authenticator-app'],
  [/iphone|ipad|ios|android|mobile/, 'push'],
];

export function factorOf(device: PingIdDevice): Factor {
  const { deviceId, type, nickname, phoneNumber, email, deviceModel, displayID } = device;
  const said = (type ?? '').toLowerCase();
  const kind = kinds.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
  const number = phoneNumber ? maskedPhone(phoneNumber) : '';
  const address = email ? maskedEmail(email) : '';
  const own = maskedName(nickname || deviceModel || displayID || '');
  const reached = kind === 'email' ? address || number : number || address;
  const byReach = kind === 'sms' || kind === 'voice' || kind === 'email';
  const name = (byReach ? reached || own : own || reached) || maskedName(type ?? '');
  return { id: deviceId, kind, name };
}
