/** Messenger, help desk, mail, durable work and audit trail, kept in lists that tests read. */
import type { Message } from '../../../domain/messages';
import type { Handover } from '../../../domain/mobile-reset/request';
import type { PersonKey } from '../../../domain/person';
import type { TextTarget, TextWay } from '../../../domain/phone-number';
import type { AuditEntry, AuditTrail } from '../../../domain/ports/audit-trail';
import type {
  Announcer,
  HelpDesk,
  Messenger,
  Orchestrations,
  SendAnswer,
} from '../../../domain/ports/outward';
import type { CarrierTests } from '../../../domain/ports/text-messages';
import type { MailAbout, TicketNote } from '../../../domain/support-request';

export function createFakeMessenger() {
  const sent: { to: string; message: Message; activityId: string }[] = [];
  const replaced: { activityId: string; message: Message }[] = [];
  const answers: SendAnswer[] = [];
  let onSend: (() => Promise<void>) | undefined;
  const port: Messenger = {
    send: async (person: PersonKey, message) => {
      await onSend?.();
      const answer = answers.shift() ?? { kind: 'sent', activityId: `activity-${sent.length + 1}` };
      if (answer.kind === 'sent')
        sent.push({ to: person.aadObjectId, message, activityId: answer.activityId });
      return answer;
    },
    replace: async (_person, activityId, message) => {
      replaced.push({ activityId, message });
      return 'replaced';
    },
  };
  return {
    port,
    sent,
    replaced,
    kinds: () => sent.map(({ message }) => message.kind),
    /** What the channel answers next, in order; after that everything arrives. */
    answerNext: (...next: SendAnswer[]) => void answers.push(...next),
    /** Runs while a message is on its way. */
    whileSending: (run: () => Promise<void>) => {
      onSend = async () => {
        onSend = undefined;
        await run();
      };
    },
  };
}

export type FakeTicket = {
  readonly id: string;
  readonly requestId: string;
  securityIncident: boolean;
  words?: string;
  /** Ids of the factors that were to be removed when it was opened. */
  readonly planned: readonly string[];
  state: 'open' | 'resolved' | 'closed';
  readonly notes: Map<string, TicketNote>;
};

/** Idempotent by the request's id and the note's key, as the port demands. */
export function createFakeHelpDesk() {
  const tickets = new Map<string, FakeTicket>();
  const byId = (id: string): FakeTicket => {
    const ticket = [...tickets.values()].find((one) => one.id === id);
    if (!ticket) throw new Error(`no ticket ${id}`);
    return ticket;
  };
  const set =
    (state: FakeTicket['state']) => async (ticket: { id: string }, _request: unknown, note: TicketNote) => {
      const found = byId(ticket.id);
      found.notes.set(note, note);
      found.state = state;
      return { id: found.id };
    };
  const port: HelpDesk = {
    open: async (request, { securityIncident, words }) => {
      const filed = request.incoming?.ticketId;
      const present = tickets.get(filed ?? request.id);
      if (present) {
        present.securityIncident ||= securityIncident;
        return { id: present.id };
      }
      const id = filed ?? `T-${tickets.size + 1}`;
      const kept = words ? { words } : {};
      tickets.set(filed ?? request.id, {
        id,
        requestId: request.id,
        securityIncident,
        ...kept,
        planned: request.factors?.removed?.map((factor) => factor.id) ?? [],
        state: 'open',
        notes: new Map(),
      });
      return { id };
    },
    note: async (ticket, _request, note, { key }) => {
      byId(ticket.id).notes.set(key, note);
      return { id: ticket.id };
    },
    resolve: set('resolved'),
    reopen: set('open'),
    close: set('closed'),
  };
  return { port, tickets, all: () => [...tickets.values()] };
}

export function createFakeAnnouncer() {
  const mails: { to: string; about: MailAbout; ticketId?: string }[] = [];
  const port: Announcer = {
    announce: async (about, account, { ticketId, edit, former }) => {
      const to = former ? edit?.emails?.former : (edit?.emails?.present ?? account.email);
      if (!to) return 'no-address';
      mails.push({ to, about, ...(ticketId ? { ticketId } : {}) });
      return 'sent';
    },
  };
  return { port, mails };
}

export function createFakeOrchestrations() {
  const started: string[] = [];
  const restarted: string[] = [];
  const woken: string[] = [];
  const port: Orchestrations = {
    start: async (id) => void started.push(id),
    wake: async (id) => void woken.push(id),
    restart: async (id) => {
      restarted.push(id);
      woken.push(id);
    },
  };
  return { port, started, restarted, woken };
}

/** An entry with the same instant and key is left as it is. */
export function createFakeAudit() {
  const entries: AuditEntry[] = [];
  const port: AuditTrail = {
    record: async (entry) => {
      if (!entries.some(({ key, at }) => key === entry.key && at === entry.at)) entries.push(entry);
    },
  };
  return {
    port,
    entries,
    /** `act result reason` of every entry, in order. */
    lines: () => entries.map(({ act, result, reason }) => `${act} ${result} ${reason}`),
    of: (act: AuditEntry['act']) => entries.filter((entry) => entry.act === act),
  };
}

/** Tests of cell service providers: what was handed over, on ways that a test may take away. */
export function createFakeCarrierTests() {
  const sent: { target: TextTarget; id: string; words?: string }[] = [];
  const state: { ways: TextWay[]; handover: () => Handover | Promise<Handover> } = {
    ways: ['text-by-mail', 'text-service'],
    handover: () => 'sent',
  };
  const port: CarrierTests = {
    has: (way) => state.ways.includes(way),
    send: async (target, { id, words }) => {
      sent.push({ target, id, ...(words ? { words } : {}) });
      return state.handover();
    },
  };
  return { port, sent, state };
}
