/** Events as the System Log shows them. */
import type { OktaUser } from './model';

/** Where a sign-in came from. */
export type Client = {
  readonly ipAddress?: string;
  readonly userAgent?: { readonly rawUserAgent: string; readonly os: string; readonly browser: string };
  readonly device?: string;
  readonly city?: string;
  readonly country?: string;
  /** Name of the application that was signed in to. */
  readonly application?: string;
};

const firefox = {
  rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  os: 'Linux',
  browser: 'FIREFOX',
};

const person = ({ id, profile }: OktaUser) => ({
  ...{ id, type: 'User', alternateId: profile.login, detailEntry: null },
  displayName: [profile.firstName, profile.lastName].filter(Boolean).join(' ') || profile.login,
});

function shell(client: Client | undefined): Record<string, unknown> {
  const { ipAddress = null, userAgent = firefox, device = 'Computer', city, country } = client ?? {};
  const place = { city, state: null, country, postalCode: null, geolocation: { lat: 38.7, lon: -9.1 } };
  return {
    version: '0',
    severity: 'INFO',
    client: client
      ? {
          ...{ userAgent, zone: 'null', device, id: null, ipAddress },
          geographicalContext: city === undefined && country === undefined ? null : place,
        }
      : null,
    device: null,
    authenticationContext: {
      ...{ authenticationProvider: null, credentialProvider: null, credentialType: null, issuer: null },
      ...{ interface: null, authenticationStep: 0, externalSessionId: 'unknown' },
    },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    debugContext: {
      debugData: { requestUri: '/api/v1/authn', threatSuspected: 'false', url: '/api/v1/authn?' },
    },
    transaction: { type: 'WEB', id: 'ATQ6Qmlk2BHFAQGVUY1BfBAVDyI', detail: {} },
    request: { ipChain: ipAddress === null ? [] : [{ ip: ipAddress, version: 'V4', source: null }] },
    target: null,
  };
}

const lockedOut = { result: 'FAILURE', reason: 'LOCKED_OUT' };

const targetsOf = (client: Client | undefined) =>
  client?.application === undefined
    ? null
    : [
        {
          ...{ id: '0oa1gjh63g214q0Hq0g4', type: 'AppInstance', alternateId: client.application },
          ...{ displayName: client.application, detailEntry: null },
        },
      ];

/** A lock that ends by itself, or after the lockout limit (`limit`) one that doesn't. */
export function lockEvent(user: OktaUser, client?: Client, limit = false): Record<string, unknown> {
  return {
    ...shell(client),
    severity: 'DEBUG',
    actor: person(user),
    target: targetsOf(client),
    displayMessage: limit ? 'User reached lockout limit' : 'Max sign in attempts exceeded',
    eventType: limit ? 'user.account.lock.limit' : 'user.account.lock',
    outcome: lockedOut,
    legacyEventType: 'core.user_auth.account_locked',
  };
}

/** A sign-in that a locked account tried. @param actor `unknown` where the event names the user as its target only */
export function lockedSignInEvent(
  user: OktaUser,
  client: Client | undefined,
  actor: 'user' | 'unknown',
): Record<string, unknown> {
  const { id: _, ...named } = person(user);
  const targets = [...(actor === 'unknown' ? [person(user)] : []), ...(targetsOf(client) ?? [])];
  return {
    ...shell(client),
    actor: actor === 'unknown' ? { ...named, id: 'unknown' } : person(user),
    target: targets.length > 0 ? targets : null,
    displayMessage: 'User login to Okta',
    eventType: 'user.session.start',
    outcome: lockedOut,
    legacyEventType: 'core.user_auth.login_failed',
  };
}

/** What an administrator, or this product, did to a user. */
export function adminEvent(type: string, message: string, user: OktaUser): Record<string, unknown> {
  return {
    ...shell(undefined),
    actor: {
      ...{ id: '0oa1service0app0id0g4', type: 'PublicClientApp', alternateId: '0oa1service0app0id0g4' },
      ...{ displayName: 'Account Access', detailEntry: null },
    },
    target: [person(user)],
    displayMessage: message,
    eventType: type,
    outcome: { result: 'SUCCESS', reason: null },
    legacyEventType: null,
  };
}
