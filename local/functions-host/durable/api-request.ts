/** One call of the task hub's HTTP API, whoever makes it. */

export interface ApiRequest {
  readonly method: string;
  /** The path below the API's base, raw. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The management addresses of an instance, as this caller reaches them. */
  readonly urlsOf: (id: string) => Record<string, string>;
}
