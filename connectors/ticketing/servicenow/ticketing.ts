/**
 * Tickets as incidents of ServiceNow. Whatever runs twice looks first: a creation by the correlation id, a note by its
 * mark. Two who open the same ticket at the same time both see both afterwards; the older one stays.
 */
import { z } from 'zod';
import { CodedError } from '../../../domain/errors';
import { type Deadline, startDeadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import type { TicketChange, Ticketing, TicketList, TicketNoteText, TicketOpening } from '../port';
import { encodedQuery } from './encoded-query';
import { hasNote, type Incident, incidentFields, incidentShape, journalOf, stateOf } from './incident';
import { type IncidentSettings, openingValues, securityValues, type Values } from './incident-values';
import { createInspection } from './inspection';
import { createIncidentList } from './list';
import { displayOf, originOf } from './origin';
import { callerOf } from './requester';
import type { TableApi } from './table-api';

const table = 'incident';
const cancelledState = '8';
const mostDuplicates = 5;

const createdShape = z.object({ number: z.string().min(1) });

export type ServiceNowTicketingDeps = {
  readonly api: TableApi;
  /** The policy's section `ticketing.servicenow`. */
  readonly settings: IncidentSettings;
};

/** Round trips: open 4 (1 if the incident is there), the others 2. */
export function createServiceNowTicketing({
  api,
  settings,
}: ServiceNowTicketingDeps): Ticketing & TicketList {
  const { states } = settings;

  const find = async (
    query: string | undefined,
    limit: number,
    deadline: Deadline,
  ): Promise<readonly Incident[]> =>
    api.list<Incident>(
      table,
      { fields: incidentFields, shape: incidentShape, query, limit, display: 'all' },
      deadline,
    );

  const byNumber = async (id: string, deadline: Deadline): Promise<Incident | undefined> => {
    const field = /^[0-9a-f]{32}$/.test(id) ? 'sys_id' : 'number';
    const found = await find(encodedQuery([[field, '=', id]]), 2, deadline);
    return found.find((incident) => incident[field].value.toLowerCase() === id.toLowerCase());
  };

  /** It is ours no longer. Refused where the other one who saw it was faster. */
  const cancel = async (incident: Incident, note: Values, deadline: Deadline): Promise<void> => {
    const values = { state: cancelledState, correlation_id: '', correlation_display: '', ...note };
    try {
      await api.update(table, incident.sys_id.value, values, deadline);
    } catch (error) {
      if (!hasFault(error, 'forbidden')) throw error;
    }
  };

  /** The incident of a request; of several the oldest, and the others are cancelled. */
  const byCorrelation = async (
    { correlationId, duplicateOf }: TicketOpening,
    deadline: Deadline,
  ): Promise<Incident | undefined> => {
    const query = encodedQuery([['correlation_id', '=', correlationId]], { by: 'number' });
    const found = (await find(query, mostDuplicates, deadline)).filter(
      ({ correlation_id: present }) => present.value === correlationId,
    );
    const [first, ...others] = found.toSorted((a, b) => (a.number.value < b.number.value ? -1 : 1));
    for (const other of others) {
      if (!first || stateOf(other, states) === 'closed') continue;
      const text = duplicateOf?.(first.number.value) ?? first.number.value;
      await cancel(other, journalOf({ key: `duplicate of ${first.number.value}`, text }), deadline);
    }
    return first;
  };

  /** A ticket that came from elsewhere becomes ours, unless it belongs to another system already. */
  const takeOver = async (
    opening: TicketOpening,
    id: string,
    deadline: Deadline,
  ): Promise<Incident | undefined> => {
    const incident = await byNumber(id, deadline);
    if (incident?.correlation_id.value !== '') return incident;
    const ours = { correlation_id: opening.correlationId, correlation_display: displayOf(opening) };
    const flag = opening.securityIncident ? securityValues(settings) : {};
    if (stateOf(incident, states) !== 'closed')
      await api.update(table, incident.sys_id.value, { ...ours, ...flag }, deadline);
    return { ...incident, correlation_display: { value: displayOf(opening), shown: '' } };
  };

  /** Once flagged it stays so: what a human decides about it afterwards isn't turned back. */
  const flagIfNew = async (incident: Incident, opening: TicketOpening, deadline: Deadline): Promise<void> => {
    if (!opening.securityIncident || stateOf(incident, states) === 'closed') return;
    const origin = originOf(incident.correlation_display.value);
    if (origin?.securityIncident) return;
    const mark: Values = origin
      ? { correlation_display: displayOf({ ...origin, securityIncident: true }) }
      : {};
    await api.update(table, incident.sys_id.value, { ...securityValues(settings), ...mark }, deadline);
  };

  const change = async (
    id: string,
    note: TicketNoteText,
    deadline: Deadline,
    valuesIn: (incident: Incident) => Values,
  ): Promise<TicketChange> => {
    const incident = await byNumber(id, deadline);
    if (!incident) throw new CodedError('not-found', 'there is no such incident');
    if (hasNote(incident, note.key)) return 'already';
    // A closed incident is read-only for everybody but administrators.
    if (stateOf(incident, states) === 'closed') return 'not-possible';
    await api.update(table, incident.sys_id.value, { ...valuesIn(incident), ...journalOf(note) }, deadline);
    return 'done';
  };

  /** Only what is resolved is opened again; what is open stays as it is. */
  const again = (incident: Incident): Values =>
    stateOf(incident, states) === 'resolved' ? { state: String(states.reopened) } : {};

  const ending = (state: number, text: string): Values => ({
    state: String(state),
    close_code: settings.closeCode,
    close_notes: text.slice(0, 4_000),
  });

  return {
    ...createIncidentList({ api, states }),
    inspection: createInspection(api),

    async check(options) {
      await find('ORDERBYDESCnumber', 1, startDeadline(options));
    },

    async open(opening, options) {
      const deadline = startDeadline(options);
      const { existingId } = opening;
      const present =
        (await byCorrelation(opening, deadline)) ??
        (existingId === undefined ? undefined : await takeOver(opening, existingId, deadline));
      if (present) {
        await flagIfNew(present, opening, deadline);
        return { id: present.number.value };
      }
      const caller = await callerOf(api, opening.requester?.email, deadline);
      const created = await api.insert(
        table,
        openingValues(opening, caller, settings),
        { fields: ['number'], shape: createdShape },
        deadline,
      );
      const oldest = await byCorrelation(opening, deadline);
      return { id: oldest?.number.value ?? created.number };
    },

    note: (id, note, options) => change(id, note, startDeadline(options), () => ({})),
    resolve: (id, note, options) =>
      change(id, note, startDeadline(options), (incident) =>
        stateOf(incident, states) === 'open' ? ending(states.resolved, note.text) : {},
      ),
    reopen: (id, note, options) => change(id, note, startDeadline(options), again),
    close: (id, note, options) =>
      change(id, note, startDeadline(options), () => ending(states.closed, note.text)),
  };
}
