/** What an incident is opened with, by the policy. Priority is left to the instance: it follows from the two others. */
import type { TicketOpening } from '../port';
import type { IncidentStates } from './incident';
import { displayOf } from './origin';

type Urgent = {
  /** 1 high to 3 low. */
  readonly impact: number;
  readonly urgency: number;
  readonly category?: string | undefined;
  /** A sys_id. */
  readonly assignmentGroup?: string | undefined;
};

/** The section `ticketing.servicenow` of the policy. */
export type IncidentSettings = Urgent & {
  readonly contactType: string;
  readonly subcategory?: string | undefined;
  readonly closeCode: string;
  readonly securityIncident: Urgent;
  readonly states: IncidentStates;
};

const longestTitle = 160;
const longestText = 4_000;

/** Fields of an incident, as they are sent. */
export type Values = Readonly<Record<string, string>>;

export function openingValues(
  opening: TicketOpening,
  caller: string | undefined,
  settings: IncidentSettings,
): Values {
  const { title, text, requester, securityIncident } = opening;
  const unknown = requester && caller === undefined ? `\n${requester.unknown}` : '';
  return {
    short_description: title.slice(0, longestTitle),
    description: `${text.slice(0, longestText - unknown.length)}${unknown}`,
    correlation_id: opening.correlationId,
    correlation_display: displayOf(opening),
    contact_type: settings.contactType,
    ...urgentValues(settings),
    ...(settings.subcategory ? { subcategory: settings.subcategory } : {}),
    ...(securityIncident ? securityValues(settings) : {}),
    ...(caller === undefined ? {} : { caller_id: caller }),
  };
}

/** How a security incident stands out among the others. */
export function securityValues({ securityIncident }: IncidentSettings): Values {
  return urgentValues(securityIncident);
}

function urgentValues({ impact, urgency, category, assignmentGroup }: Urgent): Values {
  return {
    impact: String(impact),
    urgency: String(urgency),
    ...(category ? { category } : {}),
    ...(assignmentGroup ? { assignment_group: assignmentGroup } : {}),
  };
}
