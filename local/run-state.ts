/**
 * What a local run keeps from one start to the next: its drawn passwords and keys, its ports, its number of people.
 * Without it, stored hashes, sealed records and links of yesterday could not be read today.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Ports } from './ports';
import { readJson, writePrivateJson } from './state-folder';
import type { StoragePorts } from './storage/connection';

export interface RunState {
  demoPassword: string;
  botAppId: string;
  botAppPassword: string;
  teamsLocalKey: string;
  linkSigningKey: string;
  directoryEncryptionKey: string;
  auditSealKey: string;
  ticketWebhookSecret: string;
  storageKey: string;
  /** ISO instant of the fresh start: every chat is empty then, whatever the hour. */
  remindersFrom: string;
  ports: Partial<Ports>;
  smtpPort?: number;
  databasePort?: number;
  storagePorts?: StoragePorts;
  /** How many accounts the demo organisation has. */
  people?: number;
}

/** Reads the state of a folder; what is missing there (all of it, at first) is drawn now and written. */
export function openRunState(folder: string): RunState {
  const stored = readJson(stateFile(folder)) ?? {};
  const state = { ...drawn(), ...stored } as RunState;
  saveRunState(folder, state);
  return state;
}

export function saveRunState(folder: string, state: RunState): void {
  writePrivateJson(stateFile(folder), state);
}

function stateFile(folder: string): string {
  return path.join(folder, 'settings.json');
}

function drawn(): RunState {
  return {
    demoPassword: drawPassword(),
    botAppId: randomUUID(),
    botAppPassword: key(32),
    teamsLocalKey: key(32),
    linkSigningKey: key(32),
    directoryEncryptionKey: key(32),
    auditSealKey: key(32),
    ticketWebhookSecret: key(32),
    storageKey: key(64),
    remindersFrom: new Date().toISOString(),
    ports: {},
  };
}

function key(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

/** Easy to read aloud and to type in a demo, and long enough for the directory's rules: `Vomak-rideb-4821`. */
function drawPassword(): string {
  const word = () => [...'CVCVC'].map((kind) => pick(kind === 'C' ? 'bdfgklmnprstvz' : 'aeiou')).join('');
  const first = word();
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}-${word()}-${randomInt(1000, 10_000)}`;
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}
