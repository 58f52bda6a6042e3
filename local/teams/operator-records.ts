/** Turns records of the operator routes into entries of the strip. Acts are read by their form: the list of them is the product's. */
import { createHash } from 'node:crypto';
import type { StripEntry, StripStage } from './page/shapes';

/** A record of `GET /api/operator/audit`. */
export type AuditRecord = {
  at: string;
  actor?: string;
  subject?: string;
  act: string;
  verifiedBy?: string;
  source?: string;
  reason?: string;
  result?: string;
};

/** An item of `GET /api/operator/tickets`. */
export type TicketRecord = {
  id: string;
  kind?: string;
  personId?: string;
  state: string;
  securityIncident?: boolean;
  notes?: unknown[];
  createdAt: string;
};

// The first that fits decides; what fits none is shown as an audit record plainly.
const stagesByForm: [RegExp, StripStage][] = [
  [/^ticket|ticket-/, 'ticket'],
  [/^(lockout|sign-in|signed-in|locked)/, 'event'],
  [/^(notice|reminder|message|card|summary|mail)/, 'notice'],
  [/^(press|answer|consent|confirm|ask|dismiss|help)/, 'press'],
  [/^(unlock|password|mfa|factor|session|secret|recovery|contract|edit|temporary|link|access)/, 'act'],
];

/** A code as words; what isn't a plain code (an account, an address) stays as it is. */
const wordsOf = (code: string): string =>
  /^[a-z]+([-_][a-z]+)*$/i.test(code) ? code.replaceAll(/[-_]/g, ' ') : code;

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const sentence = (code: string): string => capitalised(wordsOf(code));

const heldUntil = (reason: string): string | undefined => {
  const [, until] = /held[- ]until[:= ]?\s*(\S+)/i.exec(reason) ?? [];
  const at = until === undefined ? Number.NaN : Date.parse(until);
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

const toneOf = (result: string | undefined, act: string): StripEntry['tone'] => {
  const words = `${result ?? ''} ${act}`;
  if (/fail|refus|denied|undeliver|error|incident/i.test(words)) return 'bad';
  if (/pending|started|held|wait|unknown/i.test(words)) return 'waiting';
  return /done|success|ok\b|resolved|complete/i.test(words) ? 'good' : undefined;
};

/** One entry for one audit record; the same record always has the same id. */
export const entryOfAudit = (record: AuditRecord, isKnown: (id: string) => boolean): StripEntry => {
  const { at, act, actor, subject, result, reason, verifiedBy, source } = record;
  const person = [subject, actor].find((id) => id !== undefined && isKnown(id));
  const stage = stagesByForm.find(([form]) => form.test(act))?.[1] ?? 'audit';
  const held = reason === undefined ? undefined : heldUntil(reason);
  // That something was done, and by the system, is what anybody assumes: only the rest is said.
  const detail = [
    result && result !== 'done' && wordsOf(result),
    held ? `held until ${held}` : reason && wordsOf(reason),
    source && `from ${wordsOf(source)}`,
    verifiedBy && verifiedBy !== 'system' && `verified by ${wordsOf(verifiedBy)}`,
    person === undefined && subject,
  ].filter(Boolean);
  return {
    id: `audit-${createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 22)}`,
    at,
    stage,
    title: sentence(act),
    detail: capitalised(detail.join(' · ')),
    audited: true,
    tone: held ? 'waiting' : stage === 'event' ? 'bad' : toneOf(result, act),
    ...(person === undefined ? {} : { person }),
    ...(/^(lockout|locked)/.test(act) && !/held|refus/.test(act) ? { mark: 'notice' as const } : {}),
  };
};

/** One entry for a ticket in one state: a ticket that changes is told of again. */
export const entryOfTicket = (
  ticket: TicketRecord,
  now: string,
  isKnown: (id: string) => boolean,
): StripEntry => {
  const { id, kind, personId, state, securityIncident, notes = [], createdAt } = ticket;
  const details = [
    kind && sentence(kind),
    securityIncident && 'security incident',
    notes.length > 0 && `${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`,
  ].filter(Boolean);
  return {
    id: `ticket-${id}-${state}-${notes.length}`,
    at: state === 'open' && notes.length === 0 ? createdAt : now,
    stage: 'ticket',
    title: `Ticket ${id} is ${state}`,
    detail: details.join(' · '),
    tone: securityIncident ? 'bad' : state === 'open' ? 'waiting' : 'good',
    ...(personId !== undefined && isKnown(personId) ? { person: personId } : {}),
  };
};
