/** The address of the mail server: `smtp://` or `smtps://`, with user and password, host and port, and nothing else. */

export type SmtpServer = {
  readonly host: string;
  readonly port?: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Credentials never travel in the clear, except to this machine. */
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
};

const mistake = 'the mail server is given as smtp://user:password@host:port or smtps://…';

/** Throws TypeError for anything else, without repeating it: it may hold a password. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname || url.search || url.hash) {
    throw new TypeError(mistake);
  }
  const secure = url.protocol === 'smtps:';
  const auth = url.username ? { user: decoded(url.username), pass: decoded(url.password) } : undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    secure,
    requireTLS: !secure && auth !== undefined && !['localhost', '127.0.0.1', '::1'].includes(host),
    ...(url.port ? { port: Number(url.port) } : {}),
    ...(auth ? { auth } : {}),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError(mistake);
  }
}
