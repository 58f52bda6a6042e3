/** Ping's app settings: which belong together, and the connections that they make. */
import { z } from 'zod';
import { readPingIdProperties } from '../connectors/identity/ping/pingid/properties';
import type { PingOneConnection } from '../connectors/identity/ping/pingone/api';
import { pingOneHosts, pingOneRegion, pingOneRegions } from '../connectors/identity/ping/pingone/hosts';
import type { Secret } from '../domain/secret';

/** A region by its domain (`eu`, `com.au`), or as PingOne's console names it (`AP`). */
export const pingOneRegionSetting = z.string().transform((name, context) => {
  const region = pingOneRegion(name);
  if (region) return region;
  context.addIssue({ code: 'custom', message: `one of ${pingOneRegions.join(', ')}` });
  return z.NEVER;
});

/** The contents of `pingid.properties`; each of its faults is told, none of its values. */
export const pingIdPropertiesSetting = z.string().transform((text, context) => {
  const reading = readPingIdProperties(text);
  if (reading.kind === 'properties') return reading.properties;
  for (const fault of reading.faults) context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

export type PingOneSettings = {
  readonly PINGONE_ENVIRONMENT_ID?: string;
  readonly PINGONE_REGION?: z.output<typeof pingOneRegionSetting>;
  readonly PINGONE_CLIENT_ID?: string;
  readonly PINGONE_CLIENT_SECRET?: Secret<string>;
  readonly PINGONE_API_URL?: string;
  readonly PINGONE_AUTH_URL?: string;
};

const workerApp = ['PINGONE_ENVIRONMENT_ID', 'PINGONE_CLIENT_ID', 'PINGONE_CLIENT_SECRET'] as const;
const hosts = ['PINGONE_API_URL', 'PINGONE_AUTH_URL'] as const;

/** A worker application of an environment, in a region or at hosts that are named: all of it, or nothing. */
export function pingOneFaults(settings: PingOneSettings): readonly string[] {
  const isSet = (name: keyof PingOneSettings): boolean => settings[name] !== undefined;
  const given = [...workerApp, 'PINGONE_REGION' as const, ...hosts].filter(isSet);
  if (given.length === 0) return [];
  const missing = workerApp.filter((name) => !isSet(name));
  const faults = missing.map((name) => `${name}: missing; ${given.join(', ')} needs it`);
  if (isSet('PINGONE_REGION') || hosts.every(isSet)) return faults;
  return [
    ...faults,
    `PINGONE_REGION: missing; one of ${pingOneRegions.join(', ')}, or both ${hosts.join(' and ')}`,
  ];
}

/** Undefined where PingOne is not configured. */
export function pingOneConnection(settings: PingOneSettings): PingOneConnection | undefined {
  const { PINGONE_ENVIRONMENT_ID, PINGONE_REGION, PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET } = settings;
  const regional = PINGONE_REGION && pingOneHosts(PINGONE_REGION);
  const apiUrl = settings.PINGONE_API_URL ?? regional?.apiUrl;
  const authUrl = settings.PINGONE_AUTH_URL ?? regional?.authUrl;
  if (!PINGONE_ENVIRONMENT_ID || !PINGONE_CLIENT_ID || !PINGONE_CLIENT_SECRET || !apiUrl || !authUrl)
    return undefined;
  return {
    ...{ environmentId: PINGONE_ENVIRONMENT_ID, apiUrl, authUrl },
    ...{ clientId: PINGONE_CLIENT_ID, clientSecret: PINGONE_CLIENT_SECRET },
  };
}
