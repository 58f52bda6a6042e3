/**
 * P1: the consent to a recovery link. Nothing changes at the provider here: what is made is our own link, when the
 * answer is sent; the provider's comes into being when Continue is pressed (use-cases/continue-recovery.ts).
 */
import type { Action } from './actions';

const many = 1_000;

export const passwordLinkAction: Action = {
  kind: 'password-reset',
  started: 'password-link-started',
  outcome: 'password-link',
  isPossible: (provider) => provider.passwordReset !== undefined,
  isNeeded: async () => 'needed',
  limit: ({ mfaReset }) => ({
    kind: 'password-link',
    rule: { maximum: many, periodMs: mfaReset.separation, gapMs: 0 },
  }),
  excludedBy: 'mfa-reset',
  ticketFirst: () => false,
  act: async () => 'acted',
  verify: async () => ({ kind: 'done' }),
  owed: () => [
    { kind: 'ticket-note', key: 'password-link-sent', note: 'password-link-sent' },
    { kind: 'mail', about: 'password-link' },
  ],
};
