/** The limits are promises to people (U7, U8): never more than so many in any period, never closer than the gap. */
import fc from 'fast-check';
import { admit, type LimitRule, type Reservation, withdraw } from '../../domain/limits';

const hour = 3_600_000;
const t0 = Date.parse('2026-11-22T10:00:00.000Z');
const at = (ms: number): Date => new Date(t0 + ms);
const rule: LimitRule = { maximum: 4, periodMs: 24 * hour, gapMs: 6 * hour };

/** Asks at each offset in turn; answers the offsets that were admitted. */
function admittedOf(offsets: readonly number[], limit: LimitRule): readonly number[] {
  let reservations: readonly Reservation[] = [];
  return offsets.filter((offset, index) => {
    const admission = admit(reservations, limit, `key-${index}`, at(offset));
    if (admission.kind === 'admitted') reservations = admission.reservations;
    return admission.kind === 'admitted';
  });
}

describe('limits', () => {
  test('U7: four notices fit in a day when six hours lie between them, and the fifth waits for the first to age', () => {
    const offsets = [0, 6, 12, 18, 23.9].map((hours) => hours * hour);
    expect(admittedOf(offsets, rule)).toEqual(offsets.slice(0, 4));
    expect(admittedOf([...offsets.slice(0, 4), 24 * hour], rule)).toHaveLength(5);
  });

  test('U7: both conditions hold at once: room in the count does not shorten the gap', () => {
    const reservations = [{ key: 'a', at: at(0).toISOString() }];
    expect(admit(reservations, rule, 'b', at(6 * hour - 1))).toEqual({
      kind: 'refused',
      until: at(6 * hour).toISOString(),
    });
    expect(admit(reservations, rule, 'b', at(6 * hour)).kind).toBe('admitted');
  });

  test('U7: both conditions hold at once: a kept gap does not enlarge the count', () => {
    const tight = { maximum: 1, periodMs: 24 * hour, gapMs: hour };
    const reservations = [{ key: 'a', at: at(0).toISOString() }];
    expect(admit(reservations, tight, 'b', at(2 * hour))).toEqual({
      kind: 'refused',
      until: at(24 * hour).toISOString(),
    });
  });

  test('U7: a gap longer than the period is kept too', () => {
    const sparse = { maximum: 4, periodMs: hour, gapMs: 6 * hour };
    expect(admittedOf([0, 2 * hour, 6 * hour], sparse)).toEqual([0, 6 * hour]);
  });

  test('U8: without a gap several may come in the same instant, up to the maximum', () => {
    expect(admittedOf([0, 0, 0, 0], { maximum: 3, periodMs: 24 * hour, gapMs: 0 })).toHaveLength(3);
  });

  test('the same thing asked for again is not counted again', () => {
    const once = admit([], rule, 'a', at(0));
    expect(once.kind).toBe('admitted');
    expect(admit(once.kind === 'admitted' ? once.reservations : [], rule, 'a', at(1)).kind).toBe('already');
  });

  test('what was taken back does not count, what others reserved stays', () => {
    const reservations = ['a', 'b'].map((key) => ({ key, at: at(0).toISOString() }));
    expect(withdraw(reservations, 'a')).toEqual([reservations[1]]);
  });

  test('a maximum of nothing never admits', () => {
    expect(admit([], { ...rule, maximum: 0 }, 'a', at(0)).kind).toBe('refused');
  });
});

describe('limits, whatever is asked and when', () => {
  const rules = fc.record({
    maximum: fc.integer({ min: 1, max: 5 }),
    periodMs: fc.integer({ min: 1, max: 100 }),
    gapMs: fc.integer({ min: 0, max: 150 }),
  });
  const instants = fc
    .array(fc.integer({ min: 0, max: 600 }), { maxLength: 60 })
    .map((list) => list.toSorted((a, b) => a - b));

  test('U7, U8: never more than the maximum in any period, never closer than the gap', () => {
    fc.assert(
      fc.property(rules, instants, (limit, offsets) => {
        const admitted = admittedOf(offsets, limit);
        admitted.forEach((offset, index) => {
          const period = admitted.filter((other) => other >= offset && other < offset + limit.periodMs);
          expect(period.length).toBeLessThanOrEqual(limit.maximum);
          const next = admitted[index + 1];
          if (next !== undefined) expect(next - offset).toBeGreaterThanOrEqual(limit.gapMs);
        });
      }),
    );
  });

  test('U7: a refusal names the first instant at which the same question is admitted', () => {
    fc.assert(
      fc.property(rules, instants, fc.integer({ min: 0, max: 600 }), (limit, offsets, later) => {
        let reservations: readonly Reservation[] = [];
        for (const [index, offset] of offsets.entries()) {
          const admission = admit(reservations, limit, `key-${index}`, at(offset));
          if (admission.kind === 'admitted') reservations = admission.reservations;
        }
        const asked = (offsets.at(-1) ?? 0) + later;
        const admission = admit(reservations, limit, 'new', at(asked));
        if (admission.kind !== 'refused') return;
        const until = Date.parse(admission.until);
        expect(until).toBeGreaterThan(t0 + asked);
        expect(admit(reservations, limit, 'new', new Date(until)).kind).toBe('admitted');
        expect(admit(reservations, limit, 'new', new Date(until - 1)).kind).toBe('refused');
      }),
    );
  });
});
