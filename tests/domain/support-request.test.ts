/** The whole table of legal transitions, and what a request keeps when it moves, ends, owes and pays. */
import { CodedError } from '../../domain/errors';
import {
  asHandled,
  deliveryOf,
  end,
  isOpen,
  mayMove,
  move,
  type Owed,
  owe,
  oweRetirement,
  paid,
  type RequestState,
  touch,
  withDelivery,
} from '../../domain/support-request';
import { requestOf } from './fakes/request';

const states: readonly RequestState[] = ['seen', 'asked', 'acting', 'follow-up', 'handed-over', 'ended'];
const legal: Readonly<Record<RequestState, readonly RequestState[]>> = {
  seen: ['asked', 'acting', 'ended'],
  asked: ['asked', 'acting', 'ended'],
  acting: ['acting', 'asked', 'follow-up', 'ended'],
  'follow-up': ['handed-over', 'ended'],
  'handed-over': ['ended'],
  ended: [],
};
const now = new Date('2026-11-22T11:00:00.000Z');
const all = states.flatMap((from) => states.map((to): [RequestState, RequestState] => [from, to]));

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
}

describe('transitions of a support request', () => {
  test.each(all.filter(([from, to]) => legal[from].includes(to)))('%s may become %s', (from, to) => {
    const moved = move(requestOf({ state: from, revision: 7 }), to, now);
    expect(moved).toMatchObject({ state: to, revision: 8, changedAt: now.toISOString() });
  });

  test.each(all.filter(([from, to]) => !legal[from].includes(to)))('%s never becomes %s', (from, to) => {
    expect(mayMove(from, to)).toBe(false);
    expect(codeOf(() => move(requestOf({ state: from }), to, now))).toBe('invalid-transition');
  });

  test('an ended request can not end again', () => {
    expect(codeOf(() => end(requestOf({ state: 'ended' }), 'worked', now))).toBe('invalid-transition');
  });

  test('ending drops what was waited for and keeps what is owed', () => {
    const debt: Owed = { kind: 'mail', about: 'unlocked' };
    const ended = end(
      requestOf({
        state: 'acting',
        owed: [debt],
        heldUntil: now.toISOString(),
        executor: { token: 't', leaseUntil: now.toISOString() },
      }),
      'refused',
      now,
      { endReason: 'privileged' },
    );
    expect(ended).toMatchObject({ ending: 'refused', endReason: 'privileged', endedAt: now.toISOString() });
    expect(ended.owed).toEqual([debt]);
    expect(ended).not.toHaveProperty('executor');
    expect(ended).not.toHaveProperty('heldUntil');
    expect(isOpen(ended)).toBe(false);
  });
});

describe('what a request owes', () => {
  const note: Owed = { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' };
  const open: Owed = { kind: 'ticket-open', securityIncident: false };

  test('a debt is owed once, in the order of owing', () => {
    expect(owe(owe(requestOf(), open, note), note, open).owed).toEqual([open, note]);
  });

  test('a paid debt goes, the others stay', () => {
    expect(paid(owe(requestOf(), open, note), open).owed).toEqual([note]);
    expect(paid(owe(requestOf(), open), note).owed).toEqual([open]);
  });

  test('U11: every card that still has its buttons is retired, but the excepted, the undelivered and the retired', () => {
    const card = { template: 'x', at: now.toISOString() };
    const request = requestOf({
      deliveries: [
        { ...card, key: 'notice', state: 'sent', activityId: '1' },
        { ...card, key: 'working', state: 'sending' },
        { ...card, key: 'question', state: 'sent', activityId: '2', retired: true },
        { ...card, key: 'ask-again', state: 'undelivered' },
        { ...card, key: 'result', state: 'sent', activityId: '3' },
      ],
    });
    expect(oweRetirement(request, 'result').owed).toEqual([
      { kind: 'retire', key: 'notice' },
      { kind: 'retire', key: 'working' },
    ]);
  });
});

describe('records on the row', () => {
  test('there is one delivery record per key', () => {
    const sending = { key: 'notice', template: 'x', state: 'sending', at: now.toISOString() } as const;
    const row = withDelivery(withDelivery(requestOf(), sending), {
      ...sending,
      state: 'sent',
      activityId: '1',
    });
    expect(row.deliveries).toHaveLength(1);
    expect(deliveryOf(row, 'notice')?.state).toBe('sent');
    expect(deliveryOf(row, 'result')).toBeUndefined();
  });

  test('a change counts as unhandled until the orchestration has looked', () => {
    const touched = touch(requestOf({ revision: 3, handledRevision: 3 }), now);
    expect([touched.revision, touched.handledRevision]).toEqual([4, 3]);
    expect(asHandled(touched).handledRevision).toBe(4);
  });
});
