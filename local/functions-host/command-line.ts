/** The command line of the host: `--port N [--root DIR] [--settings FILE] [--state DIR] [--activities-twice] [--watch-stdin]`. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface CommandLine {
  readonly port: number;
  readonly root: string;
  readonly stateFolder: string;
  readonly settingsFile: string | undefined;
  readonly activitiesTwice: boolean;
  readonly watchStdin: boolean;
}

/** Reads the arguments; throws a TypeError that says what is wrong with them. */
export function parseCommandLine(args: readonly string[], environment: NodeJS.ProcessEnv): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '7071' },
      root: { type: 'string', default: '.' },
      settings: { type: 'string' },
      state: { type: 'string' },
      'activities-twice': { type: 'boolean', default: false },
      'watch-stdin': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new TypeError(`--port must be a number from 0 to 65535, it is "${values.port}"`);
  }
  const root = resolve(values.root);
  return {
    port,
    root,
    stateFolder: resolve(root, values.state ?? '.local'),
    settingsFile: values.settings === undefined ? undefined : resolve(values.settings),
    activitiesTwice: values['activities-twice'] || environment.FUNCTIONS_HOST_ACTIVITIES_TWICE === '1',
    watchStdin: values['watch-stdin'],
  };
}

/** Puts the Values of a local.settings.json into the environment; what is set there already wins. */
export function applyLocalSettings(file: string, environment: NodeJS.ProcessEnv): void {
  const { Values = {} } = JSON.parse(readFileSync(file, 'utf8')) as { Values?: Record<string, unknown> };
  for (const [name, value] of Object.entries(Values)) {
    if (value !== null && value !== undefined) {
      environment[name] ??= String(value);
    }
  }
}
