/** A line of what `npm run check` found. What was answered stands in none: a kind of failure, a status, a vendor's code. */
import { HttpError } from '../../connectors/http/http-error';
import { codeOf } from '../../domain/errors';

export type Row = {
  readonly connector: string;
  readonly what: string;
  readonly result: 'ok' | 'failed' | 'not tried';
  /** How it failed, or why it wasn't tried. */
  readonly detail: string;
  readonly todo: string;
};

/** `forbidden (403, E0000006)` */
export function failureOf(error: unknown): string {
  if (!(error instanceof HttpError)) return codeOf(error);
  const { fault, status, vendorCode, reason } = error.facts;
  const known = [status, vendorCode, reason].filter((fact) => fact !== undefined);
  return known.length > 0 ? `${fault} (${known.join(', ')})` : fault;
}
