/** Instructions of the organisation, as messages of every kind carry them. */

/** A title, and a link or a text (Markdown of the policy's author). */
export type InstructionsFacts = { readonly title: string; readonly url?: string; readonly text?: string };
