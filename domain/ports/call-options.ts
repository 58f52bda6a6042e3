/** What every call of a provider is given. */
export type CallOptions = {
  /** The call gives up with the code `timeout` after that many milliseconds, retries included. */
  readonly timeoutMs: number;
};
