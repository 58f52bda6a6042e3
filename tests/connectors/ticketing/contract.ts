/** What every ticketing system must do, whatever it translates to: the promises of connectors/ticketing/port.ts. */
import type { Ticketing, TicketList, TicketOpening } from '../../../connectors/ticketing/port';

export const options = { timeoutMs: 5_000 };

/** The world behind one system; the adapter to it is brought by the system's test. */
export type TicketingWorld = {
  readonly desk: Ticketing & TicketList;
  /** Time goes on; a second unless told. */
  tick(ms?: number): void;
  /** Somebody files a ticket without us. @returns its id */
  fileElsewhere(): Promise<string>;
  /** The system can't be reached until it is restored. */
  cut(): Promise<void>;
  restore(): Promise<void>;
};

export type TicketingTraits = {
  /** Whether a ticket that is closed for good still takes notes. */
  readonly closedTakesNotes: boolean;
  /** What an id looks like. */
  readonly id: RegExp;
};

export const ana = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ben = 'bbbbbbbb-0000-4000-8000-000000000002';

export function opening(correlationId: string, change: Partial<TicketOpening> = {}): TicketOpening {
  return {
    correlationId,
    kind: 'unlock',
    tenantId: 'tenant',
    personId: ana,
    title: 'Locked account',
    text: 'Opened by the bot',
    securityIncident: false,
    ...change,
  };
}

