/**
 * The codes of authenticator apps (RFC 6238), with the parameters that every app knows: SHA-1, six digits, thirty
 * seconds. The library is loaded on first use because cold starts count.
 */
import { randomBytes } from 'node:crypto';
import { Secret } from '../domain/secret';

/** RFC 4226 recommends 160 bits. */
const secretBytes = 20;
const periodMs = 30_000;
const shape = { algorithm: 'SHA1', digits: 6, period: periodMs / 1000 } as const;
/** Clocks of phones differ, and typing takes a while: the step before and the one after count too. */
const driftSteps = 1;

export function newAuthenticatorSecret(): Secret<Uint8Array> {
  return new Secret(Uint8Array.from(randomBytes(secretBytes)));
}

/** The time step that the code belongs to, if it is one of those around `at`. */
export function stepOfCode(secret: Secret<Uint8Array>, code: string, at: Date): number | undefined {
  const delta = deltaOf(secret, code, at, driftSteps);
  return delta === undefined ? undefined : stepAt(at) + delta;
}

/** Whether it is the code of exactly that step. */
export function isCodeOfStep(secret: Secret<Uint8Array>, code: string, step: number): boolean {
  return deltaOf(secret, code, new Date(step * periodMs), 0) !== undefined;
}

/** `otpauth://totp/…`: what the code to scan says, and what a link hands to the authenticator on the same phone. */
export function otpauthUrl(secret: Secret<Uint8Array>, issuer: string, userName: string): Secret<string> {
  return new Secret(totpOf(secret, issuer, userName).toString());
}

function stepAt(at: Date): number {
  return Math.floor(at.getTime() / periodMs);
}

function deltaOf(secret: Secret<Uint8Array>, code: string, at: Date, window: number): number | undefined {
  const digits = code.replace(/\s/gu, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  return totpOf(secret).validate({ token: digits, timestamp: at.getTime(), window }) ?? undefined;
}

function totpOf(secret: Secret<Uint8Array>, issuer = '', label = 'account') {
  const { Secret: Key, TOTP } = require('otpauth') as typeof import('otpauth');
  const key = new Key({ buffer: Uint8Array.from(secret.reveal()).buffer });
  return new TOTP({ ...shape, issuer, label, secret: key });
}
