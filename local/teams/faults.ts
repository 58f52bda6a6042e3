/** Failures that tests order in advance: throttling, a blocked bot, an app that isn't installed. First ordered, first met. */
import { z } from 'zod';

/** What is ordered by `POST /api/faults` (a contract). */
export const faultSchema = z
  .strictObject({
    status: z.number().int().min(400).max(599).optional(),
    headers: z.record(z.string(), z.coerce.string()).optional(),
    times: z.number().int().min(1).max(1_000_000),
    match: z.string().min(1).optional(),
    code: z.string().min(1).optional(),
    delayMs: z.number().int().min(1).max(600_000).optional(),
  })
  .refine(({ status, delayMs }) => status !== undefined || delayMs !== undefined, {
    path: ['status'],
    error: 'must be there where nothing is delayed',
  });

/**
 * `match` is a part of "METHOD path" or of the JSON body; absent, every call of the bot meets the fault.
 * `delayMs` holds the answer back; without a `status` the call itself is done at once, only its answer is late.
 */
export type Fault = z.infer<typeof faultSchema>;

/** The faults that are still to come. */
export type Faults = {
  order(fault: Fault): void;
  /** The fault that this call meets; it is used up by that. */
  meet(searched: string[]): Fault | undefined;
  pending(): Fault[];
  clear(): void;
};

/** An empty list of faults. */
export const createFaults = (): Faults => {
  let pending: Fault[] = [];
  return {
    order: (fault) => {
      pending.push({ ...fault });
    },
    meet: (searched) => {
      const fault = pending.find(
        ({ match }) => match === undefined || searched.some((text) => text.includes(match)),
      );
      if (!fault) return undefined;
      fault.times -= 1;
      pending = pending.filter(({ times }) => times > 0);
      return fault;
    },
    pending: () => pending.map((fault) => ({ ...fault })),
    clear: () => {
      pending = [];
    },
  };
};
