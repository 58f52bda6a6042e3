/** Loads the compiled app named in package.json, and says plainly what in it cannot run here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Binding } from './contract';
import type { FunctionApp, RegisteredFunction } from './function-app';

/** The app can't run: its message is for the person at the terminal and may have several lines. */
export class AppRefusedError extends Error {
  override readonly name = 'AppRefusedError';
}

const triggers = new Set(['httptrigger', 'timertrigger', 'orchestrationtrigger', 'activitytrigger']);

function refusalOf({ metadata, triggerName, triggerType }: RegisteredFunction): string | undefined {
  if (!triggers.has(triggerType)) {
    return `the trigger "${metadata.bindings[triggerName]?.type}" is not supported by the local Functions host`;
  }
  if (metadata.retryOptions !== undefined) {
    return 'retry options of a function are not supported by the local Functions host';
  }
  const unsupported = Object.entries(metadata.bindings).find(
    ([name, binding]) => name !== triggerName && !isKnownBinding(binding),
  );
  return unsupported && `the binding "${unsupported[1].type}" is not supported by the local Functions host`;
}

function isKnownBinding(binding: Binding): boolean {
  return binding.direction === 'in' ? binding.type === 'durableClient' : binding.type === 'http';
}

async function load(root: string, main: string): Promise<void> {
  const entry = join(root, main);
  try {
    if (entry.endsWith('.mjs')) {
      await import(pathToFileURL(entry).href);
    } else {
      createRequire(join(root, 'package.json'))(entry);
    }
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppRefusedError(`Worker was unable to load entry point "${main}":\n${message}`, {
      cause: thrown,
    });
  }
}

/** Loads the app under `root` into `app`, or throws an AppRefusedError that names every fault found. */
export async function loadApp(root: string, app: FunctionApp): Promise<void> {
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main?: string };
  if (main === undefined || /[*?{[]/.test(main)) {
    throw new AppRefusedError(
      `package.json: "main" must name one file for the local Functions host, it is ${main}`,
    );
  }
  await load(root, main);
  const faults: string[] = [];
  const seen = new Map<string, string>();
  for (const registered of app.functions.values()) {
    const { name } = registered.metadata;
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      faults.push(`Function "${name}": its name differs from "${twin}" only in case.`);
    }
    seen.set(name.toLowerCase(), name);
    const refusal = refusalOf(registered);
    if (refusal !== undefined) {
      faults.push(`Function "${name}": ${refusal}.`);
    }
  }
  if (app.functions.size === 0) {
    faults.push('0 functions loaded.');
  }
  const capabilities = await app.model()?.getCapabilities({});
  if (capabilities?.HttpUri !== undefined) {
    faults.push('app.setup: enableHttpStream is not supported by the local Functions host.');
  }
  if (faults.length > 0) {
    throw new AppRefusedError(faults.join('\n'));
  }
}
