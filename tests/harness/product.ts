/** The verbs of the scenarios: what people, operators and the outside world do to the product, all over HTTP. */
import type { DemoPerson } from '../../local/people/demo-account';
import { type Chat, createChat } from './chat';
import type { Endpoints } from './endpoints';
import { callJson } from './http';

export interface AuditRecord {
  at: string;
  actor: string;
  subject: string;
  act: string;
  verifiedBy?: string;
  source?: string;
  reason?: string;
  result: string;
}

export interface TicketRecord {
  id: string;
  kind: string;
  personId: string;
  state: 'open' | 'resolved' | 'closed';
  securityIncident: boolean;
  notes: unknown[];
  createdAt: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

export interface Fault {
  /** Absent with a delay: then the call is done, and only its answer is late. */
  status?: number;
  delayMs?: number;
  headers?: Record<string, string>;
  times: number;
  match?: string;
}

/** A span and a person, as the operators' routes take them. */
export interface RecordQuery {
  person?: string;
  from?: string;
  to?: string;
}

export interface SignInResult {
  httpStatus: number;
  /** `signed-in`, or what the directory says instead. */
  status: string;
}

export interface Product extends Endpoints, Chat {
  people: DemoPerson[];
  /** The first person of a role, or the one with this name. @throws where there is none */
  person(roleOrName: string): DemoPerson;
  signIn(person: DemoPerson, password?: string): Promise<SignInResult>;
  /** Wrong passwords, one after the other. @returns the directory's answers */
  failSignIns(person: DemoPerson, times: number): Promise<SignInResult[]>;
  /** Moves the time of the whole run. @throws on a host that has no such clock */
  advanceClock(ms: number): Promise<void>;
  /** Orders failures of the connector for the bot's next calls. */
  faults(fault: Fault): Promise<void>;
  /** Every record, all pages. */
  audit(query?: RecordQuery): Promise<AuditRecord[]>;
  /** Every ticket, all pages. */
  tickets(query?: RecordQuery): Promise<TicketRecord[]>;
  mails(to?: DemoPerson): Promise<Mail[]>;
}

export async function createProduct(endpoints: Endpoints): Promise<Product> {
  const { functionsUrl, teamsUrl, mailUrl, operatorKey } = endpoints;
  const people = (await callJson(`${teamsUrl}/api/people`)).body as DemoPerson[];
  const records = <T>(route: string, query: RecordQuery) =>
    allPages<T>(`${functionsUrl}/api/operator/${route}`, query, { 'x-functions-key': operatorKey });
  const signIn = async (person: DemoPerson, password = endpoints.demoPassword): Promise<SignInResult> => {
    const { status, body } = await callJson(endpoints.signInUrl, {
      body: { username: person.userPrincipalName, password },
      expected: [200, 401],
    });
    return { httpStatus: status, status: String((body as { status?: unknown }).status) };
  };
  return {
    ...endpoints,
    ...createChat(teamsUrl),
    people,
    person: (roleOrName) => {
      const found = people.find(({ role, name }) => role === roleOrName || name === roleOrName);
      if (!found) throw new Error(`Nobody in the demo organisation is "${roleOrName}".`);
      return found;
    },
    signIn,
    failSignIns: async (person, times) => {
      const answers: SignInResult[] = [];
      for (let n = 0; n < times; n += 1) answers.push(await signIn(person, `wrong for certain ${n}`));
      return answers;
    },
    advanceClock: async (advanceMs) => {
      if (!endpoints.clockKey) throw new Error('This host has no clock that can be moved.');
      const headers = { 'x-functions-key': endpoints.clockKey };
      // Whatever was due in that time is done first.
      await callJson(`${functionsUrl}/admin/clock`, { headers, body: { advanceMs }, patienceMs: 100_000 });
    },
    faults: async (fault) => {
      await callJson(`${teamsUrl}/api/faults`, { body: fault });
    },
    audit: (query = {}) => records<AuditRecord>('audit', query),
    tickets: (query = {}) => records<TicketRecord>('tickets', query),
    mails: async (to) => {
      const all = (await callJson(`${mailUrl}/api/messages`)).body as Mail[];
      return to ? all.filter((mail) => mail.to.toLowerCase().includes(to.email.toLowerCase())) : all;
    },
  };
}

async function allPages<T>(url: string, query: RecordQuery, headers: Record<string, string>): Promise<T[]> {
  const items: T[] = [];
  let next: string | null | undefined;
  do {
    const parameters = new URLSearchParams({ ...query, ...(next ? { next } : {}) });
    const page = (await callJson(`${url}?${parameters}`, { headers })).body as {
      items: T[];
      next?: string | null;
    };
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}
