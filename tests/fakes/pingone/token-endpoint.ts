/** Worker applications get their tokens here: client credentials, by HTTP Basic, from the auth host's path. */
import { randomBytes } from 'node:crypto';
import type { AskedCall, FakeAnswer } from '../faulty-server';
import type { Clock } from './model';

export type Tokens = ReturnType<typeof createTokens>;

const lifeSeconds = 3_600;

export function createTokens(deps: {
  clock: Clock;
  clientId: string;
  clientSecret: string;
  complain: (why: string) => void;
}) {
  const { clock, clientId, clientSecret, complain } = deps;
  const issued = new Map<string, number>();
  const refuse = (status: number, error: string): FakeAnswer => ({
    ...{ status, body: { error, error_description: 'Request denied' } },
    headers: { 'content-type': 'application/json' },
  });

  return {
    issued,
    /** As an administrator would, or their end. */
    revokeAll: () => issued.clear(),
    isGood(authorization: string | undefined): boolean {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const endsAtMs = token === undefined ? undefined : issued.get(token);
      return endsAtMs !== undefined && endsAtMs > clock.now().getTime();
    },
    answer({ method, headers, body }: AskedCall): FakeAnswer {
      if (method !== 'POST') return refuse(405, 'invalid_request');
      if (!String(headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
        complain(`Content-Type of the token request is ${headers['content-type']}`);
        return refuse(400, 'invalid_request');
      }
      const form = new URLSearchParams(body);
      const unknown = [...form.keys()].filter((name) => name !== 'grant_type');
      if (unknown.length > 0) complain(`The form of the token request has ${unknown.join(', ')}`);
      if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type');
      const pair = Buffer.from(
        /^Basic (\S+)$/.exec(String(headers.authorization))?.[1] ?? '',
        'base64',
      ).toString();
      // As a server that forgets to decode would compare them.
      if (pair !== `${clientId}:${clientSecret}`) return refuse(401, 'invalid_client');
      const token = `ey.${randomBytes(24).toString('base64url')}.p1`;
      issued.set(token, clock.now().getTime() + lifeSeconds * 1_000);
      return { body: { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds } };
    },
  };
}
