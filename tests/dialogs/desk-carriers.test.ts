/** R6: cell service providers at the desk: who may, the list, adding, changing, removing and testing them. */
import { openTitleOf } from '../../cards/desk-titles';
import type { CarrierMessage, CarriersMessage } from '../../domain/desk/carrier-messages';
import { CodedError } from '../../domain/errors';
import type { Message } from '../../domain/messages';
import { type Person, personKey } from '../../domain/person';
import { settleCarrierActs } from '../../domain/use-cases/desk/settle-carrier-act';
import { createWorld, hour, kim, minute, robin, tenantId, type World } from '../domain/fakes/world';
import { type Chat, createChat } from './chat';

const priya: Person = { ...personKey(tenantId, 'cccccccc-0000-4000-8000-000000000003'), locale: 'en-GB' };
const all = { objectId: priya.aadObjectId, rights: ['editUser'] };

function desk(administrators: object[] = [all]) {
  const world = createWorld({ policy: { administrators } });
  return { world, chat: createChat(world, priya) };
}

const of = <Kind extends Message['kind']>(kind: Kind, messages: readonly Message[]) => {
  expect(messages.map((message) => message.kind)).toEqual([kind]);
  return messages[0] as Extract<Message, { kind: Kind }>;
};

const one = {
  deskName: 'Fabrikam Mobile',
  deskSmsDomain: ' @SMS.Fabrikam.example ',
  deskNumberFormat: '1{area}{local}',
};
const reason = { deskReason: 'a new contract' };
const number = { deskTestArea: '206', deskTestLocal: '555-0142' };

const list = async (chat: Chat): Promise<CarriersMessage> =>
  of('desk-carriers', await chat.says('cell service providers'));

async function press(
  chat: Chat,
  verb: 'save' | 'remove' | 'test' | 'add',
  id: string,
  inputs?: Record<string, string>,
) {
  return (await chat.presses(`desk-carrier-${verb}`, id, undefined, inputs)).said;
}

const blankForm = async (chat: Chat): Promise<CarrierMessage> =>
  of('desk-carrier', await press(chat, 'add', (await list(chat)).id));

async function formOf(chat: Chat, name: string): Promise<CarrierMessage> {
  const { id, rows } = await list(chat);
  const row = rows.findIndex((found) => found.name === name);
  return of('desk-carrier', (await chat.presses('desk-carrier-open', `${id}.${row}`)).said);
}

const added = async (chat: Chat, inputs: Record<string, string> = one): Promise<CarrierMessage> =>
  of('desk-carrier', await press(chat, 'save', (await blankForm(chat)).id, { ...inputs, ...reason }));

const trail = (world: World) =>
  world.audit.entries
    .filter(({ act }) => act.startsWith('desk-carrier'))
    .map(({ act, result, reason: why }) => `${act} ${result} ${why}`);
const names = (world: World) => world.provider.carriers.map(({ name }) => name);

