/**
 * App settings: the only place where the environment is read. Names are a contract (docs/configuration.md). All
 * faults are told at once; secrets are wrapped before anybody can print them.
 */
import { z } from 'zod';
import { baseAddress } from '../connectors/http/address';
import { privateKeyOf } from '../connectors/identity/okta/private-key';
import { isTeamsServiceUrl } from '../connectors/teams/service-urls';
import { Secret } from '../domain/secret';
import { isOktaOrganisation, oktaFaults } from './okta-settings';
import { pingIdPropertiesSetting, pingOneFaults, pingOneRegionSetting } from './ping-settings';

const teams = 'https://smba.trafficmanager.net/teams/';
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const secret = (minimum = 1) =>
  z
    .string()
    .min(minimum, `at least ${minimum} characters`)
    // Azure hands on a reference that it could not resolve as it stands.
    .refine((value) => !value.startsWith('@Microsoft.KeyVault('), 'a Key Vault reference that resolves')
    .transform((value) => new Secret(value));

/** A credential that goes into a header. */
const header = secret().refine(
  (value) => /^[\x21-\x7e]+$/.test(value.reveal()),
  'a token without spaces or line breaks',
);

/** A secret that others send us in a header. */
const hookSecret = secret(8).refine(
  // A scheme before it ("Bearer ...") is part of the secret.
  (value) => /^[\x21-\x7e][\x20-\x7e]*[\x21-\x7e]$/.test(value.reveal()),
  'printable ASCII, no space at either end',
);

const address = z
  .string()
  .refine(isSafeAddress, 'an address that begins with https:// (http:// for loopback only)');
/** Where a vendor's API is: everything that credentials are sent to lies below it. */
const apiBase = z
  .string()
  .refine(
    isApiBase,
    'an address that begins with https:// (http:// for loopback only), without credentials, query or fragment',
  );
const guid = z.guid('a GUID');
const smtpUrl = z
  .string()
  .regex(/^smtps?:\/\//, 'an address that begins with smtp:// or smtps://')
  .transform((value) => new Secret(value));

const shape = z.object({
  AzureWebJobsStorage: secret().optional(),
  AzureWebJobsStorage__accountName: z.string().min(1).optional(),
  DATABASE_URL: secret().optional(),
  POLICY_FILE: z.string().min(1).default('policy.yaml'),
  PUBLIC_URL: address,
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI'], {
    error: () => 'SingleTenant or UserAssignedMSI',
  }),
  MicrosoftAppId: guid,
  MicrosoftAppPassword: secret().optional(),
  MicrosoftAppTenantId: guid,
  TEAMS_SERVICE_URL: address.default(teams),
  TEAMS_OPENID_METADATA_URL: z.string().refine(isLoopback, 'a loopback address').optional(),
  TEAMS_LOCAL_KEY: secret(16).optional(),
  LINK_SIGNING_KEY: secret(32),
  DIRECTORY_ENCRYPTION_KEY: secret(32)
    .refine(
      (keys) =>
        keys
          .reveal()
          .split(',')
          .every((key) => key.trim().length >= 32),
      'at least 32 characters in each key, commas between several',
    )
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string().min(3, 'a mail address').optional(),
  MOBILE_SMTP_URL: smtpUrl.optional(),
  MOBILE_MAIL_FROM: z.string().min(3, 'a mail address').optional(),
  SMS_URL: apiBase.optional(),
  SMS_TOKEN: header.optional(),
  REMINDERS_FROM: z.iso.datetime('an instant such as 2026-12-01T18:00:00Z').optional(),
  TICKET_WEBHOOK_SECRET: secret(16).optional(),
  SERVICENOW_URL: apiBase.optional(),
  SERVICENOW_CLIENT_ID: z.string().min(1).optional(),
  SERVICENOW_CLIENT_SECRET: secret().optional(),
  OKTA_ORG_URL: apiBase
    .refine(isOktaOrganisation, 'the organisation’s own address, such as https://acme.okta.com')
    .optional(),
  OKTA_API_TOKEN: header.optional(),
  OKTA_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'the client id of a service app')
    .optional(),
  OKTA_PRIVATE_KEY: secret()
    .refine((key) => privateKeyOf(key.reveal()) !== undefined, 'a private key as PEM or JWK')
    .optional(),
  OKTA_KEY_ID: z.string().min(1).optional(),
  OKTA_EVENT_HOOK_SECRET: hookSecret.optional(),
  PINGONE_ENVIRONMENT_ID: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'the id of an environment')
    .optional(),
  PINGONE_REGION: pingOneRegionSetting.optional(),
  PINGONE_CLIENT_ID: z.string().min(1).optional(),
  PINGONE_CLIENT_SECRET: secret().optional(),
  PINGONE_API_URL: apiBase.optional(),
  PINGONE_AUTH_URL: apiBase.optional(),
  PINGID_PROPERTIES: pingIdPropertiesSetting.optional(),
  /** Set by Azure's host, which also writes X-Forwarded-For. */
  WEBSITE_INSTANCE_ID: z.string().optional(),
});

