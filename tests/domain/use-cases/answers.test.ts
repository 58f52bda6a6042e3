/** Every answer but yes (U2, U4, U6), and the guard before all of them (U11): own, alive, and only once. */
import type { Verb } from '../../../domain/messages';
import { confirmWorked, dismiss, reopen, reportNotMe } from '../../../domain/use-cases/chat/answer-notice';
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { lookAtAccount } from '../../../domain/use-cases/chat/look-at-account';
import type { Answering } from '../../../domain/use-cases/chat/own-request';
import { answeringOf } from '../fakes/answering';
import { noticed, runSteps } from '../fakes/orchestration';
import {
  accountOf,
  createWorld,
  hour,
  kim,
  lockOut,
  minute,
  robin,
  second,
  type World,
} from '../fakes/world';

async function asked(): Promise<{ world: World; id: string }> {
  const world = createWorld();
  lockOut(world);
  return { world, id: await noticed(world) };
}
async function unlocked(): Promise<{ world: World; id: string }> {
  const { world, id } = await asked();
  await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
  world.advance(30 * second);
  await runSteps(world, id);
  return { world, id };
}
const answers: Readonly<Record<string, (world: World, answering: Answering) => Promise<object>>> = {
  'unlock-yes': async (world, answering) => (await confirm(world.deps, answering, 'unlock')).outcome,
  'unlock-no': (world, answering) => dismiss(world.deps, answering),
  'not-me': (world, answering) => reportNotMe(world.deps, answering),
  worked: (world, answering) => confirmWorked(world.deps, answering),
  reopen: (world, answering) => reopen(world.deps, answering),
};
const answer = (world: World, id: string, verb: Verb, change: Partial<Answering> = {}) =>
  answers[verb]?.(world, answeringOf(world, id, verb, change));

describe('answers', () => {
  test('U4: No dismisses the notice: it stays locked, no ticket, the card is retired', async () => {
    const { world, id } = await asked();
    expect(await answer(world, id, 'unlock-no')).toMatchObject({ kind: 'done' });
    await runSteps(world, id);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'dismissed', owed: [] });
    expect(world.provider.accounts.get('42')?.status).toBe('locked');
    expect(world.helpDesk.all()).toEqual([]);
    expect(world.messenger.replaced).toHaveLength(1);
  });

  test("U2: This wasn't me: no unlock, a ticket flagged as a security incident, named at once", async () => {
    const { world, id } = await asked();
    expect(await answer(world, id, 'not-me')).toMatchObject({ request: { ticket: { id: 'T-1' } } });
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true, state: 'open' }]);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'not-me', securityIncident: true });
    expect(world.provider.unlocks).toEqual([]);
    expect(world.audit.of('ticket-opened')).toMatchObject([{ reason: 'security-incident' }]);
  });

  test("U2: with the help desk down This wasn't me is taken all the same, and the ticket follows", async () => {
    const { world, id } = await asked();
    world.gate.takeDown('helpDesk');
    expect(await answer(world, id, 'not-me')).toMatchObject({ kind: 'done' });
    world.gate.bringUp('helpDesk');
    await runSteps(world, id, minute);
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true }]);
  });

  test('U6: Great, it worked! resolves the ticket', async () => {
    const { world, id } = await unlocked();
    await answer(world, id, 'worked');
    await runSteps(world, id);
    expect(world.helpDesk.all()).toMatchObject([{ state: 'resolved' }]);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'worked', owed: [] });
  });

  test('U6: Re-open issue gives the ticket back to a human with a note, and silence never closes it', async () => {
    const { world, id } = await unlocked();
    expect(await answer(world, id, 'reopen')).toMatchObject({ request: { state: 'handed-over' } });
    expect(world.helpDesk.all()[0]?.notes.get('still-cannot-sign-in')).toBe('still-cannot-sign-in');
    await runSteps(world, id, 48 * hour);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'with-help-desk' });
    expect(world.helpDesk.all()).toMatchObject([{ state: 'open' }]);
  });

  test('U6: after Re-open issue it may still have worked', async () => {
    const { world, id } = await unlocked();
    await answer(world, id, 'reopen');
    await answer(world, id, 'worked');
    await runSteps(world, id);
    expect(world.helpDesk.all()).toMatchObject([{ state: 'resolved' }]);
  });

  test('U6: no answer within a day closes request and ticket', async () => {
    const { world, id } = await unlocked();
    await runSteps(world, id, 23 * hour);
    expect(world.row(id).state).toBe('follow-up');
    await runSteps(world, id, 25 * hour);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'no-answer' });
    expect(world.helpDesk.all()).toMatchObject([{ state: 'closed' }]);
    expect(world.audit.of('request-ended')).toMatchObject([{ reason: 'no-answer' }]);
  });

  test('U11: a notice that nobody answered ends with its life, without a ticket', async () => {
    const { world, id } = await asked();
    await runSteps(world, id, 25 * hour);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'expired' });
    expect(world.helpDesk.all()).toEqual([]);
    expect(world.messenger.replaced).toHaveLength(1);
  });
});

