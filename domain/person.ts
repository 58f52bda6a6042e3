/**
 * Who somebody is. A person is tenant and Entra object id as the authenticated activity gives them; names,
 * UPNs and mail addresses are for display and mail, never identity.
 */

export type PersonKey = {
  readonly tenantId: string;
  /** Entra object id, lower case. */
  readonly aadObjectId: string;
};

/** Whoever nobody could find: what is owed for them is owed all the same. */
export function nobody(tenantId: string): PersonKey {
  return { tenantId: tenantId.toLowerCase(), aadObjectId: '' };
}

export type Person = PersonKey & {
  /** BCP 47 tag as the channel tells it, e.g. `de-DE`. Decides language and the format of dates. */
  readonly locale: string;
  /** IANA zone, where the channel tells it: moments are written in it. */
  readonly timeZone?: string;
};

/** Builds the key; ids are compared ignoring case, as Entra does. */
export function personKey(tenantId: string, aadObjectId: string): PersonKey {
  return { tenantId: tenantId.toLowerCase(), aadObjectId: aadObjectId.toLowerCase() };
}

export function samePerson(a: PersonKey, b: PersonKey): boolean {
  return a.tenantId === b.tenantId && a.aadObjectId === b.aadObjectId;
}
