/** Audit records are read by their form, so that a new act of the product needs no change here. */
import { entryOfAudit, entryOfTicket } from '../../../local/teams/operator-records';

const at = '2026-11-22T10:00:00.000Z';
const known = (id: string): boolean => id === 'ada';

describe('records of the operator routes', () => {
  test.each([
    ['lockout-seen', 'event', 'Lockout seen'],
    ['notice-sent', 'notice', 'Notice sent'],
    ['answer', 'press', 'Answer'],
    ['unlock-started', 'act', 'Unlock started'],
    ['ticket-opened', 'ticket', 'Ticket opened'],
    ['something-new', 'audit', 'Something new'],
  ])('%s stands at the stage %s as “%s”', (act, stage, title) => {
    expect(entryOfAudit({ at, act }, known)).toMatchObject({ at, stage, title, audited: true });
  });

  test('codes become words, accounts and addresses stay as they are', () => {
    const record = {
      at,
      act: 'unlock',
      subject: 'ada',
      reason: 'directory:user-0001',
      source: 'lockout-monitor',
      verifiedBy: 'teams',
      result: 'done',
    };
    expect(entryOfAudit(record, known)).toMatchObject({
      person: 'ada',
      tone: 'good',
      detail: 'Directory:user-0001 · from lockout monitor · verified by teams',
    });
  });

  test('a refusal is shown as one, and a subject that nobody knows by its name', () => {
    const entry = entryOfAudit(
      { at, act: 'unlock', subject: 'okta:00u1', result: 'refused', reason: 'limit-reached' },
      known,
    );
    expect(entry).toMatchObject({ tone: 'bad', detail: 'Refused · limit reached · okta:00u1' });
    expect(entry.person).toBeUndefined();
  });

  test('the same record is the same entry, another is another', () => {
    const record = { at, act: 'unlock', subject: 'ada' };
    expect(entryOfAudit({ ...record }, known).id).toBe(entryOfAudit(record, known).id);
    expect(entryOfAudit({ ...record, result: 'done' }, known).id).not.toBe(entryOfAudit(record, known).id);
  });

  test('a ticket that changes is told of again, a security incident loudly', () => {
    const ticket = { id: 'IT-1', state: 'open', personId: 'ada', createdAt: at };
    const opened = entryOfTicket(ticket, at, known);
    const resolved = entryOfTicket({ ...ticket, state: 'resolved', securityIncident: true }, at, known);
    expect(opened).toMatchObject({ title: 'Ticket IT-1 is open', tone: 'waiting', person: 'ada' });
    expect(resolved).toMatchObject({
      title: 'Ticket IT-1 is resolved',
      tone: 'bad',
      detail: 'security incident',
    });
    expect(opened.id).not.toBe(resolved.id);
  });
});
