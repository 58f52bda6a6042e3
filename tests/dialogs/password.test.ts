/** The wish "I forgot my password", from the first word to the provider's one-time link (P1, P3–P6, M6). */
import type { Message } from '../../domain/messages';
import { continueRecovery, recoveryLinkState } from '../../domain/use-cases/recovery-link';
import { runSteps } from '../domain/fakes/orchestration';
import { createResetWorld, type ResetWorld } from '../domain/fakes/resets';
import { accountOf, hour, minute, robin } from '../domain/fakes/world';
import { type Chat, createChat } from './chat';

type Link = Extract<Message, { kind: 'recovery-link' }>;

async function recovered(
  policy: object = {},
): Promise<{ world: ResetWorld; chat: Chat; id: string; token: string }> {
  const world = createResetWorld(policy);
  const chat = createChat(world);
  await chat.says('I forgot my password');
  const id = chat.idOfLast();
  await chat.presses('recover', id);
  return { world, chat, id, token: tokenOf(chat.last()) };
}

const tokenOf = (message: Message | undefined): string =>
  (message as Link).url.reveal().split('/').at(-1) ?? '';

describe('a password link', () => {
  test('P1: asked for in words it is explained first; only Recover access makes a link', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    expect(await chat.hears('forgot password')).toEqual(['recover-question']);
    expect(world.made.links).toBe(0);
    const { said } = await chat.presses('recover', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'recovery-link', expiresAt: world.iso(15 * minute) }]);
    expect(world.made.links).toBe(0);
  });

  test('P1: a typed yes to that question counts as Recover access', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    await chat.says('forgot password');
    expect(await chat.hears('yes please')).toEqual(['recovery-link']);
  });

  test('P3: looking changes nothing; Continue works once, and its link stands on no row', async () => {
    const { world, id, token } = await recovered();
    for (let look = 0; look < 20; look++) expect(await recoveryLinkState(world.deps, token)).toBe('ready');
    const first = await continueRecovery(world.deps, token, '192.0.2.1');
    expect(first.kind === 'link' && first.url.reveal()).toBe('https://portal.example/once/1');
    expect(first).toMatchObject({ wake: id });
    expect(world.row(id).owed).toContainEqual(expect.objectContaining({ note: 'password-link-used' }));
    expect(await continueRecovery(world.deps, token, '192.0.2.1')).toEqual({
      kind: 'refused',
      reason: 'not-open',
    });
    expect(JSON.stringify(world.row(id))).not.toMatch(/portal\.example|token-/);
    expect(JSON.stringify(world.audit.of('password-link-used'))).not.toMatch(/portal\.example|token-/);
  });

  test('P3: it expires, and nobody can guess another', async () => {
    const { world, token } = await recovered();
    expect(await recoveryLinkState(world.deps, 'token-00000000000000000099')).toBe('gone');
    world.advance(15 * minute);
    expect(await recoveryLinkState(world.deps, token)).toBe('gone');
    expect(await continueRecovery(world.deps, token, 'unknown')).toEqual({
      kind: 'refused',
      reason: 'not-open',
    });
  });

  test('P1: Send a new link ends the old one', async () => {
    const { world, chat, id, token } = await recovered();
    await chat.presses('new-link', id);
    const fresh = tokenOf(chat.last());
    expect(await recoveryLinkState(world.deps, token)).toBe('gone');
    expect(await recoveryLinkState(world.deps, fresh)).toBe('ready');
  });

  test('when the provider fails the person may press Continue again', async () => {
    const { world, token } = await recovered();
    world.made.linkFails = true;
    expect(await continueRecovery(world.deps, token, 'unknown')).toEqual({
      kind: 'failed',
      reason: 'provider-unavailable',
    });
    world.made.linkFails = false;
    expect(await continueRecovery(world.deps, token, 'unknown')).toMatchObject({ kind: 'link' });
  });

  test('U12: an account that has become privileged gets no link, though the bot had offered one', async () => {
    const { world, token } = await recovered();
    world.provider.accounts.set('42', accountOf({ privileged: true }));
    expect(await continueRecovery(world.deps, token, 'unknown')).toEqual({
      kind: 'refused',
      reason: 'privileged',
    });
    expect(world.made.links).toBe(0);
  });

  test.each([[true], ['unknown']] as const)(
    'U12: a privileged account (%s) is refused under an empty policy',
    async (privileged) => {
      const world = createResetWorld();
      world.provider.accounts.set('42', accountOf({ privileged }));
      const chat = createChat(world);
      expect(await chat.says('forgot password')).toMatchObject([{ kind: 'refused', reason: 'privileged' }]);
    },
  );

  test('P5, T6: a ticket tracks it, and it is announced by mail', async () => {
    const { world, id } = await recovered();
    await runSteps(world, id, minute);
    expect(world.row(id).ticket).toBeDefined();
    expect(world.row(id).owed).toEqual([]);
  });
});

