import { personKey } from '../../../../domain/person';
import { acceptMobileReset } from '../../../../domain/use-cases/mobile-reset/accept';
import { carryOutMobileReset } from '../../../../domain/use-cases/mobile-reset/carry-out';
import { reconcileMobileResets } from '../../../../domain/use-cases/mobile-reset/reconcile-mobile-resets';
import { reserve } from '../../../../domain/use-cases/reserve';
import { ana, createMobile } from '../../fakes/mobile';
import { createWorld, hour, minute, second, tenantId } from '../../fakes/world';

const asked = { email: 'Ana@Contoso.example', phone: '(555) 010-0142', source: '198.51.100.7' };
const on = { directory: { mobileReset: { enabled: true } } };

function setUp(policy: object = on) {
  const world = createWorld({ policy });
  const mobile = createMobile(world);
  const ask = async (typed: Partial<typeof asked> = {}) => {
    const { id } = await acceptMobileReset(mobile.deps, { ...asked, ...typed });
    return { id, step: await carryOutMobileReset(mobile.deps, id) };
  };
  return { world, ...mobile, ask };
}

describe('a request that may be answered', () => {
  it('R1 R2 sends one password by mail and by text, and leaves no open row', async () => {
    const { ask, handed, log, open } = setUp();
    expect((await ask()).step).toEqual({ kind: 'ended' });
    expect(handed).toEqual([
      { way: 'mail', password: 'drawn-1' },
      { way: 'text', password: 'drawn-1' },
    ]);
    expect(open.size).toBe(0);
    expect(log).toMatchObject([
      {
        email: 'A•••@Contoso.example',
        phone: '•••• 0142',
        account: { id: 'u-ana' },
        sent: [
          { way: 'mail', to: 'a•••@contoso.example', result: 'sent' },
          { way: 'text-by-mail', to: '•••• 0142', result: 'sent' },
        ],
      },
    ]);
    expect(log[0]).not.toHaveProperty('refusal');
  });

  it('R2 sends no text where the number is somebody else’s', async () => {
    const { ask, handed, state } = setUp();
    state.candidates = [{ ...ana, phoneMatches: false }];
    await ask();
    expect(handed.map(({ way }) => way)).toEqual(['mail']);
  });

  it('T4 records it before and after, without address, number or password', async () => {
    const { ask, world } = setUp();
    await ask();
    const acts = world.audit.entries.map(({ act, result, reason, verifiedBy }) => [
      act,
      result,
      reason,
      verifiedBy,
    ]);
    expect(acts).toEqual([
      ['mobile-reset-started', 'started', 'asked', 'nobody'],
      ['mobile-reset', 'done', 'mail sent, text-by-mail sent', 'nobody'],
    ]);
    expect(JSON.stringify(world.audit.entries)).not.toMatch(/contoso|0142|drawn/i);
  });
});

