import { RetryOptions } from 'durable-functions';
import type { MobileResetStep } from '../../domain/use-cases/mobile-reset/carry-out';
import { mobileReset } from '../../functions/orchestrators/mobile-reset';

type Action = readonly [string, ...unknown[]];

/** Runs the generator over the answers of the activity and lists what it asked for. */
function actionsOf(answers: readonly MobileResetStep[]): readonly Action[] {
  const actions: Action[] = [];
  const df = {
    getInput: () => ({ id: 'mobile-1' }),
    callActivityWithRetry: (name: string, retry: RetryOptions, input: unknown) => {
      expect(retry).toBeInstanceOf(RetryOptions);
      actions.push(['activity', name, input]);
      return 'activity';
    },
    createTimer: (at: Date) => {
      actions.push(['timer', at.toISOString()]);
      return 'timer';
    },
  };
  const running = mobileReset({ df } as unknown as Parameters<typeof mobileReset>[0]);
  const left = answers.values();
  let next = running.next();
  while (!next.done) next = running.next(String(next.value) === 'activity' ? left.next().value : undefined);
  return actions;
}

const step = ['activity', 'carry-out-mobile-reset', { id: 'mobile-1' }];

it('R1 calls the activity until it has ended, and waits a second longer than it was told', () => {
  const answers = [{ kind: 'wait', until: '2026-11-22T10:01:00.000Z' }, { kind: 'ended' }] as const;
  const actions = actionsOf(answers);
  expect(actions).toEqual([step, ['timer', '2026-11-22T10:01:01.000Z'], step]);
  expect(actionsOf(answers)).toEqual(actions);
});

it('comes to an end where nobody else makes one', () => {
  const forever = Array.from(
    { length: 30 },
    () => ({ kind: 'wait', until: '2026-11-22T10:01:00.000Z' }) as const,
  );
  expect(actionsOf(forever).filter(([kind]) => kind === 'activity')).toHaveLength(20);
});
