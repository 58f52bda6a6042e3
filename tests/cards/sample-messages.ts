/** One message of every kind, and every variant that has words of its own, for the tests of cards/. */
import type { HelpDeskFacts, Message, MessageKind } from '../../domain/messages';

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

export const sampleMessages: { readonly [K in MessageKind]: readonly Extract<Message, { kind: K }>[] } = {
  'lockout-notice': [
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source, again: false },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source: {}, again: true },
    { kind: 'lockout-notice', id, accountName, lockedAt: at, source, again: false, barred: 'limit-reached' },
  ],
  'unlock-question': [
    { kind: 'unlock-question', id, accountName, lockedAt: at, source: { address: '203.0.113.7' } },
    { kind: 'unlock-question', id, accountName },
    { kind: 'unlock-question', id, accountName, barred: 'privileged' },
  ],
  'ask-again': [{ kind: 'ask-again', id, accountName }],
  'not-locked': [{ kind: 'not-locked', id, accountName }],
  unlocked: [{ kind: 'unlocked', id, accountName, at }],
  working: [{ kind: 'working', id, accountName }],
  'unlock-failed': [{ kind: 'unlock-failed', id, accountName, reason: 'provider-unavailable' }],
  dismissed: [{ kind: 'dismissed', accountName }],
  'not-me': [
    { kind: 'not-me', accountName, ticketId, helpDesk },
    { kind: 'not-me', accountName, helpDesk: {} },
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
        { id: 'request-1', accountName, verb: 'unlock-yes' },
        { id: 'question-2', verb: 'send-to-it' },
      ],
    },
  ],
  refused: [{ kind: 'refused', id, reason: 'already-answered' }],
  retired: [
    { kind: 'retired', template: 'lockout-notice', accountName, ending: 'dismissed', at },
    { kind: 'retired', template: 'help-preview', ending: 'cancelled', at },
  ],
};

export const allSamples: readonly Message[] = Object.values(sampleMessages).flat();
