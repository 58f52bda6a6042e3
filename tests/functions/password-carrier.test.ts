/** Which way a temporary password takes as a text message, and what is told of it. */
import type { Mail, OutgoingMail } from '../../connectors/mail/mail';
import { CodedError } from '../../domain/errors';
import { readPolicy } from '../../domain/policy/schema';
import type { TextMessages } from '../../domain/ports/text-messages';
import { Secret } from '../../domain/secret';
import { createPasswordCarrier } from '../../functions/password-carrier';
import { createTextSender } from '../../functions/text-sender';
import { ana } from '../domain/fakes/mobile';

const password = new Secret('R7#temporary');
const details = {
  requestId: 'r1',
  at: '2026-11-22T10:00:00.000Z',
  expiresAt: '2026-11-22T10:30:00.000Z',
  locale: 'en',
};
const { textAddress, ...withoutGateway } = ana;
const byService = { ...withoutGateway, serviceNumber: '+15550100142' };

function policy() {
  const reading = readPolicy({});
  if (reading.kind === 'faults') throw new Error(reading.faults.join());
  return reading.policy;
}

function surroundings(answer: () => 'accepted' | 'refused' = () => 'accepted') {
  const mails: OutgoingMail[] = [];
  const texts: { number: string; text: string }[] = [];
  const mail: Mail = {
    send: async (message) => void mails.push(message),
    check: async () => {},
    close: () => {},
  };
  const service: TextMessages = {
    send: async (number, text) => {
      const said = answer();
      texts.push({ number, text: text.reveal() });
      return said;
    },
  };
  return { mails, texts, mail, service };
}

test('R6 a number whose provider has a gateway is reached by mail, also where there is an SMS service', async () => {
  const { mails, texts, mail, service } = surroundings();
  const carrier = createPasswordCarrier(mail, policy(), createTextSender(mail, service));
  const both = { ...ana, serviceNumber: '+15550100142' };
  expect(await carrier.text(both, password, details)).toEqual({ way: 'text-by-mail', result: 'sent' });
  expect([mails.map(({ to }) => to), texts]).toEqual([[textAddress], []]);
});

test('R6 a number whose provider has none is reached by the SMS service, and nobody without one', async () => {
  const { mails, texts, mail, service } = surroundings();
  const carrier = createPasswordCarrier(mail, policy(), createTextSender(mail, service));
  expect(await carrier.text(byService, password, details)).toEqual({ way: 'text-service', result: 'sent' });
  expect(texts).toEqual([{ number: '+15550100142', text: expect.stringContaining('R7#temporary') }]);
  expect(await carrier.text(withoutGateway, password, details)).toBeUndefined();
  expect(
    await createPasswordCarrier(mail, policy(), createTextSender(mail, undefined)).text(
      byService,
      password,
      details,
    ),
  ).toBeUndefined();
  expect(mails).toEqual([]);
});

test.each([
  ['refused', () => 'refused' as const],
  [
    'refused',
    () => {
      throw new CodedError('unauthorised', 'x');
    },
  ],
  [
    'not-sent',
    () => {
      throw new CodedError('unavailable', 'x');
    },
  ],
  [
    'unknown',
    () => {
      throw new CodedError('unavailable', 'x', { outcomeUnknown: true });
    },
  ],
])('R7 what the service says is told by its kind only: %s', async (result, answer) => {
  const { mail, service } = surroundings(answer);
  const carrier = createPasswordCarrier(mail, policy(), createTextSender(mail, service));
  expect(await carrier.text(byService, password, details)).toEqual({ way: 'text-service', result });
});
