/** No whole number and no whole address of anybody stands in a device's name (M2). */
import { maskedEmail, maskedName, maskedPhone } from '../../../connectors/identity/ping/masked';

test.each([
  ['+1.5125550142', '•••• 42'],
  ['+1 (512) 555-0142', '•••• 42'],
  ['7', '••••'],
  ['', '••••'],
])('the number %s is told as %s', (phone, told) => {
  expect(maskedPhone(phone)).toBe(told);
});

test.each([
  ['mariana@private.example', 'm•••@private.example'],
  ['ü@x.example', 'ü•••@x.example'],
  ['"a@b"@x.example', '"•••@x.example'],
  ['not an address', 'n•••'],
])('the address %s is told as %s', (email, told) => {
  expect(maskedEmail(email)).toBe(told);
});

test.each([
  ['iPhone 15', 'iPhone 15'],
  ['YubiKey 5C NFC', 'YubiKey 5C NFC'],
  ['Work +1 512-555-0142', 'Work •••• 42'],
  ['5125550142', '•••• 42'],
  ['Ana (ana@private.example)', 'Ana (a•••@private.example)'],
  ['  Blue key  ', 'Blue key'],
])('a name that somebody gave, %s, is told as %s', (name, told) => {
  expect(maskedName(name)).toBe(told);
});
