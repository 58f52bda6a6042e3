/** The portal's pages: forms that work without scripts, problems that are named, and what a dead end says next. */
import { languages, text } from '../../cards/locale';
import { changePasswordPage } from '../../cards/pages/change-password';
import { factorsPage, linkEndedPage, passwordChangedPage } from '../../cards/pages/portal';
import { setPasswordPage } from '../../cards/pages/set-password';
import { everyPortalPage, lengths, problems } from './portal-samples';

const userName = 'maya.lindqvist@contoso.example';
const setPassword = {
  language: 'en',
  action: '/api/portal/set-password',
  token: 't0ken',
  userName,
  lengths,
} as const;
const changePassword = { language: 'en', action: '/api/portal/change-password', lengths } as const;
const mainOf = (page: string) => page.split('<main>')[1] ?? '';
const asRead = (page: string) =>
  mainOf(page).replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

test('the form of a link asks for the new password twice and nothing else', () => {
  const page = setPasswordPage(setPassword);
  expect(page).toContain('<form method="post" action="/api/portal/set-password">');
  expect(page).toContain('<input type="hidden" name="token" value="t0ken">');
  const names = [...page.matchAll(/<input[^>]*\sname="(\w+)"/g)].map(([, name]) => name);
  expect(names).toEqual(['token', 'newPassword', 'again']);
  expect(page.match(/autocomplete="new-password"/g)).toHaveLength(2);
  // Password managers keep it under the right name.
  expect(page).toMatch(/<input id="username" [^>]*autocomplete="username" readonly value="maya\.lindqvist@/);
  expect(page).not.toContain('role="alert"');
});

test('the rule is shown before anything is typed, and belongs to its field', () => {
  for (const page of [setPasswordPage(setPassword), changePasswordPage(changePassword)]) {
    expect(page).toMatch(/<p class="quiet" id="rule">Use at least 15 characters\./);
    expect(page).toMatch(/<input id="new-password"[^>]*aria-describedby="rule"/);
  }
});

test('pasting is possible, and what is pasted is not cut', () => {
  for (const [, page] of everyPortalPage('en', 'x')) {
    expect(page).not.toMatch(/onpaste|autocomplete="off"/);
    for (const [, length] of page.matchAll(/autocomplete="new-password"[^>]*maxlength="(\d+)"/g))
      expect(Number(length)).toBeGreaterThan(2 * lengths.longest);
  }
});

test.each(problems)(
  'the problem %s is read out, tied to the field, and no password comes back',
  (problem) => {
    const words = text(`page.new-password.${problem}`, 'en', { shortest: '15', longest: '128' });
    for (const page of [
      setPasswordPage({ ...setPassword, problem }),
      changePasswordPage({ ...changePassword, userName, problem }),
    ]) {
      expect(asRead(page)).toContain(`<p class="note bad" role="alert" id="problem">${words}</p>`);
      expect(page).toMatch(/id="new-password"[^>]*aria-describedby="problem rule" aria-invalid="true"/);
      expect(page).not.toMatch(/type="password"[^>]*value=/);
      expect(page).toContain(userName);
    }
  },
);

test('a refused change says the same to everybody, and names another way', () => {
  const page = changePasswordPage({ ...changePassword, userName, problem: 'refused' });
  expect(asRead(page)).toContain(
    "That didn't work. Check your user name, your current password and the code, if your account needs one. If it still doesn't work, write “Forgot password” to Account Access in Teams.",
  );
  expect(mainOf(page)).not.toMatch(/lock|unknown|disabled/i);
  expect(page).toMatch(/id="password"[^>]*aria-describedby="problem"/);
  expect(page).not.toMatch(/id="new-password"[^>]*aria-invalid/);
});

test('a new password that opens no lock says so, and what to write', () => {
  const of = { language: 'en', signIn: '/api/directory/sign-in' } as const;
  expect(asRead(passwordChangedPage({ ...of, stillLocked: true }))).toContain(
    'write “Unlock account” to Account Access',
  );
  const page = passwordChangedPage({ ...of, stillLocked: false });
  expect(page).not.toContain('locked');
  expect(page).toContain('<a href="/api/directory/sign-in">Sign in</a>');
  expect(page).not.toContain('<form');
});

test('dead ends say what to write to the bot, in words that it knows', () => {
  for (const language of languages) {
    const ended = asRead(linkEndedPage({ language, lifeMinutes: 15 }));
    expect(ended).toContain(text('verb.forgot-password', language));
    expect(ended).toContain('15');
    expect(asRead(factorsPage({ language, signIn: '/api/directory/sign-in' }))).toContain(
      text('verb.get-help', language),
    );
  }
});
