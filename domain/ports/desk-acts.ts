/** The rows of what administrators do at the desk. Outages are thrown as coded errors. */
import type { DeskAct } from '../desk/act';
import type { PasswordPage } from '../desk/password-page';
import type { Stored } from './stores';

export interface DeskActStore {
  /** `exists`: the same press was here before; nothing was written. */
  insert(act: DeskAct): Promise<Stored<DeskAct> | 'exists'>;
  read(id: string): Promise<Stored<DeskAct> | undefined>;
  /** Writes by ETag; once nothing is owed the row is found by its id only. */
  replace(stored: Stored<DeskAct>): Promise<Stored<DeskAct> | 'conflict'>;
  /** Nothing was changed and nothing recorded: as if it had never been. */
  remove(id: string): Promise<void>;
  /** Ids of those that have no outcome yet or owe a mail; at most some hundred. */
  unsettled(): Promise<readonly string[]>;
}

export interface PasswordPageStore {
  /** Becomes the newest of its administrator and account. */
  create(page: PasswordPage): Promise<void>;
  /** By the keyed hash of its token. */
  read(tokenHash: string): Promise<Stored<PasswordPage> | undefined>;
  /** The token's hash of the newest page with that id. */
  newestOf(id: string): Promise<string | undefined>;
  replace(stored: Stored<PasswordPage>): Promise<Stored<PasswordPage> | 'conflict'>;
}
