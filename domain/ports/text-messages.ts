/** Text messages through an SMS service (R6): the way to phones whose carrier has no mail gateway. */
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