describe('who may', () => {
  test('D4 somebody who is no administrator gets the ordinary answer to its words', async () => {
    const { world } = desk();
    const chat = createChat(world, robin);
    const without = createChat(createWorld(), robin);
    for (const words of ['cell service providers', 'carriers', 'Add provider', 'Edit Carrier One'])
      expect(await chat.hears(words)).toEqual(await without.hears(words));
    expect(world.audit.entries).toEqual([]);
  });

  test.each([
    ['without the right to edit', { rights: ['unlock'] }, 'no-right'],
    ['of one department', { rights: ['editUser'], scope: 'Sales' }, 'out-of-scope'],
  ])('D4 an administrator %s is refused, and the search doesn’t offer it', async (_, of_, why) => {
    const { world, chat } = desk([{ objectId: priya.aadObjectId, ...of_ }]);
    expect(of('desk-search', await chat.says('find user')).carriers).toBe(false);
    expect(of('desk-refused', await chat.says('carriers')).reason).toBe(why);
    expect(trail(world)).toEqual([`desk-carriers refused ${why}`]);
  });

  test('D4 a right that is taken away counts at the very next press, of every button', async () => {
    const { world, chat } = desk([all, { ...all, rights: ['unlock'] }]);
    const form = await formOf(chat, 'Carrier One');
    world.deps.policy.administrators.splice(0, 1);
    for (const verb of ['save', 'remove', 'test'] as const)
      expect(
        of('desk-refused', await press(chat, verb, form.id, { ...one, ...reason, ...number })).reason,
      ).toBe('no-right');
    expect([names(world), world.carrierTests.sent]).toEqual([['Carrier One'], []]);
    expect(trail(world).slice(-3)).toEqual([
      'desk-carrier refused one: no-right',
      'desk-carrier refused one: no-right',
      'desk-carrier-test refused one: no-right',
    ]);
  });

  test('D4 a card of somebody else’s chat, a forged one and a closed one do nothing', async () => {
    const { world, chat } = desk([all, { ...all, objectId: kim.aadObjectId }]);
    const form = await formOf(chat, 'Carrier One');
    const others = createChat(world, kim);
    for (const id of [form.id, 'one', 'desk-forged', `${form.id}.0`])
      for (const verb of ['save', 'remove', 'test'] as const)
        expect(
          of('desk-refused', await press(others, verb, id, { ...one, ...reason, ...number })).reason,
        ).toBe('carrier-card-closed');
    await list(chat);
    of('desk-refused', await press(chat, 'remove', form.id, reason));
    of('desk-refused', (await chat.presses('desk-carrier-open', 'desk-forged.0')).said);
    expect([names(world), world.carrierTests.sent]).toEqual([['Carrier One'], []]);
  });

  test.each([
    ['audit', 'audit-unavailable'],
    ['provider.administration', 'provider-unavailable'],
  ] as const)('nothing is shown while %s is away', async (part, why) => {
    const { world, chat } = desk();
    world.gate.takeDown(part);
    expect(of('desk-refused', await chat.says('carriers')).reason).toBe(why);
  });
});

describe('the list', () => {
  test('R6 by name, page by page, with a way or none; the search offers it', async () => {
    const { world, chat } = desk();
    expect(of('desk-search', await chat.says('find user')).carriers).toBe(true);
    world.carrierTests.state.ways = ['text-by-mail'];
    for (let n = 1; n <= 9; n += 1)
      world.provider.carriers.push({ id: `c${n}`, name: `Zeta ${n}`, numberFormat: '{area}{local}' });
    const first = await list(chat);
    expect(first).toMatchObject({ from: 1, hasNext: true });
    expect(first.rows).toHaveLength(8);
    expect(first.rows.slice(0, 2)).toMatchObject([
      { name: 'Carrier One', smsDomain: 'sms.example', isReachable: true },
      { name: 'Zeta 1', isReachable: false },
    ]);
    const second = of('desk-carriers', await chat.says('Next page'));
    expect(second).toMatchObject({ from: 9, hasNext: false });
    expect(of('desk-carrier', await chat.says('Edit Zeta 9')).saved?.name).toBe('Zeta 9');
    await list(chat);
    const again = of('desk-carriers', await chat.says('next page'));
    expect(of('desk-carriers', (await chat.presses('desk-previous', again.id)).said).from).toBe(1);
    expect(trail(world)[0]).toBe('desk-carriers done list');
  });

  test('names that are alike as far as a button shows them still have titles of their own', async () => {
    const { world, chat } = desk();
    for (const end of ['a', 'b'])
      world.provider.carriers.push({
        id: end,
        name: `Compañía de Comunicaciones Móviles ${end}`,
        numberFormat: '{area}{local}',
      });
    const { rows } = await list(chat);
    expect(new Set(rows.map(({ label }) => label.slice(0, 20))).size).toBe(3);
    expect(
      of('desk-carrier', await chat.says(openTitleOf(rows[2]?.label ?? '', 'en', 'desk-carrier-open'))).saved
        ?.name,
    ).toMatch(/ b$/);
  });

  test('R6 an empty list says so and offers to add one', async () => {
    const { world, chat } = desk();
    world.provider.carriers.length = 0;
    expect((await list(chat)).rows).toEqual([]);
    of('desk-carrier', await chat.says('Add provider'));
  });
});

