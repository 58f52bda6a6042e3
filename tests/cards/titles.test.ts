/** Buttons can be typed instead of pressed, in any language and as people type. */
import { languages } from '../../cards/locale';
import { choiceTitleOf, titleOf, verbsOfTitle } from '../../cards/titles';
import type { Verb } from '../../domain/messages';

const english: Readonly<Record<Verb, string>> = {
  'unlock-yes': 'Yes',
  'unlock-no': 'No',
  'not-me': "This wasn't me",
  cancel: 'Cancel',
  worked: 'Great, it worked!',
  reopen: 'Re-open issue',
  'forgot-password': 'Forgot password',
  'reset-mfa': 'Reset MFA',
  unlock: 'Unlock account',
  'get-help': 'Get help',
  'send-to-it': 'Send to IT',
  'cancel-help': 'Cancel',
  recover: 'Recover access',
  'new-link': 'Send a new link',
  'mfa-yes': 'Yes, reset MFA',
  'mfa-selected': 'Reset selected',
  'view-answer': 'View answer',
};

test.each(Object.entries(english))('%s is titled %s', (verb, title) => {
  expect(titleOf(verb as Verb, 'en')).toBe(title);
});

test.each(languages)('every title in %s leads back to its verb', (language) => {
  for (const verb of Object.keys(english) as Verb[]) {
    const title = titleOf(verb, language);
    for (const typed of [title, title.toUpperCase(), ` “${title}.” `, title.normalize('NFD')]) {
      expect(verbsOfTitle(typed)).toContain(verb);
    }
  }
});

test.each(languages)('no two verbs share a title in %s, but the two ways to cancel', (language) => {
  const titles = Object.keys(english).map((verb) => titleOf(verb as Verb, language));
  expect(titles.length - new Set(titles).size).toBe(1);
});

test.each([
  ['this wasn’t me', 'not-me'],
  ['THIS WASNT ME!!', 'not-me'],
  ['great it worked', 'worked'],
  ['reopen issue', 'reopen'],
  ['si', 'unlock-yes'],
  ['nao fui eu', 'not-me'],
  ['super ca marche', 'worked'],
  ["ce n'etait pas moi", 'not-me'],
  ['yes reset mfa', 'mfa-yes'],
  ['oui reinitialiser la mfa!', 'mfa-yes'],
  ['RECOVER ACCESS', 'recover'],
  ['ausgewahlte zurucksetzen', 'mfa-selected'],
  ['ver resposta', 'view-answer'],
] as const)('"%s" means %s', (typed, verb) => {
  expect(verbsOfTitle(typed)).toEqual([verb]);
});

test('a title that several buttons have means all of them', () => {
  expect(verbsOfTitle('cancel').toSorted()).toEqual(['cancel', 'cancel-help']);
});

test.each(['', '   ', '?!', 'yes please do', 'unlock', 'x'.repeat(100_000)])(
  '"%.20s" is no title',
  (typed) => {
    expect(verbsOfTitle(typed)).toEqual([]);
  },
);

test('the answer belongs to the asker: changing it changes nothing here', () => {
  verbsOfTitle('yes').push('cancel');
  expect(verbsOfTitle('yes')).toEqual(['unlock-yes']);
});

test('a choice names the account as plain text, and without one has its title', () => {
  expect(choiceTitleOf({ verb: 'unlock-yes', accountName: 'ada\u202e_x_' }, 'en')).toBe('Yes, unlock ada_x_');
  expect(choiceTitleOf({ verb: 'unlock-yes' }, 'en')).toBe('Yes');
  expect(choiceTitleOf({ verb: 'cancel-help', accountName: 'ada' }, 'en')).toBe('Cancel');
});

test.each(languages)('a choice fits a phone in %s, however long the account', (language) => {
  for (const verb of ['unlock-yes', 'unlock-no', 'cancel'] as const) {
    const title = choiceTitleOf({ verb, accountName: 'a.very.long.name@an.even.longer.example' }, language);
    expect(title).toContain('a.very.');
    expect(title.length).toBeLessThanOrEqual(48);
  }
});
