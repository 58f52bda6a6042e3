/**
 * Test provider (R6): one short message to a number that the administrator types, on exactly the way that a temporary
 * password would take. Limited, audited with the number masked, sent once however often it is pressed.
 */
import { type CarrierTestTarget, carrierTestLimit, verdictOnTest } from '../../desk/carrier-act';
import { type CarrierTestRule, longestTestWords } from '../../desk/carrier-messages';
import { maskedNumber } from '../../mobile-reset/masked';
import { numberOf, readPhones, type TextWay, textTargetOf, textWayOf } from '../../phone-number';
import { giveBack, reserve } from '../reserve';
import { recordCarrierRefusal } from './carrier-trail';
import { openForAct } from './carriers';
import type { DeskDeps } from './desk-deps';
import {
  type CarrierActAnswer,
  type CarrierPress,
  carrierActId,
  performCarrierAct,
} from './perform-carrier-act';

export type CarrierTest = {
  readonly areaCode: string;
  readonly localNumber: string;
  /** Past the guard of P2; empty for our own words. */
  readonly words: string;
  readonly locale: string;
};

export type TestedCarrier =
  | CarrierActAnswer
  | { readonly kind: 'fault'; readonly rule: CarrierTestRule }
  | { readonly kind: 'no-way'; readonly way: TextWay }
  | { readonly kind: 'limit'; readonly until?: string };

export async function testCarrier(
  deps: DeskDeps,
  press: CarrierPress,
  { areaCode, localNumber, words, locale }: CarrierTest,
): Promise<TestedCarrier> {
  const refused = (reason: string) => recordCarrierRefusal(deps, press, 'test', press.carrierId, reason);
  const opened = await openForAct(deps, press, 'test', undefined);
  if (opened.kind === 'refused') return opened;
  const reading = readTest(areaCode, localNumber, words);
  if ('rule' in reading) {
    await refused(reading.rule);
    return { kind: 'fault', rule: reading.rule };
  }
  const { phone } = reading;
  const { before } = opened;
  if (!before) return { kind: 'refused', reason: 'carrier-gone' };
  const target = textTargetOf(before, phone);
  const way = textWayOf(target);
  if (!deps.carrierTests.has(way)) {
    await refused(`no way, ${way}`);
    return { kind: 'no-way', way };
  }
  const id = carrierActId(deps, press.cardId, 'test');
  const admission = await reserve(deps, press.person, 'carrier-test', carrierTestLimit, id).catch(
    () => ({ kind: 'refused', reason: 'limit-unreadable' }) as const,
  );
  if (admission.kind === 'refused') {
    await refused(admission.reason);
    return { kind: 'limit', ...('until' in admission && admission.until ? { until: admission.until } : {}) };
  }
  const test: CarrierTestTarget = { way, to: maskedNumber(numberOf(phone)) };
  const answer = await performCarrierAct(deps, press, 'test', { before, test }, async (act) => {
    const said = words.trim() === '' ? {} : { words: words.trim() };
    const handover = await deps.carrierTests.send(target, { id: act.id, locale, ...said });
    return verdictOnTest(handover ?? 'not-sent');
  });
  // Nothing went out: it is no test.
  const isUnsent =
    answer.kind === 'refused' || (answer.kind === 'ended' && answer.outcome.handover === 'not-sent');
  if (isUnsent) await giveBack(deps, press.person, 'carrier-test', id);
  return answer;
}

type Read =
  | { readonly phone: { readonly areaCode: string; readonly localNumber: string } }
  | { readonly rule: CarrierTestRule };

function readTest(areaCode: string, localNumber: string, words: string): Read {
  if (areaCode.trim() === '' && localNumber.trim() === '') return { rule: 'number-missing' };
  const reading = readPhones([{ areaCode, localNumber, type: 'mobile', sms: true }]);
  if (reading.kind === 'fault') return { rule: testRuleOf(reading.fault.rule) };
  const [phone] = reading.phones;
  if (!phone) return { rule: 'number-missing' };
  return Array.from(words.trim()).length > longestTestWords ? { rule: 'words-too-long' } : { phone };
}

/** Of one number by itself no other rule can be broken. */
function testRuleOf(rule: string): CarrierTestRule {
  return rule === 'area-code-digits' || rule === 'no-extension' ? rule : 'local-number-digits';
}