describe('adding and changing', () => {
  test('R6 one is added with a reason, in the form that the directory keeps, and the trail has it all', async () => {
    const { world, chat } = desk();
    const form = await added(chat);
    const values = {
      name: 'Fabrikam Mobile',
      smsDomain: 'sms.fabrikam.example',
      numberFormat: '1{area}{local}',
    };
    expect(form).toMatchObject({ saved: values, values, note: '', notice: { kind: 'done', act: 'add' } });
    expect(world.provider.carriers[1]).toMatchObject(values);
    const [started, done] = world.audit.entries.filter(({ act }) => /^desk-carrier(-started)?$/.test(act));
    expect(started).toMatchObject({
      ...{ act: 'desk-carrier-started', result: 'started', note: 'a new contract' },
      actor: { person: { aadObjectId: priya.aadObjectId } },
    });
    expect(started?.reason).toMatch(
      /^added [0-9a-f]+ \{"name":"Fabrikam Mobile","smsDomain":"sms\.fabrikam\.example"/,
    );
    expect(done).toMatchObject({ act: 'desk-carrier', result: 'done', reason: started?.reason });
    expect(await world.deps.carrierActs.unsettled()).toEqual([]);
  });

  test('R6 pressed again it adds nothing more and tells what was done, also two presses at once', async () => {
    const { world, chat } = desk();
    const { id } = await blankForm(chat);
    const inputs = { ...one, ...reason };
    await Promise.all([press(chat, 'save', id, inputs), press(chat, 'save', id, inputs)]);
    const again = of('desk-carrier', await press(chat, 'save', id, { ...inputs, deskName: 'Another' }));
    expect(again.notice).toEqual({ kind: 'done', act: 'add', name: 'Fabrikam Mobile' });
    expect(names(world)).toEqual(['Carrier One', 'Fabrikam Mobile']);
    expect(trail(world).filter((line) => line.startsWith('desk-carrier done'))).toHaveLength(1);
  });

  test.each([
    [{ deskName: '   ' }, 'name', 'name-length'],
    [{ deskName: 'x'.repeat(81) }, 'name', 'name-length'],
    [{ deskName: 'CARRIER one' }, 'name', 'name-taken'],
    [{ deskSmsDomain: 'not a domain' }, 'smsDomain', 'domain-form'],
    [{ deskNumberFormat: '{local}' }, 'numberFormat', 'number-format'],
    [{ deskNumberFormat: '' }, 'numberFormat', 'number-format'],
  ])('R6 %j is refused with field and rule, and what was typed stays', async (change, field, rule) => {
    const { world, chat } = desk();
    const form = await added(chat, { ...one, ...change });
    expect(form).toMatchObject({ faults: [{ field, rule }], note: 'a new contract' });
    expect(form).not.toHaveProperty('saved');
    const typed = { ...one, ...change };
    expect(form.values).toMatchObject({ name: typed.deskName, numberFormat: typed.deskNumberFormat });
    expect(names(world)).toEqual(['Carrier One']);
    of('desk-carrier', await press(chat, 'save', form.id, { ...one, ...reason }));
    expect(names(world)).toEqual(['Carrier One', 'Fabrikam Mobile']);
  });

  test('R6 all that is wrong is told at once, beside a missing reason too, and nothing is saved', async () => {
    const { world, chat } = desk();
    const wrong = { deskName: '', deskSmsDomain: 'not a domain', deskNumberFormat: '{area}' };
    const rules = ['name-length', 'domain-form', 'number-format'];
    const form = await added(chat, { ...one, ...wrong });
    expect(form.faults?.map(({ rule }) => rule)).toEqual(rules);
    const { id } = await blankForm(chat);
    const again = of('desk-carrier', await press(chat, 'save', id, { ...one, ...wrong, deskReason: '' }));
    expect(again.faults?.map(({ rule }) => rule)).toEqual(rules);
    expect(again.notice).toEqual({ kind: 'not-done', reason: 'note-missing' });
    expect(names(world)).toEqual(['Carrier One']);
  });

  test.each([
    ['', 'note-missing'],
    ['x'.repeat(501), 'note-too-long'],
    ['the password is Tr0ub4dor&3', 'note-secret'],
  ])('R6 a reason "%.20s" is asked for again, and nothing is saved', async (deskReason, why) => {
    const { world, chat } = desk();
    const { id } = await blankForm(chat);
    const form = of('desk-carrier', await press(chat, 'save', id, { ...one, deskReason }));
    expect(form.notice).toEqual({ kind: 'not-done', reason: why });
    expect(form.values.name).toBe(one.deskName);
    expect(JSON.stringify([form, world.audit.entries])).not.toContain('Tr0ub4dor');
    expect(names(world)).toEqual(['Carrier One']);
  });

  test('typed, the titles ask for what is missing', async () => {
    const { chat } = desk();
    await formOf(chat, 'Carrier One');
    for (const title of ['Save', 'Remove'])
      expect(of('desk-carrier', await chat.says(title)).notice).toEqual({
        kind: 'not-done',
        reason: 'note-missing',
      });
    expect(of('desk-carrier', await chat.says('Test provider')).testFault).toBe('number-missing');
    of('desk-carriers', await chat.says('Cell service providers'));
  });

  test('R6 one is changed; without an SMS domain it goes by the SMS service', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    const inputs = {
      deskName: 'Carrier Uno',
      deskSmsDomain: '',
      deskNumberFormat: '+1{area}{local}',
      ...reason,
    };
    const form = of('desk-carrier', await press(chat, 'save', id, inputs));
    expect(form.notice).toEqual({ kind: 'done', act: 'edit', name: 'Carrier Uno' });
    expect(world.provider.carriers).toEqual([
      { id: 'one', name: 'Carrier Uno', numberFormat: '+1{area}{local}' },
    ]);
    expect(trail(world).find((line) => line.startsWith('desk-carrier done'))).toBe(
      'desk-carrier done edited one {"name":"Carrier One","smsDomain":"sms.example","numberFormat":"{area}{local}"} → {"name":"Carrier Uno","smsDomain":null,"numberFormat":"+1{area}{local}"}',
    );
  });

  test('one that somebody has removed meanwhile is not changed, and the list says so', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    world.provider.carriers.length = 0;
    expect(of('desk-refused', await press(chat, 'save', id, { ...one, ...reason })).reason).toBe(
      'carrier-gone',
    );
    expect(names(world)).toEqual([]);
  });
});

