/** Sends mail through an SMTP server. Whose words they are and whether they may be sent is decided elsewhere. */
import type { Transporter } from 'nodemailer';
import { CodedError } from '../../domain/errors';
import { Secret } from '../../domain/secret';
import { mailError } from './faults';
import { parseSmtpUrl } from './smtp-url';

const connectTimeoutMs = 5_000;
const totalTimeoutMs = 15_000;
const connections = 2;

export type MailSettings = {
  /** `smtp://` or `smtps://`, see smtp-url.ts. */
  readonly smtpUrl: Secret<string> | string;
  /** The sender: `address` or `Name <address>`. */
  readonly from: string;
  /** Milliseconds to connect, and for one mail from beginning to end. Default 5000 and 15000. */
  readonly timeouts?: { readonly connectMs: number; readonly totalMs: number };
};

export type OutgoingMail = {
  /** One bare address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Absent where only text can be shown: an SMS. */
  readonly html?: string;
  /** `<unique@host>`. The same one lets mail systems drop a mail that was sent twice. */
  readonly messageId?: string;
};

export interface Mail {
  /**
   * Sends one mail; done when the server has taken it. Throws CodedError: `timeout`, `unavailable` (retryable),
   * `unauthorised`, `refused` (the server, or we, won't take it as it is).
   */
  send(mail: OutgoingMail): Promise<void>;
  /** Connects and signs in, sends nothing. Throws as `send`. */
  check(): Promise<void>;
  /** Closes idle connections. */
  close(): void;
}

/** Connects with the first mail. Throws TypeError for a server or a sender that is none. */
export function createMail({ smtpUrl, from, timeouts }: MailSettings): Mail {
  const server = parseSmtpUrl(smtpUrl instanceof Secret ? smtpUrl.reveal() : smtpUrl);
  const sender = senderOf(from);
  const { connectMs, totalMs } = timeouts ?? { connectMs: connectTimeoutMs, totalMs: totalTimeoutMs };
  let loading: Promise<Transporter> | undefined;

  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      ...server,
      pool: true,
      maxConnections: connections,
      maxRequeues: 1,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: totalMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };

  const transport = (): Promise<Transporter> => {
    loading ??= open();
    return loading;
  };

  const within = async (work: (transporter: Transporter) => Promise<unknown>): Promise<void> => {
    const running = transport().then(work);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new CodedError('timeout', 'the mail server took too long')), totalMs);
    });
    try {
      await Promise.race([running, late]);
    } catch (error) {
      throw mailError(error);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async send({ to, subject, text, html, messageId }) {
      if (!isAddress(to)) throw new CodedError('refused', 'not one mail address');
      if (messageId !== undefined && !/^<[^\s<>@]+@[^\s<>@]+>$/.test(messageId)) {
        throw new CodedError('refused', 'not a message id');
      }
      await within((transporter) =>
        transporter.sendMail({
          from: sender,
          // As an object it is one address, whatever stands in it; as a text it would be parsed as a list.
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          ...(html === undefined ? {} : { html }),
          ...(messageId ? { messageId } : {}),
          signal: AbortSignal.timeout(totalMs),
        }),
      );
    },
    check: () => within((transporter) => transporter.verify()),
    close() {
      loading?.then((transporter) => transporter.close()).catch(() => undefined);
      loading = undefined;
    },
  };
}

/** Strict on purpose: no lists, no comments, no quoted local parts; nothing that could begin another header. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+$/u.test(text);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function senderOf(from: string): { name: string; address: string } {
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(from.trim()) ?? [];
  const address = (bracketed ?? from).trim();
  if (!isAddress(address)) throw new TypeError('the sender is given as `address` or `Name <address>`');
  return { name: oneLine(name.replaceAll('"', '')), address };
}
