/**
 * What becomes of values on their way through the platform. Everything passes through protobuf and .NET's JSON,
 * and some of it comes out changed; each oddity here was seen on the real host.
 */
import type { TypedData } from './contract';

const INT64_MAX = 9_223_372_036_854_775_807n;
const INT64_MIN = -9_223_372_036_854_775_808n;

/** A function's return value as the JSON text the host keeps. Integers are cut to 64 bits, NaN becomes a string. */
export function resultJson(value: TypedData | null | undefined): string {
  if (!value) {
    return 'null';
  }
  if (value.json !== undefined) {
    return value.json;
  }
  if (value.string !== undefined) {
    return JSON.stringify(value.string);
  }
  if (value.bytes !== undefined) {
    return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  }
  if (value.int !== undefined) {
    return int64Text(value.int);
  }
  if (value.double !== undefined) {
    return Number.isFinite(value.double) ? String(value.double) : JSON.stringify(String(value.double));
  }
  return 'null';
}

function int64Text(value: number): string {
  const whole = BigInt(value);
  if (whole > INT64_MAX) {
    return String(INT64_MAX);
  }
  return String(whole < INT64_MIN ? INT64_MIN : whole);
}

/**
 * An activity's argument as it arrives. `input` is the action's field: strings are JSON already, the rest is not.
 * Nothing and null arrive as nothing; a bare boolean arrives as .NET writes it.
 */
export function activityArgument(input: unknown): TypedData {
  if (input === undefined || input === null) {
    return {};
  }
  if (typeof input === 'string') {
    return { string: input };
  }
  if (typeof input === 'boolean') {
    return { string: input ? 'True' : 'False' };
  }
  return { json: JSON.stringify(input) };
}