describe('instructions instead of links', () => {
  const instructions = { title: 'How to reset', text: 'Go to the **kiosk**.' };

  test('P6: where automated reset is off they are sent instead, with the text on View answer', async () => {
    const world = createResetWorld({ passwordReset: { mode: 'instructions', instructions } });
    const chat = createChat(world);
    expect(await chat.says('forgot password')).toMatchObject([{ kind: 'instructions', instructions }]);
    const { said } = await chat.presses('view-answer', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'answer', instructions }]);
  });

  test('U9: the same for an unlock', async () => {
    const world = createResetWorld({ unlock: { mode: 'instructions', instructions } });
    expect(await createChat(world).says('unlock')).toMatchObject([{ kind: 'instructions', about: 'unlock' }]);
  });
});

describe('M6: a password link and an MFA reset within a day', () => {
  test('the MFA reset after the link is refused, with a flagged ticket and a mail', async () => {
    const { world, chat } = await recovered();
    await chat.says('reset mfa');
    const id = chat.idOfLast();
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'separated', about: 'mfa-reset', ticketId: expect.any(String) }]);
    expect(world.present).toHaveLength(3);
    expect(world.row(id)).toMatchObject({ state: 'ended', endReason: 'separated' });
    await runSteps(world, id, minute);
    expect(world.row(id)).toMatchObject({ owed: [], ticket: expect.anything() });
  });

  test('the link after the MFA reset is refused too', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    await chat.says('reset mfa');
    await chat.presses('mfa-yes', chat.idOfLast());
    await chat.says('forgot password');
    const { said } = await chat.presses('recover', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'separated', about: 'password-reset' }]);
  });

  test('a new link counts from when it was sent, not from when the first was', async () => {
    const { world, chat, id } = await recovered();
    world.advance(24 * hour - minute);
    await chat.presses('new-link', id);
    expect(chat.last()).toMatchObject({ kind: 'recovery-link' });
    world.advance(2 * minute);
    await chat.says('reset mfa');
    const { said } = await chat.presses('mfa-yes', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'separated', about: 'mfa-reset' }]);
    expect(world.present).toHaveLength(3);
  });

  test('after an MFA reset an older request gives no new link', async () => {
    const { world, chat, id } = await recovered({ followUp: '72h' });
    world.advance(25 * hour);
    await chat.says('reset mfa');
    expect((await chat.presses('mfa-yes', chat.idOfLast())).said).toMatchObject([{ kind: 'mfa-reset' }]);
    const { said } = await chat.presses('new-link', id);
    expect(said).toMatchObject([{ kind: 'recover-question' }]);
    expect((await chat.presses('recover', chat.idOfLast())).said).toMatchObject([{ kind: 'separated' }]);
    expect(world.limits.of(robin, 'password-link')).toEqual([]);
    expect(world.audit.of('access-refused')).toMatchObject([{ reason: 'separated' }]);
  });

  test('a link asked for on a card that is over counts for nothing', async () => {
    const { world, chat, id } = await recovered();
    await chat.presses('worked', id);
    world.advance(25 * hour);
    await chat.presses('new-link', id);
    await chat.says('reset mfa');
    expect((await chat.presses('mfa-yes', chat.idOfLast())).said).toMatchObject([{ kind: 'mfa-reset' }]);
  });

  test('a day later it is allowed', async () => {
    const { world, chat } = await recovered();
    world.advance(24 * hour + minute);
    await chat.says('reset mfa');
    expect((await chat.presses('mfa-yes', chat.idOfLast())).said).toMatchObject([{ kind: 'mfa-reset' }]);
  });
});
