/** What a provider's test brings to the contract: a small adapter to the world behind the provider, and what is its own. */
import type { SignInSource } from '../../../../domain/account';
import type { FactorKind, IdentityProvider } from '../../../../domain/ports/identity-provider';

export const capabilityNames = [
  'lockouts',
  'unlock',
  'passwordReset',
  'factors',
  'sessions',
  'passwordExpiry',
  'contractors',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

export type ContractAccount = {
  readonly id: string;
  readonly userName: string;
  readonly objectId?: string;
  readonly status?: 'active' | 'disabled';
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly userType?: string;
  readonly email?: string;
  readonly title?: string;
  /** When the password was set; null: nobody knows. It runs out after `passwordMaximumAgeMs`. */
  readonly passwordChangedAt?: Date | null;
  readonly passwordNeverExpires?: boolean;
  /** Whoever has one is a contractor. */
  readonly contractEnd?: Date | 'unreadable';
  /** Whom the account names as its manager, in words of its own. */
  readonly manager?: string;
  /** It has the factors of the world's `factors`. */
  readonly withFactors?: boolean;
};

/** A factor as the list must tell it. */
export type ExpectedFactor = {
  readonly kind: FactorKind;
  readonly name: RegExp;
  /** What the vendor knows of it and nobody may read: a whole number, a whole address. */
  readonly hides?: string;
};

/** The world behind the provider. Its clock stands still between calls of `advance`. */
export type ContractWorld = {
  readonly provider: IdentityProvider;
  now(): Date;
  advance(ms: number): void;
  /** Adds accounts; `impossible` if the provider itself allows no two with these values. */
  add(...accounts: readonly ContractAccount[]): Promise<'added' | 'impossible'>;
  /** Independent of one another: removing one leaves the rest. At least two kinds. */
  readonly factors: readonly ExpectedFactor[];
  /** Locks the accounts now, each with at least one event. @returns the source as the provider tells it */
  lock(ids: readonly string[], source?: SignInSource): Promise<SignInSource>;
  /** One more event of a lock that lasts. */
  tryWhileLocked(id: string): Promise<void>;
  /** Takes the event's place in the order now; the returned function makes it visible. */
  lockoutThatComesLate(id: string): Promise<() => Promise<void>>;
  /** The person opens the link in a browser and sets a new password. */
  useLink(url: string): Promise<'set' | 'refused'>;
  /** The person signs in; the returned function tells whether that session still lives. */
  openSession(id: string): Promise<() => Promise<boolean>>;
  readonly network: { hang(): void; cut(): Promise<void>; restore(): Promise<void> };
  /** What the world found wrong with how it was asked; empty as long as the provider keeps to the rules. */
  complaints?(): readonly string[];
  close(): Promise<void>;
};

export type ContractTraits = {
  /** Those that the provider has; the parts of the contract for the others don't apply. */
  readonly capabilities: readonly CapabilityName[];
  /** Whether making a password link leaves the account as it was; at Okta nobody signs in until it is used. */
  readonly linkKeepsAccount: boolean;
  /** What the provider doesn't know at all. `ids`: of its own, so that an account's name is its id. */
  readonly lacks?: readonly ('ids' | 'objectIds' | 'groups')[];
};

/** What the parts of the contract work with. */
export type ContractContext = {
  readonly traits: ContractTraits;
  world(): ContractWorld;
  provider(): IdentityProvider;
  /** An account that doesn't exist yet. */
  draw(properties?: Partial<ContractAccount>): ContractAccount;
  account(properties?: Partial<ContractAccount>): Promise<ContractAccount>;
};

/** How old a password may become in every world. */
export const passwordMaximumAgeMs = 90 * 86_400_000;

/** For calls that should succeed. */
export const limit = { timeoutMs: 4_000 };

/** Ids that nobody has, and that must do no harm on their way to the vendor. */
export const nobodies = ['nobody', '', 'nu\u0000ll', '../users', 'x'.repeat(5_000)];

/** What a test of a capability says when its provider hasn't got it. */
export function having<T>(capability: T | undefined): T {
  if (capability === undefined) throw new Error('The provider has no such capability.');
  return capability;
}
