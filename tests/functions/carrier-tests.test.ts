/** R6: a test message goes exactly the way that a temporary password would take, and says what it is. */
import { languages } from '../../cards/locale';
import { renderCarrierTestText } from '../../cards/mails/carrier-test';
import type { Mail, OutgoingMail } from '../../connectors/mail/mail';
import { containsSecret } from '../../dialogs/recogniser/secret-guard';
import { CodedError } from '../../domain/errors';
import { textTargetOf } from '../../domain/phone-number';
import { readPolicy } from '../../domain/policy/schema';
import type { TextMessages } from '../../domain/ports/text-messages';
import { createCarrierTests } from '../../functions/carrier-tests';
import { createTextSender } from '../../functions/text-sender';

const phone = { areaCode: '206', localNumber: '5550142' };
const gateway = textTargetOf({ smsDomain: 'sms.example', numberFormat: '1{area}{local}' }, phone);
const service = textTargetOf({ numberFormat: '+1{area}{local}' }, phone);
const test_ = { id: 'act-1', locale: 'en-US' };

function surroundings(answer: () => Promise<void> = async () => {}) {
  const mails: OutgoingMail[] = [];
  const texts: string[][] = [];
  const mail: Mail = {
    send: async (message) => {
      mails.push(message);
      return answer();
    },
    check: async () => {},
    close: () => {},
  };
  const sms: TextMessages = {
    send: async (number, text) => {
      texts.push([number, text.reveal()]);
      return 'accepted';
    },
  };
  const reading = readPolicy({});
  if (reading.kind === 'faults') throw new Error(reading.faults.join());
  return { mails, texts, mail, sms, policy: reading.policy };
}

test('R6 a provider with a gateway is tested by mail, one without by the SMS service', async () => {
  const { mails, texts, mail, sms, policy } = surroundings();
  const tests = createCarrierTests(createTextSender(mail, sms), policy);
  expect(await tests.send(gateway, test_)).toBe('sent');
  expect(mails).toEqual([
    {
      ...{ to: '12065550142@sms.example', subject: '', messageId: '<act-1.text@account-access>' },
      text: 'Account Access, test message: This is a test. There is nothing to do.',
    },
  ]);
  expect(await tests.send(service, { ...test_, words: 'Did it come?' })).toBe('sent');
  expect(texts).toEqual([['+12065550142', 'Account Access, test message: Did it come?']]);
});

test('R6 what is not set up is known before anything is sent', async () => {
  const { mail, sms, policy } = surroundings();
  const mailOnly = createCarrierTests(createTextSender(mail, undefined), policy);
  const smsOnly = createCarrierTests(createTextSender(undefined, sms), policy);
  expect([mailOnly.has('text-by-mail'), mailOnly.has('text-service')]).toEqual([true, false]);
  expect([smsOnly.has('text-by-mail'), smsOnly.has('text-service')]).toEqual([false, true]);
  expect(await mailOnly.send(service, test_)).toBeUndefined();
  expect(await smsOnly.send(gateway, test_)).toBeUndefined();
});

test('R6 a server that takes too long for a chat leaves it unknown', async () => {
  const { mail, policy } = surroundings(() => new Promise(() => {}));
  const tests = createCarrierTests(createTextSender(mail, undefined), policy, 20);
  expect(await tests.send(gateway, test_)).toBe('unknown');
});

test.each([
  ['refused', new CodedError('refused', 'x')],
  ['not-sent', new CodedError('unavailable', 'x')],
  ['unknown', new CodedError('unavailable', 'x', { outcomeUnknown: true })],
] as const)('R6 what the server says is told by its kind: %s', async (handover, error) => {
  const { mail, policy } = surroundings(() => Promise.reject(error));
  const tests = createCarrierTests(createTextSender(mail, undefined), policy);
  expect(await tests.send(gateway, test_)).toBe(handover);
});

test.each(languages)(
  'R6 the text in %s says that it is a test, fits one SMS, and makes no link',
  (locale) => {
    const reader = { locale, timeZone: 'UTC' };
    const own = renderCarrierTestText(undefined, reader);
    expect(own).toMatch(/^Account Access/);
    expect(own.length).toBeLessThan(140);
    expect(containsSecret(own)).toBe(false);
    const said = renderCarrierTestText('look at https://evil.example\u202e now', reader);
    expect(said).not.toMatch(/https:\/\/|\u202e/);
  },
);
