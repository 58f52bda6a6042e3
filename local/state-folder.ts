/** Where the local run keeps its state, and how it writes it: whole files only, readable by their owner alone. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root';

/** `.local/` in the checkout, unless `LOCAL_STATE_FOLDER` says otherwise (tests have one each). */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.LOCAL_STATE_FOLDER;
  return chosen ? path.resolve(chosen) : path.join(projectRoot(), '.local');
}

/** Where `local.settings.json` is written: the root, where `func start` reads it, or the tests' own folder. */
export function localSettingsFile(environment: NodeJS.ProcessEnv = process.env): string {
  return path.join(
    environment.LOCAL_STATE_FOLDER ? stateFolder(environment) : projectRoot(),
    'local.settings.json',
  );
}

/** Makes a folder (and those above it) that only its owner can read. */
export function makePrivateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** @returns the parsed object, or undefined where there is no such file */
export function readJson(file: string): Record<string, unknown> | undefined {
  if (!existsSync(file)) return undefined;
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null)
    throw new Error(`${path.basename(file)} holds no JSON object.`);
  return value as Record<string, unknown>;
}

/** Writes beside the file and renames, so that a reader (or a death in the middle) never sees half of it. */
export function writePrivateJson(file: string, value: unknown): void {
  makePrivateFolder(path.dirname(file));
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}
