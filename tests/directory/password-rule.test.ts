/** Which new passwords are fit: length and a block list, nothing about kinds of characters. */
import { commonParts } from '../../directory/easy-passwords';
import { faultOf, longestNewPassword, shortestPassword } from '../../directory/password-rule';

const userName = 'maya.lindqvist@contoso-demo.example';

test.each([
  'purple tractor sings quietly',
  'vier blaue Elefanten am See',
  'trois girafes boivent du thé',
  'zxq7mvw2kpr9tbn',
  '1748 2093 5561 0927',
  'ﾊﾟｽﾜｰﾄﾞは長い方が安全だと思う人です',
  '🦊🐙🌵🚲🎻🧊🪁🦔🍋🥁🛶🧵🦉🫐🪴',
  '               spaces count as well; why not?',
  'my summer holiday was spent near kraków',
])('%p is fit', (password) => {
  expect(faultOf(password, userName)).toBeUndefined();
});

test.each(['', 'short', 'zxq7mvw2kpr9tb'])('%p is too short', (password) => {
  expect(faultOf(password, userName)).toBe('too-short');
});

test('characters are counted as people count them, in the form in which they are stored', () => {
  const fox = '🦊🐙🌵🚲🎻🧊🪁🦔🍋🥁🛶🧵🦉🫐';
  expect([...fox]).toHaveLength(shortestPassword - 1);
  expect(faultOf(fox, userName)).toBe('too-short');
  // One letter each, however they were typed.
  expect(faultOf('e\u0301'.repeat(shortestPassword - 1), userName)).toBe('too-short');
  const long = 'purple tractor '.repeat(20);
  expect(faultOf(long.slice(0, longestNewPassword), userName)).toBeUndefined();
  expect(faultOf(long.slice(0, longestNewPassword + 1), userName)).toBe('too-long');
  // ﷺ is one character that is stored as eighteen.
  expect(faultOf(`purple tractor ${'\ufdfa'.repeat(10)}`, userName)).toBe('too-long');
});

test.each([
  'passwordpassword',
  'Password1234567!',
  'P@ssw0rd P@ssw0rd',
  'Summer2026Summer2026!',
  'Winter2025!!!!!!!!',
  '123456789012345',
  '098765432109876',
  'qwertyuiopasdfghjkl',
  'qwertzuiop1234567',
  '1q2w3e4r5t6y7u8i',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'abcdefghijklmnop',
  'correct horse battery staple',
  'iloveyouiloveyou',
  'Mein Passwort 1234',
  'Contraseña Contraseña',
  'this is my password',
  '!!!!!!!!!!!!!!!!!!!!',
])('%p is common', (password) => {
  expect(faultOf(password, userName)).toBe('common');
});

test.each([
  userName,
  'MAYA.LINDQVIST@CONTOSO-DEMO.EXAMPLE',
  'Maya Lindqvist 2026!',
  'lindqvist-lindqvist',
  'm4y4.l1ndqv1st2026',
  'contoso-demo-password',
])('%p is too much like the user name', (password) => {
  expect(faultOf(password, userName)).toBe('user-name');
});

test('a user name of any characters breaks nothing', () => {
  for (const name of ['', '(((', '.*', 'a|b', '\u0000', '佐藤', 'x'.repeat(5_000)])
    expect(faultOf('purple tractor sings quietly', name)).toBeUndefined();
});

test('the block list is in the form in which it is compared', () => {
  for (const part of commonParts) expect(part).toMatch(/^[a-z0-9]{2,}$/);
});

test('the longest text is judged in no time', () => {
  const startMs = performance.now();
  faultOf('a'.repeat(250_000), userName);
  faultOf('x7'.repeat(60), 'word.'.repeat(64));
  expect(performance.now() - startMs).toBeLessThan(2_000);
});
