/** Where PingOne is: each region has hosts of its own. */

const domains = {
  com: 'pingone.com',
  ca: 'pingone.ca',
  eu: 'pingone.eu',
  'com.au': 'pingone.com.au',
  sg: 'pingone.sg',
  asia: 'pingone.asia',
} as const;

/** As PingOne's console and its tools call them. */
const otherNames: Readonly<Record<string, keyof typeof domains>> = {
  na: 'com',
  us: 'com',
  au: 'com.au',
  ap: 'asia',
};

export type PingOneRegion = keyof typeof domains;

export const pingOneRegions = Object.keys(domains) as readonly PingOneRegion[];

/** @returns undefined for a name that is no region's. */
export function pingOneRegion(name: string): PingOneRegion | undefined {
  const asked = name.trim().toLowerCase();
  return pingOneRegions.find((region) => region === (otherNames[asked] ?? asked));
}

export function pingOneHosts(region: PingOneRegion): { readonly apiUrl: string; readonly authUrl: string } {
  return { apiUrl: `https://api.${domains[region]}`, authUrl: `https://auth.${domains[region]}` };
}
