/** Which question a typed yes answers (G3, U2): only one that was shown before it, and never a guess between two. */
import {
  answered,
  ask,
  type Conversation,
  type DeliveredQuestion,
  living,
  type OpenQuestion,
  questionForYesNo,
} from '../../domain/conversation';
import { robin } from './fakes/world';

const t0 = Date.parse('2026-11-22T10:00:00.000Z');
const at = (ms: number): string => new Date(t0 + ms).toISOString();

function question(change: Partial<OpenQuestion> = {}): OpenQuestion {
  return {
    id: 'lock-1',
    topic: 'request',
    template: 'lockout-notice',
    verbs: ['unlock-yes', 'unlock-no'],
    yes: 'unlock-yes',
    no: 'unlock-no',
    askedAt: at(0),
    expiresAt: at(3_600_000),
    ...change,
  };
}
const shown = (id: string, deliveredAt: number): DeliveredQuestion => ({
  ...question({ id }),
  deliveredAt: at(deliveredAt),
});
const empty: Conversation = { ...robin, questions: [] };

describe('a typed yes', () => {
  test('U2: answers the question that was delivered before it', () => {
    expect(questionForYesNo([shown('a', 0)], new Date(t0 + 1))).toMatchObject({
      kind: 'one',
      question: { id: 'a' },
    });
    expect(questionForYesNo([shown('a', 0)], new Date(t0))).toMatchObject({ kind: 'one' });
  });

  test('U2: never answers a question that was delivered after it was typed', () => {
    expect(questionForYesNo([shown('a', 5_000)], new Date(t0 + 4_999))).toEqual({ kind: 'none' });
  });

  test('G3: never answers a card that asks nothing', () => {
    const { yes: _yes, no: _no, ...asksNothing } = shown('a', 0);
    expect(questionForYesNo([asksNothing], new Date(t0 + 1))).toEqual({ kind: 'none' });
    expect(questionForYesNo([], new Date(t0))).toEqual({ kind: 'none' });
  });

  test('G3: two questions within ten seconds: the bot asks which', () => {
    const match = questionForYesNo([shown('b', 10_000), shown('a', 0)], new Date(t0 + 20_000));
    expect(match.kind === 'which' && match.questions.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('G3: two questions further apart: the newest is meant', () => {
    const match = questionForYesNo([shown('a', 0), shown('b', 10_001)], new Date(t0 + 20_000));
    expect(match).toMatchObject({ kind: 'one', question: { id: 'b' } });
  });

  test('G3: of two that are close, only those delivered before the yes are candidates', () => {
    const match = questionForYesNo([shown('a', 0), shown('b', 5_000)], new Date(t0 + 3_000));
    expect(match).toMatchObject({ kind: 'one', question: { id: 'a' } });
  });
});

describe('open questions', () => {
  test('a new question of the chat replaces the one of its topic, and stands last', () => {
    const first = ask(empty, question({ id: 'u1', topic: 'unlock' }), new Date(t0));
    const second = ask(first, question({ id: 'h1', topic: 'help' }), new Date(t0));
    const third = ask(second, question({ id: 'u2', topic: 'unlock' }), new Date(t0));
    expect(third.questions.map(({ id }) => id)).toEqual(['h1', 'u2']);
  });

  test('requests keep one question per card, beside those of other requests', () => {
    const first = ask(empty, question(), new Date(t0));
    const again = ask(first, question({ askedAt: at(9) }), new Date(t0));
    const other = ask(again, question({ id: 'lock-2' }), new Date(t0));
    const followUp = ask(other, question({ template: 'unlocked' }), new Date(t0));
    expect(followUp.questions.map(({ id, template }) => `${id} ${template}`)).toEqual([
      'lock-1 lockout-notice',
      'lock-2 lockout-notice',
      'lock-1 unlocked',
    ]);
  });

  test('few are kept: the oldest makes room', () => {
    const many = Array.from({ length: 10 }, (_, index) => question({ id: `lock-${index}` }));
    const full = many.reduce((row, one) => ask(row, one, new Date(t0)), empty);
    expect(full.questions.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `lock-${n}`));
  });

  test('U11: a question past its life is no longer open', () => {
    const row = ask(empty, question({ expiresAt: at(1_000) }), new Date(t0));
    expect(living(row, new Date(t0 + 999))).toHaveLength(1);
    expect(living(row, new Date(t0 + 1_000))).toHaveLength(0);
  });

  test('an answered question goes with all its cards, others stay', () => {
    const row = {
      ...empty,
      questions: [question(), question({ template: 'unlocked' }), question({ id: 'x' })],
    };
    expect(answered(row, 'lock-1').questions.map(({ id }) => id)).toEqual(['x']);
  });
});