export type Settings = z.output<typeof shape>;

export type SettingsReading =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Reads and checks the environment; empty values count as absent. Fault lines name the setting, never its value. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SettingsReading {
  const reading = shape.safeParse(presentIn(environment));
  if (!reading.success) return { kind: 'faults', faults: faultLines(reading.error, environment) };
  const faults = together(reading.data);
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'settings', settings: reading.data };
}

const providerShape = shape.pick({
  DATABASE_URL: true,
  POLICY_FILE: true,
  OKTA_ORG_URL: true,
  OKTA_API_TOKEN: true,
  OKTA_CLIENT_ID: true,
  OKTA_PRIVATE_KEY: true,
  OKTA_KEY_ID: true,
});

export type ProviderSettings = z.output<typeof providerShape>;

export type ProviderSettingsReading =
  | { readonly kind: 'settings'; readonly settings: ProviderSettings }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Only what identity providers that tell of ends need: an administrator's machine has no bot and no storage. */
export function readProviderSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderSettingsReading {
  const reading = providerShape.safeParse(presentIn(environment));
  if (!reading.success) return { kind: 'faults', faults: faultLines(reading.error, environment) };
  const faults = oktaFaults(reading.data);
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'settings', settings: reading.data };
}

/** Empty values count as absent. */
function presentIn(environment: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function faultLines(
  { issues }: z.ZodError,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const present = presentIn(environment);
  return issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}: ${name in present ? '' : 'missing; '}${message}`;
  });
}

/** What the settings must be together. */
function together(settings: Settings): string[] {
  const faults: string[] = [];
  if (!settings.AzureWebJobsStorage && !settings.AzureWebJobsStorage__accountName) {
    faults.push(
      'AzureWebJobsStorage: missing; a connection string, or AzureWebJobsStorage__accountName with identity',
    );
  }
  if (settings.MicrosoftAppType === 'SingleTenant' && !settings.MicrosoftAppPassword) {
    faults.push('MicrosoftAppPassword: missing; SingleTenant needs it');
  }
  const local = settings.TEAMS_LOCAL_KEY !== undefined || settings.TEAMS_OPENID_METADATA_URL !== undefined;
  if (local && !isLoopback(settings.TEAMS_SERVICE_URL)) {
    faults.push('TEAMS_LOCAL_KEY, TEAMS_OPENID_METADATA_URL: allowed with a loopback TEAMS_SERVICE_URL only');
  }
  if (!isLoopback(settings.TEAMS_SERVICE_URL) && !isTeamsServiceUrl(settings.TEAMS_SERVICE_URL, teams)) {
    faults.push(
      'TEAMS_SERVICE_URL: the bot’s token would go there; allowed: an address of Teams, or a loopback one',
    );
  }
  const serviceNow = ['SERVICENOW_URL', 'SERVICENOW_CLIENT_ID', 'SERVICENOW_CLIENT_SECRET'] as const;
  const missing = serviceNow.filter((name) => settings[name] === undefined);
  if (missing.length < serviceNow.length) {
    faults.push(
      ...missing.map((name) => `${name}: missing; ServiceNow needs all of ${serviceNow.join(', ')}`),
    );
  }
  if (settings.DATABASE_URL && !settings.DIRECTORY_ENCRYPTION_KEY) {
    faults.push('DIRECTORY_ENCRYPTION_KEY: missing; the directory (DATABASE_URL) needs it');
  }
  faults.push(...oktaFaults(settings), ...pingOneFaults(settings));
  if (settings.SMTP_URL && !settings.MAIL_FROM) faults.push('MAIL_FROM: missing; SMTP_URL needs it');
  if (settings.MOBILE_SMTP_URL && !(settings.MOBILE_MAIL_FROM ?? settings.MAIL_FROM))
    faults.push('MOBILE_MAIL_FROM: missing; MOBILE_SMTP_URL needs it');
  if (settings.SMS_URL && !settings.SMS_TOKEN) faults.push('SMS_TOKEN: missing; SMS_URL needs it');
  return faults;
}

export function isLoopback(address: string): boolean {
  return URL.canParse(address) && loopback.test(new URL(address).hostname);
}

function isApiBase(address: string): boolean {
  try {
    baseAddress(address);
    return true;
  } catch {
    return false;
  }
}

function isSafeAddress(address: string): boolean {
  return URL.canParse(address) && (new URL(address).protocol === 'https:' || isLoopback(address));
}
