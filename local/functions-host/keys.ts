/** The host's keys: drawn at the first start and kept, so that scripts and open pages go on working after a restart. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthLevel } from './http/router';

export interface HostKeys {
  readonly functionKey: string;
  readonly masterKey: string;
  /** Opens the task hub's HTTP API; it stands in management addresses. */
  readonly durableKey: string;
}

const FILE_NAME = 'functions-host.json';
const newKey = () => randomBytes(32).toString('base64url');

/** Reads the keys kept in `folder`, drawing those that are missing. Only the owner can read the file. */
export function loadKeys(folder: string): HostKeys {
  const file = join(folder, FILE_NAME);
  let kept: Partial<HostKeys> = {};
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<HostKeys>;
  } catch {
    // No file yet, or one that can't be read: new keys.
  }
  const keys = {
    functionKey: kept.functionKey ?? newKey(),
    masterKey: kept.masterKey ?? newKey(),
    durableKey: kept.durableKey ?? newKey(),
  };
  if (
    keys.functionKey !== kept.functionKey ||
    keys.masterKey !== kept.masterKey ||
    keys.durableKey !== kept.durableKey
  ) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  }
  return keys;
}

/** Compares without telling by its duration how much was right. */
export function isKey(given: string | undefined, key: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(key)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Whether a key that came with a request opens a function of this level. */
export function mayCall(level: AuthLevel, given: string | undefined, keys: HostKeys): boolean {
  switch (level) {
    case 'anonymous':
      return true;
    case 'function':
      return isKey(given, keys.functionKey) || isKey(given, keys.masterKey);
    default:
      return isKey(given, keys.masterKey);
  }
}
