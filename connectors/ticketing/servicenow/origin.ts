/**
 * What `correlation_display` says of an incident that the product opened: whose system, what kind, which person, and
 * whether it is a security incident. So the operators' list can be read from ServiceNow alone.
 */
import type { TicketKind, TicketOpening } from '../port';

/** Begins every `correlation_display` of ours. */
export const ourName = 'Account Access/';

const security = '/security';
const form = /^Account Access\/([a-z-]+)\/([0-9a-f-]*)(\/security)?$/;

export type IncidentOrigin = {
  readonly kind: TicketKind;
  /** aadObjectId; empty where nobody knows who it is. */
  readonly personId: string;
  readonly securityIncident: boolean;
};

export function displayOf({
  kind,
  personId,
  securityIncident,
}: Pick<TicketOpening, keyof IncidentOrigin>): string {
  return `${ourName}${kind}/${personId.toLowerCase()}${securityIncident ? security : ''}`;
}

/** Undefined for what is not ours. */
export function originOf(display: string): IncidentOrigin | undefined {
  const [, kind, personId = '', flag] = form.exec(display) ?? [];
  if (!kind) return undefined;
  return { kind: kind as TicketKind, personId, securityIncident: flag !== undefined };
}
