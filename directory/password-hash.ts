/**
 * Argon2id with the parameters of the OWASP Password Storage Cheat Sheet. Each computation takes 19 MiB and a
 * thread of the pool that Node's file and name look-ups share, so few run at once, process-wide; the library is
 * loaded on first use because cold starts count.
 */
import { availableParallelism } from 'node:os';
import { CodedError } from '../domain/errors';
import { Secret } from '../domain/secret';

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };
/** Longer ones are hashed to that length and refused, so that nobody buys computing time with megabytes. */
const longestPassword = 1_024;
const mostAtOnce = Math.max(1, Math.min(3, availableParallelism()));
const longestQueue = 500;

const blank = (bytes: number) => Buffer.alloc(bytes).toString('base64').replace(/=+$/, '');
/** Nobody's hash, of the same cost: what unknown users are verified against. */
export const nobodysHash = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$${blank(16)}$${blank(parameters.outputLen)}`;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * The hash to store for a password: a PHC string. Passwords are compared in the form NFKC (NIST SP 800-63B).
 * Throws `refused` over 1,024 characters, `throttled` when too many computations wait.
 */
export async function hashPassword(password: Secret<string> | string): Promise<string> {
  const text = textOf(password);
  if (text.length > longestPassword) throw new CodedError('refused', 'The password is too long.');
  return inTurn(async () => argon2().hash(text, parameters));
}

/**
 * Whether the password belongs to the hash. Always one computation, whatever is given: without a hash (nobody has
 * that name) against nobody's. Throws `throttled` when too many computations wait.
 */
export async function verifyPassword(
  hash: string | undefined,
  password: Secret<string> | string,
): Promise<boolean> {
  const text = textOf(password);
  const usable = hash?.startsWith('$argon2id$') === true && text.length <= longestPassword;
  const matched = await inTurn(async () =>
    argon2().verify(usable ? hash : nobodysHash, text.slice(0, longestPassword)),
  );
  return usable && matched;
}

/** A password in the form in which it is hashed and compared. */
export function textOf(password: Secret<string> | string): string {
  return (password instanceof Secret ? password.reveal() : password).normalize('NFKC');
}

function argon2() {
  return require('@node-rs/argon2') as typeof import('@node-rs/argon2');
}

async function inTurn<T>(compute: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) {
    if (waiting.length >= longestQueue) throw new CodedError('throttled', 'Too many sign-ins at once.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await compute();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
