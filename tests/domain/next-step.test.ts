/** The whole workflow is this reading of the row: every state at every interesting instant. */
import fc from 'fast-check';
import { dueAt, nextStep } from '../../domain/next-step';
import type { Delivery, Owed, RequestState, SupportRequest } from '../../domain/support-request';
import { requestOf } from './fakes/request';

const t0 = Date.parse('2026-11-22T10:00:00.000Z');
const at = (seconds: number): string => new Date(t0 + seconds * 1_000).toISOString();
const now = new Date(t0);
const wait = (seconds: number) => ({ kind: 'wait', until: at(seconds) });
const sending = (key: string, leaseSeconds: number): Delivery => ({
  key,
  template: key,
  state: 'sending',
  leaseUntil: at(leaseSeconds),
  at: at(-60),
});
const debt: Owed = { kind: 'mail', about: 'unlocked' };
const executor = (leaseSeconds: number) => ({ token: 't', leaseUntil: at(leaseSeconds) });
const backOff = (seconds: number) => ({ attempts: 1, notBefore: at(seconds) });

describe('what is next', () => {
  test.each<[string, Partial<SupportRequest>, unknown]>([
    ['U2: a lockout just seen', { state: 'seen' }, { kind: 'send-notice' }],
    ['U7: a notice held back', { state: 'seen', heldUntil: at(60) }, wait(60)],
    ['U7: a notice whose time has come', { state: 'seen', heldUntil: at(0) }, { kind: 'send-notice' }],
    [
      'U1: a notice that somebody is sending',
      { state: 'seen', deliveries: [sending('notice', 90)] },
      wait(90),
    ],
    [
      'U1: a notice whose sender died',
      { state: 'seen', deliveries: [sending('notice', 0)] },
      { kind: 'send-notice' },
    ],
    [
      'U7: a notice held back and being sent waits for the later',
      { state: 'seen', heldUntil: at(60), deliveries: [sending('notice', 30)] },
      wait(60),
    ],
    [
      'U3: a ticketing system that wants to be left alone is, and the mail doesn’t wait for that',
      {
        state: 'ended',
        owed: [{ kind: 'ticket-open', securityIncident: false }, debt],
        ticketNotBefore: at(600),
        retry: backOff(0),
      },
      { kind: 'settle' },
    ],
    [
      'U3: where only the ticket is owed, nothing is done before it may be told',
      {
        state: 'ended',
        owed: [{ kind: 'ticket-open', securityIncident: false }],
        ticketNotBefore: at(600),
        retry: backOff(2),
      },
      wait(600),
    ],
    ['I4: a ticket just accepted', { state: 'seen', origin: 'ticket' }, { kind: 'send-question' }],
    [
      'I4: a question about a ticket whose sender died',
      { state: 'asked', origin: 'ticket', expiresAt: at(99), deliveries: [sending('question', 0)] },
      { kind: 'send-question' },
    ],
    [
      'I4: a question about a ticket that somebody is sending',
      { state: 'asked', origin: 'ticket', expiresAt: at(99), deliveries: [sending('question', 9)] },
      wait(9),
    ],
    [
      'I4: a question about a ticket that can’t be delivered',
      {
        state: 'asked',
        origin: 'ticket',
        expiresAt: at(99),
        deliveries: [{ ...sending('question', 0), state: 'undelivered' }],
      },
      { kind: 'send-question' },
    ],
    ['U11: a question that has life', { state: 'asked', expiresAt: at(1) }, wait(1)],
    ['U11: a question past its life', { state: 'asked', expiresAt: at(0) }, { kind: 'close' }],
    [
      'a question that must be asked again',
      { state: 'asked', expiresAt: at(99), deliveries: [sending('ask-again', 0)] },
      { kind: 'ask-again' },
    ],
    [
      'a question that is just being asked again',
      { state: 'asked', expiresAt: at(99), deliveries: [sending('ask-again', 9)] },
      wait(9),
    ],
    ['somebody is performing', { state: 'acting', executor: executor(10) }, wait(10)],
    ['a performer that died', { state: 'acting', executor: executor(0) }, { kind: 'go-on' }],
    ['a performer that gave up for now', { state: 'acting', retry: backOff(4) }, wait(4)],
    ['nobody is performing', { state: 'acting' }, { kind: 'go-on' }],
    ['U6: a follow-up', { state: 'follow-up', followUpUntil: at(5) }, wait(5)],
    ['U6: a follow-up that nobody answered', { state: 'follow-up', followUpUntil: at(0) }, { kind: 'close' }],
    [
      'an answer that the turn did not live to give',
      { state: 'follow-up', followUpUntil: at(50), deliveries: [sending('result', -1)] },
      { kind: 'send-result' },
    ],
    [
      'an answer that the turn is giving',
      { state: 'follow-up', followUpUntil: at(50), deliveries: [sending('result', 20)] },
      wait(20),
    ],
    ['G4: handed over', { state: 'handed-over', followUpUntil: at(5) }, wait(5)],
    ['ended with nothing owed', { state: 'ended' }, { kind: 'finished' }],
    ['ended with a debt', { state: 'ended', owed: [debt] }, { kind: 'settle' }],
    ['ended with a debt to try later', { state: 'ended', owed: [debt], retry: backOff(5) }, wait(5)],
    [
      'ended with an answer not yet said',
      { state: 'ended', deliveries: [sending('result', 0)] },
      { kind: 'send-result' },
    ],
    ['a debt comes before anything else', { state: 'seen', owed: [debt] }, { kind: 'settle' }],
    [
      'a debt to try later does not hold the notice up',
      { state: 'seen', owed: [debt], retry: backOff(5) },
      { kind: 'send-notice' },
    ],
    [
      'a debt to try later shortens the wait',
      { state: 'asked', expiresAt: at(99), owed: [debt], retry: backOff(5) },
      wait(5),
    ],
  ])('%s', (_title, change, step) => {
    expect(nextStep(requestOf(change), now)).toEqual(step);
  });

  test('a pointer names the next instant, or the last change when something is due at once, or nothing', () => {
    expect(dueAt(requestOf({ state: 'asked', expiresAt: at(7) }), now)).toBe(at(7));
    expect(dueAt(requestOf({ state: 'seen', changedAt: at(-3) }), now)).toBe(at(-3));
    expect(dueAt(requestOf({ state: 'ended' }), now)).toBeUndefined();
  });
});

