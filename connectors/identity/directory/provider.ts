/** The built-in directory behind the port of all identity providers. It translates; the rules are the directory's. */
import type { Directory } from '../../../directory';
import type { Clock } from '../../../domain/ports/clock';
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { accountOf } from './account';
import { createAccountAdministration } from './account-administration';
import { createContractors, createPasswordExpiry } from './account-ends';
import { createLockouts } from './lockouts';
import { createPasswordReset } from './password-reset';
import { portalPage } from './portal-page';
import { createTemporaryPassword } from './temporary-password';

export type DirectoryProviderDeps = {
  readonly directory: Directory;
  readonly clock: Clock;
  /** Policy `directory.selfServiceUnlock`. */
  readonly selfServiceUnlock: boolean;
  /** Policy `directory.passwordMaximumAge`, in milliseconds; 0: no password ever runs out. */
  readonly passwordMaximumAge: number;
  /** Base of the directory's own pages (setting `PUBLIC_URL`); without it there are no password links. */
  readonly publicUrl?: string;
};

export function createDirectoryProvider(deps: DirectoryProviderDeps): IdentityProvider {
  const { directory, publicUrl, passwordMaximumAge } = deps;
  return {
    id: 'directory',
    check: (options) => directory.check(options),
    async findAccounts(query, options) {
      return (await directory.accounts.find(query, options)).map(accountOf);
    },
    async findByEmail(email, options) {
      return (await directory.accounts.findByEmail(email, options)).map(accountOf);
    },
    async getAccount(id, options) {
      const found = await directory.accounts.get(id, options);
      return found && accountOf(found);
    },
    lockouts: createLockouts(deps),
    accountAdministration: createAccountAdministration(directory),
    unlock: {
      selfService: deps.selfServiceUnlock,
      unlock: (id, by, options) => directory.unlock(id, by, options),
    },
    ...(publicUrl === undefined
      ? {}
      : {
          passwordReset: createPasswordReset({ directory, publicUrl }),
          pages: { changePassword: portalPage(publicUrl, 'change-password').href },
        }),
    factors: {
      list: (id, options) => directory.factors.list(id, options),
      remove: (id, factorId, options) => directory.factors.remove(id, factorId, options),
    },
    authenticatorSecret: {
      reset: (id, options) => directory.authenticators.reset(id, options),
    },
    temporaryPassword: createTemporaryPassword(directory),
    sessions: {
      async endAll(id, options) {
        await directory.sessions.endAll(id, options);
      },
    },
    ...(passwordMaximumAge > 0
      ? { passwordExpiry: createPasswordExpiry(directory, passwordMaximumAge) }
      : {}),
    contractors: createContractors(directory),
  };
}
