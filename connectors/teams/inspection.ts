/**
 * Whether the bot would get its token for the Bot Connector. Microsoft's sign-in says so by itself; in a local run the
 * key is no token that anybody issued, so that the stand-in is asked whether it takes it.
 */
import { CodedError, type ErrorCode } from '../../domain/errors';
import { createWire, type TokenSigner } from './wire';

export type ChannelInspectionDeps = {
  readonly sign: TokenSigner;
  readonly serviceUrl: string;
  /** The key is the stand-in's. */
  readonly isLocal: boolean;
};

/** A member of a chat that can't exist: asking for it changes nothing. */
const nobody = 'v3/conversations/account-access-check/members/account-access-check';

/** @throws CodedError: `unauthorised` where the credentials are refused */
export async function inspectChannel(
  { sign, serviceUrl, isLocal }: ChannelInspectionDeps,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<void> {
  if (!isLocal) {
    await sign(new Map()).catch((error: unknown) => {
      throw tokenError(error);
    });
    return;
  }
  const { status, silent } = await createWire(sign, timeoutMs).get(serviceUrl, nobody);
  if (silent) throw new CodedError('unavailable', 'the channel does not answer');
  if (status === 401) throw new CodedError('unauthorised', 'the channel refuses the key');
  if (status >= 500) throw new CodedError('unavailable', 'the channel fails');
}

/** As the library names it: `invalid_client`, `network_error`. */
type Fault = { readonly errorCode?: unknown };

const refusals = [
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'invalid_request',
  'access_denied',
];
const outages = ['network_error', 'endpoints_resolution_error', 'no_network_connectivity'];

/** The library's errors quote whole answers; what is told is a code. */
function tokenError(error: unknown): CodedError {
  const { errorCode } = (error ?? {}) as Fault;
  const known = typeof errorCode === 'string' ? errorCode : '';
  const code: ErrorCode = refusals.includes(known)
    ? 'unauthorised'
    : outages.includes(known)
      ? 'unavailable'
      : 'unexpected';
  return new CodedError(code, `bot token: ${code}`, { cause: error });
}
