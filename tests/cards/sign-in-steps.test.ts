/** The pages between the password and being signed in: what each asks for, and what stands nowhere in them. */

import { languages } from '../../cards/locale';
import { renderDeviceCodeMail } from '../../cards/mails/device-code';
import { deviceCodePage } from '../../cards/pages/device-code';
import { enterCodePage } from '../../cards/pages/enter-code';
import { newPasswordDuePage } from '../../cards/pages/new-password-due';
import { setUpAuthenticatorPage } from '../../cards/pages/set-up-authenticator';
import { signInPageCsp } from '../../cards/pages/sign-in';
import { titleOf } from '../../cards/titles';
import { Secret } from '../../domain/secret';
import { scan } from '../harness/authenticator';
import { lengths } from './portal-samples';
import { enrolment } from './sign-in-samples';

const of = { language: 'en', action: '/api/directory/sign-in', step: 'sealed-step' } as const;
const mainOf = (page: string) => page.split('<main>')[1] ?? '';
const fieldsOf = (page: string) => [...page.matchAll(/<input[^>]*\sname="(\w+)"/g)].map(([, name]) => name);

test('a code is asked for as phones and password managers expect it', () => {
  for (const page of [
    enterCodePage({ ...of, state: 'form' }),
    deviceCodePage({ ...of, state: 'sent', lifeMinutes: 10 }),
  ])
    expect(page).toMatch(
      /<input id="\w+" name="\w+" type="text" inputmode="numeric" autocomplete="one-time-code"/,
    );
  expect(fieldsOf(enterCodePage({ ...of, state: 'form' }))).toEqual(['step', 'code']);
});

test('a wrong code is tied to what was wrong with it, and nothing is where nothing was', () => {
  expect(enterCodePage({ ...of, state: 'refused' })).toMatch(
    /name="code"[^>]*aria-describedby="problem" aria-invalid="true"/,
  );
  expect(enterCodePage({ ...of, state: 'refused' })).toContain('role="alert" id="problem"');
  expect(enterCodePage({ ...of, state: 'form' })).not.toMatch(/role="alert"|aria-invalid/);
});

test('device authorization: the code of the mail, or a new one; none where none went out', () => {
  const page = (state: 'sent' | 'not-sent' | 'held-back') =>
    deviceCodePage({ ...of, state, lifeMinutes: 10 });
  expect(fieldsOf(page('sent'))).toEqual(['step', 'deviceCode', 'step']);
  expect(page('sent')).toContain('name="resend" value="1"');
  expect(page('sent')).toContain('It works for 10 minutes.');
  expect(fieldsOf(page('not-sent'))).toEqual(['step']);
  expect(mainOf(page('held-back'))).toContain('several mails within an hour');
});

test('the set-up shows a code to scan, a link and the key in groups of four, which say the same', () => {
  const page = setUpAuthenticatorPage({ ...of, enrolment, state: 'form' });
  expect(page).toContain('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP');
  const [, href = ''] = /<a href="(otpauth:[^"]*)">/.exec(page) ?? [];
  expect(scan(href.replaceAll('&amp;', '&')).account).toContain('konstanze.wolkenstein');
  expect(page).toMatch(/<svg class="qr" viewBox="0 0 (\d+) \1" role="img" aria-label="QR code/);
  expect(signInPageCsp).toMatch(/default-src 'none'/);
});

test('a new password is asked for twice, with its rule', () => {
  const page = newPasswordDuePage({ ...of, userName: 'ada', lengths });
  expect(fieldsOf(page)).toEqual(['step', 'newPassword', 'again']);
  expect(page).toContain('Use at least 15 characters.');
  expect(newPasswordDuePage({ ...of, userName: 'ada', lengths, problem: 'common' })).toContain(
    'easy to guess',
  );
});

describe.each(languages)('the mail of device authorization in %s', (locale) => {
  const facts = {
    code: new Secret('048213'),
    lifeMinutes: 10,
    displayName: 'Ada Fox',
    accountName: 'ada.fox@contoso.example',
    at: '2026-11-22T18:03:00Z',
    where: 'Firefox, Linux, http://evil.example',
    helpDesk: { phone: '+1 555 0100' },
  };
  const mail = renderDeviceCodeMail(facts, { locale, timeZone: 'America/Los_Angeles' });

  test('has the code once, in its text and never in its subject', () => {
    expect(mail.text.match(/\b\d{6}\b/g)).toEqual(['048213']);
    expect(mail.html).toContain('048213');
    expect(mail.subject).not.toMatch(/\d/);
  });

  test('says how to object, and makes no link of foreign text', () => {
    expect(mail.text).toContain(titleOf('not-me', locale));
    expect(mail.text).toContain('+1 555 0100');
    for (const form of [mail.text, mail.html]) expect(form).not.toMatch(/:\/\/evil|undefined|[{}]minutes/);
  });
});
