/** All factors in one call where the provider has one (O4), and those that set themselves up again. */
import type { Factor } from '../../domain/ports/identity-provider';
import { createResetWorld, factors, type ResetWorld } from '../domain/fakes/resets';
import { createChat } from './chat';

const ownAddress: Factor = { id: 'f9', kind: 'email', name: 'm•••@contoso.example', selfEnrolling: true };

/** A provider that takes all factors away together, but for what sets itself up again. */
function together(policy: object = {}, answer: 'removed' | 'refused' = 'removed') {
  const world = createResetWorld(policy);
  const calls: string[] = [];
  const capability = world.deps.providers.factors?.factors;
  Object.assign(capability ?? {}, {
    removeAll: async () => {
      calls.push('all');
      if (answer === 'removed')
        world.present.splice(0, world.present.length, ...world.present.filter((one) => one.selfEnrolling));
      return answer;
    },
  });
  return { world, calls };
}

async function reset(world: ResetWorld) {
  const chat = createChat(world);
  const asked = await chat.says('reset mfa');
  const { said } = await chat.presses('mfa-yes', chat.idOfLast());
  return { asked, said };
}

test('O4: all of them go in one call', async () => {
  const { world, calls } = together();
  const { said } = await reset(world);
  expect(said).toMatchObject([{ kind: 'mfa-reset', removed: factors, remaining: [] }]);
  expect([calls, world.made.removals]).toEqual([['all'], []]);
});

test('M3: where the policy leaves a kind alone they go one by one', async () => {
  const { world, calls } = together({ mfaReset: { kinds: ['sms', 'security-key'] } });
  await reset(world);
  expect([calls, world.made.removals]).toEqual([[], ['f2', 'f3']]);
  expect(world.present.map(({ id }) => id)).toEqual(['f1']);
});

test('M2: chosen ones go one by one', async () => {
  const { world, calls } = together({ mfaReset: { mode: 'choose' } });
  const chat = createChat(world);
  await chat.says('reset mfa');
  await chat.presses('mfa-selected', chat.idOfLast(), ['f2']);
  expect([calls, world.made.removals]).toEqual([[], ['f2']]);
});

test('O4: a refusal of the one call is a refusal', async () => {
  const { world } = together({}, 'refused');
  const { said } = await reset(world);
  expect(said).toMatchObject([{ kind: 'reset-failed', reason: 'provider-refused' }]);
  expect(world.present).toHaveLength(factors.length);
});

test('O4: an address that sets itself up again is neither shown nor counted as left over', async () => {
  const { world } = together();
  world.present.push(ownAddress);
  const { asked, said } = await reset(world);
  expect(asked).toMatchObject([{ factors }]);
  expect(said).toMatchObject([{ kind: 'mfa-reset', removed: factors, remaining: [] }]);
});

test('O4: where nothing else is there, there is nothing to reset', async () => {
  const { world, calls } = together();
  world.present.splice(0, world.present.length, ownAddress);
  expect(await createChat(world).says('reset mfa')).toMatchObject([{ kind: 'nothing-to-reset' }]);
  expect(calls).toEqual([]);
});
