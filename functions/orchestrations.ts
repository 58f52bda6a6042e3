/** Starting and waking of orchestrations through the durable client of the present invocation. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DurableClient } from 'durable-functions';
import { CodedError } from '../domain/errors';
import type { StepKind } from '../domain/next-step';
import type { MobileResetOrchestrations } from '../domain/ports/mobile-reset';
import type { Orchestrations, RunOrchestrations } from '../domain/ports/outward';
import type { RunKey } from '../domain/ports/reminder-store';
import { changed, type MobileResetInput, orchestrator, type RequestInput, type RunInput } from './contract';

/** @param clientOf makes the client: a tenth of a turn's work, so only for those that need it. */
export function createOrchestrations(
  clientOf: () => DurableClient,
): Orchestrations & RunOrchestrations & MobileResetOrchestrations {
  let made: DurableClient | undefined;
  const durable = (): DurableClient => {
    made ??= clientOf();
    return made;
  };
  const begin = async (
    name: string,
    instanceId: string,
    input: RequestInput | RunInput | MobileResetInput,
  ): Promise<void> => {
    try {
      await durable().startNew(name, { instanceId, input });
    } catch (error) {
      if (!isAlreadyRunning(error)) throw unavailable(error);
    }
  };
  /** Ends what runs under that id, if anything does. */
  const end = async (instanceId: string): Promise<void> => {
    const client = durable();
    if (!(await isRunning(client, instanceId))) return;
    await client.terminate(instanceId, 'overdue').catch((error) => {
      throw unavailable(error);
    });
    await ended(client, instanceId);
  };
  const start = (requestId: string, first?: StepKind): Promise<void> =>
    begin(orchestrator.supportRequest, requestId, { id: requestId, ...(first ? { first } : {}) });
  const startRun = ({ kind, day }: RunKey): Promise<void> =>
    begin(orchestrator.reminderRun, runIdOf({ kind, day }), { kind, day });
  return {
    start,
    wake: async (requestId) => {
      const client = durable();
      if (!(await isRunning(client, requestId))) return start(requestId);
      try {
        await client.raiseEvent(requestId, changed, {});
      } catch (error) {
        if (!isUnknown(error)) throw unavailable(error);
        await start(requestId);
      }
    },
    restart: async (requestId) => {
      await end(requestId);
      await start(requestId);
    },
    startRun,
    startMobileReset: (id) => begin(orchestrator.mobileReset, id, { id }),
    restartMobileReset: async (id) => {
      await end(id);
      await begin(orchestrator.mobileReset, id, { id });
    },
    restartRun: async (run) => {
      await end(runIdOf(run));
      await startRun(run);
    },
  };
}

/** `password-expiry-2026-11-22` */
function runIdOf({ kind, day }: RunKey): string {
  return `${kind}-${day}`;
}

const endingMs = 250;
const looksAtEnding = 12;

/** Terminating takes the platform a moment; one that still runs after three seconds is left to the next minute. */
async function ended(client: DurableClient, instanceId: string): Promise<void> {
  for (let look = 0; look < looksAtEnding; look++) {
    if (!(await isRunning(client, instanceId))) return;
    await wait(endingMs);
  }
}

async function isRunning(client: DurableClient, requestId: string): Promise<boolean> {
  try {
    const { runtimeStatus } = await client.getStatus(requestId);
    return runtimeStatus === 'Running' || runtimeStatus === 'Pending';
  } catch (error) {
    if (isUnknown(error)) return false;
    throw unavailable(error);
  }
}

/** The platform tells it by a 500 with this name inside the text. */
function isAlreadyRunning(error: unknown): boolean {
  return (
    String(error).includes('OrchestrationAlreadyExistsException') || String(error).includes('already exists')
  );
}

function isUnknown(error: unknown): boolean {
  return /404|No instance with ID/.test(String(error));
}

function unavailable(cause: unknown): CodedError {
  return new CodedError('unavailable', 'durable work can not be had', { cause });
}
