/** Yes and no in five languages: a no is never read as a yes. */
import { recognise } from '../../../dialogs/recogniser/recognise';
import { yesOrNo } from '../../../dialogs/recogniser/yes-no';

it.each([
  ...[
    'yes',
    'Yes, please!',
    'YESSS',
    'okaaay',
    'sure thing',
    'go ahead',
    'yup thanks',
    '👍',
    '👍🏽',
    'ok 👍',
    '+1',
  ],
  ...['sí', 'sí, por favor', 'claro que sí', 'vale', 'dale', 'siii'],
  ...['oui', 'oui merci', "d'accord", 'bien sûr', 's’il te plaît oui', 'ouiii'],
  ...['ja', 'ja bitte', 'na klar', 'gerne', 'jaaa', 'mach das'],
  ...['sim', 'sim, por favor', 'pode ser', 'com certeza', 'simmm'],
])('a yes, with or without a question: %s', (text) => {
  expect(yesOrNo(text)).toBe('affirm');
  expect(yesOrNo(text, true)).toBe('affirm');
});

it.each([
  ...[
    'no',
    'No, thanks',
    'nope',
    'not now',
    "don't",
    'please don’t',
    'nooo',
    'later',
    '👎',
    'wait',
    'never mind',
  ],
  ...['no yes wait', 'yes... no', 'ok no', '👍 no', 'yes 👎'],
  ...['no gracias', 'ahora no', 'mejor no', 'sí no'],
  ...['non', 'non merci', 'pas maintenant', 'surtout pas', 'oui non'],
  ...['nein', 'nein danke', 'lieber nicht', 'noch nicht', 'ja nein', 'nö'],
  ...['não', 'não, obrigado', 'agora não', 'melhor não', 'sim não'],
])('a no, and it wins over every yes: %s', (text) => {
  expect(yesOrNo(text)).toBe('deny');
  expect(yesOrNo(text, true)).toBe('deny');
});

it.each([
  'sure, not',
  'not sure',
  'no problem',
  "I don't know",
  'yes or no?',
  'what',
  'ok but why',
  'is it safe?',
  'okra',
  'nothing',
])('neither: %s', (text) => {
  expect(yesOrNo(text, true)).toBeUndefined();
});

it('a please alone is a yes only where something was asked', () => {
  expect(yesOrNo('please')).toBeUndefined();
  expect(yesOrNo('please', true)).toBe('affirm');
  expect(yesOrNo('bitte', true)).toBe('affirm');
});

it('a wish is no yes, even while a question is open: it is followed', () => {
  expect(recognise('unlock', { pending: true }).intent).toBe('unlock-account');
  expect(recognise('no, I forgot my password', { pending: true }).intent).toBe('reset-password');
  expect(recognise('yes, and reset my mfa too', { pending: true }).intent).not.toBe('affirm');
});

it('no word of a no makes a yes, whatever stands around it', () => {
  const yeses = ['yes', 'sure', 'ok', 'sí', 'oui', 'ja', 'sim', 'please', 'go ahead', '👍'];
  const noes = [
    'no',
    'not',
    "don't",
    'never',
    'nein',
    'nicht',
    'não',
    'non',
    'pas',
    'stop',
    'cancel',
    'wait',
    '👎',
  ];
  for (const yes of yeses)
    for (const no of noes)
      for (const text of [`${yes} ${no}`, `${no} ${yes}`, `${no}, ${yes} ${no}`])
        expect([text, yesOrNo(text, true)]).not.toEqual([text, 'affirm']);
});
