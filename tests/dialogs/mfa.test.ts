/** The wish "reset my MFA": asked, done, verified; all factors or chosen ones (M1–M5). */
import { CodedError } from '../../domain/errors';
import { runSteps } from '../domain/fakes/orchestration';
import { createResetWorld, factors } from '../domain/fakes/resets';
import { hour, minute, robin } from '../domain/fakes/world';
import { createChat } from './chat';

describe('resetting MFA', () => {
  test('M1: the factors are shown, Yes removes them all, reading again proves it', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    expect(await chat.says('reset mfa')).toMatchObject([{ kind: 'mfa-question', factors, lost: false }]);
    const id = chat.idOfLast();
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'mfa-reset', removed: factors, remaining: [] }]);
    expect(world.present).toEqual([]);
    expect(world.made.sessionsEnded).toBe(0);
    await runSteps(world, id, minute);
    expect(world.row(id)).toMatchObject({ state: 'follow-up', owed: [], ticket: expect.anything() });
  });

  test('M2: in the mode "choose" only the chosen ones go; nothing chosen asks once more', async () => {
    const world = createResetWorld({ mfaReset: { mode: 'choose' } });
    const chat = createChat(world);
    await chat.says('reset mfa');
    await chat.presses('mfa-selected', chat.idOfLast());
    expect(chat.last()).toMatchObject({ kind: 'mfa-choice', reminder: true });
    await chat.presses('mfa-selected', chat.idOfLast(), ['f2']);
    expect(chat.last()).toMatchObject({ kind: 'mfa-reset', removed: [{ id: 'f2' }] });
    expect(world.present.map(({ id }) => id)).toEqual(['f1', 'f3']);
  });

  test('M3: kinds that may not be reset are not shown', async () => {
    const world = createResetWorld({ mfaReset: { mode: 'choose', kinds: ['sms'] } });
    expect(await createChat(world).says('reset mfa')).toMatchObject([{ factors: [{ id: 'f2' }] }]);
  });

  test.each([
    ['of a kind that may not be reset', ['f1']],
    ['of a kind that may not be reset, beside one that may', ['f2', 'f1']],
    ['that there is not', ['f2', 'not-a-factor']],
  ])('M2, M3: a card that names one %s removes nothing, and it is on record', async (_, chosen) => {
    const world = createResetWorld({ mfaReset: { mode: 'choose', kinds: ['sms'] } });
    const chat = createChat(world);
    await chat.says('reset mfa');
    const { said } = await chat.presses('mfa-selected', chat.idOfLast(), chosen);
    expect(said).toMatchObject([{ kind: 'reset-failed', about: 'mfa-reset', reason: 'not-offered' }]);
    expect(world.present).toHaveLength(3);
    expect(world.audit.of('mfa-reset')).toMatchObject([{ result: 'refused', reason: 'not-offered' }]);
    expect(world.limits.of(robin, 'mfa-reset')).toEqual([]);
  });

  test('M2: the same choice twice is one', async () => {
    const world = createResetWorld({ mfaReset: { mode: 'choose' } });
    const chat = createChat(world);
    await chat.says('reset mfa');
    await chat.presses('mfa-selected', chat.idOfLast(), ['f2', 'f2']);
    expect(world.present.map(({ id }) => id)).toEqual(['f1', 'f3']);
  });

  test('M2: where one is to choose, a card can not say "all"', async () => {
    const world = createResetWorld({ mfaReset: { mode: 'choose' } });
    const chat = createChat(world);
    await chat.says('reset mfa');
    const id = chat.idOfLast();
    await chat.presses('mfa-yes', id);
    expect(world.present).toHaveLength(3);
    expect(world.audit.of('access-refused')).toMatchObject([{ reason: 'not-open' }]);
  });

  test('M2: what died between two removals goes on with the rest', async () => {
    const world = createResetWorld({ mfaReset: { mode: 'choose' } });
    const chat = createChat(world);
    await chat.says('reset mfa');
    const id = chat.idOfLast();
    const { remove } = world.deps.providers.factors?.factors ?? {};
    const factorsOf = world.deps.providers.factors as { factors: { remove: unknown } };
    factorsOf.factors.remove = async (account: string, factor: string, options: { timeoutMs: number }) => {
      if (factor === 'f3') throw new CodedError('timeout', 'no answer');
      return remove?.(account, factor, options);
    };
    expect((await chat.presses('mfa-selected', id, ['f2', 'f3'])).said).toMatchObject([{ kind: 'working' }]);
    expect(world.present.map((factor) => factor.id)).toEqual(['f1', 'f3']);
    factorsOf.factors.remove = remove;
    await runSteps(world, id, 2 * minute);
    expect(world.present.map((factor) => factor.id)).toEqual(['f1']);
    expect(world.row(id)).toMatchObject({ state: 'follow-up', factors: { remaining: [] } });
  });

  test('M1: one that can not be removed is named, and the ticket says so', async () => {
    const world = createResetWorld();
    world.made.stubborn.add('f3');
    const chat = createChat(world);
    await chat.says('reset mfa');
    const { said } = await chat.presses('mfa-yes', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'mfa-reset', remaining: [{ id: 'f3' }] }]);
  });

  test.each([
    ['of a device that was lost', 'I lost my phone', [], 'with-help-desk'],
    ['of which something remains', 'reset mfa', ['f3'], 'with-help-desk'],
    ['that was done', 'reset mfa', [], 'no-answer'],
  ])('M1, M5: silence after a reset %s: IT looks as long as there is something to see', async (...of) => {
    const [, words, stubborn, ending] = of;
    const world = createResetWorld();
    for (const id of stubborn) world.made.stubborn.add(id);
    const chat = createChat(world);
    await chat.says(words);
    const id = chat.idOfLast();
    await chat.presses('mfa-yes', id);
    await runSteps(world, id, 25 * hour);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending, owed: [] });
  });

  test('M4: instructions mode touches nothing', async () => {
    const instructions = { title: 'MFA', url: 'https://kb.example/mfa', text: 'Ask **IT**.' };
    const world = createResetWorld({ mfaReset: { mode: 'instructions', instructions } });
    expect(await createChat(world).says('reset mfa')).toMatchObject([
      { kind: 'instructions', about: 'mfa-reset' },
    ]);
    expect(world.present).toHaveLength(3);
  });

  test('M5: sessions that the provider won’t end hold nothing up: the help desk is told', async () => {
    const world = createResetWorld();
    world.made.sessionsFail = new CodedError('refused', 'not allowed');
    const chat = createChat(world);
    await chat.says('I lost my phone');
    const id = chat.idOfLast();
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'mfa-reset', remaining: [], sessionsEnded: false }]);
    await runSteps(world, id, minute);
    expect([...(world.helpDesk.all()[0]?.notes.keys() ?? [])]).toEqual([
      'factors-removed',
      'sessions-remain',
    ]);
  });

  test('M5: while the provider is away the sessions are tried again', async () => {
    const world = createResetWorld();
    world.made.sessionsFail = new CodedError('unavailable', 'away');
    const chat = createChat(world);
    await chat.says('I lost my phone');
    const id = chat.idOfLast();
    expect((await chat.presses('mfa-yes', id)).said).toMatchObject([{ kind: 'working' }]);
    world.made.sessionsFail = undefined;
    await runSteps(world, id, minute);
    expect(world.made.sessionsEnded).toBe(1);
    expect(world.row(id).factors).toMatchObject({ sessionsEnded: true, removed: factors });
  });

  test('M5: a lost phone ends the sessions and flags the ticket', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    expect(await chat.says('I lost my phone')).toMatchObject([{ kind: 'mfa-question', lost: true }]);
    const id = chat.idOfLast();
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'mfa-reset', sessionsEnded: true }]);
    expect(world.made.sessionsEnded).toBe(1);
    expect(world.row(id).securityIncident).toBe(true);
  });

  test('with no factor there is nothing to reset, and it is said so', async () => {
    const world = createResetWorld();
    world.present.length = 0;
    expect(await createChat(world).says('reset mfa')).toMatchObject([{ kind: 'nothing-to-reset' }]);
  });
});

test('M4: "how to reset MFA?" gets the instructions where there are some, and changes nothing', async () => {
  const instructions = { title: 'MFA', text: 'Ask **IT**.' };
  const world = createResetWorld({ mfaReset: { instructions } });
  const chat = createChat(world);
  expect(await chat.says('how do i reset mfa?')).toMatchObject([
    { kind: 'instructions', about: 'mfa-reset' },
  ]);
  expect(await createChat(createResetWorld()).hears('how do i reset mfa?')).toEqual(['mfa-question']);
  expect(world.present).toHaveLength(3);
});
