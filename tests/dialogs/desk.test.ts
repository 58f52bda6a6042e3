/** The administrator's desk in the chat (D2, D4): who may see it, finding, opening, unlocking, and what is refused. */
import { openTitleOf } from '../../cards/desk-titles';
import type { Account } from '../../domain/account';
import type { Message, MessageKind } from '../../domain/messages';
import { type Person, personKey } from '../../domain/person';
import { Secret } from '../../domain/secret';
import { openPasswordPage, useUpPasswordPage } from '../../domain/use-cases/desk/password-page';
import { settleActs } from '../../domain/use-cases/desk/settle-act';
import {
  accountOf,
  createWorld,
  kim,
  minute,
  robin,
  second,
  tenantId,
  type World,
} from '../domain/fakes/world';
import { type Chat, createChat } from './chat';

const priya: Person = { ...personKey(tenantId, 'cccccccc-0000-4000-8000-000000000003'), locale: 'en-GB' };
const allRights = ['unlock', 'resetSecretKey', 'editUser'];

function desk(administrators: object[] = [{ objectId: priya.aadObjectId, rights: allRights }]) {
  const world = createWorld({ policy: { administrators } });
  const add = (id: string, displayName: string, more: Partial<Account> = {}) => {
    const { objectId: _objectId, ...account } = accountOf();
    const ref = { provider: 'directory', id } as const;
    const added = { ...account, ref, displayName, userName: `${id}@contoso.example`, ...more };
    world.provider.accounts.set(id, added);
    return added;
  };
  const locked = { status: 'locked', lockedAt: world.iso(), lockReason: 'Failures' } as const;
  add('robin', 'Robin Reed', { ...locked, objectId: robin.aadObjectId });
  add('priya', 'Priya Raman', { ...locked, objectId: priya.aadObjectId });
  world.provider.departmentOf.set('robin', 'Sales');
  return { world, add, locked, chat: createChat(world, priya) };
}

const of = <Kind extends MessageKind>(kind: Kind, messages: readonly Message[]) => {
  expect(messages.map((message) => message.kind)).toEqual([kind]);
  return messages[0] as Extract<Message, { kind: Kind }>;
};

async function recordOf(chat: Chat, name: string) {
  const results = of('desk-results', await chat.says(`find user ${name}`));
  const { said } = await chat.presses('desk-open', `${results.id}.0`);
  return of('desk-record', said);
}

const unlock = async (chat: Chat, id: string, deskReason = 'phoned, knew the cost centre') =>
  (await chat.presses('desk-unlock', id, undefined, { deskReason })).said;

const trail = (world: World) =>
  world.audit.entries.map(({ act, result, reason }) => `${act} ${result} ${reason}`);

describe('who sees the desk', () => {
  test('D4 somebody who is no administrator gets the ordinary answer to its words and learns nothing', async () => {
    const { world } = desk();
    const chat = createChat(world, robin);
    const without = createChat(createWorld(), robin);
    for (const words of ['find user', 'find user maria', 'Open Robin Reed', 'Search', 'next page', 'edit']) {
      const answer = await chat.hears(words);
      expect(answer).toEqual(await without.hears(words));
      expect(answer.join()).not.toMatch(/desk/);
    }
    expect(world.audit.entries).toEqual([]);
  });

  test('D4 a forged press of somebody else’s card does nothing, for administrators and for others', async () => {
    const { world, chat } = desk([
      { objectId: priya.aadObjectId, rights: allRights },
      { objectId: kim.aadObjectId, rights: allRights },
    ]);
    const record = await recordOf(chat, 'robin');
    const employee = createChat(world, robin);
    of('general-access', await unlock(employee, record.id));
    const colleague = createChat(world, kim);
    expect(of('desk-refused', await unlock(colleague, record.id)).reason).toBe('card-closed');
    of('desk-refused', await unlock(colleague, 'robin'));
    expect(world.provider.unlocks).toEqual([]);
    expect(trail(world)).toContain('access-refused refused not-administrator');
  });

  test('D4 a right that is taken away counts at the very next press', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    world.deps.policy.administrators.splice(0, 1);
    of('general-access', await unlock(chat, record.id));
    expect(world.provider.unlocks).toEqual([]);
  });

  test('the words of everybody stay theirs: an administrator without an open record unlocks their own account', async () => {
    const { chat } = desk();
    expect(await chat.hears('unlock')).toEqual(['unlock-question']);
  });
});

