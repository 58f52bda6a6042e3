/** "What IT sees": the last few hundred things that happened around the people, from the stand-in's own knowledge and the audit trail. */
import type { StripEntry } from './page/shapes';

const kept = 600;

/** The entries in the order in which they came. */
export type Strip = {
  /** Adds an entry, or replaces the one with the same id. */
  note(entry: StripEntry): void;
  entries(): StripEntry[];
  has(id: string): boolean;
};

/** An empty strip; `onEntry` is told of every new or changed entry. */
export const createStrip = (onEntry: (entry: StripEntry) => void): Strip => {
  const entries = new Map<string, StripEntry>();
  return {
    note: (entry) => {
      entries.set(entry.id, entry);
      if (entries.size > kept) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
      onEntry(entry);
    },
    entries: () => [...entries.values()],
    has: (id) => entries.has(id),
  };
};
