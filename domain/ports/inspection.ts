/**
 * What an operator may have tried of a connector before people rely on it (`npm run check`). Probes read and change
 * nothing; what can't be tried without a change is named with what it needs.
 */
import type { ErrorCode } from '../errors';
import type { CallOptions } from './call-options';

/** For what something is needed, where a policy may give that to another provider. */
export type Served = 'lockouts' | 'unlock' | 'passwordReset' | 'factors' | 'passwordExpiry';

export type Probe = {
  /** What is tried, in the words of the vendor's administrators: `read users`. */
  readonly what: string;
  readonly serves?: Served;
  /**
   * `nothing-there`: it works as far as can be seen, but there was nothing to see it on.
   * @throws CodedError where it doesn't work
   */
  run(options: CallOptions): Promise<'seen' | 'nothing-there'>;
  /** What to do, where a code means something particular here; never what an answer said. */
  readonly advice?: Readonly<Partial<Record<ErrorCode, string>>>;
};

export type Untried = { readonly what: string; readonly serves?: Served; readonly needs: string };

/** As much of an account as shows whether people can be linked to it. */
export type SampleAccount = { readonly userName: string; readonly objectId?: string };

export type Inspection = {
  /** The first proves address and credentials: where it fails, the others would say the same once more. */
  readonly probes: readonly [Probe, ...Probe[]];
  readonly untried: readonly Untried[];
  /** Some accounts, whichever come first. */
  sample?(options: CallOptions): Promise<readonly SampleAccount[]>;
};
