/**
 * What a typed message asks for: for now closed lists of phrases, compared after normalising. A message that
 * seems to contain a secret is recognised as nothing but that.
 */
import { normalise } from './normalise';
import { type Intent, phrases } from './phrases';
import { containsSecret } from './secret-guard';

export type Recognised = { readonly intent: Intent; readonly containsSecret: boolean };

/** No is listed before yes, and wins. */
const intentOf: ReadonlyMap<string, Intent> = new Map(
  (Object.entries(phrases) as [Exclude<Intent, 'none'>, readonly string[]][])
    .flatMap(([intent, list]) => list.map((phrase): [string, Intent] => [normalise(phrase), intent]))
    .toReversed(),
);

export function recognise(text: string): Recognised {
  if (containsSecret(text)) return { intent: 'none', containsSecret: true };
  return { intent: intentOf.get(normalise(text)) ?? 'none', containsSecret: false };
}
