/**
 * A cell service provider as it may be kept (R6): the rules of its values in one place, so that the desk can name the
 * one that is broken before anything is written, and the directory takes nothing else.
 */
import type { Carrier, CarrierFault } from './account-record';
import { isHostName, isNumberFormat } from './phone-number';
import { plainText } from './plain-text';

export type CarrierValues = Omit<Carrier, 'id'>;

const longestName = 80;
/** What nobody sees: two names that look alike would be two, and one could look empty. */
const unseen = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** As it will stand in the table, or the first rule that it breaks. Whether the name is free only the table knows. */
export function readCarrier(
  typed: CarrierValues,
): { readonly kind: 'read'; readonly values: CarrierValues } | ({ readonly kind: 'refused' } & CarrierFault) {
  const name = plainText(
    typed.name.normalize('NFC').replace(unseen, '').replace(/\s+/gu, ' '),
    longestName + 1,
  );
  const smsDomain = typed.smsDomain?.trim().replace(/^@/, '').toLowerCase();
  const numberFormat = typed.numberFormat.trim();
  if (name === undefined || name.length > longestName || !/[\p{L}\p{N}]/u.test(name))
    return { kind: 'refused', field: 'name', rule: 'name-length' };
  if (smsDomain && !isHostName(smsDomain))
    return { kind: 'refused', field: 'smsDomain', rule: 'domain-form' };
  if (!isNumberFormat(numberFormat)) return { kind: 'refused', field: 'numberFormat', rule: 'number-format' };
  return { kind: 'read', values: { name, numberFormat, ...(smsDomain ? { smsDomain } : {}) } };
}

export function sameCarrierValues(a: CarrierValues, b: CarrierValues): boolean {
  return a.name === b.name && a.smsDomain === b.smsDomain && a.numberFormat === b.numberFormat;
}
