/** Users, devices and the rest as PingOne writes them: HAL, with links beside the data. */
import type { PingOneDevice, PingOneGroup, PingOneRole, PingOneUser } from './model';

export type Place = {
  /** `http://127.0.0.1:1/v1/environments/ENV` */
  readonly base: string;
  readonly environmentId: string;
};

export function userBody(user: PingOneUser, { base, environmentId }: Place): Record<string, unknown> {
  const { id, username, email, externalId, type, given, family, enabled, account, attributes } = user;
  const self = `${base}/users/${id}`;
  return {
    _links: { self: { href: self }, 'account.unlock': { href: self }, devices: { href: `${self}/devices` } },
    id,
    environment: { id: environmentId },
    account: {
      canAuthenticate: enabled && account.status === 'OK',
      status: account.status,
      ...(account.lockedAt ? { lockedAt: account.lockedAt } : {}),
    },
    createdAt: '2026-01-07T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    ...(email === undefined ? {} : { email }),
    enabled,
    ...(externalId === undefined ? {} : { externalId }),
    identityProvider: { type: 'PING_ONE' },
    lifecycle: { status: 'ACCOUNT_OK' },
    mfaEnabled: true,
    name: { given, family },
    population: { id: '3f3b6c37-8d3f-4b9c-a1c0-5d0f0f6f8a10' },
    ...(type === undefined ? {} : { type }),
    username,
    verifyStatus: 'NOT_INITIATED',
    ...attributes,
  };
}

export function deviceBody(device: PingOneDevice, user: string, { base, environmentId }: Place) {
  const self = `${base}/users/${user}/devices/${device.id}`;
  const activate = device.status === 'ACTIVATION_REQUIRED' ? { 'device.activate': { href: self } } : {};
  return {
    _links: { self: { href: self }, ...activate },
    environment: { id: environmentId },
    user: { id: user },
    ...device,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    block: { status: 'UNBLOCKED' },
    lock: { status: 'UNLOCKED' },
  };
}

export function membershipBody({ id, name }: PingOneGroup, { environmentId }: Place) {
  return { id, name, type: 'DIRECT', environment: { id: environmentId }, _embedded: { group: { id, name } } };
}

export function roleBody({ id, role }: PingOneRole, { environmentId }: Place) {
  return { id, role: { id: role }, scope: { id: environmentId, type: 'ENVIRONMENT' }, readOnly: false };
}

export function passwordBody({ id, passwordStatus }: PingOneUser, { base, environmentId }: Place) {
  return {
    _links: { self: { href: `${base}/users/${id}/password` } },
    environment: { id: environmentId },
    user: { id },
    passwordPolicy: { id: '2e6f8a52-6b0e-4ad1-b7d0-8f2f6b2ef2f8' },
    status: passwordStatus,
    ...(passwordStatus === 'NO_PASSWORD' ? {} : { lastChangedAt: '2026-08-01T09:00:00.000Z' }),
  };
}
