/** The policy's field types, with messages that say what is allowed. */
import { z } from 'zod';
import { parseDuration } from '../duration';

/** A section that may be left out altogether: then all its defaults hold. */
export function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).prefault({} as never);
}

/** A duration such as `30s`; the parsed policy holds milliseconds. */
export function duration(
  byDefault: string,
  rule: { minimum?: string; maximum?: string; multipleOf?: string } = {},
) {
  const minimumMs = parseDuration(rule.minimum ?? '1s') ?? 0;
  const maximumMs = parseDuration(rule.maximum ?? '366d') ?? 0;
  const stepMs = parseDuration(rule.multipleOf ?? '1s') ?? 1;
  const allowed = `a duration such as 30s, 15m, 6h or 14d, from ${rule.minimum ?? '1s'} to ${rule.maximum ?? '366d'}${
    rule.multipleOf ? `, a whole multiple of ${rule.multipleOf}` : ''
  }`;
  return z
    .string({ error: () => allowed })
    .meta({ pattern: '^\\d{1,6}[smhd]$', description: `Allowed: ${allowed}.` })
    .default(byDefault)
    .transform((text, context): number => {
      const ms = parseDuration(text);
      if (ms === undefined || ms < minimumMs || ms > maximumMs || ms % stepMs !== 0) {
        context.addIssue({ code: 'custom', message: allowed });
        return z.NEVER;
      }
      return ms;
    });
}

export function wholeNumber(byDefault: number, minimum: number, maximum: number) {
  const message = `a whole number from ${minimum} to ${maximum}`;
  return z
    .number({ error: () => message })
    .int(message)
    .min(minimum, message)
    .max(maximum, message)
    .default(byDefault);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: () => `one of ${values.join(', ')}` });
}

export function text(message: string) {
  return z
    .string({ error: () => message })
    .trim()
    .min(1, message)
    .max(2_000, message);
}

export function textList() {
  const message = 'a list of texts';
  return z.array(text(message), { error: () => message }).default([]);
}

export function yesNo(byDefault: boolean) {
  return z.boolean({ error: () => 'true or false' }).default(byDefault);
}

/** Words of the organisation's own, in Markdown, with these placeholders and no others. */
export function ownWords(placeholders: readonly string[]) {
  const allowed = `a text in Markdown of at most 4,000 characters, with no placeholders but ${placeholders
    .map((name) => `{${name}}`)
    .join(', ')}`;
  return z
    .string({ error: () => allowed })
    .trim()
    .min(1, allowed)
    .max(4_000, allowed)
    .refine(
      (words) => [...words.matchAll(/\{([^{}]*)\}/g)].every(([, name = '']) => placeholders.includes(name)),
      allowed,
    )
    .meta({ description: `Allowed: ${allowed}.` });
}

/** `HH:MM` on a quarter of an hour: the timer that asks whether a run is due fires every quarter. */
export function quarterHour(byDefault: string) {
  const message = 'a time such as "10:00", on a quarter of an hour';
  return z
    .string({ error: () => message })
    .regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, message)
    .default(byDefault);
}

/** A page that people open. */
export const link = z.url({ protocol: /^https?$/, error: () => 'an address that begins with https://' });
