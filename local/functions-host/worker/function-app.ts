/** What an app registers while it is loaded: its functions, its hooks and its programming model. */
import type { FunctionCallback, FunctionMetadata, HookCallback, ProgrammingModel } from './contract';

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
  /** The name of the trigger's binding, and its type in lower case ("httptrigger"). */
  readonly triggerName: string;
  readonly triggerType: string;
}

export interface FunctionApp {
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  /** Finds a function by trigger type and name; names are compared without case, as the platform does. */
  find(triggerType: string, name: string): RegisteredFunction | undefined;
  hooks(name: string): readonly HookCallback[];
  model(): ProgrammingModel | undefined;
  registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): () => void;
  registerHook(name: string, callback: HookCallback): () => void;
  setModel(model: ProgrammingModel): void;
}

/** Makes an empty app. Registering a name twice throws, which in turn drops the whole app. */
export function createFunctionApp(): FunctionApp {
  const functions = new Map<string, RegisteredFunction>();
  const byType = new Map<string, RegisteredFunction>();
  const hooks = new Map<string, HookCallback[]>();
  let programmingModel: ProgrammingModel | undefined;
  const indexKey = (triggerType: string, name: string) =>
    `${triggerType.toLowerCase()} ${name.toLowerCase()}`;

  return {
    functions,
    find: (triggerType, name) => byType.get(indexKey(triggerType, name)),
    hooks: (name) => hooks.get(name) ?? [],
    model: () => programmingModel,
    setModel: (model) => {
      programmingModel = model;
    },
    registerFunction: (metadata, callback) => {
      const { name } = metadata;
      if (functions.has(name)) {
        throw new Error(`A function with id "${name}" has already been registered.`);
      }
      const trigger = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
      if (trigger === undefined) {
        throw new Error(`The function "${name}" has no trigger.`);
      }
      const registered: RegisteredFunction = {
        metadata,
        callback,
        triggerName: trigger[0],
        triggerType: trigger[1].type.toLowerCase(),
      };
      functions.set(name, registered);
      byType.set(indexKey(registered.triggerType, name), registered);
      return () => {
        functions.delete(name);
        byType.delete(indexKey(registered.triggerType, name));
      };
    },
    registerHook: (name, callback) => {
      hooks.set(name, [...(hooks.get(name) ?? []), callback]);
      return () => {
        hooks.set(
          name,
          (hooks.get(name) ?? []).filter((other) => other !== callback),
        );
      };
    },
  };
}
