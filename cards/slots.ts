/** What a message puts into its template, and who writes it: the shapes between content and templates. */
import type { Message, MessageKind } from '../domain/messages';
import type { Fact, Speaker } from './speaker';

/** The slots of a template; every one but title and text may stay empty and is then not drawn. */
export type Content = {
  readonly title: string;
  readonly text: string;
  /** A small line above the text: why the bot writes. */
  readonly about?: string;
  readonly facts?: readonly Fact[];
  /** A small line below the text. */
  readonly hint?: string;
  readonly steps?: readonly string[];
  /** The person's own words, line by line, shown as they are. */
  readonly words?: readonly string[];
  /** Lists with a line above each. */
  readonly lists?: readonly { readonly text: string; readonly items: readonly string[] }[];
  /** Sentences that stand on their own below what they add to. */
  readonly notes?: readonly string[];
  /** A line that must not be overlooked. */
  readonly alert?: string;
  /** One or more of several, sent with every button of the card. */
  readonly choice?: {
    readonly label: string;
    readonly choices: readonly { readonly title: string; readonly value: string }[];
  };
  /** A button that opens an address. */
  readonly link?: { readonly title: string; readonly url: string };
  /** The title of an article, linked where there is an address. */
  readonly article?: string;
  /** Paragraphs of Markdown that were made safe. */
  readonly blocks?: readonly string[];
  /** Several of a kind, each with a line that stands out and smaller ones below it, and the button of its place if any. */
  readonly people?: readonly { readonly lead: string; readonly lines: readonly string[] }[];
  /** What has come of it, on a card that stays. */
  readonly done?: string;
  /** Fields to write into, by their ids. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** The field for the reason of an act, where one is offered. */
  readonly reason?: Field;
  /** The form of a user's record. */
  readonly form?: EditForm;
  /** The form of a cell service provider, and the test of it where it is saved. */
  readonly carrier?: CarrierForm;
  readonly carrierTest?: CarrierTestForm;
  /** Rows of a grid; each gets the button of its place. */
  readonly grid?: readonly GridRow[];
  /** `Attention` where something is left to do. */
  readonly tone?: 'Accent' | 'Attention';
  /** Stands above the middle group of buttons. */
  readonly after?: string;
  /** Stands above the last group of buttons. */
  readonly more?: string;
};

export type Field = {
  readonly label: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** What is said where it is left empty. */
  readonly error?: string;
};

export type Choice = { readonly title: string; readonly value: string };

/** A list to choose one from; `faults` are what is wrong with the choice: one or none. */
export type ChoiceField = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly faults: readonly string[];
};

export type EditForm = {
  readonly status: ChoiceField;
  readonly email: { readonly label: string; readonly value: string; readonly faults: readonly string[] };
  /** What is wrong with the phones as a whole. */
  readonly phoneFaults: readonly string[];
  readonly phones: readonly {
    readonly n: string;
    readonly title: string;
    readonly faults: readonly string[];
    readonly area: string;
    readonly areaCode: string;
    readonly local: string;
    readonly localNumber: string;
    readonly type: ChoiceField;
  }[];
  readonly sms: ChoiceField;
  readonly carrier: ChoiceField;
  readonly mobileReset: { readonly label: string; readonly value: string };
};

type CarrierField = { readonly label: string; readonly value: string; readonly faults: readonly string[] };

export type CarrierForm = {
  readonly name: CarrierField;
  readonly domain: CarrierField & { readonly placeholder: string };
  readonly format: CarrierField;
  /** What the number format means, and what comes of it where the values are good. */
  readonly hint: string;
  readonly example?: string;
};

export type CarrierTestForm = Readonly<
  Record<'title' | 'text' | 'area' | 'local' | 'message' | 'words', string>
> & {
  readonly faults: readonly string[];
  /** What has come of the last test: bad, or good. */
  readonly alerts: readonly string[];
  readonly dones: readonly string[];
  readonly longest: number;
};

export type GridRow = Readonly<Record<'name' | 'userName' | 'department' | 'status' | 'color', string>>;

export type Of<Kind extends MessageKind> = Extract<Message, { readonly kind: Kind }>;

/** One writer for each kind of message. */
export type Writers<Kind extends MessageKind> = {
  readonly [K in Kind]: (message: Of<K>, speaker: Speaker) => Content;
};
