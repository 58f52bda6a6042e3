/** Reads policy.yaml and tells all its faults at once, each with key, value and what is allowed (T3). */
import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { type Policy, type PolicyFault, readPolicy } from '../domain/policy/schema';

export type PolicyFileReading =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

export function readPolicyFile(path: string): PolicyFileReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {
      kind: 'faults',
      faults: [`POLICY_FILE: ${path} can't be read; allowed: the path of a policy file`],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return { kind: 'faults', faults: document.errors.map((error) => notYaml(error.message)) };
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { kind: 'faults', faults: ['policy: aliases (*name) are not allowed; write the value again'] };
  }
  const reading = readPolicy(content);
  if (reading.kind === 'policy') return reading;
  return { kind: 'faults', faults: reading.faults.map(lineOf) };
}

/** For start scripts: the fault lines, none when the policy is fine. */
export function checkPolicyFile(path: string): readonly string[] {
  const reading = readPolicyFile(path);
  return reading.kind === 'policy' ? [] : reading.faults;
}

function lineOf({ key, value, allowed }: PolicyFault): string {
  return `policy: ${key} is ${shown(value)}; allowed: ${allowed}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 200);
}

function notYaml(message: string): string {
  return `policy: not valid YAML: ${message.split('\n')[0]}`;
}
