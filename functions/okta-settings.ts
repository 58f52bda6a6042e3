/** Okta's app settings: which belong together, and the connection that they make. */
import type { OktaConnection } from '../connectors/identity/okta/okta-client';
import type { Secret } from '../domain/secret';

export type OktaSettings = {
  readonly OKTA_ORG_URL?: string;
  readonly OKTA_API_TOKEN?: Secret<string>;
  readonly OKTA_CLIENT_ID?: string;
  readonly OKTA_PRIVATE_KEY?: Secret<string>;
  readonly OKTA_KEY_ID?: string;
  readonly OKTA_EVENT_HOOK_SECRET?: Secret<string>;
};

const serviceApp = ['OKTA_CLIENT_ID', 'OKTA_PRIVATE_KEY', 'OKTA_KEY_ID'] as const;

/** Okta is reached by an API token or by a service app: one of them, and all of it. */
export function oktaFaults(settings: OktaSettings): readonly string[] {
  const { OKTA_ORG_URL, OKTA_API_TOKEN } = settings;
  const given = serviceApp.filter((name) => settings[name] !== undefined);
  if (!OKTA_ORG_URL) {
    const alone = (['OKTA_API_TOKEN', 'OKTA_EVENT_HOOK_SECRET'] as const).filter(
      (name) => settings[name] !== undefined,
    );
    const names = [...alone, ...given];
    return names.length > 0 ? [`OKTA_ORG_URL: missing; ${names.join(', ')} needs it`] : [];
  }
  if (OKTA_API_TOKEN) return given.map((name) => `${name}: allowed without OKTA_API_TOKEN only`);
  if (given.length === 0) return [`OKTA_API_TOKEN: missing; this, or ${serviceApp.join(', ')}`];
  return serviceApp
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name}: missing; ${given.join(', ')} needs it`);
}

/** Undefined where Okta is not configured. */
export function oktaConnection(settings: OktaSettings): OktaConnection | undefined {
  const { OKTA_ORG_URL, OKTA_API_TOKEN, OKTA_CLIENT_ID, OKTA_PRIVATE_KEY, OKTA_KEY_ID } = settings;
  if (!OKTA_ORG_URL) return undefined;
  const orgUrl = new URL(OKTA_ORG_URL).origin;
  if (OKTA_API_TOKEN) return { orgUrl, credentials: { kind: 'api-token', token: OKTA_API_TOKEN } };
  if (!OKTA_CLIENT_ID || !OKTA_PRIVATE_KEY || !OKTA_KEY_ID) return undefined;
  const app = { clientId: OKTA_CLIENT_ID, privateKey: OKTA_PRIVATE_KEY, keyId: OKTA_KEY_ID };
  return { orgUrl, credentials: { kind: 'service-app', ...app } };
}

/** An organisation's own address: without a path, and not that of the console, which has no API. */
export function isOktaOrganisation(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, pathname, search, hash, username, password } = new URL(address);
  const isBare = pathname === '/' && !search && !hash && !username && !password;
  return isBare && !/-admin\.okta[\w-]*\./.test(hostname) && !hostname.endsWith('.');
}
