/** Buttons can be typed instead of pressed, in any language and as people type. */

import { deskTitles, openTitleOf } from '../../cards/desk-titles';
import { languages, text } from '../../cards/locale';
import {
  choiceTitleOf,
  isTitleOfChoice,
  linkNames,
  linkOfTitle,
  mayBeTitle,
  sameTitle,
  titleOf,
  verbsOfTitle,
} from '../../cards/titles';
import { type DeskVerb, deskVerbs } from '../../domain/desk/messages';
import type { Verb } from '../../domain/messages';

const english: Readonly<Record<Exclude<Verb, DeskVerb>, string>> = {
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
  'already-updated': 'Already updated',
  'remind-later': 'Remind me later',
  'stop-reminders': 'Do not remind me again',
  'open-ticket': 'Open a ticket',
  'show-more': 'Show more',
  'how-to-extend': 'How to extend',
  'how-to-terminate': 'How to terminate',
  understood: 'Understood, thanks',
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

const meant = [
  { verb: 'unlock-yes', about: 'unlock' },
  { verb: 'unlock-yes', about: 'unlock', accountName: 'ada@contoso.example' },
  { verb: 'unlock-no', about: 'unlock' },
  { verb: 'unlock-no', about: 'unlock', accountName: 'ada@contoso.example' },
  { verb: 'recover', about: 'password-reset' },
  { verb: 'mfa-yes', about: 'mfa-reset' },
  { verb: 'send-to-it', about: 'help' },
  { verb: 'cancel', about: 'unlock' },
  { verb: 'cancel', about: 'password-reset' },
  { verb: 'cancel', about: 'mfa-reset' },
  { verb: 'cancel-help', about: 'help' },
] as const;

test('a choice names the account as plain text', () => {
  const accountName = 'ada\u202e_x_';
  expect(choiceTitleOf({ verb: 'unlock-yes', about: 'unlock', accountName }, 'en')).toBe(
    'Yes, unlock ada_x_',
  );
});

describe.each(languages)('G3: "Which one do you mean?" in %s', (language) => {
  const titles = meant.map((choice) => choiceTitleOf(choice, language));

  test('offers no two alike, and none that a plain yes or no is', () => {
    const plain = (['unlock-yes', 'unlock-no', 'cancel'] as const).map((verb) => titleOf(verb, language));
    expect(new Set([...titles, ...plain].map(sameTitle)).size).toBe(titles.length + plain.length);
  });

  test('a title that was typed is known for one, and means its own choice alone', () => {
    for (const [index, title] of titles.entries()) {
      const typed = `“${title.toUpperCase()}.”`;
      expect(mayBeTitle(typed)).toBe(true);
      expect(meant.filter((choice) => isTitleOfChoice(typed, { id: 'x', ...choice }))).toEqual([
        meant[index],
      ]);
    }
  });

  test('a choice fits a phone, however long the account', () => {
    for (const verb of ['unlock-yes', 'unlock-no'] as const) {
      const accountName = 'a.very.long.name@an.even.longer.example';
      const title = choiceTitleOf({ verb, about: 'unlock', accountName }, language);
      expect(title).toContain('a.very.');
      expect(title.length).toBeLessThanOrEqual(48);
    }
  });

  test("a link's title leads to the link, and is no button's", () => {
    for (const name of linkNames) {
      const title = text(`link.${name}`, language);
      expect([linkOfTitle(` ${title.toUpperCase()}! `), verbsOfTitle(title)]).toEqual([name, []]);
    }
  });
});

test.each(['', 'the printer is on fire', 'yes please', 'x'.repeat(100_000)])(
  '"%.20s" may be no title',
  (typed) => {
    expect(mayBeTitle(typed)).toBe(false);
    expect(linkOfTitle(typed)).toBeUndefined();
  },
);

describe('titles of the administrator’s desk', () => {
  test.each(languages)(
    'every one in %s leads back to its verb, and to nothing that everybody may press',
    (language) => {
      for (const verb of deskVerbs) {
        const title = titleOf(verb, language);
        expect(deskTitles.verbsOf(` “${title.toUpperCase()}.”`)).toContain(verb);
        expect(verbsOfTitle(title)).toEqual([]);
        expect(mayBeTitle(title)).toBe(true);
      }
    },
  );

  test.each([
    ['Find user', ''],
    ['find user: Maria López', 'Maria López'],
    ['BUSCAR USUARIO o’connor', 'o’connor'],
    ['Benutzer suchen maya lind', 'maya lind'],
    ['chercher un utilisateur maya', 'maya'],
    ['procurar usuario maya', 'maya'],
  ])('"%s" looks for "%s"', (typed, wanted) => {
    expect(deskTitles.searchOf(typed)).toBe(wanted);
  });

  test.each(['', 'find', 'find users', 'user', 'search', 'x'.repeat(100_000)])(
    '"%.20s" looks for nobody',
    (typed) => {
      expect(deskTitles.searchOf(typed)).toBeUndefined();
    },
  );

  test.each(languages)('a row is opened by its title in %s', (language) => {
    const labels = ['Maya Lindqvist', "Siobhán O'Connor", '佐藤 陽香', 'x'.repeat(60)];
    for (const [row, label] of labels.entries()) {
      const title = openTitleOf(label, language);
      expect(deskTitles.rowOf(title.toUpperCase(), labels)).toBe(row);
      expect(mayBeTitle(title)).toBe(true);
      const edit = openTitleOf(label, language, 'desk-carrier-open');
      expect(deskTitles.rowOf(edit, labels, 'desk-carrier-open')).toBe(row);
      expect(mayBeTitle(edit)).toBe(true);
    }
    expect(deskTitles.rowOf('Open Somebody', labels)).toBeUndefined();
    expect(deskTitles.rowOf('Open Maya Lindqvist', labels, 'desk-carrier-open')).toBeUndefined();
  });

  test.each([
    'cell service providers',
    'Carriers',
    'carriers.',
    'operadores móviles',
    'OPERADORES',
    'opérateurs mobiles',
    'Opérateurs',
    'Mobilfunkanbieter',
    'anbieter',
    'operadoras de celular',
    'Operadoras',
  ])('R6 "%s" asks for the cell service providers', (typed) => {
    expect(deskTitles.verbsOf(typed)).toEqual(['desk-carriers']);
    expect(mayBeTitle(typed)).toBe(true);
  });
});
