/** What the bot says of cell service providers (R6): the list, and one of them as a form with its test. */
import type { CarrierFault } from '../account-record';
import type { CarrierValues } from '../carrier-values';
import type { Handover } from '../mobile-reset/request';
import type { TextWay } from '../phone-number';
import type { DeskReason } from './act';
import type { CarrierActKind, CarrierTestTarget } from './carrier-act';

/** One row of the list. `label` is the name, with a number before it where two would look alike on a button. */
export type CarrierRow = CarrierValues & {
  readonly label: string;
  /** Something is set up that texts to its numbers can go by. */
  readonly isReachable: boolean;
};

/** What of a test is wrong as it was typed. */
export const carrierTestRules = [
  'number-missing',
  'area-code-digits',
  'local-number-digits',
  'no-extension',
  'words-too-long',
  'words-secret',
] as const;
export type CarrierTestRule = (typeof carrierTestRules)[number];

/** A message with which a provider is tried is short: one SMS has room for it in every language. */
export const longestTestWords = 80;

/** What has come of a press. */
export type CarrierNotice =
  | { readonly kind: 'done'; readonly act: Exclude<CarrierActKind, 'test'>; readonly name: string }
  | { readonly kind: 'tested'; readonly target: CarrierTestTarget; readonly handover: Handover }
  /** Nothing is set up that a text could go by. */
  | { readonly kind: 'no-way'; readonly way: TextWay }
  /** `until`: when the next test may be sent, where that is known. */
  | { readonly kind: 'limit'; readonly until?: string }
  | { readonly kind: 'not-done'; readonly reason: DeskReason };

export type CarriersMessage = {
  readonly kind: 'desk-carriers';
  readonly id: string;
  readonly rows: readonly CarrierRow[];
  /** The number of the first row; 1 on the first page. */
  readonly from: number;
  readonly hasNext: boolean;
  readonly notice?: CarrierNotice;
};

/** `values`, `note` and `words` as they were typed where something was refused, else as they are. */
export type CarrierMessage = {
  readonly kind: 'desk-carrier';
  readonly id: string;
  /** As it stands in the list; absent while it is added. */
  readonly saved?: CarrierValues;
  readonly values: CarrierValues;
  readonly note: string;
  /** What the test message says; empty for our own words. */
  readonly words: string;
  /** What of the values is wrong, one rule for each at most. */
  readonly faults?: readonly CarrierFault[];
  readonly testFault?: CarrierTestRule;
  readonly notice?: CarrierNotice;
};
