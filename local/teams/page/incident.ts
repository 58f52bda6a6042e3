/** One person's latest lockout, read from what happened: which stages it has been through, and how long it took to sign in again. */
import type { StripEntry, StripStage } from './shapes.js';

/** A lockout from its beginning (ms) to "signed in again", with when each stage was first reached. */
export type Incident = { startMs: number; endMs?: number; reached: Partial<Record<StripStage, number>> };

// The audit trail has its own clock readings, a moment before or after ours.
const slackMs = 2000;

/** The latest incident of the person, or undefined. */
export const incidentOf = (entries: readonly StripEntry[], person: string): Incident | undefined => {
  const own = entries
    .filter((entry) => entry.person === person)
    .map((entry) => ({ ...entry, atMs: Date.parse(entry.at) }))
    .sort((one, other) => one.atMs - other.atMs);
  let incident: Incident | undefined;
  let helped = false;
  for (const entry of own) {
    const begins =
      entry.mark === 'locked'
        ? !incident || incident.endMs !== undefined || helped
        : entry.mark === 'notice' && !incident;
    if (begins) {
      incident = { startMs: entry.atMs, reached: { event: entry.atMs } };
      helped = false;
    } else if (incident && entry.mark === 'signed-in') incident.endMs ??= entry.atMs;
    if (incident && entry.stage === 'act') helped = true;
  }
  if (!incident) return undefined;
  const { startMs, reached } = incident;
  for (const entry of own) {
    if (entry.atMs < startMs - slackMs) continue;
    // Typing wrong passwords is the event itself, and a sign-in afterwards is none.
    if (entry.stage !== 'event') reached[entry.stage] ??= Math.max(entry.atMs, startMs);
    // Everything is in the trail; what one waits for is that it has the act.
    if (entry.audited && entry.stage === 'act') reached.audit ??= Math.max(entry.atMs, startMs);
  }
  return incident;
};

/** Milliseconds as people say them. */
export const spokenDuration = (durationMs: number): string => {
  const seconds = Math.max(0, durationMs) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};
