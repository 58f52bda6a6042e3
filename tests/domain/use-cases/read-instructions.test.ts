/** M4, U9: the policy's own text, else the article that it names: kept for a while, an older one in an outage, else its link. */
import { CodedError } from '../../../domain/errors';
import { type Configured, readInstructions } from '../../../domain/use-cases/chat/read-instructions';
import { createChat } from '../../dialogs/chat';
import { createWorld, hour, minute, type World } from '../fakes/world';

const article = {
  title: 'How to reset MFA',
  url: 'https://kb.example/KB0010001',
  text: 'Open **the portal**.',
};
const configured: Configured = { title: 'Reset MFA', article: 'KB0010001' };

function worldWith(policy: object = {}): World {
  const world = createWorld({ policy });
  world.knowledge.known.set('KB0010001', article);
  return world;
}
const asked = (world: World): number => world.gate.journal.filter((call) => call === 'knowledge.find').length;

test('the policy’s own text comes first, and nobody is asked', async () => {
  const world = worldWith();
  const own = { ...configured, text: 'Call us.', url: 'https://help.example' };
  expect(await readInstructions(world.deps, own)).toEqual({
    title: 'Reset MFA',
    url: 'https://help.example',
    text: 'Call us.',
  });
  expect(asked(world)).toBe(0);
});

test('the article with its own title, text and address', async () => {
  expect(await readInstructions(worldWith().deps, configured)).toEqual(article);
});

test('an address of the policy leads where the policy says', async () => {
  const url = 'https://intranet.example/mfa';
  expect(await readInstructions(worldWith().deps, { ...configured, url })).toMatchObject({
    url,
    text: article.text,
  });
});

test('is read once an hour, however many ask', async () => {
  const world = worldWith();
  for (let reader = 0; reader < 5; reader++) await readInstructions(world.deps, configured);
  expect(asked(world)).toBe(1);
  world.advance(hour - minute);
  await readInstructions(world.deps, configured);
  expect(asked(world)).toBe(1);
  world.knowledge.known.set('KB0010001', { ...article, text: 'New text' });
  world.advance(2 * minute);
  expect(await readInstructions(world.deps, configured)).toMatchObject({ text: 'New text' });
  expect(asked(world)).toBe(2);
});

test('in an outage an older one is shown, as long as it lasts', async () => {
  const world = worldWith();
  await readInstructions(world.deps, configured);
  world.gate.takeDown('knowledge.find');
  world.advance(48 * hour);
  expect(await readInstructions(world.deps, configured)).toEqual(article);
});

test('in an outage, and never read before: the title, and the link', async () => {
  const world = worldWith();
  world.gate.takeDown('knowledge.find');
  expect(await readInstructions(world.deps, configured)).toEqual({
    title: 'Reset MFA',
    url: 'https://kb.example/KB0010001',
  });
});

test('a search that finds nothing leads where the policy says', async () => {
  const search = { title: 'Passwords', search: 'password', url: 'https://help.example' };
  expect(await readInstructions(worldWith().deps, search)).toEqual({
    title: 'Passwords',
    url: 'https://help.example',
  });
});

test('an article that is gone is no link to nothing', async () => {
  const world = worldWith();
  await readInstructions(world.deps, configured);
  world.knowledge.known.clear();
  world.advance(2 * hour);
  expect(await readInstructions(world.deps, configured)).toBeUndefined();
});

test('what can’t be kept is shown all the same', async () => {
  const world = worldWith();
  world.gate.takeDown('articles.keep');
  expect(await readInstructions(world.deps, configured)).toEqual(article);
});

test('a fault of ours is not taken for an outage', async () => {
  const world = worldWith();
  world.knowledge.base.find = async () => {
    throw new TypeError('a bug');
  };
  await expect(readInstructions(world.deps, configured)).rejects.toThrow(TypeError);
  world.knowledge.base.find = async () => {
    throw new CodedError('bad-answer', 'nonsense');
  };
  expect(await readInstructions(world.deps, configured)).toMatchObject({ title: 'Reset MFA' });
});

test('M4: the chat shows the article’s title, and its text on View answer', async () => {
  const world = worldWith({ mfaReset: { mode: 'instructions', instructions: configured } });
  const chat = createChat(world);
  expect(await chat.says('reset MFA')).toMatchObject([{ kind: 'instructions', instructions: article }]);
  const { said } = await chat.presses('view-answer', chat.idOfLast());
  expect(said).toMatchObject([{ kind: 'answer', instructions: article }]);
  expect(asked(world)).toBe(1);
});

test('where nothing can be found the bot says so, and offers help', async () => {
  const world = createWorld({ policy: { mfaReset: { mode: 'instructions', instructions: configured } } });
  expect(await createChat(world).says('reset MFA')).toMatchObject([
    { kind: 'refused', reason: 'not-supported' },
  ]);
});
