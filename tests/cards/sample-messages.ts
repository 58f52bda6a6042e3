/** One message of every kind, and every variant that has words of its own, for the tests of cards/. */
import { type Phone, type RecordValues, recordRules } from '../../domain/account-record';
import type { DeskReason } from '../../domain/desk/act';
import type { DeskRow } from '../../domain/desk/messages';
import type { HelpDeskFacts, Message, MessageKind, ShownFactor } from '../../domain/messages';
import type { MobileLogEntry, MobileRefusal } from '../../domain/mobile-reset/request';
import { obstacles } from '../../domain/outcome';
import { factorKinds } from '../../domain/ports/identity-provider';
import { Secret } from '../../domain/secret';
import { carrierSamples } from './sample-carriers';
import { reminderSamples } from './sample-reminders';

const accountName = 'ada.fox@contoso.example';
const source = {
  application: 'Outlook',
  device: 'iPhone 17',
  place: 'Lisbon, Portugal',
  address: '203.0.113.7',
};
const helpDesk: HelpDeskFacts = {
  phone: '+1 555 0100',
  url: 'https://help.contoso.example/it',
  hours: 'Mon–Fri 8:00–18:00',
};
const at = '2026-11-22T18:03:00.000Z';
const id = 'request-1';
const ticketId = 'IT-1042';
const expiresAt = '2026-11-22T18:18:00.000Z';
const setUpUrl = 'https://login.contoso.example/mfa';

/** Our own link, as the bot makes it. */
export const recoveryUrl = 'https://access.contoso.example/api/recover/Jx3kQ9vT2mLr8wYb';

const phone: ShownFactor = { id: 'factor-1', kind: 'authenticator-app', name: 'Pixel 8' };
const text: ShownFactor = { id: 'factor-2', kind: 'sms', name: '•••• 42' };
const mail: ShownFactor = { id: 'factor-3', kind: 'email', name: 'a***@contoso.example' };
const eachKind = factorKinds.map((kind): ShownFactor => ({ id: `factor-${kind}`, kind, name: '' }));
const article = {
  title: 'How to reset the password of Workday',
  url: 'https://help.contoso.example/workday',
  text: 'Open **Workday**, then\n\n1. choose *Forgot password*\n2. look into your [mail](https://mail.contoso.example).\n\nStill stuck? Call us.',
};

const deskRows: readonly DeskRow[] = [
  { label: 'Ada Fox', name: 'Ada Fox', userName: accountName, department: 'Finance', status: 'locked' },
  {
    label: 'a.very.long.user.name@contoso.example',
    name: 'Maximiliana Featherstonehaugh-Cholmondeley',
    userName: 'a.very.long.user.name@contoso.example',
    department: 'Customer Care',
    status: 'active',
  },
  { label: '佐藤 陽香', name: '佐藤 陽香', userName: 'haruka.sato@contoso.example', status: 'disabled' },
];
const deskRecord = {
  kind: 'desk-record',
  id,
  displayName: 'Ada Fox',
  userName: accountName,
  email: accountName,
  department: 'Finance',
  status: 'active',
  unlockedBy: 'Priya Raman',
  factors: [phone, text],
  phones: [],
  mobileResetAllowed: false,
} as const;
const phones: readonly Phone[] = [
  { areaCode: '555', localNumber: '0100123', type: 'mobile', sms: true },
  { areaCode: '030', localNumber: '123456789012', type: 'work', sms: false },
];
const values: RecordValues = {
  status: 'active',
  email: accountName,
  phones,
  carrierId: 'carrier-1',
  mobileResetAllowed: true,
};
const carriers = [
  { id: 'carrier-1', name: 'Contoso Wireless' },
  { id: 'carrier-2', name: 'Donaudampfschifffahrtsgesellschaft Mobil' },
];
const editOf = { kind: 'desk-edit', id, displayName: 'Ada Fox', userName: accountName, carriers } as const;
/** The compiler asks for every reason. */
const everyDeskReason: Readonly<Record<DeskReason, true>> = {
  'no-right': true,
  'out-of-scope': true,
  'own-account': true,
  'privileged-account': true,
  'not-locked': true,
  disabled: true,
  'no-secret-key': true,
  'still-locked': true,
  'secret-key-remains': true,
  'password-not-set': true,
  'account-gone': true,
  'card-closed': true,
  'note-missing': true,
  'note-too-long': true,
  'note-secret': true,
  'changed-meanwhile': true,
  'edit-refused': true,
  'carrier-card-closed': true,
  'carrier-pending': true,
  'carrier-refused': true,
  'carrier-gone': true,
  'carrier-in-use': true,
  'carrier-not-saved': true,
  'audit-unavailable': true,
  'provider-refused': true,
  'provider-unavailable': true,
  'outcome-unknown': true,
};
const deskReasons = Object.keys(everyDeskReason) as DeskReason[];

