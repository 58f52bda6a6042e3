/** The stopwatch and the six stages are read from what happened, whoever's clock it was. */
import { incidentOf, spokenDuration } from '../../../local/teams/page/incident';
import type { StripEntry } from '../../../local/teams/page/shapes';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString();
let count = 0;
const entry = (second: number, more: Partial<StripEntry>): StripEntry => {
  count += 1;
  return { id: String(count), at: at(second), stage: 'audit', person: 'ada', title: 'x', ...more };
};
const startMs = Date.parse(at(10));

describe('an incident', () => {
  test('runs from the lockout to the next sign-in, with each stage at its first time', () => {
    const incident = incidentOf(
      [
        entry(10, { stage: 'event', mark: 'locked' }),
        entry(9, { stage: 'event', audited: true, mark: 'notice' }),
        entry(12, { stage: 'notice', mark: 'notice' }),
        entry(15, { stage: 'press' }),
        entry(16, { stage: 'act', audited: true }),
        entry(17, { stage: 'ticket' }),
        entry(20, { stage: 'event', mark: 'signed-in' }),
        entry(25, { stage: 'event', mark: 'signed-in' }),
      ],
      'ada',
    );
    expect(incident?.endMs).toBe(Date.parse(at(20)));
    expect(incident?.reached.notice).toBe(Date.parse(at(12)));
    expect(incident?.reached.ticket).toBe(Date.parse(at(17)));
    expect(incident?.reached.audit).toBe(Date.parse(at(16)));
  });

  test('starts with the first notice where nobody pressed the lock button', () => {
    expect(incidentOf([entry(10, { stage: 'notice', mark: 'notice' })], 'ada')).toMatchObject({ startMs });
  });

  test('is a new one when the account is locked again after it was helped', () => {
    const entries = [
      entry(0, { stage: 'event', mark: 'locked' }),
      entry(5, { stage: 'act', audited: true }),
      entry(10, { stage: 'event', mark: 'locked' }),
    ];
    expect(incidentOf(entries, 'ada')).toMatchObject({ startMs, reached: { event: startMs } });
    expect(incidentOf(entries, 'ada')?.reached.act).toBeUndefined();
  });

  test('is nobody else’s', () => {
    expect(incidentOf([entry(10, { stage: 'event', mark: 'locked' })], 'max')).toBeUndefined();
  });

  test.each([
    [900, '0.9 s'],
    [61_000, '1 min 01 s'],
    [3_660_000, '1 h 01 min'],
  ])('%d ms are said as %s', (durationMs, words) => {
    expect(spokenDuration(durationMs)).toBe(words);
  });
});