describe('R3 a request that may not', () => {
  const account = ana.account;
  it.each([
    ['switched-off', { policy: {} }],
    ['unknown-address', { candidates: [] }],
    [
      'ambiguous-address',
      { candidates: [ana, { ...ana, account: { ...account, ref: { ...account.ref, id: 'u-2' } } }] },
    ],
    ['disabled', { candidates: [{ ...ana, account: { ...account, status: 'disabled' as const } }] }],
    ['locked', { candidates: [{ ...ana, account: { ...account, status: 'locked' as const } }] }],
    ['not-allowed', { candidates: [{ ...ana, isAllowed: false }] }],
    ['privileged', { candidates: [{ ...ana, account: { ...account, privileged: true as const } }] }],
    ['privileged', { candidates: [{ ...ana, account: { ...account, privileged: 'unknown' as const } }] }],
  ])(
    '%s: nothing is drawn or sent, and the log says why',
    async (refusal, { policy, candidates }: { policy?: object; candidates?: readonly (typeof ana)[] }) => {
      const { ask, issued, handed, log, state, world } = setUp(policy ?? on);
      if (candidates) state.candidates = candidates;
      await ask();
      expect([issued, handed]).toEqual([[], []]);
      expect(log).toMatchObject([{ refusal, sent: [] }]);
      expect(world.audit.entries).toMatchObject([
        { act: 'mobile-reset', result: 'refused', reason: refusal },
      ]);
    },
  );

  it('M6 separated: right after an MFA reset', async () => {
    const { ask, issued, log, world } = setUp();
    const person = personKey(tenantId, ana.account.objectId ?? '');
    await reserve(world.deps, person, 'mfa-reset', { maximum: 9, periodMs: hour, gapMs: 0 }, 'request-1');
    await ask();
    expect([issued, log[0]?.refusal]).toEqual([[], 'separated']);
  });

  it('does the same work for nobody as for somebody', async () => {
    const { ask, state, world } = setUp();
    const journalOf = async (typed: Partial<typeof asked>) => {
      const before = world.gate.journal.length;
      await ask(typed);
      return world.gate.journal
        .slice(before)
        .filter((call) => call.startsWith('temporary') || call.startsWith('rows'));
    };
    state.candidates = [{ ...ana, isAllowed: false }];
    const somebody = await journalOf({});
    expect(await journalOf({ email: 'nobody@contoso.example' })).toEqual(somebody);
    expect(somebody).toContain('temporary.issue');
  });
});

describe('R7 limits', () => {
  it('a hundred requests for one person send three mails in an hour, and again after it', async () => {
    const { ask, handed, log, world } = setUp();
    for (let n = 0; n < 100; n++) await ask({ source: `198.51.100.${n}` });
    expect(handed.filter(({ way }) => way === 'mail')).toHaveLength(3);
    expect(log.filter(({ refusal }) => refusal === 'destination-limit')).toHaveLength(97);
    world.advance(hour + second);
    await ask({ source: '198.51.100.200' });
    expect(handed.filter(({ way }) => way === 'mail')).toHaveLength(4);
  });

  it('ten from one source in an hour, whomever they are for', async () => {
    const { ask, log } = setUp();
    for (let n = 0; n < 12; n++) await ask({ email: `p${n}@contoso.example` });
    expect(log.map(({ refusal }) => refusal)).toEqual([
      ...Array.from({ length: 10 }, () => 'unknown-address'),
      'source-limit',
      'source-limit',
    ]);
  });

  it('the account’s own, where the other limits are lifted', async () => {
    const lifted = { enabled: true, perSourceAndHour: 1_000, perDestinationAndHour: 1_000 };
    const { ask, log } = setUp({ directory: { mobileReset: lifted } });
    for (let n = 0; n < 4; n++) await ask();
    expect(log.map(({ refusal }) => refusal)).toEqual([undefined, undefined, undefined, 'account-limit']);
  });
});

