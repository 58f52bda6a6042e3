/** What a provider's test brings to the contract: accounts to begin with, and the world behind the provider. */
import type { SignInSource } from '../../../domain/account';
import type { Factor, IdentityProvider } from '../../../domain/ports/identity-provider';

export type ContractAccount = {
  readonly id: string;
  readonly userName: string;
  readonly objectId?: string;
  readonly status?: 'active' | 'disabled';
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly userType?: string;
  readonly factors?: readonly Factor[];
};

/** The world behind the provider. Its clock stands still between calls of `advance`. */
export type ContractHarness = {
  readonly provider: IdentityProvider;
  now(): Date;
  advance(ms: number): void;
  /** Adds accounts; `impossible` if the provider itself allows no two with these values. */
  add(...accounts: readonly ContractAccount[]): Promise<'added' | 'impossible'>;
  /** Locks the accounts now, each with at least one event. */
  lock(ids: readonly string[], source?: SignInSource): Promise<void>;
  /** One more event of a lock that lasts. */
  tryWhileLocked(id: string): Promise<void>;
  /** Takes the event's place in the order now; the returned function makes it visible. */
  lockoutThatComesLate(id: string): Promise<() => Promise<void>>;
  /** The person opens the link in a browser and sets a new password. */
  useLink(url: string): Promise<'set' | 'refused'>;
  /** The person signs in; the returned function tells whether that session still lives. */
  openSession(id: string): Promise<() => Promise<boolean>>;
  readonly network: { hang(): void; cut(): Promise<void>; restore(): Promise<void> };
  close(): Promise<void>;
};
