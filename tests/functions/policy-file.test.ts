/** Reading policy.yaml: all faults at once, a line each, with key, value and what is allowed (T3). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkPolicyFile, readPolicyFile } from '../../functions/policy-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faultsOf(content: string): readonly string[] {
  const file = path.join(folder, 'policy.yaml');
  writeFileSync(file, content);
  return checkPolicyFile(file);
}

describe('the policy file', () => {
  test('T3: three faults are three lines with key, value and what is allowed', () => {
    const faults = faultsOf(
      'lockouts:\n  checkEvery: 7s\ndirectory:\n  failedAttempts: 99\nfollowUpp: 24h\n',
    );
    expect([...faults].toSorted()).toEqual([
      'policy: directory.failedAttempts is 99; allowed: a whole number from 3 to 20',
      'policy: followUpp is "24h"; allowed: no such key exists',
      'policy: lockouts.checkEvery is "7s"; allowed: a duration such as 30s, 15m, 6h or 14d, from 5s to 1h, a whole multiple of 5s',
    ]);
  });

  test.each(['', '# only a comment\n', '{}\n', 'followUp: 1h\n'])(
    '%j is fine: what is omitted has its default',
    (content) => {
      expect(faultsOf(content)).toEqual([]);
    },
  );

  test.each([
    ['a tab instead of blanks', 'lockouts:\n\tcheckEvery: 30s\n'],
    ['a key given twice', 'followUp: 1h\nfollowUp: 2h\n'],
    ['a bracket that never closes', 'administrators: [\n'],
    ['an alias', 'followUp: &a 1h\nunlock: { period: *a }\n'],
    ['two documents', 'followUp: 1h\n---\nfollowUp: 2h\n'],
    ['a list', '- 1\n'],
    ['a text', 'hello\n'],
  ])('T3: %s is told in one line, never thrown', (_title, content) => {
    const faults = faultsOf(content);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(fault).toMatch(/^policy: /);
      expect(fault).not.toContain('\n');
    }
  });

  test('T3: a file that is not there is told by its setting', () => {
    expect(readPolicyFile(path.join(folder, 'nowhere.yaml'))).toEqual({
      kind: 'faults',
      faults: [expect.stringMatching(/^POLICY_FILE: .*nowhere\.yaml can't be read/) as string],
    });
  });
});