/** The compiler asks for every reason. */
const everyMobileRefusal: Readonly<Record<MobileRefusal, true>> = {
  'switched-off': true,
  'unknown-address': true,
  'ambiguous-address': true,
  disabled: true,
  locked: true,
  'not-allowed': true,
  privileged: true,
  separated: true,
  'source-limit': true,
  'destination-limit': true,
  'account-limit': true,
  'limit-unreadable': true,
  'provider-refused': true,
  'no-mail-server': true,
};
const asked = {
  at,
  endedAt: at,
  source: '203.0.113.7',
  email: 'a•••@contoso.example',
  phone: '••• 42',
} as const;
const account = { provider: 'directory', id: 'user-1', name: accountName } as const;
const ways = ['mail', 'text-by-mail', 'text-service'] as const;
const handovers = ['sent', 'refused', 'not-sent', 'unknown'] as const;
const logEntries: readonly MobileLogEntry[] = [
  {
    ...{ ...asked, id: 'mobile-1', account },
    sent: ways.flatMap((way) => handovers.map((result) => ({ way, to: '••• 42', result }))),
  },
  ...(Object.keys(everyMobileRefusal) as MobileRefusal[]).map((refusal) => ({
    ...{ ...asked, id: `mobile-${refusal}`, refusal, phone: '', sent: [] },
  })),
];

