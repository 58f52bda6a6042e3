/** Addresses and numbers as administrators may read them: enough to recognise one's own, too little to use. */

const dots = '•••';

/** `m•••@example.com`; what is no address shows nothing of itself. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first] = email;
  if (at < 1 || first === undefined || at === email.length - 1) return email === '' ? '' : dots;
  return `${[...email][0]}${dots}@${email.slice(at + 1)}`;
}

/** `•••• 0142`; of fewer than seven digits nothing. */
export function maskedNumber(digits: string): string {
  if (digits === '') return '';
  return digits.length < 7 ? '••••' : `•••• ${digits.slice(-4)}`;
}
