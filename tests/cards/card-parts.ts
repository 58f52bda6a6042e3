/** What a person sees and can press on a card, read from its JSON, for the tests of cards/. */
export type Press = { readonly verb: string; readonly id: string };
export type Pressable = {
  readonly type: string;
  readonly title: string;
  readonly verb: string;
  readonly data: Press;
  readonly style?: string;
  readonly associatedInputs?: string;
  readonly fallback: {
    readonly type: string;
    readonly title: string;
    readonly style?: string;
    readonly data: Press;
  };
};

type Part = Readonly<Record<string, unknown>>;

/** Every object of a card, in the order in which a reader meets them. */
function parts(card: unknown): readonly Part[] {
  if (Array.isArray(card)) return card.flatMap(parts);
  if (typeof card !== 'object' || card === null) return [];
  return [card as Part, ...Object.values(card).flatMap(parts)];
}

export function buttonsOn(card: unknown): readonly Pressable[] {
  return parts(card)
    .filter(({ type }) => type === 'ActionSet')
    .flatMap(({ actions }) => actions as readonly Pressable[])
    .filter(({ type }) => type !== 'Action.OpenUrl');
}

/** Buttons that open an address. */
export function linksOn(card: unknown): readonly { readonly title: string; readonly url: string }[] {
  return parts(card)
    .filter(({ type }) => type === 'Action.OpenUrl')
    .map(({ title, url }) => ({ title: String(title), url: String(url) }));
}

export type Choice = { readonly title: string; readonly value: string };

/** The card's list to choose from. */
export function choiceOn(
  card: unknown,
): { readonly id: string; readonly label: string; readonly choices: readonly Choice[] } | undefined {
  return parts(card).find(({ type }) => type === 'Input.ChoiceSet') as
    | { readonly id: string; readonly label: string; readonly choices: readonly Choice[] }
    | undefined;
}

/** Texts with Markdown, without those of buttons. */
export function textsOn(card: unknown): readonly string[] {
  return parts(card).flatMap(({ type, text, title, value }) => {
    if (type === 'TextBlock') return [String(text)];
    return type === undefined && typeof value === 'string' ? [String(title), value] : [];
  });
}

/** Texts that no client reads as Markdown. */
export function runsOn(card: unknown): readonly string[] {
  return parts(card).flatMap(({ type, text }) => (type === 'TextRun' ? [String(text)] : []));
}

/** The value of a fact by its label. */
export function factOn(card: unknown, title: string): string | undefined {
  return parts(card).find((part) => part.title === title && typeof part.value === 'string')?.value as
    | string
    | undefined;
}