describe('finding', () => {
  test('D2 words or the box are needed; typed, the card asks for them', async () => {
    const { chat } = desk();
    const card = of('desk-search', await chat.says('Find user'));
    expect(card.alert).toBe(false);
    const empty = await chat.presses('desk-search', card.id, undefined, { deskText: '  ' });
    expect(of('desk-search', empty.said).alert).toBe(true);
    expect(of('desk-search', await chat.says('search')).alert).toBe(true);
  });

  test('D2 only locked users, in a grid with pages, each row with a title of its own that can be typed', async () => {
    const { chat, add, locked } = desk();
    for (let n = 10; n < 22; n += 1) add(`twin-${n}`, 'Alex Twin', locked);
    add('free', 'Alex Free');
    const card = of('desk-search', await chat.says('find user'));
    const { said } = await chat.presses('desk-search', card.id, undefined, {
      deskText: 'alex',
      deskOnlyLocked: 'true',
    });
    const first = of('desk-results', said);
    expect(first).toMatchObject({ from: 1, hasNext: true });
    expect(new Set(first.rows.map(({ label }) => label)).size).toBe(10);
    const second = of('desk-results', await chat.says('Next page'));
    expect(second).toMatchObject({ from: 11, hasNext: false });
    expect(second.rows).toHaveLength(2);
    const record = of('desk-record', await chat.says(`open ${second.rows[1]?.label}`));
    expect(record.userName).toBe('twin-21@contoso.example');
    of('desk-results', (await chat.presses('desk-previous', second.id)).said);
    expect((chat.last() as { from: number }).from).toBe(1);
  });

  test('names that are alike as far as a button shows them still have titles of their own', async () => {
    const { chat, add } = desk();
    for (const end of ['a', 'b', 'c'])
      add(`a.very.long.user.name.indeed.${end}`, `Maximiliana Featherstonehaugh ${end}`);
    const { rows } = of('desk-results', await chat.says('find user maximiliana'));
    const titles = rows.map(({ label }) => openTitleOf(label, 'en'));
    expect(new Set(titles).size).toBe(3);
    for (const [n, title] of titles.entries())
      expect(of('desk-record', await chat.says(title)).userName).toBe(rows[n]?.userName);
  });

  test('D2 a search that finds nobody says so; the trail tells of searches and views, never of the words', async () => {
    const { world, chat } = desk();
    expect(of('desk-results', await chat.says('find user zebra')).rows).toEqual([]);
    await recordOf(chat, 'robin');
    expect(trail(world)).toEqual([
      'desk-search done all',
      'desk-search done all',
      'desk-view done directory:robin',
    ]);
    expect(JSON.stringify(world.audit.entries)).not.toMatch(/zebra/i);
  });

  test('D4 a department’s administrator finds and opens its accounts only', async () => {
    const { world, chat, add } = desk([{ objectId: priya.aadObjectId, rights: ['unlock'], scope: 'Sales' }]);
    add('other', 'Robin Other');
    const results = of('desk-results', await chat.says('find user robin'));
    expect(results.rows.map(({ name }) => name)).toEqual(['Robin Reed']);
    world.provider.departmentOf.set('robin', 'Finance');
    const { said } = await chat.presses('desk-open', `${results.id}.0`);
    expect(of('desk-refused', said).reason).toBe('out-of-scope');
    expect(trail(world)).toContain('desk-view refused out-of-scope');
  });

  test.each([
    ['audit', 'audit-unavailable'],
    ['provider.administration', 'provider-unavailable'],
  ] as const)('nothing is shown while %s is away', async (part, reason) => {
    const { world, chat } = desk();
    world.gate.takeDown(part);
    expect(of('desk-refused', await chat.says('find user robin')).reason).toBe(reason);
  });
});

