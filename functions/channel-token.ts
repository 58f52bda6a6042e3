/**
 * What a caller's token must claim before the SDK looks at it. The SDK also takes tokens of its emulator: any that
 * Entra ID issued to the bot's own app id, the bot's outgoing ones included, for whatever audience and service
 * URL. And it remembers the tenant of every token it is shown, before it verifies it, for the life of the process.
 * Teams' calls are signed by the Bot Framework's own issuer, so nothing else goes further than here.
 */

/** The issuer of every token with which the channel calls a bot. */
const channelIssuer = 'https://api.botframework.com';

/** Whether a token claims to be the channel's. Nothing is verified here, so true means "may be verified". */
export function claimsToBeTheChannels(authorization: string): boolean {
  const [scheme, token, ...rest] = authorization.split(' ');
  if (scheme !== 'Bearer' || !token || rest.length > 0) return false;
  const claims = claimsOf(token);
  return claims?.iss === channelIssuer && typeof claims.exp === 'number' && !Object.hasOwn(claims, 'tid');
}

function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
