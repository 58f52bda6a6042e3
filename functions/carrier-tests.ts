/**
 * An administrator's test of a cell service provider (R6), on the ways of temporary passwords. Somebody waits for its
 * outcome in the chat: what takes longer than that is told as not known.
 */
import { renderCarrierTestText } from '../cards/mails/carrier-test';
import type { Handover } from '../domain/mobile-reset/request';
import type { Policy } from '../domain/policy/schema';
import type { CarrierTests } from '../domain/ports/text-messages';
import { Secret } from '../domain/secret';
import type { TextSender } from './text-sender';

/** Teams gives up on a press after some ten seconds. */
const defaultPatienceMs = 7_000;

export function createCarrierTests(
  texts: TextSender,
  policy: Policy,
  patienceMs = defaultPatienceMs,
): CarrierTests {
  const { timeZone, languages } = policy.organisation;
  return {
    has: texts.has,
    async send(target, { id, words, locale }) {
      const said = renderCarrierTestText(words, { locale, timeZone, languages });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Handover>((resolve) => {
        timer = setTimeout(() => resolve('unknown'), patienceMs);
      });
      const handover = await Promise.race([texts.send(target, new Secret(said), id), late]);
      clearTimeout(timer);
      return handover;
    },
  };
}
