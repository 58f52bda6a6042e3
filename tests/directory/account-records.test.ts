/** Records, carriers, and passwords that an administrator enters, over the database. The clock stands still. */
import { Client } from 'pg';
import {
  type Directory,
  hashPassword,
  type NewAccount,
  openDirectory,
  type RecordEdit,
} from '../../directory';
import type { Phone } from '../../domain/account-record';
import { Secret } from '../../domain/secret';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const password = 'purple tractor sings quietly';
const fresh = 'seven lanterns over the harbour';
const agreed = 'agreed on the phone at noon';
const source = { address: '203.0.113.7' };
const now = new Date('2026-11-22T10:00:00.000Z');
const verizon = { id: 'verizon', name: 'Verizon', smsDomain: 'vtext.com', numberFormat: '{area}{local}' };
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

describeOnEachDatabase('records', (server, kind) => {
  let directory: Directory;
  let number = 0;

  beforeAll(async () => {
    const linkKey = new Secret('a key for links that is long enough');
    directory = openDirectory({
      databaseUrl: databaseUrl(server().port),
      clock: { now: () => now },
      linkKey,
    });
    await directory.migrate();
    expect(await directory.carriers.add(verizon)).toEqual({ kind: 'done', carrier: verizon });
  });
  afterAll(() => directory.close());

  async function statement(sql: string, values: readonly unknown[] = []) {
    const client = new Client({ connectionString: databaseUrl(server().port) });
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  async function account(properties: Partial<NewAccount> = {}): Promise<NewAccount> {
    number += 1;
    const id = `account-${number}`;
    const core = { id, userName: `${id}@contoso.example`, displayName: id, status: 'active' as const };
    const made: NewAccount = { ...core, passwordHash, groups: [], roles: [], ...properties };
    expect(await directory.accounts.createMany([made])).toBe(1);
    return made;
  }

  /** A phone that nobody else has. */
  const phone = (more: Partial<Phone> = {}): Phone => {
    number += 1;
    return { areaCode: '206', localNumber: `555${number + 1000}`, type: 'mobile', sms: false, ...more };
  };

  /** The record as it is, to be edited. */
  async function valuesOf({ id }: Pick<NewAccount, 'id'>): Promise<RecordEdit> {
    const record = await directory.records.get(id);
    if (!record) throw new Error('no record');
    const { status, email, phones, carrier, mobileResetAllowed, version } = record;
    return {
      ...{ status, phones, mobileResetAllowed, version },
      ...(email ? { email } : {}),
      ...(carrier ? { carrierId: carrier.id } : {}),
    };
  }

  async function edit(person: NewAccount, change: Partial<RecordEdit>) {
    return directory.records.edit(person.id, { ...(await valuesOf(person)), ...change });
  }

  const giveTemporary = ({ id }: NewAccount) =>
    statement(
      `update accounts set temporary_hash = 'x', temporary_created_at = $2, temporary_expires_at = $2 where id = $1`,
      [id, now],
    );
  const hasTemporary = async ({ id }: NewAccount) =>
    (await statement('select temporary_hash from accounts where id = $1', [id]))[0].temporary_hash !== null;
  const signIn = ({ userName }: NewAccount, typed: string, newPassword?: string) =>
    directory.signIn({ userName, password: typed, source, ...(newPassword ? { newPassword } : {}) });

  test('an account is added with its phones and its carrier, and never with a number of somebody else', async () => {
    const sms = phone({ sms: true });
    const home = phone({ type: 'home' });
    const person = await account({ phones: [home, sms], carrierId: 'verizon', mobileResetAllowed: true });
    expect(await directory.records.get(person.id)).toMatchObject({
      id: person.id,
      phones: [sms, home],
      carrier: verizon,
      mobileResetAllowed: true,
    });
    const plain = await account();
    expect(await directory.records.get(plain.id)).toMatchObject({ phones: [], mobileResetAllowed: false });
    await expect(account({ phones: [{ ...home, sms: true }] })).rejects.toMatchObject({ code: 'conflict' });
    expect(await directory.records.get(`account-${number}`)).toBeUndefined();
    expect(await directory.records.get('nobody\u0000')).toBeUndefined();
  });

  test('R8 status, e-mail, phones, carrier and mobile reset are edited at once, and the search knows', async () => {
    const person = await account({ email: 'old.words@mail.example', phones: [phone({ sms: true })] });
    const phones = [phone({ sms: true }), phone({ type: 'work' })];
    const email = 'brandnew@mail.example';
    const edited = await edit(person, { email, phones, carrierId: 'verizon', mobileResetAllowed: true });
    expect(edited).toEqual({ kind: 'done', changed: ['email', 'phones', 'carrierId', 'mobileResetAllowed'] });
    expect(await valuesOf(person)).toMatchObject({
      email,
      phones,
      carrierId: 'verizon',
      mobileResetAllowed: true,
    });
    const found = async (text: string) =>
      (await directory.accounts.search({ text, onlyLocked: false, limit: 5 })).accounts.map(({ id }) => id);
    expect(await found('brandnew')).toEqual([person.id]);
    expect(await found('old.words')).toEqual([]);
    const values = await valuesOf(person);
    const { email: _, carrierId: __, ...bare } = { ...values, phones: [], status: 'disabled' as const };
    expect(await directory.records.edit(person.id, bare)).toMatchObject({ kind: 'done' });
    const { version: ___, ...emptied } = await valuesOf(person);
    expect(emptied).toEqual({ status: 'disabled', phones: [], mobileResetAllowed: true });
  });

  test('R8 a wrong value is refused with the rule it breaks, and nothing is changed', async () => {
    const other = await account({ phones: [phone()] });
    const [taken] = (await valuesOf(other)).phones;
    const person = await account({ email: 'person@mail.example', phones: [phone({ sms: true })] });
    await giveTemporary(person);
    const before = await valuesOf(person);
    const [own] = before.phones;
    if (!taken || !own) throw new Error('no phone');
    const cases: [Partial<RecordEdit>, object][] = [
      [{ email: 'person@' }, { field: 'email', rule: 'email-form' }],
      [{ phones: [phone({ areaCode: '+1' })] }, { rule: 'area-code-digits', phone: 0 }],
      [{ phones: [phone({ localNumber: '12' })] }, { rule: 'local-number-digits' }],
      [{ phones: [phone({ localNumber: '5550142 x3' })] }, { rule: 'no-extension' }],
      [{ phones: [own, own] }, { rule: 'phone-twice', phone: 1 }],
      [{ phones: [own, phone({ sms: true })] }, { rule: 'one-sms-phone', phone: 1 }],
      [{ phones: [phone(), own, taken] }, { rule: 'phone-taken', phone: 2 }],
      [
        { phones: [{ ...taken, areaCode: '20', localNumber: `6${taken.localNumber}` }] },
        { rule: 'phone-taken' },
      ],
      [{ carrierId: 'nobody' }, { field: 'carrierId', rule: 'unknown-carrier' }],
      [{ carrierId: '\u0000' }, { rule: 'unknown-carrier' }],
    ];
    for (const [change, refusal] of cases)
      expect(await edit(person, { ...change, mobileResetAllowed: true })).toMatchObject({
        kind: 'refused',
        ...refusal,
      });
    expect(await valuesOf(person)).toEqual(before);
    expect(await hasTemporary(person)).toBe(true);
    expect(await edit(person, { mobileResetAllowed: true })).toMatchObject({ kind: 'done' });
  });

  test('of two administrators who have read the same record one edits it; a repeated edit is done', async () => {
    const person = await account();
    const read = await valuesOf(person);
    const first = { ...read, mobileResetAllowed: true };
    const second = { ...read, email: 'second@mail.example' };
    const answers = await Promise.all([first, second].map((one) => directory.records.edit(person.id, one)));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['conflict', 'done']);
    const won = answers[0]?.kind === 'done' ? first : second;
    expect(await directory.records.edit(person.id, won)).toEqual({ kind: 'done', changed: [] });
    for (const id of ['nobody', '\u0000'])
      expect(await directory.records.edit(id, read)).toEqual({ kind: 'conflict' });
  });

  test('R3 of many who want the same number at once one gets it, and two may not swap theirs', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => account()));
    const [x, y] = [phone(), phone()];
    const wanting = people.map((person, n) => edit(person, { phones: n % 2 ? [x, y] : [y, x] }));
    const answers = await Promise.all(wanting);
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'refused')).toHaveLength(5);
    const [a, b] = [await account({ phones: [phone()] }), await account({ phones: [phone()] })];
    const [ofA, ofB] = [(await valuesOf(a)).phones, (await valuesOf(b)).phones];
    const swapped = await Promise.all([edit(a, { phones: ofB }), edit(b, { phones: ofA })]);
    expect(swapped.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  });

  test('the phone for text messages moves to another one, and a number may be cut differently', async () => {
    const person = await account({ phones: [phone({ sms: true }), phone()] });
    const [first, second] = (await valuesOf(person)).phones;
    if (!first || !second) throw new Error('no phones');
    const cut = { ...second, areaCode: '20', localNumber: `6${second.localNumber}`, sms: true };
    const phones = [{ ...first, sms: false }, cut];
    expect(await edit(person, { phones })).toEqual({ kind: 'done', changed: ['phones'] });
    expect((await valuesOf(person)).phones).toEqual([cut, { ...first, sms: false }]);
  });

  test('an edit ends a temporary password; a new address or a disabled account also links and sessions', async () => {
    const person = await account({ email: 'before@mail.example' });
    const session = await signIn(person, password);
    if (session.kind !== 'signed-in') throw new Error('not signed in');
    await giveTemporary(person);
    expect(await edit(person, {})).toEqual({ kind: 'done', changed: [] });
    expect(await hasTemporary(person)).toBe(true);
    const link = await directory.passwords.createLink(person.id);
    await edit(person, { mobileResetAllowed: true });
    expect(await hasTemporary(person)).toBe(false);
    expect(await directory.passwords.openLink(link ?? '')).toBeDefined();
    await edit(person, { email: 'after@mail.example' });
    expect(await directory.passwords.openLink(link ?? '')).toBeUndefined();
    expect(await directory.sessions.accountOf(session.session)).toBe(person.id);
    await edit(person, { status: 'disabled' });
    await edit(person, { status: 'active' });
    expect(await directory.sessions.accountOf(session.session)).toBeUndefined();
    expect(await signIn(person, password)).toMatchObject({ kind: 'signed-in' });
  });

  test('R2 an address and a phone of the same record match; anything else matches nothing', async () => {
    const sms = phone({ sms: true });
    const work = phone({ type: 'work' });
    const person = await account({
      email: 'Reset.Me@mail.example',
      phones: [sms, work],
      carrierId: 'verizon',
    });
    const other = await account({ phones: [phone()] });
    const [othersPhone] = (await valuesOf(other)).phones;
    const ask = (typed?: string) => directory.records.findResetCandidate(' reset.ME@mail.example', typed);
    const smsAddress = `206${sms.localNumber}@vtext.com`;
    expect(await ask(`+1 (206) ${work.localNumber}`)).toMatchObject([
      { account: { id: person.id, phones: [sms, work] }, phoneMatches: true, smsAddress },
    ]);
    for (const typed of [undefined, '', sms.localNumber, `206${othersPhone?.localNumber}`])
      expect(await ask(typed)).toMatchObject([{ phoneMatches: false, smsAddress }]);
    expect(await directory.records.findResetCandidate('nobody@mail.example', work.localNumber)).toEqual([]);
    await account({ email: 'RESET.me@mail.example' });
    expect(await ask(`206${sms.localNumber}`)).toHaveLength(2);
  });

  describe('R6 carriers', () => {
    const teal = { id: 'teal', name: 'Teal Mobile', numberFormat: '+1{area}{local}' };

    test('are listed by name, with a domain or without, and adding one twice adds it once', async () => {
      expect(await directory.carriers.add(teal)).toEqual({ kind: 'done', carrier: teal });
      expect(await directory.carriers.add(teal)).toEqual({ kind: 'done', carrier: teal });
      expect(await directory.carriers.add({ ...teal, name: 'Another' })).toEqual({ kind: 'conflict' });
      expect(await directory.carriers.list()).toEqual([teal, verizon]);
      const typed = {
        id: 'teal',
        name: ' Azure ',
        smsDomain: ' @SMS.Azure.example ',
        numberFormat: '{area}{local} ',
      };
      const carrier = {
        id: 'teal',
        name: 'Azure',
        smsDomain: 'sms.azure.example',
        numberFormat: '{area}{local}',
      };
      expect(await directory.carriers.edit(typed)).toEqual({ kind: 'done', carrier });
      expect(await directory.carriers.list()).toEqual([carrier, verizon]);
      expect(await directory.carriers.edit({ ...teal, id: 'nobody' })).toEqual({ kind: 'conflict' });
    });

    test('are refused with the rule they break', async () => {
      const { id: _, ...good } = { ...teal, name: 'Good' };
      const cases: [object, object][] = [
        [{ name: ' ' }, { field: 'name', rule: 'name-length' }],
        [{ name: 'x'.repeat(81) }, { rule: 'name-length' }],
        [{ name: 'vERIZON' }, { field: 'name', rule: 'name-taken' }],
        [{ smsDomain: 'no domain' }, { field: 'smsDomain', rule: 'domain-form' }],
        [{ numberFormat: '{area}' }, { field: 'numberFormat', rule: 'number-format' }],
      ];
      for (const [wrong, rule] of cases) {
        expect(await directory.carriers.add({ ...good, ...wrong })).toMatchObject({
          kind: 'refused',
          ...rule,
        });
        const edited = directory.carriers.edit({ ...good, id: 'teal', ...wrong });
        expect(await edited).toMatchObject({ kind: 'refused', ...rule });
      }
      expect(await directory.carriers.edit({ ...verizon, name: 'VERIZON' })).toMatchObject({ kind: 'done' });
      expect(await directory.carriers.edit(verizon)).toMatchObject({ kind: 'done' });
    });

    test('stay while an account has them, also one that takes them at the same moment', async () => {
      const person = await account();
      const added = await directory.carriers.add({ name: 'Short-lived', numberFormat: '{area}{local}' });
      if (added.kind !== 'done') throw new Error('not added');
      const carrierId = added.carrier.id;
      const [edited, removed] = await Promise.all([
        edit(person, { carrierId }),
        directory.carriers.remove(carrierId),
      ]);
      expect([
        ['done', 'in-use'],
        ['refused', 'removed'],
      ]).toContainEqual([edited.kind, removed]);
      const { carrierId: _, ...without } = await valuesOf(person);
      await directory.records.edit(person.id, without);
      expect(['removed', 'was-gone']).toContain(await directory.carriers.remove(carrierId));
      expect(await directory.carriers.remove(carrierId)).toBe('was-gone');
      await account({ carrierId: 'verizon' });
      expect(await directory.carriers.remove('verizon')).toBe('in-use');
    });

    // All connections to PGlite share one session: there nobody is ever in between.
    const betweenTwo = kind === 'PostgreSQL' ? ['somebody who takes them has not ended yet'] : [];
    for (const title of betweenTwo)
      test(`stay while ${title}`, async () => {
        const person = await account();
        const added = await directory.carriers.add({ name: 'Taken now', numberFormat: '{area}{local}' });
        if (added.kind !== 'done') throw new Error('not added');
        const other = new Client({ connectionString: databaseUrl(server().port) });
        await other.connect();
        await other.query('begin');
        await other.query('update accounts set carrier_id = $2 where id = $1', [person.id, added.carrier.id]);
        const removing = directory.carriers.remove(added.carrier.id);
        const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and state = 'active'`;
        while ((await statement(waits)).length === 0);
        await other.query('commit');
        expect(await removing).toBe('in-use');
        await other.end();
      });
  });

  describe('R5 a password that an administrator enters', () => {
    const enter = ({ id }: NewAccount, typed = agreed) => directory.passwords.enter(id, new Secret(typed));

    test('signs in once the user has set another one; everything made for the former one ends', async () => {
      const person = await account();
      const session = await signIn(person, password);
      if (session.kind !== 'signed-in') throw new Error('not signed in');
      const link = await directory.passwords.createLink(person.id);
      await giveTemporary(person);
      expect(await enter(person)).toBe('entered');
      expect(await hasTemporary(person)).toBe(false);
      expect(await directory.sessions.accountOf(session.session)).toBeUndefined();
      expect(await directory.passwords.openLink(link ?? '')).toBeUndefined();
      expect(await signIn(person, password)).toEqual({ kind: 'refused' });
      expect(await signIn(person, agreed)).toMatchObject({ kind: 'change-password-required' });
      expect(await signIn(person, agreed, agreed)).toMatchObject({ fault: 'unchanged' });
      expect(await signIn(person, agreed, fresh)).toMatchObject({ kind: 'signed-in', passwordChanged: true });
      expect(await signIn(person, fresh)).toMatchObject({ kind: 'signed-in' });
      const events = await directory.signInEvents.list({ accountId: person.id });
      expect(events.map(({ kind }) => kind)).toContain('password-entered');
      expect(JSON.stringify(events)).not.toContain(agreed);
    });

    test('is refused under the rule for passwords, and for an account that is disabled or not there', async () => {
      const person = await account();
      expect(await enter(person, 'too short')).toBe('refused');
      expect(await enter(person, person.userName)).toBe('refused');
      const disabled = await account({ status: 'disabled' });
      for (const one of [disabled, { ...person, id: 'nobody' }, { ...person, id: '\u0000' }])
        expect(await enter(one)).toBe('refused');
      expect(await signIn(person, password)).toMatchObject({ kind: 'signed-in' });
    });

    test('never unlocks', async () => {
      const person = await account();
      await directory.lockAccounts([person.id]);
      expect(await enter(person)).toBe('entered');
      expect(await directory.accounts.get(person.id)).toMatchObject({
        lockReason: 'Failures',
        failedAttempts: 5,
      });
      expect(await signIn(person, agreed)).toEqual({ kind: 'refused' });
      await directory.unlock(person.id, 'admin');
      expect(await signIn(person, agreed)).toMatchObject({ kind: 'change-password-required' });
    });
  });

  test('R4 whoever sets a new password has no temporary one any more', async () => {
    const person = await account();
    await giveTemporary(person);
    await signIn(person, 'a wrong password');
    expect(await hasTemporary(person)).toBe(true);
    expect(await signIn(person, password, fresh)).toMatchObject({ kind: 'signed-in' });
    expect(await hasTemporary(person)).toBe(false);
  });
});
