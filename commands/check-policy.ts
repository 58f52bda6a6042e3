/**
 * `npm run check-policy -- FILE`: is a policy sound? Every fault is a line on standard error with the key, what
 * stands there and what is allowed; the exit code is 1 then. Without a file it is the root's policy.yaml.
 */
import { checkPolicyFile } from '../functions/policy-file';

/** @returns the exit code: 0 sound, 1 faults, 2 too many files. */
export function checkPolicy(
  args: readonly string[],
  tell: { readonly result: (line: string) => void; readonly fault: (line: string) => void },
): number {
  const [file = 'policy.yaml', ...more] = args;
  if (more.length > 0) {
    tell.fault('One file at a time, please.');
    return 2;
  }
  const faults = checkPolicyFile(file);
  for (const fault of faults) tell.fault(fault);
  if (faults.length > 0) return 1;
  tell.result(`${file} is sound`);
  return 0;
}

if (require.main === module) {
  process.exitCode = checkPolicy(process.argv.slice(2), {
    result: (line) => void process.stdout.write(`${line}\n`),
    fault: (line) => void process.stderr.write(`${line}\n`),
  });
}
