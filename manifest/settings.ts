/**
 * What the Teams app package is built from. With nothing set it is a package to look at; a wrong value stops the
 * build with a line that names the setting. The bot's own settings keep their names; the rest begin with MANIFEST_.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const guid = z.guid('a GUID').toLowerCase();
const httpsAddress = z
  .string()
  .max(2_048, 'at most 2048 characters')
  .refine(isHttps, 'an address that begins with https://');
const text = (maximum: number) =>
  z.string().trim().min(1, 'at least one character').max(maximum, `at most ${maximum} characters`);

const shape = z.object({
  MicrosoftAppId: guid.optional(),
  TEAMS_APP_ID: guid.optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (value) => isHttps(value) || isLoopback(value),
      'an address that begins with https:// (http:// for loopback only)',
    )
    .optional(),
  /** Teams cuts names after 30 characters, and refuses packages with longer ones. */
  MANIFEST_NAME: text(30).default('Account Access'),
  MANIFEST_VERSION: z
    .string()
    .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'a version such as 1.2.3')
    .optional(),
  MANIFEST_DEVELOPER: text(32).default('Your IT department'),
  MANIFEST_WEBSITE_URL: httpsAddress.optional(),
  MANIFEST_PRIVACY_URL: httpsAddress.optional(),
  MANIFEST_TERMS_URL: httpsAddress.optional(),
});

/** Every setting that the build reads; docs/configuration.md lists the same. */
export const manifestSettingNames = Object.keys(shape.shape);

export type ManifestSettings = {
  readonly appId: string;
  readonly botId: string;
  readonly version: string;
  readonly name: string;
  readonly developer: {
    readonly name: string;
    readonly websiteUrl: string;
    readonly privacyUrl: string;
    readonly termsOfUseUrl: string;
  };
  /** Hosts that cards may link to; none for a loopback PUBLIC_URL. */
  readonly validDomains: readonly string[];
};

export type ManifestSettingsReading =
  /** `notes` say what was not set and what stands in its place. */
  | { readonly kind: 'settings'; readonly settings: ManifestSettings; readonly notes: readonly string[] }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Nobody's bot: a package with this id can be looked at, not used. */
const sampleBotId = 'acce5500-5eed-4000-8000-000000000000';
const sampleSite = 'https://account-access.example';

/** @param version of the product, for packages that are given none of their own. */
export function readManifestSettings(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): ManifestSettingsReading {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const reading = shape.safeParse(present);
  if (!reading.success) {
    return {
      kind: 'faults',
      faults: reading.error.issues.map((issue) => `${issue.path.join('.')}: allowed is ${issue.message}`),
    };
  }
  const given = reading.data;
  const publicSite =
    given.PUBLIC_URL && !isLoopback(given.PUBLIC_URL) ? new URL(given.PUBLIC_URL) : undefined;
  const botId = given.MicrosoftAppId ?? sampleBotId;
  const websiteUrl = given.MANIFEST_WEBSITE_URL ?? publicSite?.origin ?? sampleSite;
  const settings: ManifestSettings = {
    botId,
    appId: given.TEAMS_APP_ID ?? derivedId(botId),
    version: given.MANIFEST_VERSION ?? version,
    name: given.MANIFEST_NAME,
    developer: {
      name: given.MANIFEST_DEVELOPER,
      websiteUrl,
      privacyUrl: given.MANIFEST_PRIVACY_URL ?? websiteUrl,
      termsOfUseUrl: given.MANIFEST_TERMS_URL ?? websiteUrl,
    },
    validDomains: publicSite ? [publicSite.hostname] : [],
  };
  const notes = [
    ...(given.MicrosoftAppId
      ? []
      : ['MicrosoftAppId is not set: this package is a sample, no bot answers behind it.']),
    ...(websiteUrl === sampleSite
      ? [`MANIFEST_WEBSITE_URL is not set: ${sampleSite} stands in its place.`]
      : []),
  ];
  return { kind: 'settings', settings, notes };
}

/** The same bot always gives the same app id, so that a new package updates the installed app. */
function derivedId(botId: string): string {
  const hex = createHash('sha256').update(`account-access-for-teams/${botId}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  // Version 8 of RFC 9562: an id made in a way of our own.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
}
