/**
 * What an edit of a record is about, kept on the act's row before anything is changed: so that it can be judged, and its
 * person told, whoever dies in between. A changed e-mail address is told to the old one as well: whoever reads only the
 * new one may be the one who had it changed.
 */
import type { RecordField, RecordValues } from '../account-record';
import { numberOf, readPhones } from '../phone-number';
import type { Digest } from '../ports/clock';
import type { MailAbout } from '../support-request';

export type EditToTell = {
  readonly changed: readonly RecordField[];
  /** Keyless hash of the record as it is to be: phones of others have no place in this row. */
  readonly wanted: string;
  /** Where the e-mail address changes; gone from the row when nobody is owed a mail any more. */
  readonly emails?: { readonly former?: string; readonly present?: string };
};

/** A status alone isn't told: that an account is disabled is for people to say, not for a mail. */
const told: readonly RecordField[] = ['phones', 'carrierId', 'mobileResetAllowed'];

export function editToTell(digest: Digest, before: RecordValues, values: RecordValues): EditToTell {
  const [was, is] = [textsOf(before), textsOf(values)];
  const changed = (Object.keys(was) as RecordField[]).filter((field) => was[field] !== is[field]);
  const emails = {
    ...(was.email ? { former: was.email } : {}),
    ...(is.email ? { present: is.email } : {}),
  };
  return {
    changed,
    wanted: hashOf(digest, values),
    ...(changed.includes('email') ? { emails } : {}),
  };
}

/** Whether the record is as the edit wanted it. */
export function isAsWanted(
  digest: Digest,
  { wanted }: Pick<EditToTell, 'wanted'>,
  is: RecordValues,
): boolean {
  return hashOf(digest, is) === wanted;
}

/** Which mail tells of it; undefined: none is needed. */
export function mailOfEdit({ changed }: Pick<EditToTell, 'changed'>): MailAbout | undefined {
  if (changed.includes('email')) return 'email-changed';
  return changed.some((field) => told.includes(field)) ? 'record-edited' : undefined;
}

function hashOf(digest: Digest, values: RecordValues): string {
  return digest.of('record', JSON.stringify(textsOf(values)));
}

/** Compared as the provider keeps them: what was typed with spaces, or in another order, is the same. */
function textsOf(values: RecordValues): Readonly<Record<RecordField, string>> {
  const reading = readPhones(values.phones);
  const phones = reading.kind === 'phones' ? reading.phones : values.phones;
  return {
    status: values.status,
    email: values.email?.trim() ?? '',
    phones: phones
      .map((phone) => [numberOf(phone), phone.areaCode, phone.type, phone.sms].join(' '))
      .toSorted()
      .join(),
    carrierId: values.carrierId ?? '',
    mobileResetAllowed: String(values.mobileResetAllowed),
  };
}
