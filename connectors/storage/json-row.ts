/** Values that are kept as JSON in one column. */
import { CodedError } from '../../domain/errors';
import type { Row } from './table';

/** A column holds 32,768 UTF-16 units (64 KB); the rest is left for the other columns. */
const longestText = 30_000;

/** Legal in JSON and yet not taken everywhere: controls, and what some readers take for the end of a line. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** The value as a column's text. Throws `unexpected`, not retryable, if it is too large to be kept. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (text.length > longestText) {
    throw new CodedError('unexpected', `a row of ${text.length} characters is too large to be kept`, {
      retryable: false,
    });
  }
  return text;
}

/** The value of a column (`data`). Throws `bad-answer` if it holds none. */
export function fromJson<T>(row: Row, column = 'data'): T {
  try {
    return JSON.parse(String(row.columns[column])) as T;
  } catch (cause) {
    throw new CodedError('bad-answer', 'a stored row is not JSON', { cause });
  }
}
