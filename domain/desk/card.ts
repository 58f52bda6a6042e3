/**
 * What stands behind an open card of the desk: kept with the chat's question, so that a button carries nothing but the
 * card's id and a row's number, and which account is meant is never taken from a press.
 */
import type { AccountRef } from '../account';

export type DeskCard =
  | {
      readonly card: 'search';
      readonly text: string;
      readonly onlyLocked: boolean;
      /** Where each page so far began; the present one stands last. Empty before the first search. */
      readonly pages: readonly string[];
      readonly next?: string;
      readonly rows: readonly { readonly id: string; readonly label: string }[];
    }
  | { readonly card: 'record'; readonly account: AccountRef; readonly accountName: string }
  | { readonly card: 'log'; readonly next?: string }
  | {
      readonly card: 'carriers';
      /** The number of the page's first row; 1 on the first page. */
      readonly from: number;
      readonly rows: readonly { readonly id: string; readonly label: string }[];
    }
  | {
      readonly card: 'carrier';
      /** Of a new one it is drawn when its form is first shown, so that saving it twice adds it once. */
      readonly carrierId: string;
      readonly isNew: boolean;
    }
  | {
      readonly card: 'edit';
      readonly account: AccountRef;
      readonly accountName: string;
      /** Of the record as the form first showed it. */
      readonly version: string;
    };

/** The row that a button's id means: `desk-….3` is the fourth row of the card `desk-…`. */
export function rowOf(id: string): { readonly cardId: string; readonly row: number } | undefined {
  const [, cardId, row] = /^(.+)\.(\d{1,2})$/.exec(id) ?? [];
  return cardId && row ? { cardId, row: Number(row) } : undefined;
}

export function rowId(cardId: string, row: number): string {
  return `${cardId}.${row}`;
}
