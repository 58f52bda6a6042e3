/** The operators' list, read from ServiceNow: the incidents that the product opened or took over, newest first. */
import { startDeadline } from '../../http/deadline';
import type { TicketItem, TicketList, TicketNoteItem } from '../port';
import { type Condition, encodedQuery } from './encoded-query';
import {
  entriesOf,
  type Incident,
  type IncidentStates,
  incidentFields,
  incidentShape,
  stateOf,
} from './incident';
import { originOf, ourName } from './origin';
import type { TableApi } from './table-api';

const listMs = 8_000;
/** The instance compares texts of its own; what it finds is compared exactly here. */
const marginMs = 86_400_000;

/** Round trips: 1. */
export function createIncidentList({
  api,
  states,
}: {
  readonly api: TableApi;
  readonly states: IncidentStates;
}): TicketList {
  return {
    async list({ person, from, to, next, pageSize = 50 }) {
      const first = from === undefined ? undefined : instant(from);
      const last = to === undefined ? undefined : instant(to);
      const limit = Math.max(1, Math.min(pageSize, 200));
      const conditions: Condition[] = [['correlation_display', 'STARTSWITH', ourName]];
      if (person !== undefined) conditions.push(['correlation_display', 'LIKE', `/${person.toLowerCase()}`]);
      if (last !== undefined) conditions.push(['sys_created_on', '<', databaseInstant(last + marginMs)]);
      if (next !== undefined) conditions.push(['number', '<', positionOf(next)]);
      const query = encodedQuery(conditions, { by: 'number', descending: true });
      const found = await api.list<Incident>(
        'incident',
        { fields: incidentFields, shape: incidentShape, query, limit: limit + 1, display: 'all' },
        startDeadline({ timeoutMs: listMs }),
      );
      const page = found.slice(0, limit);
      const items = page
        .flatMap((incident) => itemOf(incident, states) ?? [])
        .filter((item) => person === undefined || item.personId === person.toLowerCase())
        .filter(({ createdAt }) => isBetween(Date.parse(createdAt), first, last));
      const oldest = page.at(-1);
      const isOver =
        found.length <= limit || (first !== undefined && oldest !== undefined && createdOf(oldest) < first);
      return {
        items,
        ...(isOver || !oldest ? {} : { next: Buffer.from(oldest.number.value).toString('base64url') }),
      };
    },
  };
}

function itemOf(incident: Incident, states: IncidentStates): TicketItem | undefined {
  const origin = originOf(incident.correlation_display.value);
  if (!origin) return undefined;
  const createdAt = new Date(createdOf(incident)).toISOString();
  const description = incident.description.value;
  const notes: readonly TicketNoteItem[] = entriesOf(incident).map(({ at, text }) => ({
    at: at === undefined ? createdAt : new Date(instant(`${at.replace(' ', 'T')}Z`)).toISOString(),
    text,
  }));
  return {
    id: incident.number.value,
    ...origin,
    state: stateOf(incident, states),
    notes: description === '' ? notes : [{ at: createdAt, text: description }, ...notes],
    createdAt,
  };
}

/** Values are UTC. */
function createdOf({ sys_created_on: { value } }: Incident): number {
  return Date.parse(`${value.replace(' ', 'T')}Z`) || 0;
}

function databaseInstant(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function isBetween(ms: number, first: number | undefined, last: number | undefined): boolean {
  return (first === undefined || ms >= first) && (last === undefined || ms <= last);
}

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new TypeError('from and to are ISO instants');
  return ms;
}

function positionOf(next: string): string {
  const number = Buffer.from(next, 'base64url').toString();
  if (!/^[A-Z]{1,10}\d{3,20}$/.test(number)) throw new TypeError('next is not the next of an earlier page');
  return number;
}