/** @param world the present test's, made anew for each. */
export function ticketingContract(world: () => TicketingWorld, traits: TicketingTraits): void {
  const { closedTakesNotes, id: form } = traits;
  const desk = (): TicketingWorld['desk'] => world().desk;
  const open = (correlationId: string, change?: Partial<TicketOpening>) =>
    desk().open(opening(correlationId, change), options);
  const only = async () => {
    const { items } = await desk().list({});
    expect(items).toHaveLength(1);
    return items[0];
  };

  describe('opening', () => {
    it('gives one ticket per request, however often and however many at once', async () => {
      const ids = await Promise.all(Array.from({ length: 6 }, () => open('request-1')));
      world().tick();
      ids.push(await open('request-1', { text: 'another' }));
      expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
      expect(await only()).toEqual({
        id: ids[0]?.id,
        kind: 'unlock',
        personId: ana,
        state: 'open',
        securityIncident: false,
        notes: [{ at: '2026-11-22T10:00:00.000Z', text: 'Opened by the bot' }],
        createdAt: '2026-11-22T10:00:00.000Z',
      });
    });

    it('gives every request a ticket of its own, with an id that can be read out', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => open(`request-${index}`)));
      expect(new Set(ids.map(({ id }) => id)).size).toBe(12);
      for (const { id } of ids) expect(id).toMatch(form);
    });

    it('keeps the flag of a security incident once it is raised, and raises it later', async () => {
      await open('request-1');
      await open('request-1', { securityIncident: true });
      expect(await only()).toMatchObject({ securityIncident: true, state: 'open', kind: 'unlock' });
      await open('request-1');
      expect(await only()).toMatchObject({ securityIncident: true });
    });

    it('I4: takes over a ticket that is there instead of opening another', async () => {
      const existingId = await world().fileElsewhere();
      expect(await open('request-1', { existingId })).toEqual({ id: existingId });
      expect(await open('request-1', { existingId, securityIncident: true })).toEqual({ id: existingId });
      expect(await desk().note(existingId, { key: 'k', text: 'taken over' }, options)).toBe('done');
      expect(await only()).toMatchObject({ id: existingId, personId: ana, securityIncident: true });
    });
  });

  describe('notes', () => {
    it('stand in the order of their time, each key once', async () => {
      const { id } = await open('request-1', { text: '' });
      for (const key of ['z', 'a', 'm']) {
        world().tick();
        expect(await desk().note(id, { key, text: `note ${key}` }, options)).toBe('done');
      }
      expect(await desk().note(id, { key: 'z', text: 'again' }, options)).toBe('already');
      const { notes = [] } = (await only()) ?? {};
      expect(notes.map(({ text }) => text)).toEqual(['note z', 'note a', 'note m']);
      expect(notes[0]?.at).toBe('2026-11-22T10:00:01.000Z');
    });

    it('are shortened, not refused, when they are long', async () => {
      const { id } = await open('request-1', { text: 'x'.repeat(40_000), title: 'y'.repeat(40_000) });
      const long = { key: 'k'.repeat(2_000), text: 'x'.repeat(40_000) };
      expect(await desk().note(id, long, options)).toBe('done');
      expect(await desk().note(id, long, options)).toBe('already');
      for (const { text } of (await only())?.notes ?? []) expect(text).toMatch(/^x{3900,8000}$/);
    });

    it.each(['IT-2222222', 'INC9999999', "IT-222222'", '^ORnumberISNOTEMPTY', ''])(
      'on the unknown ticket "%s" fail as not found',
      async (id) => {
        await open('request-1');
        const unknown = { code: 'not-found', retryable: false };
        await expect(desk().note(id, { key: 'k', text: 't' }, options)).rejects.toMatchObject(unknown);
        await expect(desk().resolve(id, { key: 'k', text: 't' }, options)).rejects.toMatchObject(unknown);
        expect((await only())?.notes).toHaveLength(1);
      },
    );
  });

  describe('the life of a ticket', () => {
    type Act = 'resolve' | 'reopen' | 'close';
    const go = async (...steps: readonly Act[]) => {
      const { id } = await open('request-1', { text: '' });
      const answers: string[] = [];
      for (const [index, step] of steps.entries()) {
        world().tick();
        answers.push(await desk()[step](id, { key: `${index}`, text: `${step} ${index}` }, options));
      }
      return { answers, state: (await only())?.state, notes: (await only())?.notes.length };
    };

    it.each([
      [['resolve'], ['done'], 'resolved'],
      [['close'], ['done'], 'closed'],
      [['reopen'], ['done'], 'open'],
      [['resolve', 'reopen'], ['done', 'done'], 'open'],
      [['resolve', 'resolve'], ['done', 'done'], 'resolved'],
      [['resolve', 'close'], ['done', 'done'], 'closed'],
      [['resolve', 'reopen', 'resolve', 'close'], ['done', 'done', 'done', 'done'], 'closed'],
      [['close', 'resolve'], ['done', 'not-possible'], 'closed'],
      [['close', 'reopen'], ['done', 'not-possible'], 'closed'],
    ] as const)('%j gives %j and ends %s', async (steps, answers, state) => {
      const untaken = closedTakesNotes ? 0 : answers.filter((answer) => answer === 'not-possible').length;
      expect(await go(...steps)).toEqual({ answers, state, notes: steps.length - untaken });
    });

    it('is not turned back by an activity that runs twice', async () => {
      const { id } = await open('request-1');
      await desk().resolve(id, { key: 'resolve-1', text: 'worked' }, options);
      await desk().reopen(id, { key: 'reopen-1', text: 'still locked' }, options);
      expect(await desk().resolve(id, { key: 'resolve-1', text: 'worked' }, options)).toBe('already');
      expect(await only()).toMatchObject({ state: 'open' });
    });

    it('loses nothing to concurrent changes', async () => {
      const { id } = await open('request-1', { text: '' });
      const changes = ['resolve', 'reopen', 'note'] as const;
      await Promise.all(changes.map((change) => desk()[change](id, { key: change, text: change }, options)));
      const { notes = [] } = (await only()) ?? {};
      expect(notes.map(({ text }) => text).toSorted()).toEqual(['note', 'reopen', 'resolve']);
    });
  });

  describe('the list', () => {
    it('is newest first, in pages that lose and double nothing', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 9; index += 1) {
        if (index % 3 === 0) world().tick();
        ids.push((await open(`request-${index}`)).id);
      }
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const page = await desk().list({ pageSize: 2, ...(next ? { next } : {}) });
        seen.push(...page.items.map(({ id }) => id));
        next = page.next;
      } while (next);
      expect(seen).toHaveLength(9);
      expect(new Set(seen)).toEqual(new Set(ids));
      expect(new Set(seen.slice(0, 3))).toEqual(new Set(ids.slice(6)));
    });

    it('shows one person only, ignoring the case of the id, and a stretch of time only', async () => {
      const mine = await open('request-1', { personId: ana.toUpperCase() });
      world().tick();
      const other = await open('request-2', { personId: ben });
      const ids = async (query: Parameters<TicketList['list']>[0]) =>
        (await desk().list(query)).items.map(({ id }) => id);
      expect(await ids({ person: ana })).toEqual([mine.id]);
      expect(await ids({ person: ana.toUpperCase() })).toEqual([mine.id]);
      expect(await ids({ person: "x' or true" })).toEqual([]);
      expect(await ids({ person: `${ben}^NQnumberISNOTEMPTY` })).toEqual([]);
      expect(await ids({ to: '2026-11-22T10:00:00.000Z' })).toEqual([mine.id]);
      expect(await ids({ from: '2026-11-22T10:00:00.001Z' })).toEqual([other.id]);
      expect(await ids({ from: '2026-11-22T10:00:00.000Z', to: '2026-11-22T10:00:01.000Z' })).toEqual([
        other.id,
        mine.id,
      ]);
    });

    it('refuses instants and positions that are none', async () => {
      await expect(desk().list({ to: 'tomorrow' })).rejects.toThrow(TypeError);
      await expect(desk().list({ next: 'page 2' })).rejects.toThrow(TypeError);
    });
  });

  describe('an outage', () => {
    it('is told as one, never as "there is no such ticket", and loses nothing', async () => {
      const { id } = await open('request-1', { text: '' });
      await world().cut();
      const quick = { timeoutMs: 1_000 };
      const outage = { code: expect.stringMatching(/^(unavailable|timeout)$/), retryable: true };
      await expect(desk().check(quick)).rejects.toMatchObject(outage);
      await expect(desk().open(opening('request-2'), quick)).rejects.toMatchObject(outage);
      await expect(desk().note(id, { key: 'k', text: 'owed' }, quick)).rejects.toMatchObject(outage);
      await expect(desk().close(id, { key: 'c', text: 'owed' }, quick)).rejects.toMatchObject(outage);
      await world().restore();
      await desk().check(options);
      expect(await desk().note(id, { key: 'k', text: 'owed' }, options)).toBe('done');
      expect(await only()).toMatchObject({ state: 'open', notes: [{ text: 'owed' }] });
    }, 20_000);
  });
}
