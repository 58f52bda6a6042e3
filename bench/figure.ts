/** What a measurement answers: one figure per line of JSON. */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The value may not exceed it; absent where there is none. */
  goal?: number;
}

/** Measures some figures that come out of one run. `say` tells the person at the terminal how far it is. */
export interface Measurement {
  figures: readonly string[];
  measure(say: (line: string) => void): Promise<Figure[]>;
}

/** The middle one; between two, their mean. @throws TypeError for an empty list */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new TypeError('a median needs values');
  return (lower + upper) / 2;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
