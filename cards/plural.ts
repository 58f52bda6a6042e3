/** Words that depend on how many there are: one key for each form that a language has, chosen by its own rules. */
import { isTextKey, type Language, type TextKey, text, type Values } from './locale';

/** Keys that have forms, without the form: `count.days` for `count.days.one` and `count.days.other`. */
export type CountedKey = StemOf<TextKey>;
type StemOf<Key extends string> = Key extends `${infer Stem}.other`
  ? `${Stem}.one` extends TextKey
    ? Stem
    : never
  : never;

const rules = new Map<Language, Intl.PluralRules>();
const numbers = new Map<Language, Intl.NumberFormat>();

/** The words of a key for so many, which `{count}` names. A form that a language has no words for is its "other". */
export function counted(key: CountedKey, count: number, language: Language, values: Values = {}): string {
  const form = `${key}.${ruleOf(language).select(count)}`;
  const present = isTextKey(form) ? form : (`${key}.other` as TextKey);
  return text(present, language, { ...values, count: numberText(count, language) });
}

/** A number as the language writes it: `5,000`, `5.000`. */
export function numberText(count: number, language: Language): string {
  return numberOf(language).format(count);
}

function ruleOf(language: Language): Intl.PluralRules {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule;
}

function numberOf(language: Language): Intl.NumberFormat {
  const format = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, format);
  return format;
}
