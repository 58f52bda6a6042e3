/**
 * Checks a package against Microsoft's own schemas, which their package carries: no network. The schemas are of
 * draft 4, and those of language files have patterns that only the old rules for regular expressions accept.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv from 'ajv-draft-04';
import { schemaVersion } from './manifest';

/** One line per fault of the manifest: where, and what is wrong. */
export function faultsOfManifest(manifest: unknown): readonly string[] {
  return faults('MicrosoftTeams.schema.json', 'manifest.json', manifest);
}

/** The same for a language file. */
export function faultsOfLanguageFile(name: string, content: unknown): readonly string[] {
  return faults('MicrosoftTeams.Localization.schema.json', name, content);
}

function faults(schema: string, file: string, content: unknown): readonly string[] {
  const validate = validatorOf(schema);
  return validate(content) ? [] : (validate.errors ?? []).map((error) => `${file}: ${lineOf(error)}`);
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(schema: string): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const folder = path.dirname(require.resolve('@microsoft/app-manifest/package.json'));
  const file = path.join(folder, 'build', 'json-schemas', 'teams', `v${schemaVersion}`, schema);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
  const compiled = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  validators.set(schema, compiled);
  return compiled;
}

function lineOf({ instancePath, message, params }: ErrorObject): string {
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the whole';
  return `${where} ${message ?? 'is wrong'}${extra ? ` (${extra})` : ''}`;
}
