/** "When does my password run out?" is told apart from locks, from passwords that are over, and from other things that end. */
import { recognise } from '../../../dialogs/recogniser/recognise';

const flagged = (text: string) => recognise(text).flags.includes('password-date');

test.each([
  'when does my password expire',
  'When will my password run out?',
  'how many days until my password expires',
  'is my password still valid?',
  'how long is my password valid',
  'until when is my pw valid',
  'can you tell me when my password expires',
  'on what date does my password expire?',
  'When is my password due to expire',
  "hi, I'd like to know when my password runs out",
  'does my password ever expire',
  'cuándo caduca mi contraseña',
  '¿cuántos días quedan hasta que venza mi contraseña?',
  'hasta cuándo es válida mi clave',
  'en qué fecha expira mi contraseña',
  'quiero saber cuándo vence mi contraseña',
  'quand expire mon mot de passe',
  "combien de jours avant l'expiration de mon mot de passe ?",
  "jusqu'à quand mon mot de passe est-il valable",
  'à quelle date mon mdp expire',
  'je voudrais savoir quand mon mot de passe va expirer',
  'wann läuft mein Passwort ab',
  'wie lange ist mein Kennwort noch gültig?',
  'bis wann gilt mein Passwort',
  'wie viele Tage bis mein Passwort abläuft',
  'Wann muss ich mein Passwort ändern, wann läuft es ab?',
  'an welchem Tag läuft mein Passwort ab',
  'quando expira minha senha',
  'quantos dias faltam para minha senha vencer?',
  'até quando minha senha é válida',
  'qual a data de validade da minha senha',
  'quando a minha senha vence',
])('asks for the date: %s', (text) => {
  expect(recognise(text)).toMatchObject({ intent: 'check-status', flags: ['password-date'] });
});

test.each([
  'is my account locked',
  'is my account still locked?',
  'my password has expired',
  'my password expired when I was on leave',
  'when will my account be unlocked',
  'how long does the lock last',
  'my password expires tomorrow and I want to change it',
  'when does my password reset link expire',
  'when does my parking card expire',
  'wann wird mein Konto entsperrt',
  'mein Passwort ist abgelaufen',
  'mi contraseña ha caducado',
  'mon mot de passe a expiré',
  'minha senha venceu',
  'cuándo se desbloquea mi cuenta',
  'quand mon compte sera-t-il déverrouillé',
  "when does Maria's password expire",
  'how do I change my password',
  'how long is a valid password',
  'when does the wifi password expire',
  "my password is valid but I can't log in when I am at home",
  'how soon can you reset my expired password',
  'unlock my account, and when does my password expire?',
])('asks for something else: %s', (text) => {
  expect(flagged(text)).toBe(false);
});

test('"how do I know when …" stays a how-to, and is answered with the date', () => {
  expect(recognise('how do I know when my password expires')).toMatchObject({
    intent: 'how-to',
    flags: ['password-date'],
  });
});

test('what was denied, and words that are too long to be such a question, are none', () => {
  expect(flagged("I don't want to know when my password expires, unlock my account")).toBe(false);
  expect(flagged(`when does my password expire ${'and so on '.repeat(30)}`)).toBe(false);
});
