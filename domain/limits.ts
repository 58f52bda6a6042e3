/**
 * Limits of what a person may be sent or may do (U7, U8). A limit is one row of reservations per person and
 * kind; a day is any 24 hours. Pure rules: use-cases/reserve.ts does the writing.
 */
import type { PersonKey } from './person';

/**
 * `password-link` and `mfa-reset` count nothing: they exclude each other (M6). `mobile-reset` is counted for digests of
 * addresses and accounts (R7); `carrier-test` for administrators (R6).
 */
export type LimitKind = 'notice' | 'unlock' | 'password-link' | 'mfa-reset' | 'mobile-reset' | 'carrier-test';

/** Whatever else is limited than a person, by its digest. */
export function limitedAs(tenantId: string, digest: string): PersonKey {
  return { tenantId, aadObjectId: digest };
}

export type LimitRule = {
  readonly maximum: number;
  readonly periodMs: number;
  /** Least time between two; 0 for none. */
  readonly gapMs: number;
};

export type Reservation = {
  /** What it was made for: making it again for the same key changes nothing. */
  readonly key: string;
  readonly at: string;
};

export type Admission =
  | { readonly kind: 'admitted'; readonly reservations: readonly Reservation[] }
  | { readonly kind: 'already'; readonly reservations: readonly Reservation[] }
  | { readonly kind: 'refused'; readonly until: string };

/** Decides whether one more fits. `until` is the first instant at which the same question would be admitted. */
export function admit(
  reservations: readonly Reservation[],
  rule: LimitRule,
  key: string,
  now: Date,
): Admission {
  const alive = stillCounting(reservations, rule, now);
  if (alive.some((reservation) => reservation.key === key)) return { kind: 'already', reservations: alive };
  const until = Math.max(freeByCount(alive, rule), freeByGap(alive, rule));
  if (rule.maximum > 0 && until <= now.getTime()) {
    return { kind: 'admitted', reservations: [...alive, { key, at: now.toISOString() }] };
  }
  const never = now.getTime() + rule.periodMs;
  return { kind: 'refused', until: new Date(rule.maximum > 0 ? until : never).toISOString() };
}

/** Takes a reservation back when nothing came of it. */
export function withdraw(reservations: readonly Reservation[], key: string): readonly Reservation[] {
  return reservations.filter((reservation) => reservation.key !== key);
}

function stillCounting(
  reservations: readonly Reservation[],
  rule: LimitRule,
  now: Date,
): readonly Reservation[] {
  const horizon = now.getTime() - Math.max(rule.periodMs, rule.gapMs);
  return reservations
    .filter((reservation) => Date.parse(reservation.at) > horizon)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function freeByCount(alive: readonly Reservation[], rule: LimitRule): number {
  const oldestThatMustLeave = alive[alive.length - rule.maximum];
  return oldestThatMustLeave ? Date.parse(oldestThatMustLeave.at) + rule.periodMs : 0;
}

function freeByGap(alive: readonly Reservation[], rule: LimitRule): number {
  const latest = alive.at(-1);
  return latest ? Date.parse(latest.at) + rule.gapMs : 0;
}
