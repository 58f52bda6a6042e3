/**
 * What an administrator keeps of an account beside its names: whether it is active, where its owner is reached, and
 * whether a temporary password may be asked for from outside (R). Each rule that a wrong value breaks has a name, so
 * that it has words in each language.
 */

export const phoneTypes = ['mobile', 'work', 'home', 'other'] as const;
export type PhoneType = (typeof phoneTypes)[number];

/** Digits only, no extension; the whole number belongs to one account. */
export type Phone = {
  /** 1 to 5 digits. */
  readonly areaCode: string;
  /** 3 to 12 digits. */
  readonly localNumber: string;
  readonly type: PhoneType;
  /** Text messages go there; at most one phone of an account. */
  readonly sms: boolean;
};

/** A cell service provider. */
export type Carrier = {
  readonly id: string;
  /** Unique, ignoring case; 1 to 80 characters. */
  readonly name: string;
  /** Behind the @ of its mail gateway. Absent: it has none, and its numbers are reached by the SMS service. */
  readonly smsDomain?: string;
  /** How it wants a number: `{area}{local}`, `1{area}{local}`, `+1{area}{local}`. */
  readonly numberFormat: string;
};

/** All that can be edited, as it is to be afterwards. */
export type RecordValues = {
  readonly status: 'active' | 'disabled';
  /** Absent: none on file. */
  readonly email?: string;
  /** At most ten. */
  readonly phones: readonly Phone[];
  readonly carrierId?: string;
  readonly mobileResetAllowed: boolean;
};

export type RecordField = keyof RecordValues;

export const recordRules = [
  'email-form',
  'area-code-digits',
  'local-number-digits',
  'no-extension',
  'phone-twice',
  'phone-taken',
  'one-sms-phone',
  'too-many-phones',
  'unknown-carrier',
] as const;
export type RecordRule = (typeof recordRules)[number];

/** `phone`: which of the phones, from 0, where it is one of them. */
export type RecordFault = { readonly field: RecordField; readonly rule: RecordRule; readonly phone?: number };

export type EditAnswer =
  /** `changed` is empty where everything was so already. */
  | { readonly kind: 'done'; readonly changed: readonly RecordField[] }
  /** Somebody has changed the record since it was read, or there is none any more: nothing was changed. */
  | { readonly kind: 'conflict' }
  | ({ readonly kind: 'refused' } & RecordFault);

export const carrierRules = ['name-length', 'name-taken', 'domain-form', 'number-format'] as const;
export type CarrierRule = (typeof carrierRules)[number];
export type CarrierFault = { readonly field: Exclude<keyof Carrier, 'id'>; readonly rule: CarrierRule };

export type CarrierAnswer =
  | { readonly kind: 'done'; readonly carrier: Carrier }
  /** Adding: another carrier has that id. Editing: there is none of that id any more. */
  | { readonly kind: 'conflict' }
  | ({ readonly kind: 'refused' } & CarrierFault);

export type RemoveCarrierAnswer = 'removed' | 'was-gone' | 'in-use';
