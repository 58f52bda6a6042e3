/**
 * What every connector must do on a hostile wire: each of its calls meets each fault at each request that it makes.
 * In time it either gets through or throws a coded error that says whether something may have been changed, and
 * tells nothing secret.
 */
import { inspect } from 'node:util';
import { CodedError } from '../../../domain/errors';
import { everyFault, type FaultRow } from '../../fakes/every-fault';
import type { AskedCall, FaultyServer } from '../../fakes/faulty-server';

export type HostileCall<World> = {
  /** As the port names it: `unlock.unlock`. */
  readonly name: string;
  readonly run: (world: World, timeoutMs: number) => Promise<unknown>;
};

export type HostileWire<World> = {
  /** What the connector talks to. Its token service too, where that is the same fake. */
  readonly server: FaultyServer;
  /**
   * A connector of its own for each trial: nothing cached, the fake as it was, `firstBackOffMs` a few milliseconds.
   * Called after `server.reset()`.
   */
  readonly makeWorld: () => Promise<World>;
  readonly close?: (world: World) => Promise<void>;
  /** Whether a request changes something (fetching a token doesn't). */
  readonly changes: (call: AskedCall) => boolean;
  /** What must stand in no error: credentials, names of people. */
  readonly secrets: readonly string[];
  /** More rows, for all calls: the vendor's own refusals. */
  readonly rows?: readonly FaultRow[];
};

/** Long enough for any answer that comes, on a busy machine too; less than a fault asks to wait; short where none comes. */
const longestMs = 25_000;
const timeoutFor = ({ code }: FaultRow): number => (code === 'timeout' ? 400 : longestMs);
const graceMs = 4_000;
/** Trials at once. */
const lanes = 4;
/** A service app may have had one refusal more when its requests were counted: then the fault isn't met at once. */
const triesToMeet = 3;

/** @param open called before the tests, once for each lane. */
export function hostileWireContract<World>(
  name: string,
  open: () => Promise<HostileWire<World>>,
  calls: readonly HostileCall<World>[],
): void {
  describe(`${name} on a hostile wire`, () => {
    let wires: readonly HostileWire<World>[];

    beforeAll(async () => {
      wires = await Promise.all(Array.from({ length: lanes }, open));
    });
    afterAll(() => Promise.all(wires.map(({ server }) => server.close())));

    /** Most of a trial is waiting: each lane has a server of its own, and takes the next trial when it is free. */
    async function inLanes<Trial>(
      trials: readonly Trial[],
      run: (trial: Trial, wire: HostileWire<World>) => Promise<void>,
    ): Promise<void> {
      const left = [...trials];
      const lanesEnded = await Promise.allSettled(
        wires.map(async (wire) => {
          for (let trial = left.shift(); trial !== undefined; trial = left.shift()) {
            await run(trial, wire).catch((error: unknown) => {
              // The other lanes end too: what they still did would meet the next test.
              left.length = 0;
              throw error;
            });
          }
        }),
      );
      for (const lane of lanesEnded) if (lane.status === 'rejected') throw lane.reason;
    }

    async function inWorld<T>(wire: HostileWire<World>, run: (world: World) => Promise<T>): Promise<T> {
      const world = await wire.makeWorld();
      try {
        return await run(world);
      } finally {
        await wire.close?.(world);
      }
    }

    /** The requests that the call makes when all goes well. */
    async function requestsOf(call: HostileCall<World>): Promise<readonly AskedCall[]> {
      const [wire] = wires as [HostileWire<World>];
      wire.server.reset();
      await inWorld(wire, (world) => call.run(world, longestMs));
      const asked = [...wire.server.calls];
      expect(asked.length).toBeGreaterThan(0);
      return asked;
    }

    test.each(calls)(
      '$name: every fault at every request is a coded error, in time',
      async (call) => {
        const requests = await requestsOf(call);
        const rows = [...everyFault, ...(wires[0]?.rows ?? [])];
        const trials = requests.flatMap((request, index) => rows.map((row) => ({ request, index, row })));
        await inLanes(trials, async ({ request, index, row }, wire) => {
          const at = `${row.title}, at request ${index + 1} of ${requests.length}`;
          let error: unknown;
          let inTime = false;
          let isMet = false;
          // On a busy machine the time may run out before the fault is met: such a trial shows nothing.
          for (let timeoutMs = timeoutFor(row); !isMet && timeoutMs <= longestMs; timeoutMs *= 4) {
            wire.server.reset();
            const fault = wire.server.faults.next({ ...row.fault, after: index, times: 99 });
            const beganMs = performance.now();
            error = await inWorld(wire, (world) =>
              call.run(world, timeoutMs).then(
                () => undefined,
                (thrown: unknown) => thrown,
              ),
            );
            inTime = performance.now() - beganMs < timeoutMs + graceMs;
            isMet = fault.met() > 0;
          }
          const told = inspect(error, { depth: 9, showHidden: true }) + String((error as Error)?.stack);
          const acted = requests.slice(0, index).some(wire.changes);
          expect({
            at,
            isMet,
            isCoded: error instanceof CodedError,
            code: (error as CodedError)?.code,
            outcomeUnknown: (error as CodedError)?.outcomeUnknown,
            inTime,
            tellsSecrets: wire.secrets.filter((secret) => told.includes(secret)),
          }).toEqual({
            at,
            isMet: true,
            isCoded: true,
            code: row.code,
            outcomeUnknown: acted || (wire.changes(request) && row.outcomeUnknown),
            inTime: true,
            tellsSecrets: [],
          });
        });
      },
      120_000,
    );

    test.each(calls)(
      '$name: a fault that passes is not noticed by whoever only reads',
      async (call) => {
        const requests = await requestsOf(call);
        const passing = everyFault.filter(({ passes }) => passes);
        const trials = requests.flatMap((request, index) =>
          wires[0]?.changes(request) ? [] : passing.map((row) => ({ index, row })),
        );
        await inLanes(trials, async ({ index, row: { fault, title } }, wire) => {
          let answer: unknown;
          for (
            let tries = 0;
            tries === 0 || (wire.server.faults.left() > 0 && tries < triesToMeet);
            tries++
          ) {
            wire.server.reset();
            wire.server.faults.next({ ...fault, after: index });
            answer = await inWorld(wire, (world) =>
              call.run(world, longestMs).then(
                () => 'fine',
                (error: unknown) => error,
              ),
            );
          }
          expect([title, answer, wire.server.faults.left()]).toEqual([title, 'fine', 0]);
        });
      },
      120_000,
    );
  });
}
