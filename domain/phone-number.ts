/**
 * Telephone numbers as people type them, and text messages' addresses as carriers want them. Pure, so that a number
 * is read, compared and written the same way wherever one is met.
 */
import { type Carrier, type Phone, phoneTypes, type RecordFault } from './account-record';

const mostPhones = 10;
const longestTyped = 60;
/** What people put between the digits. */
const between = /[\s().\-/‐-―·]/gu;
const extension = /[x#,;]|ext|durchwahl/iu;

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const host = new RegExp(`^${label}(?:\\.${label})+$`, 'u');
const localPart = /^[^\s@<>(),;:"\\[\]\p{C}]{1,64}$/u;
const format = /^\+?\d{0,4}\{area\}-?\{local\}$/;

/** The phones with nothing but digits in them, or the first rule that one of them breaks. */
export function readPhones(
  typed: readonly Phone[],
):
  | { readonly kind: 'phones'; readonly phones: readonly Phone[] }
  | { readonly kind: 'fault'; readonly fault: RecordFault } {
  if (typed.length > mostPhones) return fault({ rule: 'too-many-phones' });
  const phones: Phone[] = [];
  for (const [place, phone] of typed.entries()) {
    const areaCode = withoutSigns(phone.areaCode);
    const localNumber = withoutSigns(phone.localNumber);
    if (extension.test(areaCode + localNumber)) return fault({ rule: 'no-extension', phone: place });
    if (!/^\d{1,5}$/.test(areaCode)) return fault({ rule: 'area-code-digits', phone: place });
    if (!/^\d{3,12}$/.test(localNumber)) return fault({ rule: 'local-number-digits', phone: place });
    const type = phoneTypes.find((one) => one === phone.type) ?? 'other';
    const read = { areaCode, localNumber, type, sms: phone.sms };
    if (phones.some((other) => numberOf(other) === numberOf(read)))
      return fault({ rule: 'phone-twice', phone: place });
    if (read.sms && phones.some(({ sms }) => sms)) return fault({ rule: 'one-sms-phone', phone: place });
    phones.push(read);
  }
  return { kind: 'phones', phones };
}

function fault(of: Omit<RecordFault, 'field'>): { kind: 'fault'; fault: RecordFault } {
  return { kind: 'fault', fault: { field: 'phones', ...of } };
}

/** Wide digits are digits too. A text that is no number stays what it is, and is refused by its characters. */
function withoutSigns(typed: string): string {
  return typed.length > longestTyped ? typed : typed.normalize('NFKC').replace(between, '');
}

/** Area code and local number together: what nobody else's phone has. */
export function numberOf({ areaCode, localNumber }: Pick<Phone, 'areaCode' | 'localNumber'>): string {
  return areaCode + localNumber;
}

/**
 * Whether somebody who typed this means that phone. Only digits count, and a 1 or +1 in front may be there or not;
 * an extension makes it another number.
 */
export function isSameNumber(typed: string, phone: Pick<Phone, 'areaCode' | 'localNumber'>): boolean {
  if (typed.length > longestTyped) return false;
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  const number = numberOf(phone);
  return digits === number || digits === `1${number}` || number === `1${digits}`;
}

/** Whether mail can be sent there at all, by its form: one @, a host with a dot, nothing that starts a list. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return text.length <= 254 && localPart.test(text.slice(0, at)) && isHostName(text.slice(at + 1));
}

export function isHostName(text: string): boolean {
  return text.length <= 253 && host.test(text);
}

export function isNumberFormat(text: string): boolean {
  return format.test(text);
}

/** The mobile log's names of the two ways in which a text message goes out. */
export type TextWay = 'text-by-mail' | 'text-service';

/** How a text message goes out: through the carrier's mail gateway, or through the SMS service. */
export type TextTarget =
  | { readonly way: 'mail'; readonly address: string }
  | { readonly way: 'service'; readonly number: string };

/** The number as the carrier wants it, at the carrier's gateway where it has one. */
export function textTargetOf(
  carrier: Pick<Carrier, 'smsDomain' | 'numberFormat'>,
  { areaCode, localNumber }: Pick<Phone, 'areaCode' | 'localNumber'>,
): TextTarget {
  const number = carrier.numberFormat.replace('{area}', areaCode).replace('{local}', localNumber);
  return carrier.smsDomain === undefined
    ? { way: 'service', number }
    : { way: 'mail', address: `${number}@${carrier.smsDomain}` };
}

export function textWayOf({ way }: TextTarget): TextWay {
  return way === 'mail' ? 'text-by-mail' : 'text-service';
}

type Reached = { readonly phones: readonly Phone[]; readonly carrier?: Carrier };

/** Where a mail becomes a text message on the phone of the record; undefined: there is no such way. */
export function smsAddressOf({ phones, carrier }: Reached): string | undefined {
  const phone = phones.find(({ sms }) => sms);
  const target = phone && carrier && textTargetOf(carrier, phone);
  return target?.way === 'mail' ? target.address : undefined;
}

/** The phone of the record as an SMS service gets it, whether or not the carrier has a gateway. */
export function smsNumberOf({ phones, carrier }: Reached): string | undefined {
  const phone = phones.find(({ sms }) => sms);
  const target = phone && carrier && textTargetOf({ numberFormat: carrier.numberFormat }, phone);
  return target?.way === 'service' ? target.number : undefined;
}