describe('unlocking', () => {
  test('D2 with a reason: locked date and reason go, unlocked by is the administrator, and the trail has it all', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    expect(record).toMatchObject({ status: 'locked', lockReason: 'Failures' });
    expect(record.barred).toEqual({ 'reset-secret-key': 'no-secret-key' });
    const after = of('desk-record', await unlock(chat, record.id));
    expect(after).toMatchObject({
      status: 'active',
      unlockedBy: 'Priya Raman',
      notice: { kind: 'done', act: 'unlock' },
    });
    expect(after).not.toHaveProperty('lockedAt');
    expect(after).not.toHaveProperty('lockReason');
    expect(world.provider.unlocks).toMatchObject([{ id: 'robin', by: priya.aadObjectId }]);
    const started = world.audit.entries.find(({ act }) => act === 'desk-unlock-started');
    expect(started).toMatchObject({
      actor: { person: { aadObjectId: priya.aadObjectId } },
      subject: { person: { aadObjectId: robin.aadObjectId } },
      note: 'phoned, knew the cost centre',
    });
    expect(trail(world).filter((line) => line.startsWith('desk-unlock'))).toEqual([
      'desk-unlock-started started directory:robin',
      'desk-unlock done verified',
    ]);
  });

  test('T6 the account’s person is told by mail, once', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    await unlock(chat, record.id);
    await unlock(chat, record.id);
    await settleActs(world.deps);
    expect(world.announcer.mails).toHaveLength(1);
    expect(trail(world)).toContain('mail-sent done sent');
  });

  test.each([
    ['', 'note-missing'],
    ['  x ', 'note-missing'],
    ['x'.repeat(501), 'note-too-long'],
    ['their password is Tr0ub4dor&3', 'note-secret'],
  ])(
    'D4 a reason "%.20s" is asked for again, kept nowhere, and nothing is changed',
    async (reason, fault) => {
      const { world, chat } = desk();
      const record = await recordOf(chat, 'robin');
      const again = of('desk-record', await unlock(chat, record.id, reason));
      expect(again.notice).toEqual({ kind: 'not-done', reason: fault });
      expect(world.provider.unlocks).toEqual([]);
      expect(JSON.stringify([world.audit.entries, [...world.conversations.rows]])).not.toContain('Tr0ub4dor');
    },
  );

  test('typed, the title asks for the reason on the card', async () => {
    const { chat } = desk();
    await recordOf(chat, 'robin');
    expect(of('desk-record', await chat.says('Unlock')).notice).toEqual({
      kind: 'not-done',
      reason: 'note-missing',
    });
  });

  test('pressed a second time it does nothing more and tells what was done', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    await Promise.all([unlock(chat, record.id), unlock(chat, record.id)]);
    const again = of('desk-record', await unlock(chat, record.id));
    expect(again.notice).toEqual({ kind: 'done', act: 'unlock' });
    expect(world.provider.unlocks).toHaveLength(1);
    expect(trail(world).filter((line) => line === 'desk-unlock done verified')).toHaveLength(1);
  });

  test('D4 nobody unlocks their own account here, and the card says so', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'priya');
    expect(new Set(Object.values(record.barred))).toEqual(new Set(['own-account']));
    of('desk-refused', await unlock(chat, record.id));
    expect(world.provider.unlocks).toEqual([]);
  });

  test('D4 without the right to unlock the card says so', async () => {
    const { chat } = desk([{ objectId: priya.aadObjectId, rights: ['editUser'] }]);
    expect((await recordOf(chat, 'robin')).barred).toMatchObject({ unlock: 'no-right' });
  });

  test('D4 an account that has left the administrator’s department meanwhile stays locked', async () => {
    const { world, chat } = desk([{ objectId: priya.aadObjectId, rights: ['unlock'], scope: 'Sales' }]);
    const record = await recordOf(chat, 'robin');
    world.provider.departmentOf.set('robin', 'Finance');
    of('desk-refused', await unlock(chat, record.id));
    expect(world.provider.unlocks).toEqual([]);
    expect(trail(world)).toContain('desk-unlock refused out-of-scope');
  });

  test('two administrators at once: one unlocks, the other is told that it isn’t locked any more', async () => {
    const { world, chat } = desk([
      { objectId: priya.aadObjectId, rights: allRights },
      { objectId: kim.aadObjectId, rights: allRights },
    ]);
    const colleague = createChat(world, kim);
    const mine = await recordOf(chat, 'robin');
    const theirs = await recordOf(colleague, 'robin');
    await unlock(colleague, theirs.id);
    const late = of('desk-record', await unlock(chat, mine.id));
    expect(late.notice).toEqual({ kind: 'not-done', reason: 'not-locked' });
    expect(late.unlockedBy).toBe(kim.aadObjectId);
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.announcer.mails).toHaveLength(1);
  });

  test('nothing is done while the trail can’t be written', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    world.gate.takeDown('audit');
    await unlock(chat, record.id);
    world.gate.bringUp('audit');
    expect(world.provider.unlocks).toEqual([]);
    expect(await world.deps.deskActs.unsettled()).toEqual([]);
    of('desk-record', await unlock(chat, record.id));
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test.each(['timeout-after', 'garbled-after'] as const)(
    'a call whose answer is lost (%s) is read again: done, and done once',
    async (manner) => {
      const { world, chat } = desk();
      const record = await recordOf(chat, 'robin');
      world.provider.settings.manner = manner;
      expect(of('desk-record', await unlock(chat, record.id)).notice).toEqual({
        kind: 'done',
        act: 'unlock',
      });
      expect(world.provider.unlocks).toHaveLength(1);
    },
  );

  test('a call that had no effect is no success', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    world.provider.settings.manner = 'has-no-effect';
    expect(of('desk-record', await unlock(chat, record.id)).notice).toEqual({
      kind: 'not-done',
      reason: 'still-locked',
    });
  });

  test('a death between the start and the outcome: the timer reads the account, records it and sends the mail', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    // The unlock is done, then nothing can be read or written any more.
    world.provider.settings.afterUnlock = () => {
      world.gate.takeDown('provider.administration');
      world.gate.takeDown('audit');
    };
    await unlock(chat, record.id);
    expect(trail(world)).not.toContain('desk-unlock done verified');
    world.gate.bringUp('provider.administration');
    world.gate.bringUp('audit');
    await settleActs(world.deps);
    expect(trail(world)).not.toContain('desk-unlock done verified');
    world.advance(minute);
    expect(await settleActs(world.deps)).toBe(1);
    expect(await settleActs(world.deps)).toBe(0);
    expect(trail(world).filter((line) => line === 'desk-unlock done verified')).toHaveLength(1);
    expect(world.announcer.mails).toHaveLength(1);
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test('a mail server that is away delays the mail and loses nothing', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    world.gate.takeDown('announcer');
    await unlock(chat, record.id);
    expect(world.announcer.mails).toEqual([]);
    world.gate.bringUp('announcer');
    world.advance(31 * second);
    await settleActs(world.deps);
    expect(world.announcer.mails).toHaveLength(1);
  });
});