describe('R5 when something fails on the way', () => {
  it('the mail server is away: tried again with another password, then the log says not sent', async () => {
    const { ask, state, issued, handed, log, deps, world } = setUp();
    state.mail = () => 'not-sent';
    const { id, step } = await ask();
    expect(step.kind).toBe('wait');
    for (let n = 0; n < 10; n++) {
      world.advance(minute + second);
      await carryOutMobileReset(deps, id);
    }
    expect(issued).toHaveLength(5);
    expect(handed.filter(({ way }) => way === 'mail')).toEqual([]);
    expect(log).toMatchObject([{ sent: [{ way: 'mail', result: 'not-sent' }, { way: 'text-by-mail' }] }]);
  });

  it('the mail server is back at the second try: one mail', async () => {
    const { ask, state, handed, deps, world } = setUp();
    state.mail = () => 'not-sent';
    const { id } = await ask();
    state.mail = () => 'sent';
    expect(await carryOutMobileReset(deps, id)).toMatchObject({ kind: 'wait' });
    world.advance(minute + second);
    expect(await carryOutMobileReset(deps, id)).toEqual({ kind: 'ended' });
    expect(handed[0]).toEqual({ way: 'mail', password: 'drawn-2' });
  });

  it('nobody knows whether the mail went out: no second one', async () => {
    const { ask, state, handed, log, deps } = setUp();
    state.mail = () => 'unknown';
    const { id } = await ask();
    await carryOutMobileReset(deps, id);
    expect(handed.filter(({ way }) => way === 'mail')).toHaveLength(1);
    expect(log).toMatchObject([{ sent: [{ result: 'unknown' }, {}] }]);
  });

  it('the recipient is refused: the log says so', async () => {
    const { ask, state, log, world } = setUp();
    state.mail = () => 'refused';
    state.candidates = [{ ...ana, phoneMatches: false }];
    await ask();
    expect(log).toMatchObject([{ sent: [{ way: 'mail', result: 'refused' }] }]);
    expect(world.audit.entries.at(-1)).toMatchObject({ result: 'failed', reason: 'mail refused' });
  });

  it.each(['before', 'after'] as const)(
    'a death %s each call: at most one mail, one line of the log, and the password of the mail is the one that counts',
    async (when) => {
      const whole = setUp();
      await whole.ask();
      const calls = whole.world.gate.count();
      expect(calls).toBeGreaterThan(15);
      for (let at = 1; at <= calls; at++) {
        const { deps, world, handed, issued, log, open } = setUp();
        world.gate.breakAt({ at, when, mode: 'dead' });
        const accepted = await acceptMobileReset(deps, asked).catch(() => undefined);
        const id = accepted?.id ?? [...open.keys()][0];
        if (id) await carryOutMobileReset(deps, id).catch(() => undefined);
        world.gate.revive();
        if (!id) continue;
        for (let n = 0; n < 4; n++) {
          await carryOutMobileReset(deps, id);
          world.advance(2 * minute);
        }
        const mails = handed.filter(({ way }) => way === 'mail');
        expect([at, mails.length <= 1, log.length, open.size]).toEqual([at, true, 1, 0]);
        const [sent] = log[0]?.sent ?? [];
        if (mails.length === 1) {
          expect(mails[0]?.password).toBe(issued.at(-1));
          expect(['sent', 'unknown']).toContain(sent?.result);
        } else expect(sent?.result).toBe('unknown');
      }
    },
  );
});

describe('R7 a death between the mail and the text', () => {
  it('leaves in the log what the mail came to, and that of the text nothing is known', async () => {
    const { deps, world, handed, log, open, state } = setUp();
    const { id } = await acceptMobileReset(deps, asked);
    state.text = () => {
      throw new Error('the host dies here');
    };
    await expect(carryOutMobileReset(deps, id)).rejects.toThrow();
    world.advance(2 * minute);
    expect(await carryOutMobileReset(deps, id)).toEqual({ kind: 'ended' });
    expect(handed).toEqual([{ way: 'mail', password: 'drawn-1' }]);
    expect(log).toMatchObject([
      {
        sent: [
          { way: 'mail', to: 'A•••@Contoso.example', result: 'sent' },
          { way: 'text-by-mail', to: '•••• 0142', result: 'unknown' },
        ],
      },
    ]);
    expect(world.audit.entries.at(-1)).toMatchObject({
      result: 'done',
      reason: 'mail sent, text-by-mail unknown',
    });
    expect(open.size).toBe(0);
  });
});

describe('what was accepted is not forgotten', () => {
  it('is begun by the timer where starting failed', async () => {
    const { deps, started, world } = setUp();
    const failing = {
      ...deps,
      orchestrations: {
        ...deps.orchestrations,
        startMobileReset: async () => Promise.reject(new Error('away')),
      },
    };
    expect(await acceptMobileReset(failing, asked)).toMatchObject({ begun: false });
    expect(await reconcileMobileResets(deps)).toBe(0);
    world.advance(minute);
    expect(await reconcileMobileResets(deps)).toBe(1);
    expect(started()).toBe(1);
  });

  it('is left alone while it is well', async () => {
    const { deps, ask, world } = setUp();
    await ask();
    world.advance(minute);
    expect(await reconcileMobileResets(deps)).toBe(0);
  });
});
