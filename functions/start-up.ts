/**
 * Reads settings and policy when the app is loaded. A fault stops the start: the host shows the lines, each with
 * the key, what is wrong and what is allowed (T3).
 */
import { logCall } from './call-log';
import { readPolicyFile } from './policy-file';
import { createProduct, type Product } from './product';
import { readSettings } from './settings';

/** @throws Error whose message has one line per fault. */
export function startUp(): Product {
  const settings = readSettings();
  if (settings.kind === 'faults') throw new Error(settings.faults.join('\n'));
  const policy = readPolicyFile(settings.settings.POLICY_FILE);
  if (policy.kind === 'faults') throw new Error(policy.faults.join('\n'));
  return createProduct(settings.settings, policy.policy, logCall);
}
