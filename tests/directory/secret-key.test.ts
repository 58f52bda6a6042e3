/** The second step of a sign-in (D1, D3) over the database: codes of an app, device verification, set-up and reset. */
import { hash } from '@node-rs/argon2';
import { type Directory, type NewAccount, openDirectory, type SignInAnswer } from '../../directory';
import { Secret } from '../../domain/secret';
import { type Authenticator, scan } from '../harness/authenticator';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const password = 'purple tractor sings quietly';
const fresh = 'seven lanterns over the harbour';
const source = { address: '203.0.113.7', device: 'Firefox, Linux' };
const keys = { linkKey: new Secret('l'.repeat(32)), encryptionKey: new Secret('e'.repeat(32)) };
const stepMs = 30_000;
const minuteMs = 60_000;
let passwordHash: string;

/** So many sign-ins are made here that each is spared most of its computing: what a hash costs stands in it. */
beforeAll(async () => {
  passwordHash = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
});

type Proofs = { code?: string; deviceCode?: string; newPassword?: string; password?: string };

describeOnEachDatabase('a secret key', (server) => {
  let directory: Directory;
  let now = new Date('2026-11-22T10:00:00.000Z');
  let number = 0;

  const open = (options: Partial<Parameters<typeof openDirectory>[0]> = {}) =>
    openDirectory({
      databaseUrl: databaseUrl(server().port),
      clock: { now: () => now },
      ...keys,
      ...options,
    });

  beforeAll(async () => {
    directory = open();
    await directory.migrate();
  });
  afterAll(() => directory.close());

  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };

  async function account(properties: Partial<NewAccount> = {}): Promise<NewAccount> {
    number += 1;
    const id = `person-${number}`;
    const core = { id, userName: `${id}@contoso.example`, displayName: id, status: 'active' as const };
    const made = { ...core, passwordHash, groups: [], roles: [], secretKey: true, ...properties };
    expect(await directory.accounts.createMany([made])).toBe(1);
    return made;
  }

  const send = ({ userName }: NewAccount, proofs: Proofs = {}, to = directory): Promise<SignInAnswer> =>
    to.signIn({ userName, password, source, ...proofs });
  const kindOf = async (person: NewAccount, proofs: Proofs = {}) => (await send(person, proofs)).kind;

  async function mailed(person: NewAccount): Promise<string> {
    const answer = await send(person);
    if (answer.kind !== 'device-authorization-required' || !answer.mailCode) throw new Error(answer.kind);
    return answer.mailCode.reveal();
  }

  async function scanned(person: NewAccount, deviceCode: string): Promise<Authenticator> {
    const answer = await send(person, { deviceCode });
    if (answer.kind !== 'code-required' || !answer.enrolment) throw new Error(answer.kind);
    return scan(answer.enrolment.reveal());
  }

  /** Somebody whose set-up has ended; the code of the present step is used up. */
  async function enrolled(properties: Partial<NewAccount> = {}) {
    const person = await account(properties);
    const app = await scanned(person, await mailed(person));
    expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe(
      properties.passwordMustChange ? 'change-password-required' : 'signed-in',
    );
    return { person, app, code: (ms = 0) => app.code(now.getTime() + ms) };
  }

  const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');
  const failuresOf = async ({ id }: NewAccount) => (await directory.accounts.get(id))?.failedAttempts;
  const eventsOf = async ({ id }: NewAccount) =>
    (await directory.signInEvents.list({ accountId: id })).map(({ kind }) => kind);

  describe('device verification', () => {
    test('a mailed code, a key to scan and its first code: then the key is the account’s', async () => {
      const person = await account();
      const deviceCode = await mailed(person);
      expect(deviceCode).toMatch(/^\d{6}$/);
      expect(await directory.factors.list(person.id)).toEqual([]);
      const app = await scanned(person, deviceCode);
      expect(app).toMatchObject({ issuer: 'Account Access', account: person.userName });
      const answer = await send(person, { code: app.code(now.getTime()) });
      expect(answer).toMatchObject({ kind: 'signed-in', setUpEnded: true });
      expect(await directory.factors.list(person.id)).toEqual([
        { id: 'authenticator-app', kind: 'authenticator-app', name: expect.any(String) },
      ]);
      expect(await eventsOf(person)).toEqual([
        ...['device-code-made', 'device-code-accepted', 'authenticator-set-up', 'signed-in'],
      ]);
      pass(stepMs);
      expect(await send(person)).toEqual({ kind: 'code-required', accountId: person.id });
      expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('signed-in');
    });

    test('until the first code it begins again, with a new mail and a new key', async () => {
      const person = await account();
      const first = await mailed(person);
      const app = await scanned(person, first);
      const second = await mailed(person);
      expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('device-authorization-required');
      const third = await mailed(person);
      const other = await scanned(person, third);
      expect(other.code(0)).not.toBe(app.code(0));
      for (const old of [first, second])
        if (old !== third) expect(await kindOf(person, { deviceCode: old })).toBe('refused');
      expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('refused');
      expect(await kindOf(person, { code: other.code(now.getTime()) })).toBe('signed-in');
    });

    test('the same device code shows the same key again, for whoever lost the answer', async () => {
      const person = await account();
      const deviceCode = await mailed(person);
      const [one, same] = [await scanned(person, deviceCode), await scanned(person, deviceCode)];
      expect(same.code(0)).toBe(one.code(0));
      // All that was sent before may be sent along.
      expect(await kindOf(person, { deviceCode, code: one.code(now.getTime()) })).toBe('signed-in');
    });

    test('its code ends after ten minutes, and the key that waits after fifteen', async () => {
      const person = await account();
      const late = await mailed(person);
      pass(10 * minuteMs);
      expect(await send(person, { deviceCode: late })).toEqual({
        kind: 'refused',
        at: { accountId: person.id, proof: 'device-code', ended: true, locked: false },
      });
      expect(await failuresOf(person)).toBe(0);
      const app = await scanned(person, await mailed(person));
      pass(15 * minuteMs);
      expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('device-authorization-required');
    });

    test('five wrong tries end a code, and each is a failed sign-in', async () => {
      const patient = open({ failedAttempts: 20 });
      const person = await account();
      const right = await mailed(person);
      for (let tries = 1; tries <= 5; tries += 1) {
        expect((await send(person, { deviceCode: wrong(right) }, patient)).kind).toBe('refused');
        expect(await failuresOf(person)).toBe(tries);
      }
      expect((await send(person, { deviceCode: right }, patient)).kind).toBe('refused');
      // A fresh code gives no new tries at the account.
      await send(person, {}, patient);
      expect(await failuresOf(person)).toBe(5);
      await patient.close();
    });

    test('no more than ten mails go out within an hour, and the last code stands', async () => {
      const person = await account();
      let last = '';
      for (let mails = 0; mails < 10; mails += 1) last = await mailed(person);
      expect(await send(person)).toEqual({
        ...{ kind: 'device-authorization-required', accountId: person.id, mailCode: undefined },
      });
      await scanned(person, last);
      pass(60 * minuteMs);
      expect(await mailed(person)).toMatch(/^\d{6}$/);
    });

    test('nobody who has only the password sees the key that waits', async () => {
      const person = await account();
      const app = await scanned(person, await mailed(person));
      const answer = await send(person, { code: wrong(app.code(now.getTime())) });
      expect(JSON.stringify(answer)).not.toContain('otpauth');
      expect(answer).not.toHaveProperty('enrolment');
    });
  });

  describe('codes', () => {
    test('no code counts twice, nor one older than the last', async () => {
      const { person, code } = await enrolled();
      expect(await kindOf(person, { code: code() })).toBe('refused');
      pass(2 * stepMs);
      expect(await kindOf(person, { code: code(stepMs) })).toBe('signed-in');
      for (const drift of [stepMs, 0, -stepMs])
        expect(await kindOf(person, { code: code(drift) })).toBe('refused');
      pass(2 * stepMs);
      expect(await kindOf(person, { code: code() })).toBe('signed-in');
    });

    test('a clock may be one step off, and no more', async () => {
      const { person, code } = await enrolled();
      pass(10 * stepMs);
      expect(await kindOf(person, { code: code(-2 * stepMs) })).toBe('refused');
      expect(await kindOf(person, { code: code(2 * stepMs) })).toBe('refused');
      expect(await kindOf(person, { code: code(-stepMs) })).toBe('signed-in');
      expect(await kindOf(person, { code: code(stepMs) })).toBe('signed-in');
    });

    test('of two sign-ins with the same code one succeeds', async () => {
      const { person, code } = await enrolled();
      pass(stepMs);
      const same = code();
      const kinds = await Promise.all([kindOf(person, { code: same }), kindOf(person, { code: same })]);
      expect(kinds.sort()).toEqual(['refused', 'signed-in']);
    });

    test('wrong ones lock the account like wrong passwords; the right one then opens nothing', async () => {
      const { person, code } = await enrolled();
      pass(stepMs);
      const answers: SignInAnswer[] = [];
      for (let tries = 0; tries < 5; tries += 1) answers.push(await send(person, { code: wrong(code()) }));
      const at = { accountId: person.id, proof: 'code', ended: false };
      expect(answers[0]).toEqual({ kind: 'refused', at: { ...at, locked: false } });
      expect(answers[4]).toEqual({ kind: 'refused', at: { ...at, locked: true } });
      expect(await directory.accounts.get(person.id)).toMatchObject({
        lockedAt: now,
        lockReason: 'Failures',
      });
      expect(await send(person, { code: code() })).toEqual({ kind: 'refused' });
      expect((await eventsOf(person)).slice(-6)).toEqual([
        ...['code-refused', 'code-refused', 'code-refused', 'code-refused', 'locked', 'refused-locked'],
      ]);
    });

    test('two wrong ones at the limit lock once', async () => {
      const { person, code } = await enrolled();
      pass(stepMs);
      for (let tries = 0; tries < 4; tries += 1) await send(person, { code: wrong(code()) });
      await Promise.all([send(person, { code: wrong(code()) }), send(person, { code: wrong(code()) })]);
      const kinds = await eventsOf(person);
      expect(kinds.filter((kind) => kind === 'locked')).toHaveLength(1);
      expect(await failuresOf(person)).toBe(5);
    });

    test('before the password was right no code is judged, and none is used up', async () => {
      const { person, code } = await enrolled();
      pass(stepMs);
      expect(await send(person, { password: 'wrong', code: code() })).toEqual({ kind: 'refused' });
      expect(await kindOf(person, { code: code() })).toBe('signed-in');
    });

    test('asking for one counts nothing and forgets nothing; a success forgets', async () => {
      const { person, code } = await enrolled();
      pass(stepMs);
      await send(person, { code: wrong(code()) });
      expect(await kindOf(person)).toBe('code-required');
      expect(await failuresOf(person)).toBe(1);
      await send(person, { code: code() });
      expect(await failuresOf(person)).toBe(0);
    });

    test('one sent along by somebody who needs none changes nothing', async () => {
      const person = await account({ secretKey: false });
      expect(await kindOf(person, { code: '123456', deviceCode: '123456' })).toBe('signed-in');
    });
  });

  describe('a password that must be changed', () => {
    test('is asked for after the password, and the rule holds', async () => {
      const person = await account({ secretKey: false, passwordMustChange: true });
      expect(await send(person)).toMatchObject({ kind: 'change-password-required', setUpEnded: false });
      expect(await send(person, { newPassword: 'short' })).toMatchObject({ fault: 'too-short' });
      expect(await send(person, { newPassword: password })).toMatchObject({ fault: 'unchanged' });
      expect(await send(person, { newPassword: fresh })).toMatchObject({
        ...{ kind: 'signed-in', passwordChanged: true },
      });
      expect(await kindOf(person)).toBe('refused');
      expect(await kindOf(person, { password: fresh })).toBe('signed-in');
      expect(await directory.accounts.get(person.id)).toMatchObject({ passwordMustChange: false });
    });

    test('comes after the code, which may be sent once more with it: not alone, not later, not twice', async () => {
      const { person, app, code } = await enrolled({ passwordMustChange: true });
      const used = code();
      expect(await kindOf(person, { code: used })).toBe('refused');
      pass(9 * minuteMs);
      expect(await kindOf(person, { code: wrong(used), newPassword: fresh })).toBe('refused');
      expect(await kindOf(person, { code: used, newPassword: 'short' })).toBe('change-password-required');
      expect(await kindOf(person, { code: used, newPassword: fresh })).toBe('signed-in');
      const again = { password: fresh, code: used, newPassword: 'eleven kettles under the bridge' };
      expect(await kindOf(person, again)).toBe('refused');
      const other = await enrolled({ passwordMustChange: true });
      const old = other.code();
      pass(10 * minuteMs);
      expect(await kindOf(other.person, { code: old, newPassword: fresh })).toBe('refused');
      expect(app.account).toBe(person.userName);
    });

    test('so is one that has run out, and one that may be used for ever is not', async () => {
      const strict = open({ maximumPasswordAgeMs: 90 * 24 * 60 * minuteMs });
      const [person, exempt] = [
        await account({ secretKey: false }),
        await account({ secretKey: false, passwordNeverExpires: true }),
      ];
      expect((await send(person, {}, strict)).kind).toBe('signed-in');
      pass(90 * 24 * 60 * minuteMs);
      expect((await send(person, {}, strict)).kind).toBe('change-password-required');
      expect((await send(exempt, {}, strict)).kind).toBe('signed-in');
      expect((await send(person, { newPassword: fresh }, strict)).kind).toBe('signed-in');
      expect((await send(person, { password: fresh }, strict)).kind).toBe('signed-in');
      await strict.close();
    });

    test('a new password that nobody asked for is set too', async () => {
      const person = await account({ secretKey: false });
      expect(await kindOf(person, { newPassword: fresh })).toBe('signed-in');
      expect(await kindOf(person)).toBe('refused');
    });

    test('is changed by the old one with a code of the app, and a wrong code counts', async () => {
      const { person, code } = await enrolled();
      const { userName } = person;
      const change = (of: { code?: string } = {}) =>
        directory.passwords.change({ userName, oldPassword: password, newPassword: fresh, source, ...of });
      expect(await change({ code: code() })).toEqual({ kind: 'refused' });
      expect(await failuresOf(person)).toBe(1);
      expect(await change()).toEqual({ kind: 'refused' });
      expect(await failuresOf(person)).toBe(1);
      pass(stepMs);
      expect(await change({ code: code() })).toMatchObject({ kind: 'changed' });
      expect(await kindOf(person, { password: fresh, code: code() })).toBe('refused');
      for (let tries = 0; tries < 4; tries += 1)
        await directory.passwords.change({
          ...{ userName, oldPassword: fresh, newPassword: password, source, code: wrong(code()) },
        });
      expect(await directory.accounts.get(person.id)).toMatchObject({ lockReason: 'Failures' });
    });

    test('a wrong password sets none, however good the new one', async () => {
      const person = await account({ secretKey: false, passwordMustChange: true });
      expect(await send(person, { password: 'wrong', newPassword: fresh })).toEqual({ kind: 'refused' });
      expect(await kindOf(person)).toBe('change-password-required');
    });
  });

  describe('a reset', () => {
    const resets = [
      ['the desk’s', ({ id }: NewAccount) => directory.authenticators.reset(id), ['reset', 'was-gone']],
      [
        'the removal of the authenticator app',
        ({ id }: NewAccount) => directory.factors.remove(id, 'authenticator-app'),
        ['removed', 'was-gone'],
      ],
    ] as const;

    test.each(resets)(
      '%s: old codes are nothing, and the next sign-in verifies the device',
      async (...of) => {
        const [, reset, answers] = of;
        const { person, code } = await enrolled();
        pass(stepMs);
        expect(await reset(person)).toBe(answers[0]);
        expect(await reset(person)).toBe(answers[1]);
        expect(await directory.factors.list(person.id)).toEqual([]);
        expect(await kindOf(person, { code: code() })).toBe('device-authorization-required');
        const app = await scanned(person, await mailed(person));
        expect(await kindOf(person, { code: code() })).toBe('refused');
        expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('signed-in');
      },
    );

    test('ends a set-up that is under way', async () => {
      const person = await account();
      const app = await scanned(person, await mailed(person));
      expect(await directory.authenticators.reset(person.id)).toBe('reset');
      expect(await kindOf(person, { code: app.code(now.getTime()) })).toBe('device-authorization-required');
    });

    test('of the disabled, of strangers and of who has none there is none', async () => {
      const disabled = await account({ status: 'disabled' });
      for (const id of [disabled.id, 'nobody', '', 'nu\u0000ll'])
        expect(await directory.authenticators.reset(id)).toBe('refused');
      expect(await directory.authenticators.reset((await account()).id)).toBe('was-gone');
    });

    test('the removal of another factor leaves the key alone', async () => {
      const { person, code } = await enrolled({ factors: [{ id: 'sms', kind: 'sms', name: '•• 42' }] });
      pass(stepMs);
      expect(await directory.factors.remove(person.id, 'sms')).toBe('removed');
      expect(await kindOf(person, { code: code() })).toBe('signed-in');
    });
  });

  describe('at the same moment', () => {
    test('a reset of the password and a sign-in: who comes second finds what the first has left', async () => {
      for (const order of ['link first', 'sign-in first']) {
        const { person, code } = await enrolled();
        pass(stepMs);
        const token = await directory.passwords.createLink(person.id);
        if (!token) throw new Error('no link');
        const works = [
          () => directory.passwords.useLink(token, fresh, source),
          () => send(person, { code: code() }),
        ];
        const [one, other] = await Promise.all(
          (order === 'link first' ? works : works.toReversed()).map((work) => work()),
        );
        const answers = [one, other];
        expect(answers).toContainEqual(expect.objectContaining({ kind: 'changed' }));
        const entered = answers.find((answer) => answer && 'session' in answer);
        // Either the old password still counted, and its session has ended; or it counted no more.
        if (entered && 'session' in entered)
          expect(await directory.sessions.accountOf(entered.session)).toBeUndefined();
        else expect(answers).toContainEqual({ kind: 'refused' });
        pass(2 * stepMs);
        expect(await kindOf(person, { code: code() })).toBe('refused');
        expect(await kindOf(person, { password: fresh, code: code() })).toBe('signed-in');
      }
    });

    test('two set-ups with the same first code: one ends it', async () => {
      const person = await account();
      const app = await scanned(person, await mailed(person));
      const code = app.code(now.getTime());
      const kinds = await Promise.all([kindOf(person, { code }), kindOf(person, { code })]);
      expect(kinds.sort()).toEqual(['refused', 'signed-in']);
    });

    test('two resets: one takes the key away', async () => {
      const { person } = await enrolled();
      const answers = await Promise.all([1, 2].map(() => directory.authenticators.reset(person.id)));
      expect(answers.sort()).toEqual(['reset', 'was-gone']);
    });

    test('two changes of a password that is due: one sets it', async () => {
      const person = await account({ secretKey: false, passwordMustChange: true });
      const words = [fresh, 'eleven kettles under the bridge'];
      const kinds = await Promise.all(words.map((newPassword) => kindOf(person, { newPassword })));
      expect(kinds.toSorted()).toEqual(['refused', 'signed-in']);
      const password = words[kinds.indexOf('signed-in')] ?? '';
      expect(await kindOf(person, { password })).toBe('signed-in');
    });
  });

  test('a key of another deployment opens no secret, and a new one beside the old seals it anew', async () => {
    const { person, code } = await enrolled();
    const [lost, both, later] = ['x', `y,${'e'}`, 'y'].map((text) =>
      open({
        encryptionKey: new Secret(
          text
            .split(',')
            .map((one) => one.repeat(32))
            .join(','),
        ),
      }),
    );
    if (!lost || !both || !later) throw new Error('never');
    pass(stepMs);
    await expect(send(person, { code: code() }, lost)).rejects.toMatchObject({ code: 'unauthorised' });
    expect((await send(person, { code: code() }, both)).kind).toBe('signed-in');
    pass(stepMs);
    expect((await send(person, { code: code() }, later)).kind).toBe('signed-in');
    await Promise.all([lost, both, later].map((one) => one.close()));
  });
});
