/** U10: a notice that is combined with instructions, which come after Yes and never in the first message. */
import { noticed, runSteps } from '../domain/fakes/orchestration';
import { createWorld, lockOut, minute } from '../domain/fakes/world';
import { createChat } from './chat';

const instructions = { title: 'How to unlock', text: 'Call **1234**.' };

test('U10: Yes to such a notice sends the instructions, unlocks nothing and ends the request', async () => {
  const world = createWorld({ policy: { lockouts: { answer: 'instructions' }, unlock: { instructions } } });
  lockOut(world);
  const id = await noticed(world);
  expect(world.messenger.sent.at(-1)?.message).toMatchObject({ kind: 'lockout-notice', instructions: true });
  expect(JSON.stringify(world.messenger.sent)).not.toContain('1234');
  const { said } = await createChat(world).presses('unlock-yes', id);
  expect(said).toMatchObject([{ kind: 'instructions', about: 'unlock', instructions }]);
  expect(world.provider.unlocks).toEqual([]);
  await runSteps(world, id, minute);
  expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'instructed' });
});
