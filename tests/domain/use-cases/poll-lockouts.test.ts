/** The lockout monitor (U1): nothing missed, nothing told twice, whatever the order, the number and the failures. */
import { CodedError } from '../../../domain/errors';
import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import { runSteps } from '../fakes/orchestration';
import { accountOf, createWorld, hour, kim, lockOut, second, type World } from '../fakes/world';

/** One more event of a lockout that is known already. */
function tellAgain(
  world: World,
  change: { at?: string; application?: string; accountId?: string } = {},
): void {
  world.provider.events.push({
    id: `event-${world.provider.events.length + 1}`,
    accountId: change.accountId ?? '42',
    at: change.at ?? world.iso(),
    source: { application: change.application ?? 'Mail' },
  });
}

const requestsOf = (world: World) => [...world.requests.rows.values()].map(({ value }) => value);

describe('polling for lockouts', () => {
  test('U1: a lockout becomes one request with its orchestration, and stands in the trail', async () => {
    const world = createWorld();
    lockOut(world);
    expect(await pollLockouts(world.deps)).toEqual({ kind: 'polled', events: 1, started: 1 });
    const [request] = requestsOf(world);
    expect(request).toMatchObject({
      state: 'seen',
      origin: 'lockout-notice',
      account: { provider: 'directory', id: '42' },
      lockout: { at: world.iso(), source: { application: 'Mail' } },
    });
    expect(world.orchestrations.started).toEqual([request?.id]);
    expect(world.audit.lines()).toEqual(['lockout-seen done directory:42']);
  });

  test('U1: an event of an account that is locked no more starts nothing', async () => {
    const world = createWorld();
    lockOut(world);
    world.provider.accounts.set('42', accountOf());
    expect(await pollLockouts(world.deps)).toMatchObject({ started: 0 });
    expect(requestsOf(world)).toEqual([]);
  });

  test('U1: it polls at the interval: a tick comes a second early at most, and not before', async () => {
    const world = createWorld();
    expect((await pollLockouts(world.deps)).kind).toBe('polled');
    world.advance(28 * second);
    expect((await pollLockouts(world.deps)).kind).toBe('not-due');
    world.advance(second);
    expect((await pollLockouts(world.deps)).kind).toBe('polled');
  });

  test('U1: twenty events of one lockout are one request', async () => {
    const world = createWorld({ pageSize: 3 });
    lockOut(world);
    for (let count = 1; count < 20; count++) tellAgain(world);
    expect(await pollLockouts(world.deps)).toEqual({ kind: 'polled', events: 20, started: 1 });
    expect(requestsOf(world)).toHaveLength(1);
  });

  test('U1: the same lockout told again after its notice is told to nobody', async () => {
    const world = createWorld();
    lockOut(world);
    await pollLockouts(world.deps);
    await runSteps(world, world.orchestrations.started[0] ?? '');
    world.advance(30 * second);
    tellAgain(world);
    await pollLockouts(world.deps);
    expect(world.orchestrations.started).toHaveLength(1);
    expect(world.messenger.kinds()).toEqual(['lockout-notice']);
  });

  test('U1: an event that arrives late, with an old time, is not missed', async () => {
    const world = createWorld();
    await pollLockouts(world.deps);
    world.advance(30 * second);
    lockOut(world, { lockedAt: world.iso(-5 * 60 * second) });
    expect(await pollLockouts(world.deps)).toMatchObject({ started: 1 });
  });

  test('U1: after an outage it goes on where it was, and looks back at most six hours', async () => {
    const world = createWorld();
    await pollLockouts(world.deps);
    tellAgain(world, { accountId: 'old' });
    world.provider.accounts.set(
      'old',
      accountOf({ ref: { provider: 'directory', id: 'old' }, status: 'locked' }),
    );
    world.advance(7 * hour);
    lockOut(world);
    expect(await pollLockouts(world.deps)).toEqual({ kind: 'polled', events: 1, started: 1 });
    expect(requestsOf(world).map(({ account }) => account?.id)).toEqual(['42']);
  });

  test('U1: a later lockout of the same account is a new request', async () => {
    const world = createWorld();
    lockOut(world);
    await pollLockouts(world.deps);
    world.advance(hour);
    lockOut(world);
    expect(await pollLockouts(world.deps)).toMatchObject({ started: 1 });
    expect(new Set(requestsOf(world).map(({ id }) => id)).size).toBe(2);
  });

  test('U2: the notice names where the present lockout came from, not one of before', async () => {
    const world = createWorld();
    tellAgain(world, { application: 'an earlier lockout' });
    world.advance(hour);
    lockOut(world);
    tellAgain(world, { at: world.iso(9 * second), application: 'one more try' });
    await pollLockouts(world.deps);
    expect(requestsOf(world)[0]?.lockout?.source.application).toBe('Mail');
  });

  test('an account that leads to nobody is recorded as undelivered, once, and starts nothing', async () => {
    const world = createWorld();
    const { objectId: _nobody, ...account } = lockOut(world);
    world.provider.accounts.set('42', account);
    await pollLockouts(world.deps);
    world.advance(30 * second);
    tellAgain(world);
    await pollLockouts(world.deps);
    expect(world.audit.lines()).toEqual(['notice-undelivered failed not-linked']);
    expect(requestsOf(world)).toEqual([]);
  });

  test('by UPN the person is found among the chats; a privileged account leads to nobody', async () => {
    const policy = { providers: { directory: { link: 'upn' } } };
    for (const [privileged, started] of [
      [false, 1],
      [true, 0],
      ['unknown', 0],
    ] as const) {
      const world = createWorld({ policy });
      const chat = { ...kim, locale: 'de', userPrincipalName: 'ROBIN@contoso.example', questions: [] };
      await world.deps.conversations.write(chat, undefined);
      lockOut(world, { privileged });
      expect(await pollLockouts(world.deps)).toMatchObject({ started });
    }
  });

  test('U1: a death between the row and its orchestration: the same event, read again, starts it', async () => {
    const world = createWorld();
    lockOut(world);
    world.gate.takeDown('orchestrations.start');
    await expect(pollLockouts(world.deps)).rejects.toMatchObject({ code: 'unavailable' });
    expect(requestsOf(world)).toHaveLength(1);
    world.gate.bringUp('orchestrations.start');
    world.advance(5 * second);
    await pollLockouts(world.deps);
    expect(world.orchestrations.started).toHaveLength(1);
  });

  test.each(['provider', 'requests', 'audit', 'provider.lockouts'])(
    'U1: while %s fails the cursor stays, and nothing is missed afterwards',
    async (part) => {
      const world = createWorld();
      lockOut(world);
      world.gate.takeDown(part);
      await expect(pollLockouts(world.deps)).rejects.toMatchObject({ code: 'unavailable' });
      expect(world.cursors.rows.size).toBe(0);
      world.gate.bringUp(part);
      expect(await pollLockouts(world.deps)).toMatchObject({ started: 1 });
    },
  );

  test('U1: two pollers at once: one moves the cursor, and nobody is told twice', async () => {
    const world = createWorld();
    lockOut(world);
    await Promise.all([pollLockouts(world.deps), pollLockouts(world.deps)]);
    expect(requestsOf(world)).toHaveLength(1);
    expect(world.cursors.rows.get('lockouts-directory')?.value.position).toBe('1');
  });

  test('U1: whoever loses the cursor stops instead of going on', async () => {
    const world = createWorld({ pageSize: 1 });
    lockOut(world);
    tellAgain(world);
    world.cursors.injectConflicts(1);
    expect(await pollLockouts(world.deps)).toMatchObject({ events: 1 });
  });

  test('events that can not be read are recorded and skipped', async () => {
    const world = createWorld();
    world.provider.settings.unreadable = 2;
    lockOut(world);
    expect(await pollLockouts(world.deps)).toMatchObject({ started: 1 });
    expect(world.audit.of('lockout-events-unreadable')).toMatchObject([
      { result: 'failed', reason: 'directory: 2' },
    ]);
  });

  test.each(['bad-answer', 'unexpected'] as const)(
    'an account with which nothing can be done (%s) keeps nobody else waiting, and is recorded',
    async (code) => {
      const world = createWorld();
      lockOut(world);
      lockOut(world, { ref: { provider: 'directory', id: '43' } });
      const { requests } = world.deps;
      const insert: typeof requests.insert = async (request) => {
        if (request.account?.id === '42') throw new CodedError(code, 'too large');
        return requests.insert(request);
      };
      expect(await pollLockouts({ ...world.deps, requests: { ...requests, insert } })).toMatchObject({
        events: 2,
        started: 1,
      });
      expect(world.audit.of('lockout-events-unreadable')).toMatchObject([{ reason: 'directory: 1' }]);
      expect(world.cursors.rows.get('lockouts-directory')?.value.position).toBe('2');
    },
  );

  test('storage that is away keeps the cursor where it is', async () => {
    const world = createWorld();
    lockOut(world);
    const insert = async () => {
      throw new CodedError('unavailable', 'down');
    };
    const deps = { ...world.deps, requests: { ...world.deps.requests, insert } };
    await expect(pollLockouts(deps)).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.cursors.rows.get('lockouts-directory')?.value.position).toBeUndefined();
  });

  test('without a provider that tells of lockouts nothing is polled', async () => {
    const world = createWorld();
    expect(await pollLockouts({ ...world.deps, providers: { byId: () => undefined } })).toEqual({
      kind: 'not-due',
    });
  });

  test('an error keeps its code on the way out', async () => {
    const world = createWorld();
    lockOut(world);
    world.provider.port.getAccount = async () => {
      throw new CodedError('unauthorised', 'no');
    };
    const deps = { ...world.deps, providers: { ...world.deps.providers, lockouts: world.provider.port } };
    await expect(pollLockouts(deps)).rejects.toMatchObject({ code: 'unauthorised', retryable: false });
  });
});
