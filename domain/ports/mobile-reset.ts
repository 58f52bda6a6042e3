/** What the mobile password reset needs of the outside: where its requests are kept, and who carries a password. */
import type { Handover, MobileLogEntry, MobileRequest } from '../mobile-reset/request';
import type { TextWay } from '../phone-number';
import type { Secret } from '../secret';
import type { Stored } from './stores';
import type { TemporaryPasswordCandidate } from './temporary-password';

export interface MobileResetStore {
  /** Takes a request in: one write, whatever it asks for. */
  accept(request: MobileRequest): Promise<void>;
  /** Undefined once it has ended. */
  read(id: string): Promise<Stored<MobileRequest> | undefined>;
  write(request: MobileRequest, etag: string): Promise<Stored<MobileRequest> | 'conflict'>;
  /** Writes the line of the log, then takes the request from the open ones; twice is as once. */
  end(entry: MobileLogEntry): Promise<void>;
  /** Open requests, with the instant since when, or from when on, something is to be done. */
  open(maximum: number): Promise<readonly { readonly id: string; readonly dueAt: string }[]>;
  /** The log, newest first. */
  log(
    after: string | undefined,
    maximum: number,
  ): Promise<{ readonly entries: readonly MobileLogEntry[]; readonly next?: string }>;
  /** Removes some of the lines that ended before then. */
  purge(before: Date): Promise<void>;
}

/** The ways on which a temporary password goes out. Each has time-outs of its own and never throws. */
export interface PasswordCarrier {
  mail(
    to: TemporaryPasswordCandidate,
    password: Secret<string>,
    details: PasswordDetails,
  ): Promise<Handover | 'no-mail-server'>;
  /** By whichever way texts go out; undefined: there is none for this number. */
  text(
    to: TemporaryPasswordCandidate,
    password: Secret<string>,
    details: PasswordDetails,
  ): Promise<{ readonly way: TextWay; readonly result: Handover } | undefined>;
}

export type PasswordDetails = {
  readonly requestId: string;
  /** ISO instant. */
  readonly expiresAt: string;
  /** Of the request. */
  readonly at: string;
  readonly locale: string;
};

/** Durable work for a request, under its id. Throws when it can't be had. */
export interface MobileResetOrchestrations {
  startMobileReset(id: string): Promise<void>;
  restartMobileReset(id: string): Promise<void>;
}