describe('removing', () => {
  test('R6 refused kindly while an account has it, and then removed, once', async () => {
    const { world, chat } = desk();
    const [carrier] = world.provider.carriers;
    const record = { phones: [], mobileResetAllowed: true, version: '1', ...(carrier ? { carrier } : {}) };
    world.provider.records.set('robin', record);
    const form = of(
      'desk-carrier',
      await press(chat, 'remove', (await formOf(chat, 'Carrier One')).id, reason),
    );
    expect(form.notice).toEqual({ kind: 'not-done', reason: 'carrier-in-use' });
    world.provider.records.clear();
    const gone = of('desk-carriers', await press(chat, 'remove', form.id, reason));
    expect(gone).toMatchObject({ rows: [], notice: { kind: 'done', act: 'remove', name: 'Carrier One' } });
    of('desk-carriers', await press(chat, 'remove', form.id, reason));
    const ends = trail(world).filter((line) => /^desk-carrier (done|refused)/.test(line));
    expect(ends).toEqual([
      'desk-carrier refused one: carrier-in-use',
      'desk-carrier done removed one {"name":"Carrier One","smsDomain":"sms.example","numberFormat":"{area}{local}"}',
    ]);
  });
});

describe('deaths and outages', () => {
  test('nothing is done while the trail can’t be written, and nothing stays open', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    world.gate.takeDown('audit');
    for (const verb of ['save', 'remove', 'test'] as const)
      expect(of('desk-refused', await press(chat, verb, id, { ...one, ...reason, ...number })).reason).toBe(
        'audit-unavailable',
      );
    world.gate.bringUp('audit');
    expect([names(world), world.carrierTests.sent]).toEqual([['Carrier One'], []]);
    expect(await world.deps.carrierActs.unsettled()).toEqual([]);
    of('desk-carrier', await press(chat, 'save', id, { ...one, ...reason }));
    expect(names(world)).toEqual(['Fabrikam Mobile']);
  });

  test.each([
    ['save', 'desk-carrier done edited one'],
    ['remove', 'desk-carrier done removed one'],
    ['test', 'desk-carrier-test unknown one'],
  ] as const)(
    'a death between the deed and its record (%s): the timer records it, and nothing is done again',
    async (verb, line) => {
      const { world, chat } = desk();
      const { id } = await formOf(chat, 'Carrier One');
      const { carriers, port } = world.provider;
      const before = JSON.stringify(carriers);
      const administration = port.accountAdministration;
      if (!administration) throw new Error('no administration');
      const edit = administration.editCarrier;
      const remove = administration.removeCarrier;
      const die = () => {
        world.gate.takeDown('audit');
        world.gate.takeDown('carrierActs');
        throw new CodedError('timeout', 'died');
      };
      administration.editCarrier = async (...of_) => edit(...of_).then(die);
      administration.removeCarrier = async (...of_) => remove(...of_).then(die);
      world.carrierTests.state.handover = die;
      await expect(press(chat, verb, id, { ...one, ...reason, ...number })).rejects.toThrow();
      world.gate.bringUp('audit');
      world.gate.bringUp('carrierActs');
      expect(await settleCarrierActs(world.deps)).toBe(0);
      world.advance(minute);
      expect(await settleCarrierActs(world.deps)).toBe(1);
      expect(await settleCarrierActs(world.deps)).toBe(0);
      expect(trail(world).at(-1)).toMatch(line);
      if (verb !== 'test') expect(JSON.stringify(carriers)).not.toBe(before);
      const [answer] = await press(chat, verb, id, { ...one, ...reason, ...number });
      expect(answer?.kind).toBe(verb === 'remove' ? 'desk-carriers' : 'desk-carrier');
      expect(world.carrierTests.sent).toHaveLength(verb === 'test' ? 1 : 0);
    },
  );

  test('a call that never arrived is told as not done; one whose answer is lost is read again', async () => {
    const { world, chat } = desk();
    const administration = world.provider.port.accountAdministration;
    if (!administration) throw new Error('no administration');
    const edit = administration.editCarrier;
    administration.editCarrier = async () => {
      throw new CodedError('timeout', 'lost on the way');
    };
    const first = await formOf(chat, 'Carrier One');
    const failed = of('desk-carrier', await press(chat, 'save', first.id, { ...one, ...reason }));
    expect(failed).toMatchObject({
      notice: { kind: 'not-done', reason: 'carrier-not-saved' },
      values: { name: 'Fabrikam Mobile' },
      saved: { name: 'Carrier One' },
    });
    administration.editCarrier = async (...of_) => {
      await edit(...of_);
      throw new CodedError('timeout', 'lost on the way back');
    };
    const saved = of('desk-carrier', await press(chat, 'save', failed.id, { ...one, ...reason }));
    expect(saved.notice).toMatchObject({ kind: 'done', act: 'edit' });
    expect(names(world)).toEqual(['Fabrikam Mobile']);
  });
});

