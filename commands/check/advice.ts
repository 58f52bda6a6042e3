/** What to do about a failure, by its code and by the settings that may be wrong. A probe may know better. */
import type { ErrorCode } from '../../domain/errors';

export type Place = {
  /** What says where it is. */
  readonly address: string;
  /** What says who we are. */
  readonly credentials: string;
};

const oktaCredentials = 'OKTA_API_TOKEN, or OKTA_CLIENT_ID, OKTA_PRIVATE_KEY and OKTA_KEY_ID';

const places: Readonly<Record<string, Place>> = {
  storage: { address: 'AzureWebJobsStorage', credentials: 'AzureWebJobsStorage (or the identity’s roles)' },
  directory: { address: 'DATABASE_URL', credentials: 'DATABASE_URL (user and password)' },
  bot: {
    address: 'login.microsoftonline.com (in a local run TEAMS_SERVICE_URL)',
    credentials:
      'MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId (in a local run TEAMS_LOCAL_KEY)',
  },
  mail: { address: 'SMTP_URL', credentials: 'SMTP_URL (user and password)' },
  okta: { address: 'OKTA_ORG_URL', credentials: oktaCredentials },
  pingone: {
    address: 'PINGONE_REGION (or PINGONE_API_URL and PINGONE_AUTH_URL)',
    credentials: 'PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET, PINGONE_ENVIRONMENT_ID',
  },
  pingid: { address: 'idp_url in PINGID_PROPERTIES', credentials: 'PINGID_PROPERTIES' },
  servicenow: {
    address: 'SERVICENOW_URL',
    credentials: 'SERVICENOW_CLIENT_ID, SERVICENOW_CLIENT_SECRET, and whether client credentials are allowed',
  },
};

const advice: Readonly<Record<ErrorCode, (place: Place) => string>> = {
  timeout: ({ address }) =>
    `No answer in time. Compare ${address}, and see that this machine may go there (firewall, DNS).`,
  unavailable: ({ address }) =>
    `Nobody answers there as they should. Compare ${address}, see that this machine may go there (firewall, DNS, TLS), and look at the vendor's status page.`,
  throttled: () => 'Too many requests just now. Try again in a few minutes.',
  unauthorised: ({ credentials }) =>
    `The credentials are refused: wrong, expired or revoked. Correct or renew ${credentials}.`,
  refused: ({ credentials }) =>
    `The credentials work, but not for this. Give their owner the right, or correct ${credentials}.`,
  'bad-answer': ({ address }) =>
    `Something else answers there. ${address} must be the API's own address, without a proxy or portal before it.`,
  'not-found': ({ address }) => `There is nothing of the kind. Compare ${address}.`,
  conflict: () => 'Something changed at the same moment. Try again.',
  'not-supported': () => 'The other side is too old or too new for this. Look at docs/connectors.md.',
  'invalid-transition': () => 'This should not happen. Try again, and report it if it stays.',
  unexpected: ({ address, credentials }) =>
    `No known kind of failure. Compare ${address} and ${credentials}, try again, and report it if it stays.`,
};

/** @param special the probe's own, which goes first */
export function adviceFor(
  connector: string,
  code: ErrorCode,
  special: Readonly<Partial<Record<ErrorCode, string>>> = {},
): string {
  const place = places[connector] ?? { address: 'its address', credentials: 'its credentials' };
  return special[code] ?? advice[code](place);
}
