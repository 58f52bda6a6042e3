/** Asks the product whether its policy is sound before anything is started: a start that must fail fails at once. */
import { existsSync } from 'node:fs';
import { compiledModule } from './project-root';

interface PolicyFileModule {
  /** One line per fault: the key, what is wrong, what is allowed. */
  checkPolicyFile(file: string): string[];
}

/** The policy can't be used; each fault is a line. */
export class PolicyFault extends Error {
  readonly code = 'policy';

  constructor(file: string, faults: string[]) {
    super([`The policy ${file} can't be used:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/** @throws {PolicyFault} */
export function requireSoundPolicy(file: string): void {
  if (!existsSync(file))
    throw new PolicyFault(file, ['There is no such file; POLICY_FILE or --policy names it.']);
  const module = compiledModule('functions/policy-file.js');
  if (!existsSync(module)) return;
  const faults = (require(module) as PolicyFileModule).checkPolicyFile(file);
  if (faults.length > 0) throw new PolicyFault(file, faults);
}
