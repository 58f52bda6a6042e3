/** Reminders by mail: the same facts as the card, the way to the portal, how to reach IT, and no word of buttons. */
import { languages } from '../../cards/locale';
import { isMailed, renderReminderMail } from '../../cards/mails/reminder';
import { titleOf } from '../../cards/titles';
import type { Verb } from '../../domain/messages';
import type { MailedReminder } from '../../domain/reminder/messages';
import { reminderSamples } from './sample-reminders';

const reader = { locale: 'en-US', timeZone: 'America/Los_Angeles' };
const helpDesk = { phone: '+1 555 0100', url: 'https://help.contoso.example/it', hours: 'Mon–Fri 8–18' };
const mailOf = (message: MailedReminder, locale = 'en-US', displayName = 'Ada Fox') =>
  renderReminderMail({ message, displayName, helpDesk }, { ...reader, locale });

const [plain, last, , guided, bare, own] = reminderSamples['password-expiry'] as [
  MailedReminder,
  MailedReminder,
  MailedReminder,
  MailedReminder,
  MailedReminder,
  MailedReminder,
];
const [expired] = reminderSamples['password-expired'] as readonly [MailedReminder];
const portal = 'https://access.contoso.example/api/go/5fd1.x9Qm2';

test('a reminder says what runs out and when to the minute, and leads to the portal in both forms', () => {
  const { subject, text, html } = mailOf(plain);
  expect(subject).toBe('Your password expires in 14 days');
  for (const said of [
    'Hello Ada Fox,',
    'The password of ada.fox@contoso.example expires in 14 days.',
    'Expires: Sun, Dec 6, 2026, 11:59 PM PST',
    `Change password now: ${portal}`,
    '- Call +1 555 0100 (Mon–Fri 8–18)',
    '- Go to https://help.contoso.example/it',
    "because Account Access couldn't write to you in Teams",
  ])
    expect(text).toContain(said);
  expect(html).toContain(`<a class="button" href="${portal}">Change password now</a>`);
  expect(text).not.toContain('last reminder');
  expect(mailOf(last).text).toContain('This is the last reminder.');
});

test('without a portal the instructions stand in the mail, and without either IT is named', () => {
  const { text, html } = mailOf(guided);
  expect(text).toContain('Change your password: https://help.contoso.example/password');
  expect(text).toContain('Press Ctrl+Alt+Del, then');
  expect(text).toContain('1. choose Change a password\n2. follow the steps.');
  expect(html).toContain('1. choose Change a password<br>2. follow the steps.');
  expect(html).toContain(
    '<a class="button" href="https://help.contoso.example/password">Change your password</a>',
  );
  const textOnly = { ...guided, instructions: { title: 'By hand', text: 'Press **it**.' } } as MailedReminder;
  expect(mailOf(textOnly).text).toContain('By hand\n\nPress it.');
  expect(mailOf(textOnly).html).not.toContain('class="button"');
  expect(mailOf(bare).text).toContain('IT can tell you how to change it.');
});

test("has the organisation's own words, without their Markdown", () => {
  expect(mailOf(own).text).toContain(
    'Hello Ada Fox, the password of ada.fox@contoso.example ends on Sun, Dec 6, 2026, 11:59 PM PST, in 4 days.',
  );
  expect(mailOf(own).text).toContain('See the guide (https://help.contoso.example/guide).');
});

test('of an expired password it says that it is no longer valid, and how to renew it', () => {
  const { subject, text } = mailOf(expired);
  expect(subject).toBe('Your password has expired');
  expect(text).toMatch(/no longer valid.*Expired: Sun, Dec 6, 2026, 11:59 PM PST.*set a new one there/s);
  expect(text).toContain(portal);
});

test('of contracts it lists everybody at once, for nothing can be pressed', () => {
  const [nine] = reminderSamples['contractor-expiry'];
  const { subject, text } = mailOf(nine as MailedReminder);
  expect(subject).toBe('Contracts are about to end');
  expect(text).toContain('Siobhán O’Brien\nConsultant\nLast day: Tue, Nov 24, 2026 (tomorrow)');
  expect(text).toContain('王小明');
  expect(text).not.toMatch(/aren't listed|more contracts/);
  const beyond = mailOf({ ...(nine as MailedReminder), beyond: 12 } as MailedReminder).text;
  expect(beyond).toContain("12 more contracts aren't listed here.");
});

test('names that are addresses or markup are neither in a mail', () => {
  const name = '<b>https://evil.example</b>';
  const { text, html } = mailOf({ ...plain, accountName: name } as MailedReminder, 'en-US', name);
  expect(html).not.toContain('<b>');
  for (const form of [text, html]) expect(form).not.toMatch(/:\/\/evil/);
});

describe.each(languages)('in %s', (locale) => {
  const buttons: readonly Verb[] = ['already-updated', 'remind-later', 'stop-reminders', 'open-ticket'];

  test('every mail is whole, and names no button that only a card has', () => {
    for (const message of Object.values(reminderSamples).flat()) {
      if (!isMailed(message)) continue;
      const { subject, text, html } = mailOf(message, locale);
      expect(subject).toMatch(/\S/);
      // Hostile names bring braces of their own.
      expect(text.replace(/\{\u2060?\{.*?\}\}/g, '')).not.toMatch(/undefined|\{\w+\}|\n{3}/);
      expect(html).not.toContain('undefined');
      for (const verb of buttons) expect(text).not.toContain(titleOf(verb, locale));
    }
  });
});
