/** The modules of Azurite that are opened directly, as far as they are used here: its package has no types. */
// biome-ignore-all lint/style/noDefaultExport: it is how these modules export.

interface AzuriteFolder {
  locationId: string;
  locationPath: string;
  maxConcurrency: number;
}

/** accessLog, accessLogStream, debugLog, debugLogFile, loose, skipApiVersionCheck */
type AzuriteBlobOptions = readonly [boolean, undefined, boolean, undefined, boolean, boolean];

/** debugLog, accessLog, accessLogStream, debugLogFile, loose, skipApiVersionCheck */
type AzuriteTableOptions = readonly [boolean, boolean, undefined, undefined, boolean, boolean];

declare module 'azurite/dist/src/blob/BlobConfiguration' {
  export default class BlobConfiguration {
    constructor(
      host: string,
      port: number,
      keepAliveSeconds: number,
      metadataFile: string,
      extentFile: string,
      folders: AzuriteFolder[],
      ...options: AzuriteBlobOptions
    );
  }
}

declare module 'azurite/dist/src/blob/BlobServer' {
  export default class BlobServer {
    constructor(configuration: import('azurite/dist/src/blob/BlobConfiguration').default);
    start(): Promise<void>;
    close(): Promise<void>;
    getHttpServerAddress(): string;
  }
}

declare module 'azurite/dist/src/queue/QueueConfiguration' {
  export default class QueueConfiguration {
    constructor(
      host: string,
      port: number,
      keepAliveSeconds: number,
      metadataFile: string,
      extentFile: string,
      folders: AzuriteFolder[],
      ...options: AzuriteBlobOptions
    );
  }
}

declare module 'azurite/dist/src/queue/QueueServer' {
  export default class QueueServer {
    constructor(configuration: import('azurite/dist/src/queue/QueueConfiguration').default);
    start(): Promise<void>;
    close(): Promise<void>;
    getHttpServerAddress(): string;
  }
}

declare module 'azurite/dist/src/table/TableConfiguration' {
  export default class TableConfiguration {
    constructor(
      host: string,
      port: number,
      keepAliveSeconds: number,
      metadataFile: string,
      ...options: AzuriteTableOptions
    );
  }
}

declare module 'azurite/dist/src/table/TableServer' {
  export default class TableServer {
    constructor(configuration: import('azurite/dist/src/table/TableConfiguration').default);
    start(): Promise<void>;
    close(): Promise<void>;
    getHttpServerAddress(): string;
  }
}
