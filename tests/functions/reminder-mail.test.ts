/** Reminders by mail: what goes to the mail server, and what its silence and its refusals mean for a run. */
import type { Mail } from '../../connectors/mail/mail';
import { CodedError } from '../../domain/errors';
import { createReminderMail } from '../../functions/reminder-mail';
import { policyOf } from '../domain/fakes/world';

const message = {
  kind: 'password-expired',
  id: 'password-1',
  accountName: 'robin@contoso.example',
  expiredAt: '2026-12-01T10:00:00.000Z',
  url: 'https://portal.example/change',
} as const;
const robin = { displayName: 'Robin', email: 'robin@mail.example' };
const details = { locale: 'de-DE', key: 'password-1.2026-12-01.0' };

function mailWith(answer: () => Promise<void> = async () => undefined) {
  const sent: Parameters<Mail['send']>[0][] = [];
  const send: Mail['send'] = async (mail) => {
    await answer();
    sent.push(mail);
  };
  return { sent, mail: createReminderMail({ send } as Mail, policyOf()) };
}

test('goes to the account’s address, in the reader’s language, under an id that a repeated mail shares', async () => {
  const { sent, mail } = mailWith();
  expect(await mail.sendReminder(message, robin, details)).toBe('sent');
  expect(sent).toMatchObject([
    { to: 'robin@mail.example', messageId: '<password-1.2026-12-01.0@account-access>' },
  ]);
  expect(sent[0]?.subject).toMatch(/Passwort/);
  expect(sent[0]?.text).toContain('https://portal.example/change');
});

test('without an address, or without a mail server, nobody is reached', async () => {
  expect(await mailWith().mail.sendReminder(message, { displayName: 'Robin' }, details)).toBe('no-address');
  const none = createReminderMail(undefined, policyOf());
  expect(await none.sendReminder(message, robin, details)).toBe('no-address');
});

test('a mail server that is away means later; one that refuses for good is thrown on', async () => {
  const away = mailWith(async () => {
    throw new CodedError('unavailable', 'nobody there');
  });
  expect(await away.mail.sendReminder(message, robin, details)).toBe('later');
  const refusing = mailWith(async () => {
    throw new CodedError('refused', 'no such mailbox');
  });
  await expect(refusing.mail.sendReminder(message, robin, details)).rejects.toMatchObject({
    code: 'refused',
  });
});
