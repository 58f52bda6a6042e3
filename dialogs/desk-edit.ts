/** R8: a user's record as a form: the values that it is opened with, and what comes back in its fields. */
import { type Phone, phoneTypes, type RecordValues } from '../domain/account-record';
import { noChoice } from '../domain/desk/messages';
import type { DeskRecord } from '../domain/use-cases/desk/desk-deps';

/** At most so many phones are on a record; the form always has room for one more. */
const mostPhones = 10;

export function valuesOf({ account, phones, carrier, mobileResetAllowed }: DeskRecord): RecordValues {
  return {
    status: account.status === 'disabled' ? 'disabled' : 'active',
    ...(account.email ? { email: account.email } : {}),
    phones,
    ...(carrier ? { carrierId: carrier.id } : {}),
    mobileResetAllowed,
  };
}

/** What was written into the fields; a phone whose numbers were both emptied is taken off the record. */
export function typedValues(inputs: Readonly<Record<string, string>>): RecordValues {
  const text = (name: string): string => (inputs[name] ?? '').trim();
  const phones = Array.from({ length: mostPhones }, (_, n): Phone[] => {
    const [areaCode, localNumber] = [text(`deskArea${n}`), text(`deskLocal${n}`)];
    if (areaCode === '' && localNumber === '') return [];
    const type = phoneTypes.find((one) => one === text(`deskType${n}`)) ?? 'other';
    return [{ areaCode, localNumber, type, sms: text('deskSms') === String(n) }];
  }).flat();
  const [email, carrierId] = [text('deskEmail'), text('deskCarrier')];
  return {
    status: text('deskStatus') === 'disabled' ? 'disabled' : 'active',
    ...(email ? { email } : {}),
    phones,
    ...(carrierId && carrierId !== noChoice ? { carrierId } : {}),
    mobileResetAllowed: text('deskMobileReset') === 'true',
  };
}
