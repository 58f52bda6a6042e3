/** When a durable timer really fires: the platform cuts its delay to whole seconds, so it may be a second early. */

/** What passes between the orchestrator's turn and the queue that holds the timer; enough to lose an exact second. */
const DISPATCH_MS = 15;
/** Even a timer that is due at once goes through a queue. */
const QUEUE_LATENCY_MS = 20;

/** The longest timer taken in one piece, and the length of the pieces of a longer one. */
export const SHORT_TIMER_MAX_MS = 6 * 24 * 3_600_000;
const PIECE_MS = 3 * 24 * 3_600_000;

/** The instant at which a timer for `fireAtMs`, made at `nowMs`, comes due. */
export function timerDueMs(fireAtMs: number, nowMs: number): number {
  const wholeSeconds = Math.floor((fireAtMs - nowMs - DISPATCH_MS) / 1000);
  return nowMs + Math.max(wholeSeconds * 1000, QUEUE_LATENCY_MS);
}

/** Where the next piece of a timer ends that lasts until `endsMs`. */
export const nextPieceMs = (endsMs: number, nowMs: number): number =>
  endsMs - nowMs > SHORT_TIMER_MAX_MS ? nowMs + PIECE_MS : endsMs;
