/** The addresses under which instances are managed, as functions with a durable client get them. */

export interface HubAddress {
  readonly hubName: string;
  /** "http://localhost:7071" */
  readonly origin: string;
  readonly key: string;
}

export const PUBLIC_API_PATH = '/runtime/webhooks/durabletask';
export const CLIENT_API_PATH = '/durabletask';

/** The management addresses of one instance. */
export function managementUrls({ hubName, origin, key }: HubAddress, id: string): Record<string, string> {
  const instance = `${origin}${PUBLIC_API_PATH}/instances/${id}`;
  const query = `taskHub=${hubName}&connection=Storage&code=${key}`;
  const withReason = (verb: string) => `${instance}/${verb}?reason={text}&${query}`;
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: withReason('terminate'),
    rewindPostUri: withReason('rewind'),
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: withReason('suspend'),
    resumePostUri: withReason('resume'),
  };
}

/** The durable client's binding data, as JSON. Its calls go to `clientPort`, which asks for no key. */
export function clientBindingData(address: HubAddress, clientPort: number): string {
  const { hubName, origin, key } = address;
  const base = `${origin}${PUBLIC_API_PATH}`;
  const create = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  return JSON.stringify({
    taskHubName: hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${create}?code=${key}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${key}`,
    },
    managementUrls: managementUrls(address, 'INSTANCEID'),
    baseUrl: base,
    requiredQueryStringParameters: `code=${key}`,
    rpcBaseUrl: `http://127.0.0.1:${clientPort}${CLIENT_API_PATH}/`,
  });
}
