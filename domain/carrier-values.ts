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
  const { values, faults } = judgeCarrier(typed);
  const [first] = faults;
  return first ? { kind: 'refused', ...first } : { kind: 'read', values };
}

/** Every rule that it breaks, one for each value: a form tells them at once. */
export function carrierFaults(typed: CarrierValues): readonly CarrierFault[] {
  return judgeCarrier(typed).faults;
}

function judgeCarrier(typed: CarrierValues): {
  readonly values: CarrierValues;
  readonly faults: readonly CarrierFault[];
} {
  const name = plainText(
    typed.name.normalize('NFC').replace(unseen, '').replace(/\s+/gu, ' '),
    longestName + 1,
  );
  const smsDomain = typed.smsDomain?.trim().replace(/^@/, '').toLowerCase();
  const numberFormat = typed.numberFormat.trim();
  const isNamed = name !== undefined && name.length <= longestName && /[\p{L}\p{N}]/u.test(name);
  const faults: CarrierFault[] = [];
  if (!isNamed) faults.push({ field: 'name', rule: 'name-length' });
  if (smsDomain && !isHostName(smsDomain)) faults.push({ field: 'smsDomain', rule: 'domain-form' });
  if (!isNumberFormat(numberFormat)) faults.push({ field: 'numberFormat', rule: 'number-format' });
  return { values: { name: name ?? '', numberFormat, ...(smsDomain ? { smsDomain } : {}) }, faults };
}

export function sameCarrierValues(a: CarrierValues, b: CarrierValues): boolean {
  return a.name === b.name && a.smsDomain === b.smsDomain && a.numberFormat === b.numberFormat;
}