describe('entering a password', () => {
  const passwordPage = async (chat: Chat, id: string, deskReason = 'the carrier rejects the message') =>
    (await chat.presses('desk-password', id, undefined, { deskReason })).said;

  test('R5 the page is bound, ends with a newer one and after five minutes, and is used once', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    const first = of('desk-password', await passwordPage(chat, record.id)).url.reveal();
    const second = of('desk-password', await passwordPage(chat, record.id)).url.reveal();
    const [former = '', token = ''] = [first, second].map((url) => url.split('/').at(-1) ?? '');
    expect(await openPasswordPage(world.deps, former)).toBeUndefined();
    expect((await openPasswordPage(world.deps, token))?.value).toMatchObject({
      administrator: { aadObjectId: priya.aadObjectId },
    });
    const enter = () => useUpPasswordPage(world.deps, token, new Secret('agreed'), '203.0.113.7');
    expect((await enter())?.kind).toBe('done');
    expect(await enter()).toBeUndefined();
    expect(world.provider.passwords.get('robin')?.password).toBe('agreed');
    const late =
      of('desk-password', await passwordPage(chat, record.id))
        .url.reveal()
        .split('/')
        .at(-1) ?? '';
    world.advance(5 * minute);
    expect(await openPasswordPage(world.deps, late)).toBeUndefined();
  });

  test('R5 a right that is gone when the page is used sets nothing', async () => {
    const { world, chat } = desk();
    const record = await recordOf(chat, 'robin');
    const token =
      of('desk-password', await passwordPage(chat, record.id))
        .url.reveal()
        .split('/')
        .at(-1) ?? '';
    world.deps.policy.administrators.splice(0, 1);
    const answer = await useUpPasswordPage(world.deps, token, new Secret('agreed'), '203.0.113.7');
    expect(answer).toEqual({ kind: 'refused', reason: 'no-right' });
    expect(world.provider.passwords.size).toBe(0);
    expect(trail(world)).toContain('desk-password refused no-right');
  });

  test('D4 an account with an administrator role takes somebody who looks after all accounts', async () => {
    const { world, chat } = desk([{ objectId: priya.aadObjectId, rights: allRights, scope: 'Sales' }]);
    const robins = world.provider.accounts.get('robin');
    if (robins) world.provider.accounts.set('robin', { ...robins, privileged: 'unknown' });
    const record = await recordOf(chat, 'robin');
    expect(record.barred).toMatchObject({ 'enter-password': 'privileged-account' });
    expect(record.barred).not.toHaveProperty('unlock');
    of('desk-refused', await passwordPage(chat, record.id));
    expect(world.passwordPages.rows.size).toBe(0);
  });
});

