/** Okta behind the port of all identity providers. */

import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { json } from '../../http/answer';
import type { CallRecord } from '../../http/call';
import { startDeadline } from '../../http/deadline';
import { createAccounts } from './accounts';
import { createFactors } from './factors';
import { createLockouts } from './lockouts';
import { createOktaClient, type OktaConnection } from './okta-client';
import { createPasswordReset } from './password-reset';
import { createSessions } from './sessions';
import { createUnlock } from './unlock';

export type OktaProviderDeps = {
  readonly connection: OktaConnection;
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
  readonly firstBackOffMs?: number;
  /** Policy `providers.okta`. */
  readonly objectIdAttribute?: string;
  readonly lockoutEvents?: readonly string[];
};

export function createOktaProvider(deps: OktaProviderDeps): IdentityProvider & { close(): void } {
  const { connection, clock, log, objectIdAttribute, firstBackOffMs } = deps;
  const options = { ...(log ? { log } : {}), ...(firstBackOffMs === undefined ? {} : { firstBackOffMs }) };
  const { http, close } = createOktaClient({ ...connection, clock, ...options });
  const accounts = createAccounts({ http, ...(objectIdAttribute ? { objectIdAttribute } : {}) });
  return {
    id: 'okta',
    async check(options) {
      const call = { method: 'GET', path: '/api/v1/users', query: { limit: 1 } } as const;
      await http.request({ ...call, answer: json(z.array(z.unknown())), deadline: startDeadline(options) });
    },
    findAccounts: accounts.find,
    getAccount: accounts.get,
    lockouts: createLockouts({ http, clock, further: deps.lockoutEvents ?? [] }),
    unlock: createUnlock(http),
    passwordReset: createPasswordReset(http, connection.orgUrl),
    factors: createFactors(http),
    sessions: createSessions(http),
    pages: { setUpMfa: connection.orgUrl },
    close,
  };
}
