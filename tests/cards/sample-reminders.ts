/** Reminders of passwords and contracts in every variant that has words of its own, for the tests of cards/. */
import type { Message } from '../../domain/messages';
import type { ReminderMessage, RunCounts, ShownContractor } from '../../domain/reminder/messages';

const id = 'request-1';
const accountName = 'ada.fox@contoso.example';
const expiresAt = '2026-12-07T07:59:00.000Z';
const url = 'https://access.contoso.example/api/go/5fd1.x9Qm2';
const instructions = {
  title: 'Change your password',
  url: 'https://help.contoso.example/password',
  text: 'Press **Ctrl+Alt+Del**, then\n\n1. choose *Change a password*\n2. follow the steps.',
};
const reminder = { kind: 'password-expiry', id, accountName, expiresAt, isLast: false } as const;
const dated = { kind: 'password-date', id, accountName } as const;
const own =
  'Hello {name}, the password of {account} ends on **{date}**, in {days}.\n\nSee the [guide](https://help.contoso.example/guide).';

/** Names as they come: with an apostrophe, from the right to the left, very long, and with a will of their own. */
const names = [
  'Siobhán O’Brien',
  'نور الهدى',
  'Maximiliane von Hohenstein-Schwarzenberg zu Wittelsbach',
  '[Click](https://evil.example) **now** {{DATE(2026)}}',
  'Jamie Ruiz',
  'Ana Souza',
  'Lars Ødegård',
  'Chloë Dubois',
  '王小明',
];
export const nineContractors: readonly ShownContractor[] = names.map((name, index) => ({
  name,
  ...(index === 5
    ? {}
    : { role: index === 2 ? 'Senior consultant for enterprise integration' : 'Consultant' }),
  endDay: `2026-11-${24 + Math.min(index, 3)}`,
  daysBefore: 1 + Math.min(index, 3),
}));
const fields = ['name', 'role', 'endDate'] as const;
const contractors = nineContractors;
const manager = { kind: 'contractor-expiry', id, fields, isDone: false } as const;

const counts: RunCounts = {
  due: 5_012,
  sent: 4_870,
  mailed: 31,
  resolved: { changed: 61, 'already-updated': 22, later: 4, clicked: 1 },
  excluded: { disabled: 12, 'opted-out': 3, 'never-expires': 1, 'excluded-role': 1 },
  undelivered: { 'no-address': 6, 'not-linked': 1, 'from-another-version': 1 },
};
const problems = [
  { name: 'noor@contoso.example', reason: 'no-address' },
  { name: names[3] ?? '', reason: 'not-linked' },
];

export const reminderSamples: {
  readonly [K in ReminderMessage['kind']]: readonly Extract<Message, { kind: K }>[];
} = {
  'password-expiry': [
    { ...reminder, daysBefore: 14, url },
    { ...reminder, daysBefore: 1, isLast: true, url },
    { ...reminder, daysBefore: 3, isLast: true, url },
    { ...reminder, daysBefore: 7, instructions },
    { ...reminder, daysBefore: 4 },
    { ...reminder, daysBefore: 4, url, text: own, displayName: "Ada O'Fox" },
    { ...reminder, daysBefore: 0, url, answer: { kind: 'already-updated' } },
    { ...reminder, daysBefore: 4, url, answer: { kind: 'later', day: '2026-12-05' } },
    { ...reminder, daysBefore: 4, instructions, answer: { kind: 'stopped' } },
  ],
  'password-expired': [
    { kind: 'password-expired', id, accountName, expiredAt: expiresAt, url },
    { kind: 'password-expired', id, accountName, expiredAt: expiresAt, instructions },
    { kind: 'password-expired', id, accountName, expiredAt: expiresAt },
  ],
  'password-date': [
    { ...dated, found: 'runs-out', expiresAt, daysBefore: 11, url },
    { ...dated, found: 'runs-out', expiresAt, daysBefore: 1, instructions },
    { ...dated, found: 'runs-out', expiresAt, daysBefore: 0 },
    { ...dated, found: 'ran-out', expiresAt },
    { ...dated, found: 'never' },
    { kind: 'password-date', id, found: 'unknown' },
  ],
  'reminder-updated': [{ kind: 'reminder-updated', accountName, expiresAt }],
  'reminder-later': [{ kind: 'reminder-later', accountName, laterDay: '2026-12-05' }],
  'reminder-stopped': [{ kind: 'reminder-stopped', accountName }],
  'reminder-resumed': [
    { kind: 'reminder-resumed', accountNames: [accountName], nextDay: '2026-11-29' },
    { kind: 'reminder-resumed', accountNames: [accountName, 'ada.admin@contoso.example'] },
    { kind: 'reminder-resumed', accountNames: [] },
  ],
  'reminder-stale': [
    { kind: 'reminder-stale', reason: 'renewed', accountName, expiresAt },
    { kind: 'reminder-stale', reason: 'no-later', accountName, expiresAt },
  ],
  'contractor-expiry': [
    { ...manager, contractors, listed: 1, more: 4 },
    { ...manager, contractors, listed: 5 },
    { ...manager, contractors: contractors.slice(0, 3), listed: 1, more: 2 },
    { ...manager, contractors: contractors.slice(0, 2), listed: 2, isDone: true },
    { ...manager, contractors: contractors.slice(0, 1), listed: 1 },
    { ...manager, contractors: contractors.slice(1, 2), listed: 1, fields: ['endDate'], isDone: true },
    {
      ...manager,
      contractors,
      listed: 9,
      text: '{count} contracts end soon, **{contractor}** in {days} ({date}), and {more} more.\n\nTalk to HR.',
    },
  ],
  'contractor-instructions': [
    { kind: 'contractor-instructions', id, topic: 'extend', instructions },
    { kind: 'contractor-instructions', id, topic: 'terminate', instructions: { title: 'HR portal', url } },
    { kind: 'contractor-instructions', id, topic: 'extend' },
    { kind: 'contractor-instructions', id, topic: 'terminate' },
  ],
  'contractor-done': [{ kind: 'contractor-done' }],
  'run-summary': [
    { kind: 'run-summary', run: 'password-expiry', day: '2026-11-23', counts, problems, problemCount: 8 },
    {
      kind: 'run-summary',
      run: 'contractor-expiry',
      day: '2026-11-23',
      counts: { ...counts, due: 1, sent: 1, mailed: 0, resolved: {}, excluded: {}, undelivered: {} },
      problems: [],
      problemCount: 0,
    },
    {
      kind: 'run-summary',
      run: 'password-expiry',
      day: '2026-11-23',
      counts: { due: 0, sent: 0, mailed: 0, resolved: {}, excluded: {}, undelivered: {} },
      problems: [],
      problemCount: 0,
    },
  ],
};
