/** What was found as a table for people. What to do stands last, because it is long. */
import type { Row } from './row';

export function checkTable(rows: readonly Row[]): string[] {
  const told = rows.map(({ connector, what, result, detail, todo }) => {
    return [connector, what, result === 'failed' ? 'FAILED' : result, detail, todo];
  });
  const all = [['Connector', 'What', 'Result', 'How', 'What to do'], ...told];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const count = (result: Row['result']): number => rows.filter((row) => row.result === result).length;
  return [
    ...lines,
    '',
    `${count('ok')} fine, ${count('failed')} failed, ${count('not tried')} not tried. Nothing was changed.`,
  ];
}
