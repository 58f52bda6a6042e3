/** Bot tokens go to the service URLs of Teams only, or to the one that the settings name. */

const teamsHosts = [/^smba\.trafficmanager\.net$/, /^smba(\.[a-z0-9-]+)*\.teams\.microsoft\.(com|us)$/];

/** Whether a token may be sent there. `configured` is TEAMS_SERVICE_URL. */
export function isTeamsServiceUrl(serviceUrl: string, configured: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  // A path is appended to it: a query or fragment would swallow that, and credentials would replace the token.
  if (url.username || url.password || url.search || url.hash) return false;
  if (url.origin === new URL(configured).origin) return true;
  return url.port === '' && url.protocol === 'https:' && teamsHosts.some((host) => host.test(url.hostname));
}

/** Where to reach a stored chat now: the stand-in may have moved to another port since. */
export function presentServiceUrl(stored: string, configured: string): string {
  return isLoopback(stored) && isLoopback(configured) ? configured : stored;
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
}
