/** Nothing sleeps wrongly: what is behind its row or overdue is woken, what rests rightly is left alone. */
import type { SupportRequest } from '../../../domain/support-request';
import { afterStart, type Patience, reconcile } from '../../../domain/use-cases/reconcile';
import { requestOf } from '../fakes/request';
import { createWorld, hour, minute, second, start } from '../fakes/world';

const at = (seconds: number): string => new Date(Date.parse(start) + seconds * second).toISOString();
let drawn = 0;

async function wokenOf(change: Partial<SupportRequest>, patience?: Patience): Promise<boolean> {
  const world = createWorld();
  const handled = { handledRevision: 1, revision: 1 };
  const request = requestOf({ id: `lock-${String(++drawn).padStart(32, '0')}`, ...handled, ...change });
  await world.deps.requests.insert(request);
  await reconcile(world.deps, patience);
  return world.orchestrations.woken.length > 0;
}

describe('reconciling', () => {
  test.each<[string, Partial<SupportRequest>, boolean]>([
    [
      'a row that nobody has looked at for half a minute',
      { revision: 2, state: 'asked', expiresAt: at(99), changedAt: at(-30) },
      true,
    ],
    [
      'a row that has just changed',
      { revision: 2, state: 'asked', expiresAt: at(99), changedAt: at(-29) },
      false,
    ],
    ['a row that waits for its time', { state: 'asked', expiresAt: at(1), changedAt: at(-3_600) }, false],
    [
      'a row that is overdue since half a minute',
      { state: 'asked', expiresAt: at(-30), changedAt: at(-3_600) },
      true,
    ],
    [
      'a performer that died',
      { state: 'acting', executor: { token: 't', leaseUntil: at(-31) }, changedAt: at(-60) },
      true,
    ],
    [
      'a performer at work',
      { state: 'acting', executor: { token: 't', leaseUntil: at(5) }, changedAt: at(-60) },
      false,
    ],
    ['a row that has ended and owes nothing', { state: 'ended', changedAt: at(-3_600) }, false],
    [
      'a row that has ended and owes something',
      { state: 'ended', owed: [{ kind: 'mail', about: 'unlocked' }], changedAt: at(-60) },
      true,
    ],
  ])('%s: %#', async (_title, change, woken) => {
    expect(await wokenOf(change)).toBe(woken);
  });

  test('right after a start nothing of before is running: what is due, or soon will be, is woken at once', async () => {
    const justDue = { state: 'asked', expiresAt: at(0), changedAt: at(0) } as const;
    expect(await wokenOf(justDue, afterStart)).toBe(true);
    expect(await wokenOf(justDue)).toBe(false);
    const lease = { key: 'notice', template: 'lockout-notice', state: 'sending', at: at(0) } as const;
    const beingSent = { state: 'seen', deliveries: [{ ...lease, leaseUntil: at(30) }] } as const;
    expect(await wokenOf(beingSent, afterStart)).toBe(true);
    const longAfter = { state: 'asked', expiresAt: at(3_600), changedAt: at(0) } as const;
    expect(await wokenOf(longAfter, afterStart)).toBe(false);
  });

  test('one that is overdue for long hears no event: it is started anew; one that is freshly due is only woken', async () => {
    const world = createWorld();
    await world.deps.requests.insert(
      requestOf({ id: 'lock-a', state: 'asked', expiresAt: at(-91), changedAt: at(-95) }),
    );
    await world.deps.requests.insert(
      requestOf({ id: 'lock-b', state: 'asked', expiresAt: at(-40), changedAt: at(-60) }),
    );
    await reconcile(world.deps);
    expect(world.orchestrations.restarted).toEqual(['lock-a']);
    expect(world.orchestrations.woken.toSorted()).toEqual(['lock-a', 'lock-b']);
  });

  test('one that can not be woken does not keep the others asleep, and the failure is not swallowed', async () => {
    const world = createWorld();
    const overdue = { state: 'asked', expiresAt: at(0) } as const;
    await world.deps.requests.insert(requestOf({ id: 'lock-a', ...overdue }));
    await world.deps.requests.insert(requestOf({ id: 'lock-b', ...overdue }));
    world.advance(hour);
    world.gate.breakAt({ at: 1, when: 'before', mode: 'once' });
    await expect(reconcile(world.deps)).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.orchestrations.woken).toEqual(['lock-b']);
    world.advance(minute);
    expect(await reconcile(world.deps)).toBe(2);
  });
});
