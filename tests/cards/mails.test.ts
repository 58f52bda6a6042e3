/** The mail after an unlock: what was done, when, and how to object; nothing in it acts on its own. */
import { languages } from '../../cards/locale';
import { type Announcement, renderMail } from '../../cards/mails/announcement';
import { titleOf } from '../../cards/titles';

const reader = { locale: 'en', timeZone: 'America/Los_Angeles' };
const unlocked: Announcement = {
  about: 'unlocked',
  displayName: 'Ada Fox',
  accountName: 'ada.fox@contoso.example',
  at: '2026-11-22T18:03:00Z',
  ticketId: 'IT-1042',
  helpDesk: { phone: '+1 555 0100', url: 'https://help.contoso.example/it?a=1&b=2', hours: 'Mon–Fri 8–18' },
};

test('says what was done, to which account, when, and how to object', () => {
  const { subject, text } = renderMail(unlocked, reader);
  expect(subject).toBe('Your account was unlocked');
  for (const said of [
    'Hello Ada Fox,',
    'Account: ada.fox@contoso.example',
    'When: Sun, Nov 22, 2026, 10:03 AM PST',
    'Ticket: IT-1042',
    "If this wasn't you, tell IT now:",
    '- Call +1 555 0100 (Mon–Fri 8–18)',
    '- Go to https://help.contoso.example/it?a=1&b=2',
    "- In Teams, write “This wasn't me” to Account Access",
  ]) {
    expect(text).toContain(said);
  }
});

test('always names a way to object, even where the policy has no phone and no page', () => {
  const { text, html } = renderMail({ ...unlocked, ticketId: '', displayName: ' ', helpDesk: {} }, reader);
  expect(text).toContain('- In Teams, write');
  expect(text).not.toMatch(/Call|Go to|Ticket|undefined/);
  expect(text).toMatch(/^Hello,/);
  expect(html).not.toContain('undefined');
});

describe.each(['password-link', 'factors-removed', 'separated'] as const)('%s', (about) => {
  test.each(languages)('is whole in %s and says how to object', (locale) => {
    const factors = [{ id: 'f', kind: 'sms', name: '•••• 42' }] as const;
    const mail = renderMail({ ...unlocked, about, factors }, { ...reader, locale });
    expect(mail.subject).not.toBe(renderMail(unlocked, { ...reader, locale }).subject);
    expect(mail.text).toContain(titleOf('not-me', locale));
    expect(mail.text).not.toMatch(/[{}]|undefined|https?:(?!\/\/help)/);
  });
});

test('names that look like addresses are no links in a mail program either', () => {
  const names = {
    displayName: 'https://evil.example/a',
    accountName: 'www.evil.example',
    factors: [{ id: 'f', kind: 'sms', name: 'http://evil.example/b' }] as const,
  };
  const { text, html } = renderMail({ ...unlocked, about: 'factors-removed', ...names }, reader);
  for (const form of [text, html]) {
    expect(form).toContain('evil.example/b');
    expect(form).not.toMatch(/:\/\/evil|www\.evil/);
  }
});

test('names what was removed, and that sessions were ended', () => {
  const { text } = renderMail(
    {
      ...unlocked,
      about: 'factors-removed',
      factors: [
        { id: 'f', kind: 'sms', name: '•••• 42' },
        { id: 'g', kind: 'push', name: 'Pixel\r\nBcc: x' },
      ],
      sessionsEnded: true,
    },
    reader,
  );
  expect(text).toContain('Removed: Text message: •••• 42, Push notification: Pixel Bcc: x\n');
  expect(text).toContain("You've been signed out everywhere.");
});

test.each(languages)('in %s, the words to write are the title of the button', (locale) => {
  const { subject, text, html } = renderMail(unlocked, { ...reader, locale });
  expect(text).toContain(titleOf('not-me', locale));
  expect(html).toContain(`<html lang="${locale}">`);
  expect(subject).toMatch(/\S/);
  expect(text).not.toMatch(/[{}]|undefined/);
});

test('hostile names stay text in the HTML, and the subject stays one line', () => {
  const hostile = '"><img src=https://evil.example/x onerror=alert(1)>\r\nBcc: all@contoso.example';
  const mail = renderMail(
    { ...unlocked, displayName: hostile, accountName: hostile, helpDesk: { phone: hostile, hours: hostile } },
    reader,
  );
  expect(mail.html).not.toContain('<img');
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.text).not.toContain('\nBcc:');
});

test('a help desk page that is not one of the web is left out', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'nowhere']) {
    const { html, text } = renderMail({ ...unlocked, helpDesk: { url } }, reader);
    expect(html).not.toContain('<a ');
    expect(text).not.toContain(url);
  }
});

test('fetches nothing and runs nothing', () => {
  const { html } = renderMail(unlocked, reader);
  expect(html).not.toMatch(/<(?:script|img|link|iframe|form)|\ssrc=|@import|url\(|\son\w+=/i);
  expect(html.match(/https?:[^"<]*/g)).toEqual([
    'https://help.contoso.example/it?a=1&amp;b=2',
    'https://help.contoso.example/it?a=1&amp;b=2',
  ]);
});

describe('R8 an edit at the desk', () => {
  const emails = { former: 'ada.fox@contoso.example', present: 'mallory@evil.example' };
  const edited: Announcement = {
    ...unlocked,
    ...{ about: 'email-changed', edit: { changed: ['email', 'phones', 'status'], emails } },
  };

  test.each(languages)(
    'in %s says what was changed, masks both addresses, and says how to object',
    (locale) => {
      const { subject, text, html } = renderMail(edited, { ...reader, locale });
      for (const form of [text, html]) {
        expect(form).toContain('a•••@contoso.example');
        expect(form).toContain('m•••@evil.example');
        expect(form).not.toContain('mallory');
      }
      expect(text).toContain(titleOf('not-me', locale));
      expect(text).not.toMatch(/[{}]|undefined/);
      const record = renderMail(
        { ...edited, about: 'record-edited', edit: { changed: ['carrierId'] } },
        { ...reader, locale },
      );
      expect(record.subject).not.toBe(subject);
      expect(record.text).not.toMatch(/[{}]|undefined|@evil/);
    },
  );

  test('names what else was changed as the desk does, a status not', () => {
    expect(renderMail(edited, reader).text).toContain('Changed: Phones\n');
    const all = { changed: ['phones', 'carrierId', 'mobileResetAllowed'] } as const;
    expect(renderMail({ ...edited, edit: all }, reader).text).toContain(
      'Changed: Phones, Cell service provider, Mobile reset allowed\n',
    );
  });

  test('an address that was taken away, or is the first one, is told as such', () => {
    const away = { changed: ['email'], emails: { former: emails.former } } as const;
    const { text } = renderMail({ ...edited, edit: away }, reader);
    expect(text).toContain('E-mail address now: None\n');
    expect(text).not.toMatch(/both addresses/);
    expect(renderMail(edited, reader).text).toMatch(/both addresses/);
  });
});
