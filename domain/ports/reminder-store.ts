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
  /** Rows with a card that a newer one has replaced and that still has its buttons; at most so many. */
  owing(maximum: number): Promise<readonly OwingRow[]>;
  /** The row owes nothing any more; if it was written anew since it was listed it is left in the list. */
  owesNothing(owing: OwingRow): Promise<void>;
  /**
   * Removes rows of what ended before that day, at most about so many; whoever said "do not remind me again" stays.
   * @returns how many are gone
   */
  purge(before: Day, maximum: number): Promise<number>;
}

export type OwingRow = { readonly id: string; readonly token: string };

export type RunKey = { readonly kind: ReminderKind; readonly day: Day };

/** Whom a run has found and not yet told: contractors by their manager's name at the provider, then by the manager; and whom only mail can reach. */
export type GatheredList = 'by-reference' | 'by-manager' | 'mail';

/** Something gathered under a group; the same keys twice leave one. */
export type Gathered<T> = { readonly group: string; readonly key: string; readonly value: T };
export type GatheredGroup<T> = { readonly group: string; readonly values: readonly T[] };

export interface RunStore {
  read(run: RunKey): Promise<Stored<RunRow> | undefined>;
  write(row: RunRow, etag: string | undefined): Promise<Stored<RunRow> | 'conflict'>;
  /** Notes somebody whom nobody could tell; the same key twice leaves one. */
  noteProblem(run: RunKey, key: string, problem: RunProblem): Promise<void>;
  /** The first problems, at most `maximum`. */
  problems(run: RunKey, maximum: number): Promise<readonly RunProblem[]>;
  gather<T>(run: RunKey, list: GatheredList, items: readonly Gathered<T>[]): Promise<void>;
  /** The groups after `after` in the order of their names, at most so many; each is whole. */
  gathered<T>(
    run: RunKey,
    list: GatheredList,
    after: string | undefined,
    maximum: number,
  ): Promise<readonly GatheredGroup<T>[]>;
  /** Removes what the run has gathered: it holds people's names. */
  forgetGathered(run: RunKey): Promise<void>;
  /** Removes the rows and problems of runs before that day, a few at a time. */
  purge(kind: ReminderKind, before: Day): Promise<void>;
}
