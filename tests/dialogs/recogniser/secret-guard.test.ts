/** P2: what seems to hold a password or a code is never kept; what only speaks of one goes through. */

import { recognise } from '../../../dialogs/recogniser/recognise';
import { containsSecret } from '../../../dialogs/recogniser/secret-guard';

describe('the guard', () => {
  test.each([
    'my password is Summer2024!',
    'My Password: hunter2',
    'password=abc',
    'pw: x',
    'the pwd is Tr0ub4dor&3',
    'my password is now "Winter-24"',
    'password was changed to Frühling99',
    'mein Passwort ist Geheim1x',
    'Mein Kennwort lautet Sommer2024',
    'mon mot de passe est Bonjour1',
    'mon mot de passe : Bonjour1',
    'mi contraseña es Verano2024',
    'la clave es Verano2024',
    'minha senha é Verao2024',
    'password Summer2024!',
    'can you check, my password Hunter2x does not work',
    'my code is 123456',
    'verification code 123 456',
    'OTP 987654',
    'el código es 445566',
    'Bestätigungscode 445566',
    'pw=letmein99',
    'my password is sunshine',
    'my password for Okta is Tr0ub4dor',
    'I changed my password to Sunshine1',
    'Code: 123 456',
    'mein bestätigungscode lautet 99 88 77',
    '123456',
    ' 123 456 ',
    '12345678',
  ])('P2: %j seems to hold a secret', (said) => {
    expect(containsSecret(said)).toBe(true);
    expect(recognise(said)).toMatchObject({ intent: 'none', flags: ['contains-secret'] });
  });

  test.each([
    'my password is expired',
    'my password is not working',
    'my password has expired',
    "my password isn't working",
    'my password is wrong?',
    'I forgot my password',
    'reset my password',
    'please reset my password tomorrow',
    'I have a password issue since Monday',
    'I need to change my password to something else',
    'mein Passwort ist abgelaufen',
    'mein Passwort ist falsch',
    'mi contraseña es incorrecta',
    'mi contraseña está bloqueada',
    'mon mot de passe est expiré',
    'mon mot de passe est oublié',
    'minha senha é inválida',
    'minha senha está bloqueada',
    'Okta says code expired',
    'I got no code on my phone',
    'my account 42 is locked',
    'my password is acting up',
    'reset my password to workday',
    'I need a brand new password for Salesforce',
    'my password to SAP is wrong',
    'forgot my password: help',
    'error code 50126 when I sign in',
    "j'ai dépassé le nombre de tentatives",
    'wie war mein passwort bitte',
    'ticket 123456',
    'call me at extension 4711',
    '12345',
    'unlock',
    '',
  ])('P2: %j only speaks of one', (said) => {
    expect(containsSecret(said)).toBe(false);
  });

  test('P2: a very long message takes no long time', () => {
    const before = performance.now();
    const parts = ['password ', 'code ', '1 ', 'pass is ', 'x', '-', 'token-', 'é', 'a-', '\n', ' '];
    for (const part of parts) containsSecret(part.repeat(20_000));
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
