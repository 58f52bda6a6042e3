/** Okta behind the port of all identity providers. */

import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { json } from '../../http/answer';
import type { CallRecord } from '../../http/call';
import { startDeadline } from '../../http/deadline';
import { createAccounts } from './accounts';
import { type ContractorAttributes, createContractors } from './contractors';
import { createFactors } from './factors';
import { createInspection } from './inspection';
import { createLockouts } from './lockouts';
import { createOktaClient, type OktaConnection } from './okta-client';
import { createPasswordExpiry } from './password-expiry';
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
  /** Without an attribute for the end there are no contractors. */
  readonly contractors?: Omit<ContractorAttributes, 'endAttribute'> & { readonly endAttribute?: string };
};

export function createOktaProvider(deps: OktaProviderDeps): IdentityProvider & { close(): void } {
  const { connection, clock, log, objectIdAttribute, firstBackOffMs } = deps;
  const options = { ...(log ? { log } : {}), ...(firstBackOffMs === undefined ? {} : { firstBackOffMs }) };
  const { http, close } = createOktaClient({ ...connection, clock, ...options });
  const attribute = objectIdAttribute ? { objectIdAttribute } : {};
  const accounts = createAccounts({ http, ...attribute });
  const lockouts = createLockouts({ http, clock, further: deps.lockoutEvents ?? [] });
  const attributes = deps.contractors;
  const endAttribute = attributes?.endAttribute;
  return {
    id: 'okta',
    async check(options) {
      const call = { method: 'GET', path: '/api/v1/users', query: { limit: 1 } } as const;
      await http.request({ ...call, answer: json(z.array(z.unknown())), deadline: startDeadline(options) });
    },
    findAccounts: accounts.find,
    findByEmail: accounts.findByEmail,
    getAccount: accounts.get,
    lockouts,
    unlock: createUnlock(http),
    passwordReset: createPasswordReset(http, connection.orgUrl),
    factors: createFactors(http),
    sessions: createSessions(http),
    passwordExpiry: createPasswordExpiry({ http, clock, accounts }),
    ...(attributes && endAttribute !== undefined
      ? { contractors: createContractors(http, accounts, { ...attributes, endAttribute }) }
      : {}),
    inspection: createInspection({ http, lockouts, now: clock.now, ...attribute }),
    pages: { setUpMfa: connection.orgUrl },
    close,
  };
}
