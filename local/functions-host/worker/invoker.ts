/** Runs one function the way the platform's worker does: arguments, hooks, the call, hooks, the response. */
import { randomUUID } from 'node:crypto';
import type { CoreInvocationContext, InvocationResponse, LogLevel, TypedData } from './contract';
import type { FunctionApp, RegisteredFunction } from './function-app';

export type InvocationOutcome =
  | { readonly kind: 'returned'; readonly response: InvocationResponse; readonly context: unknown }
  | { readonly kind: 'threw'; readonly error: Error; readonly context: unknown };

export interface Invoker {
  /** Calls the function; what it throws becomes an outcome, never a rejection. */
  invoke(
    target: RegisteredFunction,
    trigger: TypedData,
    metadata?: Record<string, TypedData>,
  ): Promise<InvocationOutcome>;
  /** How many invocations are under way. */
  active(): number;
}

const noTrace = { traceParent: '', traceState: '', attributes: {} };

/** Turns anything thrown into an Error, with the text the platform would show. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) {
    return thrown;
  }
  return new Error(typeof thrown === 'string' ? thrown : JSON.stringify(thrown));
}

/** Makes the invoker; `clientData` is what functions with a durable client binding receive as JSON. */
export function createInvoker(deps: {
  readonly app: FunctionApp;
  readonly clientData: () => string;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}): Invoker {
  const { app } = deps;
  const appHookData = {};
  let active = 0;

  const inputsOf = (target: RegisteredFunction, trigger: TypedData) => {
    const inputs = [{ name: target.triggerName, data: trigger }];
    for (const [name, binding] of Object.entries(target.metadata.bindings)) {
      if (binding.type === 'durableClient') {
        inputs.push({ name, data: { string: deps.clientData() } });
      }
    }
    return inputs;
  };

  const run = async (
    target: RegisteredFunction,
    trigger: TypedData,
    triggerMetadata: Record<string, TypedData>,
  ): Promise<InvocationOutcome> => {
    const { name } = target.metadata;
    const invocationId = randomUUID();
    const core: CoreInvocationContext = {
      invocationId,
      metadata: target.metadata,
      request: {
        invocationId,
        functionId: name,
        inputData: inputsOf(target, trigger),
        triggerMetadata,
        traceContext: noTrace,
      },
      state: undefined,
      log: (level, category, message) =>
        deps.log(level, category === 'user' ? `Function.${name}.User` : `Function.${name}`, message),
    };
    let context: unknown;
    try {
      const model = app.model();
      if (model === undefined) {
        throw new Error('The app has set no programming model.');
      }
      const invocation = model.getInvocationModel(core);
      const { context: made, inputs } = await invocation.getArguments();
      context = made;
      const hookData = {};
      const before = {
        hookData,
        appHookData,
        invocationContext: context,
        inputs,
        functionCallback: target.callback,
      };
      core.state = 'preInvocationHooks';
      for (const hook of app.hooks('preInvocation')) {
        await hook(before);
      }
      const after: Record<string, unknown> = {
        hookData,
        appHookData,
        invocationContext: context,
        inputs: before.inputs,
        result: null,
        error: null,
      };
      core.state = 'invocation';
      try {
        after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback);
      } catch (thrown) {
        after.error = thrown;
      }
      core.state = 'postInvocationHooks';
      for (const hook of app.hooks('postInvocation')) {
        await hook(after);
      }
      core.state = undefined;
      // Only something can be an error: `throw undefined` counts as success with no result.
      if (after.error !== null && after.error !== undefined) {
        return { kind: 'threw', error: asError(after.error), context };
      }
      return { kind: 'returned', response: await invocation.getResponse(context, after.result), context };
    } catch (thrown) {
      return { kind: 'threw', error: asError(thrown), context };
    }
  };

  return {
    active: () => active,
    invoke: async (target, trigger, metadata = {}) => {
      active += 1;
      try {
        return await run(target, trigger, metadata);
      } finally {
        active -= 1;
      }
    },
  };
}
