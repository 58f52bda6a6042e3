/** How the storage account is reached: by a connection string, or by the app's identity and the account's name. */
import type { AzureNamedKeyCredential, TableServiceClientOptions } from '@azure/data-tables';
import { TableClient } from '@azure/data-tables';
import { Secret } from '../../domain/secret';

export type StorageConnection =
  | string
  | Secret<string>
  /** `clientId` names a user-assigned identity. */
  | { readonly accountName: string; readonly clientId?: string };

/** One quick second try (a kept connection may have been closed under us); more is the caller's to decide. */
const retryOptions = { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 500 };

/**
 * A function that opens the SDK's client of a table. Nothing is sent before the first call.
 * Throws TypeError for a connection string that is none, without repeating it.
 */
export function createClients(connection: StorageConnection): (table: string) => TableClient {
  if (typeof connection === 'string') return byConnectionString(connection);
  if (connection instanceof Secret) return byConnectionString(connection.reveal());
  const credential = identityCredential(connection.clientId);
  const url = `https://${connection.accountName}.table.core.windows.net`;
  return (table) => lean(new TableClient(url, table, credential, { retryOptions }));
}

/** What the SDK does beside every call and nobody here needs: a notice takes a dozen calls. */
const unneeded = ['tracingPolicy', 'logPolicy', 'redirectPolicy', 'formDataPolicy', 'multipartPolicy'];

function lean(client: TableClient): TableClient {
  for (const name of unneeded) client.pipeline.removePolicy({ name });
  return client;
}

function byConnectionString(text: string): (table: string) => TableClient {
  const options: TableServiceClientOptions = {
    retryOptions,
    allowInsecureConnection: /(^|;)\s*TableEndpoint=http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/;]/i.test(
      text,
    ),
  };
  const open = (table: string): TableClient => lean(TableClient.fromConnectionString(text, table, options));
  try {
    open('probe');
  } catch {
    throw new TypeError('the storage connection string is not one of an Azure storage account');
  }
  return open;
}

type TokenCredential = Exclude<ConstructorParameters<typeof TableClient>[2], AzureNamedKeyCredential> & {
  getToken(
    scopes: string | string[],
    options?: object,
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
};

/** The identity library costs a good part of a cold start, so it is loaded with the first token. */
function identityCredential(clientId: string | undefined): TokenCredential {
  let loading: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  };
  return {
    async getToken(scopes, options) {
      loading ??= load();
      return (await loading).getToken(scopes, options);
    },
  };
}
