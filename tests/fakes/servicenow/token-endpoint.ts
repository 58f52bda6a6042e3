/** POST /oauth_token.do: client credentials, as the application registry of an instance gives tokens. */
import { randomBytes } from 'node:crypto';
import type { AskedCall, FakeAnswer } from '../faulty-server';
import type { Clock } from './state';

export type Tokens = ReturnType<typeof createTokens>;

export type TokenOptions = {
  readonly clock: Clock;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly lifeSeconds: number;
  readonly complain: (why: string) => void;
};

export function createTokens({ clock, clientId, clientSecret, lifeSeconds, complain }: TokenOptions) {
  const live = new Map<string, number>();
  const refused: FakeAnswer = {
    status: 401,
    body: { error_description: 'access_denied', error: 'server_error' },
  };
  return {
    /** Every token given out so far: none of them may ever be found in a log. */
    given: [] as string[],
    isValid(authorization: string | undefined): boolean {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
      return (live.get(token) ?? 0) > clock.now().getTime();
    },
    /** An administrator revokes them all. */
    revokeAll(): void {
      live.clear();
    },
    answer(call: AskedCall): FakeAnswer {
      if (call.method !== 'POST') return { status: 405 };
      if (!String(call.headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
        complain(`The token endpoint takes a form, not ${call.headers['content-type']}`);
        return refused;
      }
      const form = new URLSearchParams(call.body);
      const names = [...form.keys()].toSorted().join(' ');
      if (names !== 'client_id client_secret grant_type') {
        complain(`The token endpoint was sent: ${names}`);
        return refused;
      }
      const known =
        form.get('grant_type') === 'client_credentials' &&
        form.get('client_id') === clientId &&
        form.get('client_secret') === clientSecret;
      if (!known) return refused;
      const token = randomBytes(32).toString('base64url');
      this.given.push(token);
      live.set(token, clock.now().getTime() + lifeSeconds * 1_000);
      return {
        body: { access_token: token, scope: 'useraccount', token_type: 'Bearer', expires_in: lifeSeconds },
        headers: { 'cache-control': 'no-store' },
      };
    },
  };
}
