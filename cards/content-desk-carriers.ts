/** Words of cell service providers at the desk (R6): their list, one of them as a form, and the test of it. */
import type { CarrierFault } from '../domain/account-record';
import { type CarrierValues, readCarrier } from '../domain/carrier-values';
import {
  type CarrierMessage,
  type CarrierNotice,
  type CarrierRow,
  type CarrierTestRule,
  longestTestWords,
} from '../domain/desk/carrier-messages';
import { textTargetOf } from '../domain/phone-number';
import type { TextKey } from './locale';
import type { CarrierForm, CarrierTestForm, Content, Writers } from './slots';
import type { Speaker } from './speaker';

export const deskCarriersContent: Writers<'desk-carriers' | 'desk-carrier'> = {
  'desk-carriers': ({ rows, from, hasNext, notice }, speaker) => {
    const { say, show } = speaker;
    const range = { from: String(from), to: String(from + rows.length - 1) };
    const isAll = from === 1 && !hasNext;
    return {
      title: say('desk-carriers.title'),
      text:
        rows.length === 0
          ? say('desk-carriers.empty')
          : say(isAll ? 'desk-carriers.text' : 'desk-carriers.range', range),
      ...noticeOf(notice, speaker),
      people: rows.map((row) => ({ lead: show(row.name), lines: linesOf(row, speaker) })),
    };
  },
  'desk-carrier': (message, speaker) => {
    const { say, show } = speaker;
    const { saved, faults, testFault, notice } = message;
    return {
      title: say('desk-carrier.title'),
      text: saved ? show(saved.name) : say('desk-carrier.new'),
      ...(faults?.length ? { alert: say('desk-edit.refused') } : {}),
      ...(testFault ? { alert: say('desk-carrier.not-sent') } : {}),
      ...(isOfTest(notice) ? {} : noticeOf(notice, speaker)),
      carrier: formOf(message, speaker),
      reason: {
        label: say('desk-record.reason'),
        placeholder: say('desk-record.reason-example'),
        value: message.note,
      },
      ...(saved ? { carrierTest: testOf(message, speaker) } : {}),
    };
  },
};

function linesOf(row: CarrierRow, { say, show }: Speaker): readonly string[] {
  const { smsDomain, numberFormat, isReachable } = row;
  const way = smsDomain
    ? [
        say('desk-carriers.domain', { domain: show(smsDomain) }),
        ...(isReachable ? [] : [say('desk-carriers.no-mail-server')]),
      ]
    : [say(isReachable ? 'desk-carriers.by-service' : 'desk-carriers.none')];
  return [...way, say('desk-carriers.format', { format: show(numberFormat) })];
}

/** The places of a number format, as they are written. */
const places = { area: '{area}', local: '{local}' };

function formOf({ values, faults = [] }: CarrierMessage, { say, show }: Speaker): CarrierForm {
  const said = (field: CarrierFault['field']): readonly string[] =>
    faults.flatMap((fault) => (fault.field === field ? say(`carrier-rule.${fault.rule}`, places) : []));
  const example = exampleOf(values);
  return {
    name: { label: say('desk-carrier.name'), value: values.name, faults: said('name') },
    domain: {
      label: say('desk-carrier.domain'),
      placeholder: say('desk-carrier.domain-example'),
      value: values.smsDomain ?? '',
      faults: said('smsDomain'),
    },
    format: {
      label: say('desk-carrier.format'),
      value: values.numberFormat,
      faults: said('numberFormat'),
    },
    hint: say('desk-carrier.format-hint', places),
    ...(example ? { example: say('desk-carrier.example', { example: show(example) }) } : {}),
  };
}

/** A number that is nobody's, as these values would write it; undefined where they break a rule. */
function exampleOf(values: CarrierValues): string | undefined {
  const reading = readCarrier({ ...values, name: 'any' });
  if (reading.kind === 'refused') return undefined;
  const target = textTargetOf(reading.values, { areaCode: '206', localNumber: '5550142' });
  return target.way === 'mail' ? target.address : target.number;
}

/** Of numbers the rules are those of a record's phones. */
const testRuleKeys: Readonly<Record<CarrierTestRule, TextKey>> = {
  'number-missing': 'carrier-test-rule.number-missing',
  'area-code-digits': 'record-rule.area-code-digits',
  'local-number-digits': 'record-rule.local-number-digits',
  'no-extension': 'record-rule.no-extension',
  'words-too-long': 'carrier-test-rule.words-too-long',
  'words-secret': 'carrier-test-rule.words-secret',
};

/** What has come of a test is said where its button is: on a phone the card's beginning is far away. */
function isOfTest(notice: CarrierNotice | undefined): boolean {
  return notice !== undefined && ['tested', 'no-way', 'limit'].includes(notice.kind);
}

function testOf({ words, testFault, notice }: CarrierMessage, speaker: Speaker): CarrierTestForm {
  const { say, titleOf } = speaker;
  const { alert, done } = isOfTest(notice) ? noticeOf(notice, speaker) : {};
  return {
    alerts: alert ? [alert] : [],
    dones: done ? [done] : [],
    title: titleOf('desk-carrier-test'),
    text: say('desk-carrier.test-text'),
    faults: testFault ? [say(testRuleKeys[testFault])] : [],
    area: say('desk-edit.area-code'),
    local: say('desk-edit.local-number'),
    message: say('desk-carrier.test-message'),
    words: words || say('desk-carrier.test-words'),
    longest: longestTestWords,
  };
}

function noticeOf(
  notice: CarrierNotice | undefined,
  { say, show, moment }: Speaker,
): Pick<Content, 'alert' | 'done'> {
  if (!notice) return {};
  switch (notice.kind) {
    case 'done':
      return { done: say(`carrier-done.${notice.act}`, { name: show(notice.name) }) };
    case 'not-done':
      return { alert: say(`desk-reason.${notice.reason}`) };
    case 'no-way':
      return { alert: say(`carrier-no-way.${notice.way}`) };
    case 'limit':
      return {
        alert: notice.until
          ? say('carrier-limit.until', { until: moment(notice.until) })
          : say('carrier-limit.unknown'),
      };
    case 'tested': {
      const { target, handover } = notice;
      const said = say(`carrier-tested.${handover}`, {
        way: say(`mobile-way.${target.way}`),
        to: show(target.to),
      });
      return handover === 'sent' ? { done: said } : { alert: said };
    }
  }
}