describe('what is next, whatever the row says', () => {
  const instant = fc.integer({ min: -100, max: 100 }).map(at);
  const delivery = (key: string) =>
    fc.record({
      key: fc.constant(key),
      template: fc.constant(key),
      at: instant,
      state: fc.constantFrom('sending', 'sent', 'undelivered'),
      leaseUntil: fc.option(instant, { nil: undefined }),
    });
  const rows = fc.record({
    state: fc.constantFrom<RequestState>('seen', 'asked', 'acting', 'follow-up', 'handed-over', 'ended'),
    heldUntil: fc.option(instant, { nil: undefined }),
    expiresAt: fc.option(instant, { nil: undefined }),
    followUpUntil: fc.option(instant, { nil: undefined }),
    executor: fc.option(fc.record({ token: fc.constant('t'), leaseUntil: instant }), { nil: undefined }),
    retry: fc.option(fc.record({ attempts: fc.nat(9), notBefore: instant }), { nil: undefined }),
    owed: fc.subarray([debt, { kind: 'retire', key: 'notice' } as Owed]),
    deliveries: fc.tuple(delivery('notice'), delivery('ask-again'), delivery('result')),
  });

  test('a wait always ends in the future, and an orchestration is finished only when nothing is left', () => {
    fc.assert(
      fc.property(rows, (change) => {
        const request = requestOf(JSON.parse(JSON.stringify(change)) as Partial<SupportRequest>);
        const step = nextStep(request, now);
        if (step.kind === 'wait') expect(Date.parse(step.until)).toBeGreaterThan(t0);
        if (step.kind !== 'finished') return;
        expect(request.state).toBe('ended');
        expect(request.owed).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
