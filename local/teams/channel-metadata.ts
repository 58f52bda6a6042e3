/** Where the bot finds the keys to check the channel's tokens with: OpenID metadata and JWKS, as Azure Bot Service publishes them. */
import { channelIssuer, type TokenSigner } from './channel-tokens';
import type { HttpRoute } from './http-routes';

/** Path of the metadata document (`ToBotFromChannelOpenIdMetadataUrl`). */
export const metadataPath = '/.well-known/openidconfiguration';
const keysPath = '/.well-known/keys';

/** Makes the two routes. */
export const channelMetadataRoutes = (signer: TokenSigner, url: () => string): HttpRoute[] => [
  {
    method: 'GET',
    path: metadataPath,
    handle: () => ({
      status: 200,
      body: {
        issuer: channelIssuer,
        jwks_uri: `${url()}${keysPath}`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    }),
  },
  { method: 'GET', path: keysPath, handle: () => ({ status: 200, body: signer.keys() }) },
];
