/** Where the local storage is: what programs are told to find it, apart from the storage itself, which is large to load. */
export interface StorageAccount {
  name: string;
  /** base64 */
  key: string;
}

export interface StoragePorts {
  blob: number;
  queue: number;
  table: number;
}

export const loopback = '127.0.0.1';

/** What Azure's libraries and the Functions host are given as `AzureWebJobsStorage`. */
export function connectionString(account: StorageAccount, ports: StoragePorts): string {
  const endpoint = (kind: string, port: number) =>
    `${kind}Endpoint=http://${loopback}:${port}/${account.name};`;
  return (
    `DefaultEndpointsProtocol=http;AccountName=${account.name};AccountKey=${account.key};` +
    endpoint('Blob', ports.blob) +
    endpoint('Queue', ports.queue) +
    endpoint('Table', ports.table)
  );
}
