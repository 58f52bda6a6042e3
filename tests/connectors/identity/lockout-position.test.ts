/** Where reading goes on, against a model of a database whose transactions commit out of order. */
import fc from 'fast-check';
import {
  advance,
  formatPosition,
  gapsOf,
  type LockoutPosition,
  parsePosition,
} from '../../../connectors/identity/directory/lockout-position';
import { createLockouts } from '../../../connectors/identity/directory/lockouts';
import type { Directory, IdRange } from '../../../directory';

type Row = { readonly id: number; readonly lockout: boolean; readonly visibleAtMs: number };

/** What the directory's statement does, over a list. */
function readFrom(rows: readonly Row[], gaps: readonly IdRange[], nowMs: number, limit: number) {
  const inGaps = rows
    .filter(
      ({ id, visibleAtMs }) => visibleAtMs <= nowMs && gaps.some(([low, high]) => id >= low && id <= high),
    )
    .sort((a, b) => a.id - b.id);
  const events = inGaps.filter(({ lockout }) => lockout).slice(0, limit);
  const end = events.length === limit ? events.at(-1)?.id : undefined;
  const present: IdRange[] = inGaps
    .filter(({ id }) => end === undefined || id <= end)
    .map(({ id }) => [id, id] as const);
  return { events, end, present, outdated: 0 };
}

function poll(text: string | undefined, rows: readonly Row[], nowMs: number, limit: number) {
  const before = parsePosition(text);
  const reading = readFrom(rows, gapsOf(before), nowMs, limit);
  const { position, horizon } = advance(before, reading, nowMs, nowMs);
  const next = formatPosition(position);
  expect(next.length).toBeLessThan(20_000);
  return { ids: reading.events.map(({ id }) => id).filter((id) => id <= horizon), next };
}

function drain(text: string | undefined, rows: readonly Row[], nowMs: number, limit: number) {
  const ids: number[] = [];
  for (let next = text; ; ) {
    const page = poll(next, rows, nowMs, limit);
    if (page.ids.length === 0) return { ids, next: page.next };
    ids.push(...page.ids);
    next = page.next;
  }
}

const drawn = fc.record({
  gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
  delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59_999 })),
  lockout: fc.boolean(),
  rolledBack: fc.boolean(),
});

test('every event comes exactly once, whatever the order of commits within a minute', () => {
  const polls = fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(drawn, { maxLength: 60 }),
      polls,
      fc.integer({ min: 1, max: 5 }),
      (list, waits, limit) => {
        let nowMs = 1_000_000;
        const rows = list.flatMap(({ gapMs, delayMs, lockout, rolledBack }, index) => {
          nowMs += gapMs;
          return rolledBack ? [] : [{ id: index + 1, lockout, visibleAtMs: nowMs + delayMs }];
        });
        const delivered: number[] = [];
        let position: string | undefined;
        let pollMs = 1_000_000;
        const read = () => {
          const { ids, next } = drain(position, rows, pollMs, limit);
          delivered.push(...ids);
          position = next;
        };
        for (const waitMs of waits) {
          pollMs += waitMs;
          read();
        }
        pollMs = Math.max(pollMs, nowMs + 60_000);
        read();
        const expected = rows.filter(({ lockout }) => lockout).map(({ id }) => id);
        expect(delivered.sort((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 1_500 },
  );
});

test('a gap is asked for during a minute and then given up', () => {
  const rows = [1, 2, 4].map((id) => ({ id, lockout: true, visibleAtMs: 0 }));
  const first = drain(undefined, rows, 100_000, 100);
  expect(JSON.parse(first.next)).toEqual({ after: 2, seen: [[4, 4]], marks: [[4, 100_000]] });
  expect(gapsOf(parsePosition(first.next))).toContainEqual([3, 3]);
  const idle = poll(first.next, rows, 159_999, 100);
  expect(JSON.parse(idle.next)).toMatchObject({ after: 2 });
  expect(JSON.parse(poll(idle.next, rows, 160_000, 100).next)).toEqual({ after: 4 });
});

test('more late events than a page holds all come, though their gap is a minute old by then', () => {
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id, lockout: true, visibleAtMs: id === 5 ? 0 : 50_000 }));
  const first = drain(undefined, rows, 0, 2);
  expect(first.ids).toEqual([5]);
  expect(drain(first.next, rows, 61_000, 2).ids).toEqual([1, 2, 3, 4]);
});