export const sampleMessages: { readonly [K in MessageKind]: readonly Extract<Message, { kind: K }>[] } = {
  'lockout-notice': [
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source, again: false },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source: {}, again: true },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source, again: false, barred: 'limit-reached' },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source, again: true, oldPassword: true },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source: {}, again: true, oldPassword: true },
  ],
  'unlock-question': [
    { kind: 'unlock-question', id, accountName, lockedAt: at, source: { address: '203.0.113.7' } },
    { kind: 'unlock-question', id, accountName },
    { kind: 'unlock-question', id, accountName, source, oldPassword: true },
    { kind: 'unlock-question', id, accountName, barred: 'privileged' },
    { kind: 'unlock-question', id, accountName, obstacle: 'unknown-device' },
    { kind: 'unlock-question', id, accountName, obstacle: 'any-device' },
    { kind: 'unlock-question', id, accountName, lockedAt: at, ticketId },
  ],
  'ask-again': [
    { kind: 'ask-again', id, about: 'unlock', accountName },
    { kind: 'ask-again', id, about: 'password-reset', accountName },
    { kind: 'ask-again', id, about: 'mfa-reset', accountName },
    { kind: 'ask-again', id, about: 'mfa-reset', accountName, factors: [phone, mail] },
  ],
  'not-locked': [
    { kind: 'not-locked', id, accountName },
    ...obstacles.map((obstacle) => ({ kind: 'not-locked', id, accountName, obstacle }) as const),
  ],
  unlocked: [{ kind: 'unlocked', id, accountName, at }],
  working: [
    { kind: 'working', id, accountName },
    { kind: 'working', id, accountName, waitingFor: 'ticket' },
  ],
  'unlock-failed': [{ kind: 'unlock-failed', id, accountName, reason: 'provider-unavailable' }],
  dismissed: [{ kind: 'dismissed', accountName }],
  'not-me': [
    { kind: 'not-me', accountName, ticketId, helpDesk },
    { kind: 'not-me', helpDesk: {} },
  ],
  worked: [{ kind: 'worked', accountName }],
  reopened: [
    { kind: 'reopened', id, ticketId, helpDesk },
    { kind: 'reopened', id, helpDesk: {} },
  ],
  cancelled: [{ kind: 'cancelled', id }],
  'general-access': [
    { kind: 'general-access', id },
    { kind: 'general-access', id, greeting: 'welcome' },
    { kind: 'general-access', id, greeting: 'cancelled' },
    { kind: 'general-access', id, greeting: 'unknown' },
    { kind: 'general-access', id, greeting: 'ticket', ticketId },
  ],
  'help-preview': [
    { kind: 'help-preview', id, words: 'My Workday is in French all of a sudden.\nCan you help?' },
    { kind: 'help-preview', id, words: 'It still fails', ticketId },
    { kind: 'help-preview', id, ticketId },
    { kind: 'help-preview', id },
  ],
  'help-sent': [
    { kind: 'help-sent', ticketId, added: false, helpDesk },
    { kind: 'help-sent', added: false, helpDesk: {} },
    { kind: 'help-sent', ticketId, added: true, helpDesk },
  ],
  'help-cancelled': [{ kind: 'help-cancelled', id }],
  'wish-sent': [
    { kind: 'wish-sent', wish: 'password-reset', ticketId, helpDesk },
    { kind: 'wish-sent', wish: 'mfa-reset', helpDesk },
  ],
  'contains-secret': [{ kind: 'contains-secret', id }],
  'other-account': [{ kind: 'other-account', id }],
  'which-question': [
    {
      kind: 'which-question',
      choices: [
        { id: 'request-1', about: 'unlock', accountName, verb: 'unlock-yes' },
        { id: 'question-2', about: 'help', verb: 'send-to-it' },
      ],
    },
    {
      kind: 'which-question',
      choices: [
        { id: 'request-1', about: 'unlock', accountName, verb: 'unlock-no' },
        { id: 'question-2', about: 'password-reset', verb: 'cancel' },
        { id: 'question-3', about: 'mfa-reset', verb: 'cancel' },
        { id: 'question-4', about: 'help', verb: 'cancel-help' },
      ],
    },
  ],
  refused: [{ kind: 'refused', id, reason: 'already-answered' }],
  'recover-question': [
    { kind: 'recover-question', id, accountName },
    { kind: 'recover-question', id, accountName, ticketId },
  ],
  'recovery-link': [
    { kind: 'recovery-link', id, accountName, url: new Secret(recoveryUrl), expiresAt },
    { kind: 'recovery-link', id, accountName, url: new Secret(recoveryUrl), expiresAt, renewed: true },
  ],
  'mfa-question': [
    { kind: 'mfa-question', id, accountName, factors: [phone, text, mail], lost: false },
    { kind: 'mfa-question', id, accountName, factors: eachKind, lost: true },
    { kind: 'mfa-question', id, accountName, factors: [phone], lost: false, ticketId },
  ],
  'mfa-choice': [
    { kind: 'mfa-choice', id, accountName, factors: [phone, text, mail], lost: false, reminder: false },
    { kind: 'mfa-choice', id, accountName, factors: eachKind, lost: true, reminder: true },
    { kind: 'mfa-choice', id, accountName, factors: [phone], lost: false, reminder: false, ticketId },
  ],
  'mfa-reset': [
    {
      kind: 'mfa-reset',
      id,
      accountName,
      removed: [phone, text],
      remaining: [],
      setUpUrl,
      sessionsEnded: false,
    },
    { kind: 'mfa-reset', id, accountName, removed: [phone], remaining: [], sessionsEnded: true },
    {
      kind: 'mfa-reset',
      id,
      accountName,
      removed: [phone],
      remaining: [text, mail],
      setUpUrl,
      sessionsEnded: true,
    },
    { kind: 'mfa-reset', id, accountName, removed: [], remaining: [phone], setUpUrl, sessionsEnded: false },
  ],
  'nothing-to-reset': [
    { kind: 'nothing-to-reset', id, accountName },
    { kind: 'nothing-to-reset', id, accountName, setUpUrl },
  ],
  'reset-failed': [
    { kind: 'reset-failed', id, about: 'password-reset', accountName, reason: 'provider-unavailable' },
    { kind: 'reset-failed', id, about: 'mfa-reset', accountName, reason: 'limit-reached' },
  ],
  separated: [
    { kind: 'separated', id, about: 'password-reset', ticketId, helpDesk },
    { kind: 'separated', id, about: 'mfa-reset', helpDesk: {} },
  ],
  instructions: [
    { kind: 'instructions', id, about: 'system', system: 'Workday', instructions: article },
    { kind: 'instructions', id, about: 'mfa-reset', instructions: { title: 'Reset MFA', text: 'Do this.' } },
    { kind: 'instructions', id, about: 'unlock', instructions: { title: 'Unlock', url: article.url } },
    { kind: 'instructions', id, about: 'password-reset', instructions: article },
    { kind: 'instructions', id, about: 'system', instructions: article },
  ],
  answer: [
    { kind: 'answer', instructions: article },
    { kind: 'answer', instructions: { title: 'Reset MFA', text: 'Do this.' } },
    { kind: 'answer', instructions: { ...article, text: 'Long. '.repeat(1_300) } },
  ],
  'unknown-system': [
    { kind: 'unknown-system', id, system: 'Salesforce' },
    { kind: 'unknown-system', id },
  ],
  ...reminderSamples,
  'desk-search': [
    { kind: 'desk-search', id, text: '', onlyLocked: false, alert: false, log: true, carriers: true },
    { kind: 'desk-search', id, text: '', onlyLocked: false, alert: false, log: true, carriers: false },
    { kind: 'desk-search', id, text: '', onlyLocked: true, alert: true, log: false, carriers: false },
  ],
  'desk-results': [
    { kind: 'desk-results', id, text: 'fox', onlyLocked: false, rows: deskRows, from: 1, hasNext: true },
    { kind: 'desk-results', id, text: 'fox', onlyLocked: true, rows: deskRows, from: 11, hasNext: true },
    {
      kind: 'desk-results',
      id,
      text: '',
      onlyLocked: true,
      rows: deskRows.slice(1),
      from: 21,
      hasNext: false,
    },
    { kind: 'desk-results', id, text: 'x%_*', onlyLocked: false, rows: [], from: 1, hasNext: false },
    { kind: 'desk-results', id, text: 'x', onlyLocked: true, rows: [], from: 1, hasNext: false },
    { kind: 'desk-results', id, text: '', onlyLocked: true, rows: [], from: 1, hasNext: false },
  ],
  'desk-record': [
    { ...deskRecord, status: 'locked', lockedAt: at, lockReason: 'Failures', barred: {} },
    {
      ...deskRecord,
      phones,
      carrier: 'Contoso Wireless',
      mobileResetAllowed: true,
      barred: { edit: 'no-right' },
    },
    {
      ...deskRecord,
      factors: [],
      barred: { unlock: 'not-locked', 'reset-secret-key': 'no-secret-key', 'enter-password': 'no-right' },
      notice: { kind: 'done', act: 'unlock' },
    },
    { ...deskRecord, barred: { unlock: 'not-locked' }, notice: { kind: 'done', act: 'reset-secret-key' } },
    {
      ...deskRecord,
      barred: {
        unlock: 'own-account',
        'reset-secret-key': 'own-account',
        'enter-password': 'own-account',
        edit: 'own-account',
      },
      notice: { kind: 'pending', act: 'unlock' },
    },
    { ...deskRecord, barred: {}, notice: { kind: 'not-done', reason: 'note-missing' } },
  ],
  'desk-edit': [
    { ...editOf, values },
    { ...editOf, carriers: [], values: { status: 'disabled', phones: [], mobileResetAllowed: false } },
    { ...editOf, values, alert: 'note-missing' },
    { ...editOf, values: { ...values, email: 'ada.fox' }, fault: { field: 'email', rule: 'email-form' } },
    { ...editOf, values, fault: { field: 'phones', rule: 'too-many-phones' } },
    { ...editOf, values, fault: { field: 'carrierId', rule: 'unknown-carrier' } },
    ...recordRules.map(
      (rule) => ({ ...editOf, values, fault: { field: 'phones', rule, phone: 1 } }) as const,
    ),
  ],
  'desk-log': [
    { kind: 'desk-log', id, entries: logEntries, hasOlder: true },
    { kind: 'desk-log', id, entries: logEntries.slice(1), hasOlder: false },
    { kind: 'desk-log', id, entries: [], hasOlder: false },
  ],
  ...carrierSamples,
  'desk-password': [
    {
      kind: 'desk-password',
      id,
      displayName: 'Ada Fox',
      userName: accountName,
      url: new Secret(recoveryUrl),
      expiresAt,
    },
  ],
  'desk-refused': deskReasons.map((reason) => ({ kind: 'desk-refused', id, reason })),
  retired: [
    { kind: 'retired', template: 'lockout-notice', accountName, ending: 'dismissed', at },
    { kind: 'retired', template: 'help-preview', ending: 'cancelled', at },
    { kind: 'retired', template: 'recover-question', accountName, ending: 'done', at },
    { kind: 'retired', template: 'recovery-link', accountName, ending: 'expired', at },
    { kind: 'retired', template: 'mfa-choice', accountName, ending: 'done', at },
    { kind: 'retired', template: 'ask-again', about: 'mfa-reset', accountName, ending: 'done', at },
    { kind: 'retired', template: 'instructions', ending: 'dismissed', at },
  ],
};

export const allSamples: readonly Message[] = Object.values(sampleMessages).flat();
