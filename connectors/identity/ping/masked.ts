/** Names of devices as people may read them: enough to tell one from another, never a whole number or address. */

/** `•••• 42`; a number with fewer than two digits tells nothing. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 2 ? '••••' : `•••• ${digits.slice(-2)}`;
}

/** `m•••@contoso.example` */
export function maskedEmail(email: string): string {
  return email.trim().replace(/^(.)?.*?(?=@[^@]*$|$)/u, (_, first: string = '') => `${first}•••`);
}

const address = /[^\s@,;<>()"]+@[^\s@,;<>()"]+/gu;
/** Five digits or more, however they are set apart. */
const number = /\+?\d(?:[\s().-]{0,2}\d){4,}/gu;

/** A name that a person gave: what looks like an address or a number in it is masked. */
export function maskedName(name: string): string {
  return name.trim().replace(address, maskedEmail).replace(number, maskedPhone);
}