test('what could not be remembered is not handed out yet', async () => {
  const present = Array.from({ length: 600 }, (_, index): IdRange => [2 + 2 * index, 2 + 2 * index]);
  const events = [2, 1_000, 1_002].map((id) => ({ id: String(id), accountId: 'a', at: '', source: {} }));
  const lockouts = async () => ({ events, present, end: undefined, outdated: 0 });
  const directory = { signInEvents: { lockouts } } as unknown as Directory;
  const read = createLockouts({ directory, clock: { now: () => new Date(0) } }).read;
  const page = await read(undefined, new Date(0), { timeoutMs: 1 });
  expect(page.events.map(({ id }) => id)).toEqual(['2', '1000']);
  expect(gapsOf(parsePosition(page.next))).toContainEqual([1_001, Number.MAX_SAFE_INTEGER]);
});

test('numbers without gaps leave nothing to remember', () => {
  const rows = Array.from({ length: 950 }, (_, index) => ({
    id: index + 1,
    lockout: index % 5 === 4,
    visibleAtMs: 0,
  }));
  const { ids, next } = drain(undefined, rows, 1, 100);
  expect(ids).toHaveLength(190);
  expect(JSON.parse(next)).toEqual({ after: 950 });
});

test('a thousand gaps at once: the position stays short, and every event still comes once', () => {
  const far = Number.MAX_SAFE_INTEGER - 10_000;
  const rows = Array.from({ length: 2_000 }, (_, index) => ({
    id: far + index * 3,
    lockout: true,
    visibleAtMs: 0,
  }));
  const delivered: number[] = [];
  let position: string | undefined = JSON.stringify({ after: far - 2 });
  for (let nowMs = 0; nowMs < 900_000; nowMs += 30_000) {
    const { ids, next } = drain(position, rows, nowMs, 100);
    delivered.push(...ids);
    position = next;
  }
  expect(delivered).toEqual(rows.map(({ id }) => id));
});

test('late events that split a gap again and again keep the position short, and none is lost', () => {
  const ids = [...Array.from({ length: 1_500 }, (_, index) => 2 + index * 2), 10_000];
  const rows = ids.map((id) => ({ id, lockout: true, visibleAtMs: id === 10_000 ? 0 : 1_000 }));
  const delivered = new Set<number>();
  let position: string | undefined;
  for (let nowMs = 0; nowMs < 600_000; nowMs += 15_000) {
    const { ids: read, next } = drain(position, rows, nowMs, 100);
    for (const id of read) delivered.add(id);
    position = next;
  }
  expect([...delivered].sort((a, b) => a - b)).toEqual(ids);
});

test('a clock that was set back does not keep gaps open for longer than a minute', () => {
  const rows = [1, 3].map((id) => ({ id, lockout: true, visibleAtMs: 0 }));
  const ahead = drain(undefined, rows, 86_400_000, 100);
  const back = drain(ahead.next, rows, 1_000, 100);
  expect(parsePosition(back.next).marks).toEqual([[3, 1_000]]);
  expect(JSON.parse(poll(back.next, rows, 61_000, 100).next)).toEqual({ after: 3 });
});

test.each([
  '',
  'x',
  '[]',
  'null',
  '{}',
  '{"after":-0.5}',
  '{"after":1,"seen":5}',
  '{"after":1,"seen":[[1,"2"]]}',
])('the position %p, which cannot be read, begins anew', (text) => {
  const start: LockoutPosition = { after: 0, seen: [], marks: [] };
  expect(parsePosition(text)).toEqual(start);
});
