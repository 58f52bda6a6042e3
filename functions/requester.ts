/** By which e-mail address a ticketing system may know the person of a request: the one their account has. */
import type { Providers } from '../connectors/identity/providers';
import type { Deps } from '../domain/deps';
import { CodedError } from '../domain/errors';
import type { CallOptions } from '../domain/ports/identity-provider';
import type { SupportRequest } from '../domain/support-request';
import { accountOf } from '../domain/use-cases/account-links';
import type { RequesterEmail } from './help-desk';

/** Of the time that the ticket may take. */
const share = 0.4;

export function createRequesterEmail(
  deps: Pick<Deps, 'policy' | 'conversations' | 'tenantId'>,
  providers: Providers,
): RequesterEmail {
  const emailOf = async (request: SupportRequest, options: CallOptions): Promise<string | undefined> => {
    const { account } = request;
    if (account) return (await providers.get(account.provider)?.getAccount(account.id, options))?.email;
    for (const provider of providers.values()) {
      const link = await accountOf(deps, provider, request, options);
      if (link.kind === 'linked' && link.account.email) return link.account.email;
    }
    return (await deps.conversations.read(request))?.value.userPrincipalName;
  };
  return async (request, { timeoutMs }) => {
    try {
      return await emailOf(request, { timeoutMs: timeoutMs * share });
    } catch (error) {
      // A ticket without its requester's name says who it is by id; none at all would tell nobody.
      if (error instanceof CodedError) return undefined;
      throw error;
    }
  };
}