describe('editing a record', () => {
  const note = { deskReason: 'asked for it in writing' };
  const form = async (chat: Chat) => {
    const record = await recordOf(chat, 'robin');
    return of('desk-edit', (await chat.presses('desk-edit', record.id)).said);
  };
  const save = async (chat: Chat, id: string, inputs: Readonly<Record<string, string>>) =>
    (await chat.presses('desk-save', id, undefined, inputs)).said;
  const filled = {
    ...note,
    ...{ deskStatus: 'active', deskEmail: 'new@mail.example', deskCarrier: 'one', deskMobileReset: 'true' },
    ...{
      deskArea0: '555',
      deskLocal0: '0100',
      deskType0: 'mobile',
      deskSms: '0',
      deskArea1: '',
      deskLocal1: '',
    },
  };

  test('R8 status, e-mail, phones, carrier and mobile reset are saved together, with a reason in the trail', async () => {
    const { world, chat } = desk();
    const edit = await form(chat);
    expect(edit.values.email).toBe('robin@mail.example');
    const after = of('desk-record', await save(chat, edit.id, filled));
    expect(after).toMatchObject({
      email: 'new@mail.example',
      phones: [{ areaCode: '555', localNumber: '0100', type: 'mobile', sms: true }],
      carrier: 'Carrier One',
      mobileResetAllowed: true,
      notice: { kind: 'done', act: 'edit' },
    });
    expect(trail(world).filter((line) => line.startsWith('desk-edit'))).toEqual([
      'desk-edit-started started directory:robin',
      'desk-edit done verified',
    ]);
    expect(world.audit.entries.find(({ act }) => act === 'desk-edit-started')?.note).toBe(note.deskReason);
    expect(of('desk-record', await save(chat, edit.id, filled)).notice).toEqual({
      kind: 'done',
      act: 'edit',
    });
  });

  test('R8 a wrong value is refused with the rule it breaks, and what was typed stays in the form', async () => {
    const { chat } = desk();
    const edit = await form(chat);
    const again = of('desk-edit', await save(chat, edit.id, { ...filled, deskEmail: 'no address' }));
    expect(again.fault).toEqual({ field: 'email', rule: 'email-form' });
    expect(again.values).toMatchObject({
      email: 'no address',
      carrierId: 'one',
      phones: [{ areaCode: '555' }],
    });
    of('desk-record', await save(chat, again.id, filled));
  });

  test.each([
    ['', 'note-missing'],
    ['password is Tr0ub4dor&3', 'note-secret'],
  ])('a reason "%s" is asked for again, with the values kept', async (deskReason, alert) => {
    const { chat } = desk();
    const edit = await form(chat);
    const again = of('desk-edit', await save(chat, edit.id, { ...filled, deskReason }));
    expect(again).toMatchObject({ alert, values: { email: 'new@mail.example' } });
  });

  test('R8 a record that somebody else has changed meanwhile stays as they left it', async () => {
    const { world, chat } = desk();
    const edit = await form(chat);
    world.provider.records.set('robin', { phones: [], mobileResetAllowed: true, version: '2' });
    const after = of('desk-record', await save(chat, edit.id, filled));
    expect(after.notice).toEqual({ kind: 'not-done', reason: 'changed-meanwhile' });
    expect(after.email).toBe('robin@mail.example');
    expect(trail(world)).toContain('desk-edit refused changed-meanwhile');
  });

  test('D4 without the right, or on oneself, there is no form and nothing is saved', async () => {
    const { world, chat } = desk([{ objectId: priya.aadObjectId, rights: ['unlock'] }]);
    const record = await recordOf(chat, 'robin');
    expect(record.barred).toMatchObject({ edit: 'no-right' });
    of('desk-refused', (await chat.presses('desk-edit', record.id)).said);
    of('desk-refused', await save(chat, record.id, filled));
    expect(world.provider.records.size).toBe(0);
  });

  test('typed, Edit opens the form, Save asks for it to be pressed there, and the way back is open', async () => {
    const { chat } = desk();
    await recordOf(chat, 'robin');
    of('desk-edit', await chat.says('Edit'));
    expect(of('desk-edit', await chat.says('save')).alert).toBe('note-missing');
    of('desk-record', await chat.says('back to the record'));
  });
});
