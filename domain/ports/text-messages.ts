/** Text messages through an SMS service (R6): the way to phones whose carrier has no mail gateway. */
import type { Handover } from '../mobile-reset/request';
import type { TextTarget, TextWay } from '../phone-number';
import type { Secret } from '../secret';
import type { CallOptions } from './call-options';

export interface TextMessages {
  /**
   * Hands a message over; nothing tells whether the phone gets it. `refused`: the service takes nothing for that
   * number. Throws coded errors; with `outcomeUnknown` the service may have it.
   * @param number as the carrier's number format wants it: `+12065550142`
   */
  send(number: string, text: Secret<string>, options: CallOptions): Promise<'accepted' | 'refused'>;
}

/** R6: a test of a cell service provider, on exactly the way that its temporary passwords take. */
export interface CarrierTests {
  /** Whether anything is set up for that way. */
  has(way: TextWay): boolean;
  /**
   * Hands the test message over once. It has a time-out that a turn can wait for, after which it is `unknown`, and
   * never throws. Undefined: nothing is set up for it.
   * @param words the administrator's; absent: the product's own
   */
  send(
    target: TextTarget,
    test: { readonly id: string; readonly words?: string; readonly locale: string },
  ): Promise<Handover | undefined>;
}
