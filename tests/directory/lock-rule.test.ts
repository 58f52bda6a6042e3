/** The sign-in rule without a database. */
import fc from 'fast-check';
import { type Candidate, countFailure, judgePassword, unlocked } from '../../directory/lock-rule';

const at = new Date('2026-11-22T10:00:00.000Z');
const active: Candidate = { ...unlocked, status: 'active' };

test('whatever the limit, exactly the failure of that number locks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 20 }), (limit) => {
      let state = unlocked;
      const kinds: string[] = [];
      for (let count = 0; count < limit + 2; count += 1) {
        const judged = countFailure(state, at, limit);
        kinds.push(judged.kind);
        state = judged.state;
      }
      expect(kinds.indexOf('locked')).toBe(limit - 1);
      expect(kinds.slice(limit)).toEqual(['refused-locked', 'refused-locked']);
      expect(state).toEqual({ failedAttempts: limit, lockedAt: at, lockReason: 'Failures' });
    }),
  );
});

test('a limit that was lowered locks at the next failure', () => {
  const judged = countFailure({ ...unlocked, failedAttempts: 7 }, at, 5);
  expect(judged).toMatchObject({ kind: 'locked', state: { failedAttempts: 8, lockedAt: at } });
});

test('a right password neither counts nor forgets: more may be asked for', () => {
  const judged = judgePassword({ ...active, failedAttempts: 4 }, true, at, 5);
  expect(judged).toEqual({ kind: 'proven', state: { ...unlocked, failedAttempts: 4 } });
});

test('a lock refuses the right password and keeps its date', () => {
  const since = new Date('2026-11-22T09:00:00.000Z');
  const locked: Candidate = { ...active, failedAttempts: 5, lockedAt: since, lockReason: 'Failures' };
  for (const matched of [true, false])
    expect(judgePassword(locked, matched, at, 5)).toMatchObject({
      kind: 'refused-locked',
      state: { failedAttempts: 5, lockedAt: since },
    });
});

test('disabled comes before locked', () => {
  const both: Candidate = { ...active, status: 'disabled', lockedAt: at, lockReason: 'Failures' };
  expect(judgePassword(both, true, at, 5).kind).toBe('refused-disabled');
});
