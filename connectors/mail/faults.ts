/** What goes wrong between us and the mail server, as coded errors. */
import { CodedError, type ErrorCode } from '../../domain/errors';

/** The parts of nodemailer's errors that matter here. */
type Fault = {
  readonly name?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly responseCode?: number;
};

const codes: Readonly<Record<string, ErrorCode>> = {
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
  ABORT_ERR: 'timeout',
  ECONNECTION: 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ESOCKET: 'unavailable',
  EDNS: 'unavailable',
  ETLS: 'unavailable',
  EPROTOCOL: 'bad-answer',
  EAUTH: 'unauthorised',
  ENOAUTH: 'unauthorised',
};

/** The error as a `CodedError`. The server's words, which may hold addresses, stay in its cause. */
export function mailError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const code = codeFor(error as Fault);
  const outcomeUnknown = !isCertainlyNotSent(error as Fault);
  return new CodedError(code, `mail server: ${code}`, { outcomeUnknown, cause: error });
}

/** The server has said no, or was never spoken to. Whatever breaks off later may have been taken. */
function isCertainlyNotSent({ code, syscall, responseCode }: Fault): boolean {
  if (responseCode !== undefined && responseCode >= 400) return true;
  return syscall === 'connect' || ['ECONNREFUSED', 'EDNS', 'ETLS', 'EAUTH', 'ENOAUTH'].includes(code ?? '');
}

function codeFor({ name, code, responseCode }: Fault): ErrorCode {
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  if (code === 'EAUTH' || responseCode === 530 || responseCode === 535) return 'unauthorised';
  // RFC 5321: 4yz may succeed later as it is, 5yz will not.
  if (responseCode !== undefined && responseCode >= 400)
    return responseCode < 500 ? 'unavailable' : 'refused';
  return codes[code ?? ''] ?? 'unexpected';
}
