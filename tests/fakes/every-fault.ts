/**
 * The hostile wire as a table: every fault, what a connector's call throws for it, and whether a change may then have
 * happened. A connector's test goes over its calls and over these rows; `describe.each(everyFault)` is the whole loop.
 */
import type { ErrorCode } from '../../domain/errors';
import type { Fault } from './faults';

export type FaultRow = {
  readonly title: string;
  readonly fault: Fault;
  readonly code: ErrorCode;
  /** What the error of a call that changes something says. */
  readonly outcomeUnknown: boolean;
  /** A call that only reads, or is repeatable, is repeated: one such fault alone is not noticed. */
  readonly passes: boolean;
};

const unavailable = { code: 'unavailable', outcomeUnknown: true, passes: true } as const;
const nonsense = { code: 'bad-answer', outcomeUnknown: true, passes: false } as const;
const silence = { code: 'timeout', outcomeUnknown: true, passes: false } as const;
const throttled = { code: 'throttled', outcomeUnknown: false, passes: false } as const;

/** The silent ones last until the caller's deadline: give calls a short one. */
export const everyFault: readonly FaultRow[] = [
  {
    title: '429 with Retry-After in seconds',
    fault: { kind: 'throttled', headers: { 'retry-after': '30' } },
    ...throttled,
  },
  {
    title: '429 with Retry-After as a date',
    fault: {
      kind: 'throttled',
      headers: { 'retry-after': 'Fri, 31 Dec 2100 23:59:59 GMT', date: 'Fri, 31 Dec 2100 23:59:00 GMT' },
    },
    ...throttled,
  },
  {
    title: '429 with X-Rate-Limit-Reset',
    fault: {
      kind: 'throttled',
      headers: { 'x-rate-limit-reset': '4133980799', date: 'Fri, 31 Dec 2100 23:59:00 GMT' },
    },
    ...throttled,
  },
  { title: '429 that names no end', fault: { kind: 'throttled' }, ...throttled, passes: true },
  { title: '500', fault: { kind: 'status', status: 500 }, ...unavailable },
  { title: '502 as a page', fault: { kind: 'html', status: 502 }, ...unavailable },
  { title: '503', fault: { kind: 'status', status: 503 }, ...unavailable },
  {
    title: '503 with Retry-After',
    fault: { kind: 'status', status: 503, headers: { 'retry-after': '30' } },
    code: 'unavailable',
    outcomeUnknown: false,
    passes: false,
  },
  { title: '504', fault: { kind: 'status', status: 504 }, ...unavailable },
  { title: 'a page for people with 200', fault: { kind: 'html' }, ...unavailable },
  {
    title: 'a page for people with 404',
    fault: { kind: 'html', status: 404 },
    code: 'unavailable',
    outcomeUnknown: false,
    passes: true,
  },
  { title: 'the connection is reset before the answer', fault: { kind: 'reset-before' }, ...unavailable },
  { title: 'the connection is reset in the answer', fault: { kind: 'reset-during' }, ...unavailable },
  { title: 'the answer ends too early', fault: { kind: 'truncated' }, ...unavailable },
  { title: 'no answer at all', fault: { kind: 'hang' }, ...silence },
  { title: 'headers, but no body', fault: { kind: 'no-body' }, ...silence },
  { title: 'a body that drips', fault: { kind: 'slow-drip' }, ...silence },
  { title: 'JSON that breaks off', fault: { kind: 'malformed-json' }, ...nonsense },
  { title: 'text that is not UTF-8', fault: { kind: 'not-utf8' }, ...nonsense },
  { title: 'JSON called plain text', fault: { kind: 'wrong-type' }, ...nonsense },
  { title: 'a broken encoding', fault: { kind: 'bad-gzip' }, ...nonsense },
  { title: 'a gzip bomb', fault: { kind: 'gzip-bomb' }, ...nonsense },
  { title: 'a body that is too large', fault: { kind: 'too-large' }, ...nonsense },
  { title: 'headers that are too large', fault: { kind: 'header-flood' }, ...nonsense },
  { title: 'something that is not HTTP', fault: { kind: 'garbage' }, ...nonsense },
  { title: 'a redirect to another host', fault: { kind: 'redirect' }, ...nonsense },
];

/** Where data is expected: calls of which only success counts are content with an empty or any JSON body. */
export const everyFaultOfData: readonly FaultRow[] = [
  { title: 'JSON of another shape', fault: { kind: 'other-shape' }, ...nonsense },
  { title: 'an empty body', fault: { kind: 'empty' }, ...nonsense },
];
