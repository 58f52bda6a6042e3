/** What the desk's use-cases are given, how long their calls may take, and who somebody is to an account. */
import type { Account } from '../../account';
import type { RecordValues } from '../../account-record';
import type { Deps } from '../../deps';
import type { PersonKey } from '../../person';
import { samePerson } from '../../person';
import type {
  AccountAdministrationCapability,
  AccountRecord,
  AdministeredAccount,
} from '../../ports/account-administration';
import { type AuditParty, accountParty, partyOf } from '../../ports/audit-trail';
import { personOf } from '../account-links';

export type DeskDeps = Pick<
  Deps,
  | 'tenantId'
  | 'policy'
  | 'clock'
  | 'random'
  | 'digest'
  | 'providers'
  | 'conversations'
  | 'audit'
  | 'announcer'
  | 'deskActs'
  | 'carrierActs'
  | 'carrierTests'
  | 'limits'
  | 'passwordPages'
  | 'passwordPageLinks'
  | 'mobile'
>;

/** An administrator in this turn, as the verified activity names them. */
export type Administering = {
  readonly person: PersonKey;
  readonly via: 'button' | 'typed';
};

/** Within a turn. */
export const deskCall = { timeoutMs: 2_000 };

/** An account with what the desk shows of it. */
export type DeskRecord = AccountRecord & {
  readonly own: boolean;
  /** The name of whoever unlocked last, where they have an account here. */
  readonly unlockedByName?: string;
};

/** What of a record can be edited, as it is. */
export function valuesOf({ account, phones, carrier, mobileResetAllowed }: AccountRecord): RecordValues {
  return {
    status: account.status === 'disabled' ? 'disabled' : 'active',
    ...(account.email ? { email: account.email } : {}),
    phones,
    ...(carrier ? { carrierId: carrier.id } : {}),
    mobileResetAllowed,
  };
}

export function capabilityOf({ providers }: DeskDeps): AccountAdministrationCapability | undefined {
  return providers.administration?.accountAdministration;
}

/** The account as it is now; undefined where there is none of that id any more. */
export async function readRecord(
  deps: DeskDeps,
  person: PersonKey,
  id: string,
): Promise<DeskRecord | undefined> {
  const found = await capabilityOf(deps)?.record(id, deskCall);
  if (!found) return undefined;
  const [own, unlockedByName] = await Promise.all([
    isOwn(deps, person, found.account),
    nameOf(deps, found.account.unlockedBy),
  ]);
  return { ...found, own, ...(unlockedByName ? { unlockedByName } : {}) };
}

/** Nobody acts on themselves: by the object id, by the policy's account link, or by the name that Teams knows. */
async function isOwn(deps: DeskDeps, person: PersonKey, account: AdministeredAccount): Promise<boolean> {
  if (account.objectId?.toLowerCase() === person.aadObjectId) return true;
  const holder = await personOf(deps, account);
  if (holder && samePerson(holder, person)) return true;
  const upn = (await deps.conversations.read(person))?.value.userPrincipalName;
  return upn !== undefined && upn.toLowerCase() === account.userName.toLowerCase();
}

async function nameOf(deps: DeskDeps, objectId: string | undefined): Promise<string | undefined> {
  if (objectId === undefined) return undefined;
  const [found] = (await deps.providers.administration?.findAccounts({ objectId }, deskCall)) ?? [];
  return found?.displayName;
}

/** For whom, in the trail: the person behind the account where it names one, else the account. */
export function subjectOf(deps: Pick<DeskDeps, 'tenantId'>, account: Account): AuditParty {
  const { objectId, ref } = account;
  return objectId
    ? partyOf({ tenantId: deps.tenantId, aadObjectId: objectId.toLowerCase() })
    : accountParty(ref);
}
