/** What a message puts into its template, and who writes it: the shapes between content and templates. */
import type { Message, MessageKind } from '../domain/messages';
import type { Fact, Speaker } from './speaker';

/** The slots of a template; every one but title and text may stay empty and is then not drawn. */
export type Content = {
  readonly title: string;
  readonly text: string;
  readonly facts?: readonly Fact[];
  /** A small line below the text. */
  readonly hint?: string;
  readonly steps?: readonly string[];
  /** The person's own words, line by line, shown as they are. */
  readonly words?: readonly string[];
  /** Stands above the second row of buttons. */
  readonly more?: string;
};

export type Of<Kind extends MessageKind> = Extract<Message, { readonly kind: Kind }>;

/** One writer for each kind of message. */
export type Writers<Kind extends MessageKind> = {
  readonly [K in Kind]: (message: Of<K>, speaker: Speaker) => Content;
};
