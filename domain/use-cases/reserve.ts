/**
 * Reserving within a limit before acting, by ETag: on a conflict read again, five tries, then refuse. A limit that
 * can't be read refuses. Taken back if nothing came of it.
 */
import type { Deps } from '../deps';
import { admit, type LimitKind, type LimitRule, withdraw } from '../limits';
import type { PersonKey } from '../person';

export type ReserveAnswer =
  | { readonly kind: 'reserved' }
  | {
      readonly kind: 'refused';
      readonly reason: 'limit-reached' | 'limit-unreadable';
      readonly until?: string;
    };

type LimitDeps = Pick<Deps, 'limits' | 'clock'>;

const tries = 5;

export async function reserve(
  { limits, clock }: LimitDeps,
  person: PersonKey,
  kind: LimitKind,
  rule: LimitRule,
  key: string,
): Promise<ReserveAnswer> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const stored = await limits.read(person, kind);
    const admission = admit(stored?.value ?? [], rule, key, clock.now());
    if (admission.kind === 'refused')
      return { kind: 'refused', reason: 'limit-reached', until: admission.until };
    if (admission.kind === 'already') return { kind: 'reserved' };
    const written = await limits.write(person, kind, admission.reservations, stored?.etag);
    if (written === 'written') return { kind: 'reserved' };
  }
  return { kind: 'refused', reason: 'limit-unreadable' };
}

/** Whether one more would be refused now, without reserving. */
export async function isAtLimit(
  { limits, clock }: LimitDeps,
  person: PersonKey,
  kind: LimitKind,
  rule: LimitRule,
): Promise<boolean> {
  const stored = await limits.read(person, kind);
  return admit(stored?.value ?? [], rule, 'none', clock.now()).kind === 'refused';
}

/** The reservation counts from now, as if it were made anew; false where it can't be written. */
export async function renew(
  { limits, clock }: LimitDeps,
  person: PersonKey,
  kind: LimitKind,
  key: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const stored = await limits.read(person, kind);
    const reservations = [...withdraw(stored?.value ?? [], key), { key, at: clock.now().toISOString() }];
    if ((await limits.write(person, kind, reservations, stored?.etag)) === 'written') return true;
  }
  return false;
}

/** Takes the reservation back; losing the race five times leaves the person one short, never one over. */
export async function giveBack(
  { limits }: LimitDeps,
  person: PersonKey,
  kind: LimitKind,
  key: string,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const stored = await limits.read(person, kind);
    if (!stored?.value.some((reservation) => reservation.key === key)) return;
    const written = await limits.write(person, kind, withdraw(stored.value, key), stored.etag);
    if (written === 'written') return;
  }
}

/** Whether there is any reservation of that kind within the period. */
export async function hasAny(
  { limits, clock }: LimitDeps,
  person: PersonKey,
  kind: LimitKind,
  { periodMs }: LimitRule,
): Promise<boolean> {
  const horizon = clock.now().getTime() - periodMs;
  const stored = await limits.read(person, kind);
  return (stored?.value ?? []).some(({ at }) => Date.parse(at) > horizon);
}
