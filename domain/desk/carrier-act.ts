/**
 * One act of an administrator on the list of cell service providers (R6): a row of its own, so that the same press does
 * nothing twice and its end stands in the trail, whatever dies in between. A number that a test goes to is in it masked.
 */
import type { Carrier } from '../account-record';
import { type CarrierValues, sameCarrierValues } from '../carrier-values';
import type { Handover } from '../mobile-reset/request';
import type { PersonKey } from '../person';
import type { TextWay } from '../phone-number';
import type { DeskReason } from './act';

export type CarrierActKind = 'add' | 'edit' | 'remove' | 'test';

/** Where a test goes; the number is masked. */
export type CarrierTestTarget = { readonly way: TextWay; readonly to: string };

export type CarrierAct = {
  /** Follows from the card and the button: pressed again, it is the same act. */
  readonly id: string;
  readonly kind: CarrierActKind;
  readonly administrator: PersonKey;
  /** Drawn when the form is shown, where one is added. */
  readonly carrierId: string;
  /** As the list had it: of all but adding. */
  readonly before?: CarrierValues;
  /** As it is to be: of adding and editing. */
  readonly after?: CarrierValues;
  readonly test?: CarrierTestTarget;
  /** The administrator's reason, in their words; a test has none. */
  readonly note?: string;
  readonly via: 'button' | 'typed';
  readonly beganAt: string;
  readonly outcome?: CarrierActOutcome;
  /** The outcome stands in the trail. */
  readonly recorded?: true;
};

export type CarrierVerdict =
  | { readonly result: 'done'; readonly handover?: Handover }
  | {
      readonly result: 'failed' | 'refused' | 'unknown';
      readonly reason: DeskReason;
      readonly handover?: Handover;
    };

export type CarrierActOutcome = CarrierVerdict & { readonly at: string };

/** At most so many tests of one administrator in an hour. */
export const carrierTestLimit = { maximum: 5, periodMs: 60 * 60_000, gapMs: 0 };

/** What the list shows of it afterwards. Whether a message went out no list tells. */
export function verdictOnCarriers(
  { kind, carrierId, before, after }: CarrierAct,
  carriers: readonly Carrier[],
): CarrierVerdict {
  const present = carriers.find(({ id }) => id === carrierId);
  const notSaved = { result: 'failed', reason: 'carrier-not-saved' } as const;
  switch (kind) {
    case 'test':
      return { result: 'unknown', reason: 'outcome-unknown', handover: 'unknown' };
    case 'add':
      return present ? { result: 'done' } : notSaved;
    case 'remove':
      return present ? notSaved : { result: 'done' };
    case 'edit':
      if (!present) return { result: 'refused', reason: 'carrier-gone' };
      if (after && sameCarrierValues(present, after)) return { result: 'done' };
      if (before && sameCarrierValues(present, before)) return notSaved;
      return { result: 'unknown', reason: 'outcome-unknown' };
  }
}

/** What became of handing a test over. */
export function verdictOnTest(handover: Handover): CarrierVerdict {
  if (handover === 'sent') return { result: 'done', handover };
  return { result: handover === 'unknown' ? 'unknown' : 'failed', reason: 'outcome-unknown', handover };
}
