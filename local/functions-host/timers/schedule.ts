/** When a timer trigger runs: NCRONTAB expressions of six (or five) fields, or a TimeSpan between runs. */
import { Cron } from 'croner';

export interface Schedule {
  /** The first occurrence after `afterMs`. */
  next(afterMs: number): number;
  readonly adjustForDst: boolean;
}

const TIME_SPAN = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/;

function timeSpan(expression: string): Schedule | undefined {
  const parts = TIME_SPAN.exec(expression);
  if (parts === null) {
    return undefined;
  }
  const [, days = '0', hours, minutes, seconds] = parts;
  const spanMs = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return spanMs > 0 ? { next: (afterMs) => afterMs + spanMs, adjustForDst: false } : undefined;
}

function cron(expression: string, timeZone: string): Schedule | undefined {
  const fields = expression.trim().split(/\s+/).length;
  if (fields !== 5 && fields !== 6) {
    return undefined;
  }
  try {
    // The platform wants day of month and day of week both to fit, which croner calls not legacy.
    // A fixed offset is ten times faster than a named zone, which counts when days pass in a second.
    const zone = timeZone === 'UTC' ? { utcOffset: 0 } : { timezone: timeZone };
    const pattern = new Cron(expression, { ...zone, legacyMode: false, paused: true });
    return {
      next: (afterMs) => pattern.nextRun(new Date(afterMs))?.getTime() ?? Number.POSITIVE_INFINITY,
      adjustForDst: true,
    };
  } catch {
    return undefined;
  }
}

/** Reads a schedule expression; `%NAME%` stands for a setting. Throws with the platform's words. */
export function parseSchedule(
  expression: string,
  setting: (name: string) => string | undefined,
  timeZone: string,
): Schedule {
  const named = /^%(.+)%$/.exec(expression);
  const text = named ? setting(named[1] ?? '') : expression;
  const schedule = text === undefined ? undefined : (timeSpan(text) ?? cron(text, timeZone));
  if (schedule === undefined) {
    throw new Error(
      `The schedule expression '${text ?? expression}' was not recognized as a valid cron expression or timespan string.`,
    );
  }
  return schedule;
}
