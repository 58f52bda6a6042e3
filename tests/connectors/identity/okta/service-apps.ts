/** A service app with a key, as an administrator makes it at Okta. */
import { generateKeyPairSync } from 'node:crypto';
import { scopes } from '../../../../connectors/identity/okta/access-tokens';
import { Secret } from '../../../../domain/secret';
import type { ServiceApp } from '../../../fakes/okta/token-endpoint';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const appKey = { clientId: '0oa1service', privateKey: new Secret(pem), keyId: 'key-1' };

export function serviceApp(properties: Partial<ServiceApp>): ServiceApp {
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: appKey.keyId }];
  return { clientId: appKey.clientId, keys, scopes: [...scopes], ...properties };
}
