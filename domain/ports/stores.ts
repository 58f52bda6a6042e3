/**
 * The stores behind the rules. Everything is read by key or from one small partition, and written by ETag:
 * `conflict` means "somebody wrote in between: read again and decide again". Outages are thrown as coded errors,
 * never told as "not found".
 */

import type { Conversation, Noted } from '../conversation';
import type { LimitKind, Reservation } from '../limits';
import type { PersonKey } from '../person';
import type { SupportRequest } from '../support-request';

export type Stored<T> = { readonly value: T; readonly etag: string };

/** What reconciling needs to know of an open request without reading its row. */
export type OpenRequest = {
  readonly id: string;
  readonly changedAt: string;
  /** The orchestration has not yet looked at the newest revision. */
  readonly unhandled: boolean;
  /** The next instant at which something is due by itself, if any. */
  readonly dueAt?: string;
};

export interface RequestStore {
  /** Creates the row and its pointers. `exists` = somebody else has the licence; nothing was written. */
  insert(request: SupportRequest): Promise<Stored<SupportRequest> | 'exists'>;
  read(id: string): Promise<Stored<SupportRequest> | undefined>;
  /** Writes by ETag and keeps the pointers in step; they go when the request has ended and owes nothing. */
  replace(stored: Stored<SupportRequest>): Promise<Stored<SupportRequest> | 'conflict'>;
  /** Ids of the person's open requests, newest last, without the one that the caller knows. */
  openOf(person: PersonKey, except?: string): Promise<readonly string[]>;
  /** All open requests, shard by shard. */
  allOpen(): AsyncIterable<OpenRequest>;
}

export interface ConversationStore {
  read(person: PersonKey): Promise<Stored<Conversation> | undefined>;
  /**
   * Sets what a message tells of its chat, and the question that answers it, whatever else the row holds: without
   * reading it first, for turns that need nothing of the row.
   */
  note(person: PersonKey, noted: Noted): Promise<void>;
  /** Creates (no etag) or replaces. */
  write(conversation: Conversation, etag: string | undefined): Promise<Stored<Conversation> | 'conflict'>;
  remove(person: PersonKey): Promise<void>;
  /** Persons whose conversation carries this UPN, ignoring case: at most two. */
  byUserPrincipalName(tenantId: string, upn: string): Promise<readonly PersonKey[]>;
}

export interface LimitStore {
  read(person: PersonKey, kind: LimitKind): Promise<Stored<readonly Reservation[]> | undefined>;
  write(
    person: PersonKey,
    kind: LimitKind,
    reservations: readonly Reservation[],
    etag: string | undefined,
  ): Promise<'written' | 'conflict'>;
}

/** Where a poll goes on, and when it last ran. */
export type Cursor = { readonly position?: string; readonly polledAt: string };

export interface CursorStore {
  read(name: string): Promise<Stored<Cursor> | undefined>;
  write(name: string, cursor: Cursor, etag: string | undefined): Promise<'written' | 'conflict'>;
}

/** From the keyed hash of a link's token to the request it belongs to. What the link may do stands on the request. */
export interface HandleStore {
  create(linkHash: string, requestId: string): Promise<void>;
  requestOf(linkHash: string): Promise<string | undefined>;
}