describe('Test provider', () => {
  test('R6 sends one message on the way of temporary passwords; the number is nowhere whole', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    const words = { deskTestWords: 'Did it come?' };
    const form = of('desk-carrier', await press(chat, 'test', id, { ...number, ...words }));
    const target = { way: 'text-by-mail', to: '•••• 0142' };
    expect(form).toMatchObject({
      notice: { kind: 'tested', target, handover: 'sent' },
      words: 'Did it come?',
    });
    expect(world.carrierTests.sent).toEqual([
      {
        ...{ target: { way: 'mail', address: '2065550142@sms.example' }, words: 'Did it come?' },
        id: expect.stringMatching(/^act-/),
      },
    ]);
    expect(trail(world).slice(-3, -1)).toEqual([
      'desk-carrier-test-started started one {"name":"Carrier One","smsDomain":"sms.example","numberFormat":"{area}{local}"}, text-by-mail •••• 0142',
      'desk-carrier-test done one {"name":"Carrier One","smsDomain":"sms.example","numberFormat":"{area}{local}"}, text-by-mail •••• 0142: sent',
    ]);
    const kept = [
      ...[
        world.audit.entries,
        [...world.carrierActs.rows],
        [...world.conversations.rows],
        [...world.limits.rows],
      ],
      chat.sent,
    ];
    expect(JSON.stringify(kept)).not.toMatch(/555.?0142|Did it come.*audit/);
    await press(chat, 'test', id, { ...number, ...words });
    expect(world.carrierTests.sent).toHaveLength(1);
  });

  test('R6 with the values that are saved, not with those in the fields; by the SMS service where there is no domain', async () => {
    const { world, chat } = desk();
    world.provider.carriers.push({ id: 'two', name: 'Two', numberFormat: '+1{area}{local}' });
    const { id } = await formOf(chat, 'Two');
    const form = of('desk-carrier', await press(chat, 'test', id, { ...one, ...number }));
    expect(world.carrierTests.sent.map(({ target }) => target)).toEqual([
      { way: 'service', number: '+12065550142' },
    ]);
    expect(form).toMatchObject({ values: { name: 'Fabrikam Mobile' }, saved: { name: 'Two' } });
  });

  test('R6 a test that the timer has given up on meanwhile has one outcome', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    world.carrierTests.state.handover = async () => {
      world.advance(minute);
      expect(await settleCarrierActs(world.deps)).toBe(1);
      return 'sent' as const;
    };
    const form = of('desk-carrier', await press(chat, 'test', id, number));
    expect(form.notice).toMatchObject({ kind: 'tested', handover: 'unknown' });
    expect(trail(world).filter((line) => /^desk-carrier-test (done|unknown)/.test(line))).toHaveLength(1);
  });

  test.each(['refused', 'not-sent', 'unknown'] as const)(
    'R6 what became of it is told: %s',
    async (handover) => {
      const { world, chat } = desk();
      world.carrierTests.state.handover = () => handover;
      const form = of(
        'desk-carrier',
        await press(chat, 'test', (await formOf(chat, 'Carrier One')).id, number),
      );
      expect(form.notice).toMatchObject({ kind: 'tested', handover });
      const result = handover === 'unknown' ? 'unknown' : 'failed';
      expect(trail(world).at(-2)).toMatch(new RegExp(`^desk-carrier-test ${result} .*: ${handover}$`));
    },
  );

  test.each([
    [{ deskTestArea: '', deskTestLocal: ' ' }, 'number-missing'],
    [{ deskTestArea: 'x', deskTestLocal: '5550142' }, 'no-extension'],
    [{ deskTestArea: '206206', deskTestLocal: '5550142' }, 'area-code-digits'],
    [{ deskTestArea: '206', deskTestLocal: '12' }, 'local-number-digits'],
    [{ ...number, deskTestWords: 'x'.repeat(81) }, 'words-too-long'],
    [{ ...number, deskTestWords: 'your password is Tr0ub4dor&3' }, 'words-secret'],
  ])(
    'R6 %j is refused with its rule, nothing is sent, and no number is shown again',
    async (inputs, rule) => {
      const { world, chat } = desk();
      const { id } = await formOf(chat, 'Carrier One');
      const form = of('desk-carrier', await press(chat, 'test', id, { ...one, ...inputs }));
      expect(form).toMatchObject({ testFault: rule, values: { name: 'Fabrikam Mobile' } });
      expect(JSON.stringify([form, world.audit.entries])).not.toMatch(/5550142|Tr0ub4dor/);
      expect(world.carrierTests.sent).toEqual([]);
    },
  );

  test('R6 without a mail server or an SMS service it says which is missing', async () => {
    const { world, chat } = desk();
    world.carrierTests.state.ways = [];
    const form = of(
      'desk-carrier',
      await press(chat, 'test', (await formOf(chat, 'Carrier One')).id, number),
    );
    expect(form.notice).toEqual({ kind: 'no-way', way: 'text-by-mail' });
    world.provider.carriers.push({ id: 'two', name: 'Two', numberFormat: '{area}{local}' });
    const two = of('desk-carrier', await press(chat, 'test', (await formOf(chat, 'Two')).id, number));
    expect(two.notice).toEqual({ kind: 'no-way', way: 'text-service' });
    expect(world.carrierTests.sent).toEqual([]);
  });

  test('R6 five an hour and administrator; what never went out doesn’t count; it says when it goes on', async () => {
    const { world, chat } = desk([all, { ...all, objectId: kim.aadObjectId }]);
    let { id } = await formOf(chat, 'Carrier One');
    const again = async () => {
      const form = of('desk-carrier', await press(chat, 'test', id, number));
      id = form.id;
      return form.notice;
    };
    world.carrierTests.state.handover = () => 'not-sent';
    await again();
    world.carrierTests.state.handover = () => 'sent';
    const began = world.clock.now().getTime();
    for (let n = 0; n < 5; n += 1) expect(await again()).toMatchObject({ handover: 'sent' });
    const refused = await again();
    expect(refused).toMatchObject({ kind: 'limit' });
    const until = Date.parse((refused as { until?: string }).until ?? '');
    expect(until - began).toBeGreaterThan(hour - minute);
    expect(world.carrierTests.sent).toHaveLength(6);
    const others = createChat(world, kim);
    const theirs = await formOf(others, 'Carrier One');
    expect(of('desk-carrier', await press(others, 'test', theirs.id, number)).notice).toMatchObject({
      kind: 'tested',
    });
    world.advance(hour);
    expect(await again()).toMatchObject({ handover: 'sent' });
  });

  test('R6 while the tests can’t be counted none is sent', async () => {
    const { world, chat } = desk();
    const { id } = await formOf(chat, 'Carrier One');
    world.gate.takeDown('limits');
    expect(of('desk-carrier', await press(chat, 'test', id, number)).notice).toEqual({ kind: 'limit' });
    expect(world.carrierTests.sent).toEqual([]);
  });
});
