/** What this host reads from host.json, with the platform's defaults. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LogLevel } from './worker/contract';

export interface HostSettings {
  readonly routePrefix: string;
  readonly hubName: string;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrators: number;
  readonly logLevel: LogLevel;
}

interface HostJson {
  readonly logging?: { readonly logLevel?: { readonly default?: string } };
  readonly extensions?: {
    readonly http?: { readonly routePrefix?: string };
    readonly durableTask?: {
      readonly hubName?: string;
      readonly maxConcurrentActivityFunctions?: number;
      readonly maxConcurrentOrchestratorFunctions?: number;
      readonly extendedSessionsEnabled?: boolean;
    };
  };
}

/** Reads host.json under `root`; throws where it is missing, malformed or asks for what is not here. */
export function readHostSettings(root: string): HostSettings {
  let host: HostJson;
  try {
    host = JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')) as HostJson;
  } catch (error) {
    throw new Error(`host.json can't be read: ${(error as Error).message}`, { cause: error });
  }
  const { http, durableTask } = host.extensions ?? {};
  if (durableTask?.extendedSessionsEnabled) {
    throw new Error('host.json: extendedSessionsEnabled is not supported by the local Functions host');
  }
  const byCores = 10 * availableParallelism();
  return {
    routePrefix: http?.routePrefix ?? 'api',
    hubName: durableTask?.hubName ?? 'TestHubName',
    maxConcurrentActivities: durableTask?.maxConcurrentActivityFunctions ?? byCores,
    maxConcurrentOrchestrators: durableTask?.maxConcurrentOrchestratorFunctions ?? byCores,
    logLevel: (host.logging?.logLevel?.default ?? 'Information').toLowerCase() as LogLevel,
  };
}
