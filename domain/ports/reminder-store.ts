/**
 * The store behind reminders: rows of people and rows of runs, each read by key, each written by ETag (`conflict` =
 * read again and decide again). Outages are thrown as coded errors, never told as "not found".
 */
import type { PersonKey } from '../person';
import type { Day } from '../reminder/calendar';
import type { ReminderKind, RunProblem } from '../reminder/messages';
import type { ReminderRow, RunRow } from '../reminder/row';
import type { Stored } from './stores';

export interface ReminderStore {
  read(id: string): Promise<Stored<ReminderRow> | undefined>;
  /** Creates (no etag) or replaces. */
  write(row: ReminderRow, etag: string | undefined): Promise<Stored<ReminderRow> | 'conflict'>;
  /** Ids of the person's password rows, for "remind me again". */
  passwordRowsOf(person: PersonKey): Promise<readonly string[]>;
}

/** A contractor gathered for a manager, until that manager is told. */
export type Gathered<T> = { readonly managerKey: string; readonly key: string; readonly value: T };

export interface RunStore {
  read(kind: ReminderKind, day: Day): Promise<Stored<RunRow> | undefined>;
  write(run: RunRow, etag: string | undefined): Promise<Stored<RunRow> | 'conflict'>;
  /** Notes somebody whom nobody could tell; the same key twice leaves one. */
  noteProblem(kind: ReminderKind, day: Day, key: string, problem: RunProblem): Promise<void>;
  /** The first problems, at most `maximum`. */
  problems(kind: ReminderKind, day: Day, maximum: number): Promise<readonly RunProblem[]>;
  /** Keeps what a page brought; the same keys twice leave one. */
  gather<T>(kind: ReminderKind, day: Day, items: readonly Gathered<T>[]): Promise<void>;
  /** What was gathered for the managers after `afterManager`, whole managers only, in the order of their keys. */
  gathered<T>(
    kind: ReminderKind,
    day: Day,
    afterManager: string | undefined,
    maximumManagers: number,
  ): Promise<readonly { readonly managerKey: string; readonly values: readonly T[] }[]>;
}
