/** Incidents as the product reads them: which state they are in, and which of our notes stand on them. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TicketNoteText, TicketState } from '../port';

/** A field asked for with `sysparm_display_value=all`. One that may not be read is missing or empty. */
const both = z
  .object({ value: z.string().nullish(), display_value: z.string().nullish() })
  .optional()
  .transform((field) => ({ value: field?.value ?? '', shown: field?.display_value ?? '' }));

export const incidentFields = [
  ...['sys_id', 'number', 'state', 'correlation_id', 'correlation_display', 'description'],
  ...['comments', 'work_notes', 'sys_created_on'],
] as const;

export const incidentShape = z.object({
  sys_id: z.object({ value: z.string().regex(/^[0-9a-f]{32}$/) }).transform(({ value }) => ({ value })),
  number: z.object({ value: z.string().min(1) }).transform(({ value }) => ({ value })),
  state: z.object({ value: z.string().min(1) }).transform(({ value }) => ({ value })),
  correlation_id: both,
  correlation_display: both,
  description: both,
  comments: both,
  work_notes: both,
  sys_created_on: both,
});

export type Incident = z.output<typeof incidentShape>;

/** The values of `state` that the policy may change (ticketing.servicenow.states). */
export type IncidentStates = {
  readonly reopened: number;
  readonly resolved: number;
  readonly closed: number;
};

const resolvedState = '6';
/** Closed and Canceled, as every instance has them. */
const endedStates: readonly string[] = ['7', '8'];

export function stateOf({ state: { value } }: Incident, states: IncidentStates): TicketState {
  if (value === resolvedState || value === String(states.resolved)) return 'resolved';
  return endedStates.includes(value) || value === String(states.closed) ? 'closed' : 'open';
}

const longestJournal = 4_000;

/** Journals can't be asked for one entry: a mark at its end tells that it is there. */
function markOf(key: string): string {
  return `#${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

export function hasNote({ comments, work_notes: workNotes }: Incident, key: string): boolean {
  return comments.shown.includes(markOf(key)) || workNotes.shown.includes(markOf(key));
}

/** A note as a field of the incident: comments are read by the requester too, and mailed; work notes are not. */
export function journalOf({ key, text, audience }: TicketNoteText): Readonly<Record<string, string>> {
  const mark = `\n\n${markOf(key)}`;
  const written = `${text.slice(0, longestJournal - mark.length)}${mark}`;
  return audience === 'requester' ? { comments: written } : { work_notes: written };
}

/** Everything that was written on an incident, as a form shows it, oldest first, without our marks. */
export function entriesOf(
  incident: Incident,
): readonly { readonly at: string | undefined; readonly text: string }[] {
  return [incident.comments.shown, incident.work_notes.shown]
    .flatMap(entriesIn)
    .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : (a.at ?? '') > (b.at ?? '') ? 1 : 0));
}

/** Entries begin with a line such as `2026-11-22 10:00:00 - Account Access (Work notes)`. */
const headOfEntry = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - [^\n]*\([^()\n]*\)$/gm;

function entriesIn(history: string): { at: string | undefined; text: string }[] {
  const heads = [...history.matchAll(headOfEntry)];
  if (heads.length === 0) return history.trim() === '' ? [] : [{ at: undefined, text: withoutMark(history) }];
  return heads
    .map((head, index) => ({
      at: head[1],
      text: withoutMark(history.slice(head.index + head[0].length, heads[index + 1]?.index)),
    }))
    .toReversed();
}

function withoutMark(text: string): string {
  return text.replace(/\s*#[0-9a-f]{12}\s*$/, '').trim();
}
