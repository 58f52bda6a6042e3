/**
 * The `passwordReset` capability of the built-in directory: a link to its own page (cards/pages/set-password.ts).
 *
 * The token stands in the query. A fragment would reach no server, but needs a script to be sent, and the pages work
 * without any. A path stands in the platform's logs and request telemetry; of a query the Functions host logs
 * nothing unless `enableQueryStringTracing` is switched on. Where a proxy in front does log queries, what it keeps
 * lives for fifteen minutes and one use at most. The page sends no referrer and is not stored.
 */
import type { Directory } from '../../../directory';
import type { PasswordResetCapability } from '../../../domain/ports/identity-provider';
import { Secret } from '../../../domain/secret';
import { portalPage } from './portal-page';

export function createPasswordReset(deps: {
  readonly directory: Directory;
  readonly publicUrl: string;
}): PasswordResetCapability {
  const { directory, publicUrl } = deps;
  const page = portalPage(publicUrl, 'set-password');
  return {
    async createLink(id, options) {
      const token = await directory.passwords.createLink(id, options);
      if (!token) return { kind: 'refused' };
      const url = new URL(page);
      url.searchParams.set('token', token.reveal());
      return { kind: 'link', url: new Secret(url.href) };
    },
  };
}
