/** O6: what really blocks is named, and never "you are not locked" where that can't be known. */
import { liftable, type Obstacle, obstacles } from '../../domain/outcome';
import { noticed } from '../domain/fakes/orchestration';
import { accountOf, createWorld, lockOut, type World } from '../domain/fakes/world';
import { createChat } from './chat';

function blockedBy(obstacle: Obstacle | undefined, options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(options);
  world.provider.accounts.set('42', accountOf());
  world.provider.settings.obstacle = obstacle;
  return { world, chat: createChat(world) };
}
const idOf = (message: unknown): string => (message as { id: string }).id;
const unlocked = (world: World) => world.provider.unlocks.length;

describe('O6: asking for an unlock where there is no lock', () => {
  test('nothing else is known: not locked, and the three ways out', async () => {
    const { chat } = blockedBy(undefined);
    const [said] = await chat.says('unlock my account');
    expect(said).toMatchObject({ kind: 'not-locked' });
    expect(said).not.toHaveProperty('obstacle');
  });

  test.each(obstacles.filter((one) => !liftable.includes(one)))(
    '%s is named, and nothing is changed',
    async (obstacle) => {
      const { world, chat } = blockedBy(obstacle);
      expect(await chat.says('unlock my account')).toMatchObject([{ kind: 'not-locked', obstacle }]);
      expect(unlocked(world)).toBe(0);
      expect(world.requests.rows.size).toBe(0);
    },
  );

  test.each(liftable)('%s: the bot asks, Yes ends it, and the ticket tracks it', async (obstacle) => {
    const { world, chat } = blockedBy(obstacle);
    const [question] = await chat.says('unlock my account');
    expect(question).toMatchObject({ kind: 'unlock-question', obstacle });
    const { said } = await chat.presses('unlock-yes', idOf(question));
    expect(said).toMatchObject([{ kind: 'unlocked' }]);
    expect(unlocked(world)).toBe(1);
    expect(world.audit.of('unlock')).toMatchObject([{ result: 'done' }]);
  });

  test.each(liftable)('%s: what is still there after the unlock is not called done', async (obstacle) => {
    const { world, chat } = blockedBy(obstacle);
    world.provider.settings.manner = 'has-no-effect';
    const [question] = await chat.says('unlock my account');
    const { said } = await chat.presses('unlock-yes', idOf(question));
    expect(said).toMatchObject([{ kind: 'unlock-failed', reason: obstacle }]);
    expect(world.audit.of('unlock')).toMatchObject([{ result: 'failed', reason: obstacle }]);
  });

  test('where people may not unlock themselves the block is named, and not offered to be lifted', async () => {
    const { world, chat } = blockedBy('unknown-device', { selfService: false });
    const [said] = await chat.says('unlock my account');
    expect(said).toMatchObject({ barred: 'not-supported' });
    expect(unlocked(world)).toBe(0);
  });

  test('a block that went by itself before the Yes is no failure', async () => {
    const { world, chat } = blockedBy('unknown-device');
    const [question] = await chat.says('unlock my account');
    world.provider.settings.obstacle = undefined;
    const { said } = await chat.presses('unlock-yes', idOf(question));
    expect(said).toMatchObject([{ kind: 'not-locked' }]);
    expect(unlocked(world)).toBe(0);
  });

  test.each(['suspended', 'not-activated'] as const)('a %s account says so', async (disabledBecause) => {
    const { world, chat } = blockedBy(undefined);
    world.provider.accounts.set('42', { ...accountOf(), status: 'disabled', disabledBecause });
    expect(await chat.says('unlock my account')).toMatchObject([
      { kind: 'refused', reason: disabledBecause },
    ]);
  });
});

describe('O6: the notice of a lock that the provider cannot end', () => {
  test('Yes: what blocks is named, the limit is given back, help is offered', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    Object.assign(world.provider.settings, { manner: 'refuses', refusal: 'directory-sourced' });
    const { said } = await createChat(world).presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'unlock-failed', reason: 'directory-sourced' }]);
    expect(world.row(id)).toMatchObject({ state: 'ended', endReason: 'directory-sourced' });
    expect(world.audit.of('unlock')).toMatchObject([{ result: 'failed', reason: 'directory-sourced' }]);
  });

  test('a Yes that comes when its lock is gone tells what may still block, and changes nothing', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    world.provider.accounts.set('42', accountOf());
    world.provider.settings.obstacle = 'directory-sourced';
    const { said } = await createChat(world).presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'not-locked', obstacle: 'directory-sourced' }]);
    expect(unlocked(world)).toBe(0);
  });

  test('No, when its lock is gone: it stays locked is not said', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    world.provider.accounts.set('42', accountOf());
    world.provider.settings.obstacle = 'directory-sourced';
    const { said } = await createChat(world).presses('unlock-no', id);
    expect(said).toMatchObject([{ kind: 'not-locked', obstacle: 'directory-sourced' }]);
  });
});
