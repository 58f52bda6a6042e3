/**
 * JSON whose whole numbers may be longer than JavaScript's are exact: PingID's device ids have nineteen digits. They
 * are read as texts, and written as the bare numbers that they are.
 */

/** A text, or a number; of numbers, those of 16 digits and more are at stake. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @returns what `JSON.parse` would, with long whole numbers as texts; undefined for what is no JSON. */
export function parseExactly(text: string): unknown {
  try {
    return JSON.parse(
      text.replace(textOrNumber, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)),
    );
  } catch {
    return undefined;
  }
}

/** A whole number of 64 bits, as PingID writes its ids. */
export function isWholeNumber(digits: string): boolean {
  return /^(0|[1-9]\d{0,18})$/.test(digits);
}

/**
 * An object as JSON in which some texts stand as bare numbers.
 * @throws TypeError for one that isn't a whole number.
 */
export function writeExactly(
  texts: Readonly<Record<string, unknown>>,
  numbers: Readonly<Record<string, string>>,
): string {
  const members = Object.entries(numbers).map(([name, digits]) => {
    if (!isWholeNumber(digits)) throw new TypeError(`${name} is no whole number`);
    return `${JSON.stringify(name)}:${digits}`;
  });
  const inner = JSON.stringify(texts).slice(1, -1);
  return `{${[inner, ...members].filter((part) => part !== '').join(',')}}`;
}
