/** What we use of a server of Azurite's; its package has no types. */
export interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}
