/**
 * PGlite's first open runs initdb, which takes seconds and most of a gigabyte; opening a folder that exists takes
 * half a second and a third of it. So one folder is prepared per version, beside the installed packages, and every
 * new demo database is a copy of it. Plain Node: it is made while the compiler still works.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} root the checkout's folder */
export function databaseTemplateFolder(root) {
  const packageFile = path.join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json');
  const version = existsSync(packageFile) ? JSON.parse(readFileSync(packageFile, 'utf8')).version : 'missing';
  return path.join(root, 'node_modules', '.cache', 'account-access', `database-${version}`);
}

async function makeTemplate(root) {
  const { PGlite } = createRequire(path.join(root, 'package.json'))('@electric-sql/pglite');
  const target = databaseTemplateFolder(root);
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(path.dirname(target), { recursive: true });
  const database = await PGlite.create({ dataDir: unfinished });
  await database.close();
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) await makeTemplate(path.resolve(path.dirname(self), '..', '..'));