describe('what no answer may do', () => {
  const verbs = Object.keys(answers) as Verb[];

  test.each(verbs)(
    "U11: %s on somebody else's card changes nothing and is audited as wrong-person",
    async (verb) => {
      for (const scene of [asked, unlocked]) {
        const { world, id } = await scene();
        const before = world.row(id);
        const unlocks = world.provider.unlocks.length;
        expect(await answer(world, id, verb, { person: kim })).toEqual({
          kind: 'refused',
          reason: 'wrong-person',
        });
        expect(world.row(id)).toEqual(before);
        expect(world.provider.unlocks).toHaveLength(unlocks);
        const refusals = world.audit.of('access-refused');
        expect(refusals).toMatchObject([
          { reason: 'wrong-person', result: 'refused', actor: { person: { aadObjectId: kim.aadObjectId } } },
        ]);
      }
    },
  );

  test.each(verbs)('U11: %s with a forged or unknown id does nothing and is audited', async (verb) => {
    for (const id of [
      'lock-ffffffffffffffffffffffffffffffff',
      'x',
      '',
      "a' or 1 eq 1",
      '../../x',
      'lock-'.padEnd(90, '0'),
    ]) {
      const { world } = await asked();
      expect(await answer(world, id, verb)).toEqual({ kind: 'refused', reason: 'not-open' });
      expect(world.provider.unlocks).toEqual([]);
      expect(world.audit.of('access-refused')).toMatchObject([{ reason: 'not-open' }]);
    }
  });

  test.each(['unlock-yes', 'unlock-no', 'not-me'] as const)(
    'U11: %s past the life of the question is refused as expired',
    async (verb) => {
      const { world, id } = await asked();
      world.advance(24 * hour);
      expect(await answer(world, id, verb)).toEqual({ kind: 'refused', reason: 'expired' });
      expect(world.provider.unlocks).toEqual([]);
      expect(world.row(id).state).toBe('asked');
    },
  );

  test('U2: "This wasn\'t me" on an old card, after somebody said yes, is a security incident on the same ticket', async () => {
    const { world, id } = await asked();
    await answer(world, id, 'unlock-yes');
    expect(await answer(world, id, 'not-me')).toMatchObject({ kind: 'done' });
    expect(world.row(id)).toMatchObject({ state: 'follow-up', securityIncident: true, helpAsked: true });
  });

  test.each([
    ['unlock-no', 'unlock-yes'],
    ['unlock-no', 'unlock-no'],
    ['not-me', 'unlock-yes'],
    ['unlock-yes', 'unlock-no'],
    ['worked', 'reopen'],
    ['worked', 'worked'],
    ['reopen', 'reopen'],
  ] as const)('U11: after %s, %s does nothing and is told so', async (first, then) => {
    const { world, id } = await (first === 'worked' || first === 'reopen' ? unlocked() : asked());
    await answer(world, id, first);
    const before = world.row(id);
    world.advance(second);
    expect(await answer(world, id, then)).toMatchObject({ kind: 'refused', reason: 'already-answered' });
    expect(world.row(id)).toEqual(before);
    expect(world.audit.of('access-refused')).toMatchObject([{ reason: 'already-answered' }]);
  });

  test('two answers at once: one of them counts', async () => {
    const { world, id } = await asked();
    const outcomes = await Promise.all([answer(world, id, 'unlock-no'), answer(world, id, 'not-me')]);
    expect(
      outcomes.filter((outcome) => outcome && 'kind' in outcome && outcome.kind === 'done'),
    ).toHaveLength(1);
  });
});

describe('looking at the account', () => {
  const look = (world: World) => lookAtAccount(world.deps, robin, 2_000);

  test('U5: locked, with the request that waits about this very lock', async () => {
    const { world, id } = await asked();
    expect(await look(world)).toMatchObject({ kind: 'locked', request: { id } });
    world.advance(hour);
    lockOut(world);
    expect(await look(world)).not.toHaveProperty('request');
  });

  test('U5: not locked, disabled, or nobody', async () => {
    const world = createWorld();
    world.provider.accounts.set('42', accountOf());
    expect(await look(world)).toMatchObject({ kind: 'not-locked' });
    world.provider.accounts.set('42', accountOf({ status: 'disabled' }));
    expect(await look(world)).toEqual({ kind: 'refused', reason: 'disabled' });
    world.provider.accounts.clear();
    expect(await look(world)).toEqual({ kind: 'refused', reason: 'not-linked' });
    expect(world.audit.of('access-refused')).toContainEqual(
      expect.objectContaining({ reason: 'not-linked', result: 'refused' }),
    );
  });

  test('two accounts of one person are no link: refused and audited', async () => {
    const world = createWorld();
    lockOut(world);
    lockOut(world, { ref: { provider: 'directory', id: '43' } });
    expect(await look(world)).toEqual({ kind: 'refused', reason: 'not-linked' });
  });

  test.each([
    ['U12', { privileged: true }, undefined, 'privileged'],
    ['U12', { privileged: 'unknown' }, undefined, 'privileged'],
    ['D1', {}, false, 'not-supported'],
  ] as const)('%s: %j is locked, but barred', async (_id, change, selfService, barred) => {
    const world = createWorld(selfService === undefined ? {} : { selfService });
    lockOut(world, change);
    expect(await look(world)).toMatchObject({ kind: 'locked', barred });
  });

  test('a provider that does not answer is said to be away, which is no exception and stands in the trail', async () => {
    const world = createWorld();
    world.gate.takeDown('provider');
    expect(await look(world)).toEqual({ kind: 'failed', reason: 'provider-unavailable' });
    expect(world.audit.lines()).toEqual(['access-refused failed provider-unavailable']);
  });
});
