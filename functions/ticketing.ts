/** Which ticketing system the policy has chosen, put together from its settings. */

import type { CallRecord } from '../connectors/http/call';
import type { OpenTicketTable } from '../connectors/ticketing/built-in/tables';
import { createBuiltInTicketing } from '../connectors/ticketing/built-in/ticketing';
import type { Ticketing, TicketList } from '../connectors/ticketing/port';
import { createTableApi, type TableApi } from '../connectors/ticketing/servicenow/table-api';
import { createServiceNowTicketing } from '../connectors/ticketing/servicenow/ticketing';
import type { Policy } from '../domain/policy/schema';
import type { Clock } from '../domain/ports/clock';
import type { Settings } from './settings';

export type TicketingSystem = Ticketing &
  TicketList & {
    /** Whether it knows people, so that a ticket should say whose it is. */
    readonly knowsPeople: boolean;
  };

/** The instance, where its settings are there: as a place for tickets, and as the source of articles. */
export function serviceNowOf(
  settings: Settings,
  clock: Clock,
  log?: (record: CallRecord) => void,
): TableApi | undefined {
  const {
    SERVICENOW_URL: url,
    SERVICENOW_CLIENT_ID: clientId,
    SERVICENOW_CLIENT_SECRET: clientSecret,
  } = settings;
  if (!url || !clientId || !clientSecret) return undefined;
  return createTableApi({ url, clientId, clientSecret, clock, ...(log ? { log } : {}) });
}

/** @returns the system, or the line that says what is missing. */
export function ticketingOf(
  policy: Policy,
  { tables, clock, serviceNow }: { tables: OpenTicketTable; clock: Clock; serviceNow: TableApi | undefined },
): TicketingSystem | { readonly fault: string } {
  const { system, servicenow } = policy.ticketing;
  if (system === 'built-in') return { ...createBuiltInTicketing({ tables, clock }), knowsPeople: false };
  if (!serviceNow) {
    const needed = 'SERVICENOW_URL, SERVICENOW_CLIENT_ID and SERVICENOW_CLIENT_SECRET';
    return { fault: `ticketing.system: servicenow is not configured; it needs the settings ${needed}` };
  }
  return { ...createServiceNowTicketing({ api: serviceNow, settings: servicenow }), knowsPeople: true };
}
