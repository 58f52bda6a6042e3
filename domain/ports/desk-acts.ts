/** The rows of what administrators do at the desk. Outages are thrown as coded errors. */
import type { DeskAct } from '../desk/act';
import type { CarrierAct } from '../desk/carrier-act';
import type { PasswordPage } from '../desk/password-page';
import type { Stored } from './stores';

export interface ActStore<Act> {
  /** `exists`: the same press was here before; nothing was written. */
  insert(act: Act): Promise<Stored<Act> | 'exists'>;
  read(id: string): Promise<Stored<Act> | undefined>;
  /** Writes by ETag; once nothing is owed the row is found by its id only. */
  replace(stored: Stored<Act>): Promise<Stored<Act> | 'conflict'>;
  /** Nothing was changed and nothing recorded: as if it had never been. */
  remove(id: string): Promise<void>;
  /** Ids of those that have no outcome yet or owe a mail; at most some hundred. */
  unsettled(): Promise<readonly string[]>;
  /** Removes those that ended before that day (in UTC) and owe nothing, some at once; @returns how many went. */
  purge(before: Date): Promise<number>;
}

/** Acts on accounts, and acts on the list of cell service providers. */
export type DeskActStore = ActStore<DeskAct>;
export type CarrierActStore = ActStore<CarrierAct>;

export interface PasswordPageStore {
  /** Becomes the newest of its administrator and account. */
  create(page: PasswordPage): Promise<void>;
  /** By the keyed hash of its token. */
  read(tokenHash: string): Promise<Stored<PasswordPage> | undefined>;
  /** The token's hash of the newest page with that id. */
  newestOf(id: string): Promise<string | undefined>;
  replace(stored: Stored<PasswordPage>): Promise<Stored<PasswordPage> | 'conflict'>;
}
