/** What the bot says at the administrator's desk, and its buttons. The words are in cards/. */
import type { AccountStatus } from '../account';
import type { Carrier, Phone, RecordFault, RecordValues } from '../account-record';
import type { MobileLogEntry } from '../mobile-reset/request';
import type { Factor } from '../ports/factors';
import type { Secret } from '../secret';
import type { DeskActKind, DeskReason } from './act';
import type { CarrierMessage, CarriersMessage } from './carrier-messages';

/** Only administrators meet these: to anybody else their titles are words like any other. */
export const deskVerbs = [
  'desk-find',
  'desk-search',
  'desk-open',
  'desk-previous',
  'desk-next',
  'desk-unlock',
  'desk-reset-key',
  'desk-password',
  'desk-edit',
  'desk-save',
  'desk-back',
  'desk-log',
  'desk-older',
  'desk-carriers',
  'desk-carrier-add',
  'desk-carrier-open',
  'desk-carrier-save',
  'desk-carrier-remove',
  'desk-carrier-test',
] as const;

export type DeskVerb = (typeof deskVerbs)[number];

/** Buttons of which each row has one: what they carry names the row. */
export type RowVerb = 'desk-open' | 'desk-carrier-open';

/** In a list to choose from: none of them. */
export const noChoice = 'none';

/** One row of the grid. `label` is the name, with the user name where two on the page share one. */
export type DeskRow = {
  readonly label: string;
  readonly name: string;
  readonly userName: string;
  readonly department?: string;
  readonly status: AccountStatus;
};

/** What has come of a press, on the record that follows. */
export type DeskNotice =
  | { readonly kind: 'done' | 'pending'; readonly act: DeskActKind }
  | { readonly kind: 'not-done'; readonly reason: DeskReason };

export type DeskMessage =
  /** D2: a search field and Only include locked users. `alert`: nothing was written there. */
  | {
      readonly kind: 'desk-search';
      readonly id: string;
      readonly text: string;
      readonly onlyLocked: boolean;
      readonly alert: boolean;
      /** The mobile log may be looked at. */
      readonly log: boolean;
      /** So may the cell service providers. */
      readonly carriers: boolean;
    }
  /** D2: a page of the grid, with the fields to search again. */
  | {
      readonly kind: 'desk-results';
      readonly id: string;
      readonly text: string;
      readonly onlyLocked: boolean;
      readonly rows: readonly DeskRow[];
      /** The number of the first row; 1 on the first page. */
      readonly from: number;
      readonly hasNext: boolean;
    }
  /** D2: one account. `barred`: why a button is absent. */
  | {
      readonly kind: 'desk-record';
      readonly id: string;
      readonly displayName: string;
      readonly userName: string;
      readonly email?: string;
      readonly department?: string;
      readonly status: AccountStatus;
      readonly lockedAt?: string;
      readonly lockReason?: string;
      readonly unlockedBy?: string;
      readonly factors: readonly Factor[];
      readonly phones: readonly Phone[];
      readonly carrier?: string;
      readonly mobileResetAllowed: boolean;
      readonly barred: { readonly [K in DeskActKind]?: DeskReason };
      readonly notice?: DeskNotice;
    }
  /** R8: the form, with the values as they are or as they were typed; `fault`: the rule that one of them breaks. */
  | {
      readonly kind: 'desk-edit';
      readonly id: string;
      readonly displayName: string;
      readonly userName: string;
      readonly values: RecordValues;
      readonly carriers: readonly Pick<Carrier, 'id' | 'name'>[];
      readonly fault?: RecordFault;
      readonly alert?: DeskReason;
    }
  /** R7: requests for temporary passwords, newest first. */
  | {
      readonly kind: 'desk-log';
      readonly id: string;
      readonly entries: readonly MobileLogEntry[];
      readonly hasOlder: boolean;
    }
  | CarriersMessage
  | CarrierMessage
  /** R5: the way to the page where the password is entered. */
  | {
      readonly kind: 'desk-password';
      readonly id: string;
      readonly displayName: string;
      readonly userName: string;
      readonly url: Secret<string>;
      readonly expiresAt: string;
    }
  /** Nothing can be shown; why. */
  | { readonly kind: 'desk-refused'; readonly id: string; readonly reason: DeskReason };

/** The acts that a record offers, by the button that asks for them. */
const acts: readonly (readonly [DeskActKind, DeskVerb])[] = [
  ['unlock', 'desk-unlock'],
  ['reset-secret-key', 'desk-reset-key'],
  ['edit', 'desk-edit'],
  ['enter-password', 'desk-password'],
];
export const deskActKinds: readonly DeskActKind[] = acts.map(([kind]) => kind);

/** The buttons of a message of the desk, in the order in which they stand. */
export function deskVerbsOf(message: DeskMessage): readonly DeskVerb[] {
  switch (message.kind) {
    case 'desk-search':
      return [
        'desk-search',
        ...(message.log ? (['desk-log'] as const) : []),
        ...(message.carriers ? (['desk-carriers'] as const) : []),
      ];
    case 'desk-carriers':
      return [
        ...message.rows.map(() => 'desk-carrier-open' as const),
        ...(message.from > 1 ? (['desk-previous'] as const) : []),
        ...(message.hasNext ? (['desk-next'] as const) : []),
        'desk-carrier-add',
        'desk-find',
      ];
    case 'desk-carrier':
      return message.saved
        ? ['desk-carrier-save', 'desk-carrier-remove', 'desk-carrier-test', 'desk-carriers']
        : ['desk-carrier-save', 'desk-carriers'];
    case 'desk-log':
      return [...(message.hasOlder ? (['desk-older'] as const) : []), 'desk-find'];
    case 'desk-results':
      return [
        'desk-search',
        ...message.rows.map(() => 'desk-open' as const),
        ...(message.from > 1 ? (['desk-previous'] as const) : []),
        ...(message.hasNext ? (['desk-next'] as const) : []),
      ];
    case 'desk-record':
      return [...acts.flatMap(([kind, verb]) => (message.barred[kind] ? [] : [verb])), 'desk-find'];
    case 'desk-edit':
      return ['desk-save', 'desk-back'];
    case 'desk-password':
    case 'desk-refused':
      return ['desk-find'];
  }
}

export function isDeskMessage(message: { readonly kind: string }): message is DeskMessage {
  return message.kind.startsWith('desk-');
}
