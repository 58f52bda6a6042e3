/** What the durable orchestration does, without the platform: look, do the step, wait by moving the clock. */
import type { NextStep } from '../../../domain/next-step';
import { advance, look } from '../../../domain/use-cases/advance';
import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import type { World } from './world';

/** Activities are tried again after a surprise, as the platform does. */
async function tried(world: World, run: () => Promise<NextStep>): Promise<NextStep> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 6) throw error;
      world.gate.revive();
      world.advance(5_000 * 2 ** (attempt - 1));
    }
  }
}

/**
 * Runs a request's steps; waits of up to `patienceMs` are lived through, a longer one ends the run.
 * @returns the step at which it stopped.
 */
export async function runSteps(world: World, id: string, patienceMs = 0): Promise<NextStep> {
  const givesUp = world.clock.now().getTime() + patienceMs;
  let step = await tried(world, () => look(world.deps, id));
  for (let count = 0; count < 200; count++) {
    if (step.kind === 'finished') return step;
    if (step.kind === 'wait') {
      const until = Date.parse(step.until);
      if (until > givesUp) return step;
      world.advance(until - world.clock.now().getTime());
      step = await tried(world, () => look(world.deps, id));
      continue;
    }
    const { kind } = step;
    step = await tried(world, () => advance(world.deps, id, kind));
  }
  throw new Error(`the request ${id} never comes to rest: ${JSON.stringify(step)}`);
}

/** The poll finds the lockout and its notice is sent. @returns the request's id. */
export async function noticed(world: World): Promise<string> {
  await pollLockouts(world.deps);
  const id = world.orchestrations.started.at(-1);
  if (!id) throw new Error('no request was started');
  await runSteps(world, id);
  return id;
}
