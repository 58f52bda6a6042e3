/** Lists that operators hand in: CSV with a head, whose columns are known by name. Both commands that take one read it here. */
import { parse } from 'csv-parse/sync';

export type Row = Readonly<Record<string, string>>;

export type CsvReading =
  | { readonly kind: 'rows'; readonly rows: readonly { readonly line: number; readonly row: Row }[] }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/**
 * The rows with their lines, values trimmed; or what is wrong with the list's form or its head.
 * @param known every column that may stand there; @param required those that must
 */
export function readCsv(csv: string, known: readonly string[], required: readonly string[]): CsvReading {
  let rows: { info: { lines: number }; record: Row }[];
  let columns: readonly string[] = [];
  const head = (names: string[]): string[] => {
    columns = names;
    return names;
  };
  try {
    rows = parse(csv, { columns: head, bom: true, trim: true, skip_empty_lines: true, info: true });
  } catch (error) {
    return {
      kind: 'faults',
      faults: [`The list is no CSV: ${error instanceof Error ? error.message : 'unreadable'}`],
    };
  }
  const wrong = [
    ...columns
      .filter((name, place) => columns.indexOf(name) !== place)
      .map((name) => `The column "${name}" stands twice.`),
    ...required.filter((name) => !columns.includes(name)).map((name) => `The column "${name}" is missing.`),
    ...columns
      .filter((name) => !known.includes(name))
      .map((name) => `There is no column "${name}"; allowed: ${known.join(', ')}.`),
  ];
  if (wrong.length > 0) return { kind: 'faults', faults: wrong };
  return { kind: 'rows', rows: rows.map(({ info, record }) => ({ line: info.lines, row: record })) };
}
