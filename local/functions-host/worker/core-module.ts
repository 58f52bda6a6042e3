/**
 * `@azure/functions-core` exists inside the platform's Node worker only; the official library asks for it by
 * `require`. This answers that one request, and leaves every other to Node.
 */
import Module from 'node:module';
import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  LogLevel,
  ProgrammingModel,
} from './contract';
import type { FunctionApp } from './function-app';

class Disposable {
  #release: (() => void) | undefined;

  constructor(release: () => void) {
    this.#release = release;
  }

  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) {
        part.dispose();
      }
    });
  }

  dispose(): void {
    this.#release?.();
    this.#release = undefined;
  }
}

/** Makes the library find `app` as its host. The change holds for the whole process. */
export function installCoreModule(
  app: FunctionApp,
  log: (level: LogLevel, category: string, message: string) => void,
): void {
  const core = {
    version: '3.9.1',
    hostVersion: '4.1037.0',
    Disposable,
    setProgrammingModel: (model: ProgrammingModel) => app.setModel(model),
    getProgrammingModel: () => app.model(),
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) =>
      new Disposable(app.registerFunction(metadata, callback)),
    registerHook: (name: string, callback: HookCallback) => new Disposable(app.registerHook(name, callback)),
    log: (level: LogLevel, category: string, message: string) => log(level, `Worker.${category}`, message),
  };
  const requireAsBefore = Module.prototype.require;
  Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
    return id === '@azure/functions-core' ? core : Reflect.apply(requireAsBefore, this, [id]);
  }, requireAsBefore);
}
