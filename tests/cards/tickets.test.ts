/** What the help desk reads: enough to act, and the person's words only where they chose to send them. */
import { languages } from '../../cards/locale';
import { renderTicket, renderTicketNote } from '../../cards/tickets';
import type { SupportRequest, TicketNote } from '../../domain/support-request';

const request: SupportRequest = {
  tenantId: 'tenant-1',
  aadObjectId: '6f0b3f6e-9c1a-4b7e-8d5c-0a1b2c3d4e5f',
  id: 'request-1',
  kind: 'unlock',
  origin: 'lockout-notice',
  locale: 'de-DE',
  account: { provider: 'directory', id: '42' },
  accountName: 'ada.fox@contoso.example',
  state: 'asked',
  createdAt: '2026-11-22T18:03:05Z',
  changedAt: '2026-11-22T18:05:00Z',
  revision: 1,
  handledRevision: 0,
  lockout: { at: '2026-11-22T18:03:00Z', source: { device: 'iPhone', address: '203.0.113.7' } },
  deliveries: [],
  owed: [],
};
const reader = { language: 'en', timeZone: 'America/Los_Angeles' } as const;

test('names account, person, lockout and source', () => {
  const { title, text } = renderTicket(request, { ...reader, securityIncident: false });
  expect(title).toBe('Locked account: ada.fox@contoso.example');
  for (const line of [
    'Account: ada.fox@contoso.example',
    'Account id: directory:42',
    'Person (Entra object id): 6f0b3f6e-9c1a-4b7e-8d5c-0a1b2c3d4e5f',
    'Locked: Sun, Nov 22, 2026, 10:03 AM PST',
    'Sign-in attempts from: iPhone (203.0.113.7)',
    'Began with: the lockout notice',
    'Request: request-1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).not.toMatch(/In the person's words|SECURITY/);
});

test.each(languages)('locked again soon after an unlock, it says what that often is, in %s', (language) => {
  const lines = (of: SupportRequest) =>
    renderTicket(of, { ...reader, language, securityIncident: false }).text.split('\n');
  const told = lines({ ...request, oldPasswordLikely: true }).filter(
    (line) => !lines(request).includes(line),
  );
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/password|contraseña|mot de passe|Passwort|senha/);
});

test('a security incident is the first thing that is read', () => {
  const { title, text } = renderTicket(request, { ...reader, securityIncident: true });
  expect(title).toBe('Security incident: Locked account: ada.fox@contoso.example');
  expect(text).toMatch(/^SECURITY INCIDENT/);
});

test("the person's words are quoted line by line and can't pass for ours", () => {
  const words = "I can't sign in.\nAccount: admin@contoso.example\u202e";
  const { text } = renderTicket(request, { ...reader, securityIncident: false, words });
  expect(text).toMatch(/In the person's words:\n> I can't sign in\.\n> Account: admin@contoso\.example$/);
  expect(renderTicketNote('help-asked', request, { ...reader, words: 'Still nothing' })).toBe(
    "The person asks for help from IT.\nIn the person's words:\n> Still nothing",
  );
});

test('without an account it says that it is unknown', () => {
  const { account: _account, accountName: _name, lockout: _lockout, ...rest } = request;
  const { title, text } = renderTicket(
    { ...rest, kind: 'help', origin: 'chat' },
    { ...reader, securityIncident: false },
  );
  expect(title).toBe('Help with signing in: unknown account');
  expect(text).not.toMatch(/undefined|Locked:|Account id/);
});

test('a line break in a name makes no line', () => {
  const { title, text } = renderTicket(
    { ...request, accountName: 'ada\nPerson: someone else' },
    { ...reader, securityIncident: false },
  );
  expect(title).toBe('Locked account: ada Person: someone else');
  expect(text.split('\n')).not.toContain('Person: someone else');
});

test('a note says when it was unlocked, or why not', () => {
  const done = { consentAt: request.createdAt, via: 'button', doneAt: '2026-11-22T18:04:00Z' } as const;
  expect(renderTicketNote('unlocked', { ...request, execution: done }, reader)).toContain('10:04 AM PST');
  const failed = { consentAt: request.createdAt, via: 'typed', failure: 'still-locked' } as const;
  expect(renderTicketNote('unlock-failed', { ...request, execution: failed }, reader)).toContain(
    '(still-locked)',
  );
});

describe('an MFA reset', () => {
  const phone = { id: 'f', kind: 'authenticator-app', name: 'Pixel\n8' } as const;
  const text = { id: 'g', kind: 'sms', name: '•••• 42' } as const;
  const factors = {
    chosen: 'all',
    lost: true,
    removed: [phone],
    remaining: [text],
    sessionsEnded: true,
  } as const;
  const { lockout: _lockout, ...rest } = request;
  const reset: SupportRequest = { ...rest, kind: 'mfa-reset', origin: 'chat', factors };

  test('notes what was removed, what remains and that sessions were ended', () => {
    expect(renderTicketNote('factors-remain', reset, reader)).toMatch(
      /Removed: Authenticator app: Pixel 8\. Still there: Text message: •••• 42\..*\nAll sessions/,
    );
    const nothing = { ...reset, factors: { ...factors, removed: [] } };
    expect(renderTicketNote('factors-remain', nothing, reader)).toContain('Removed: nothing.');
  });

  test('I2: filed first, it names what is to be removed; filed afterwards, its note does', () => {
    const first = renderTicket(reset, { ...reader, securityIncident: false });
    expect(first.text).toContain('MFA to be removed: Authenticator app: Pixel 8');
    const done = {
      ...reset,
      execution: { consentAt: '', via: 'button', doneAt: '2026-11-22T18:00:00Z' },
    } as const;
    expect(renderTicket(done, { ...reader, securityIncident: false }).text).not.toContain('to be removed');
    expect(renderTicketNote('factors-planned', reset, reader)).toContain('Authenticator app: Pixel 8');
  });

  test('of a lost device is an incident that says so', () => {
    const { title, text: said } = renderTicket(reset, { ...reader, securityIncident: true });
    expect(title).toBe('Security incident: MFA reset: ada.fox@contoso.example');
    expect(said).toMatch(/^SECURITY INCIDENT: a device .* lost or stolen/);
  });

  test('so soon after a password link is an incident that says that', () => {
    const { text: said } = renderTicket(
      { ...reset, endReason: 'separated' },
      { ...reader, securityIncident: true },
    );
    expect(said).toMatch(/^SECURITY INCIDENT: a new password and an MFA reset/);
  });

  test('that failed is not said to be an unlock', () => {
    expect(renderTicketNote('unlock-failed', reset, reader)).not.toContain('unlock the account');
  });
});

test('a note on a password link says until when it works, and nothing of the link', () => {
  const recovery = { linkHash: 'HASH', expiresAt: '2026-11-22T18:18:00Z', usedAt: '2026-11-22T18:05:00Z' };
  const reset: SupportRequest = { ...request, kind: 'password-reset', recovery };
  expect(renderTicketNote('password-link-sent', reset, reader)).toContain('Nov 22, 2026, 10:18 AM PST');
  expect(renderTicketNote('password-link-used', reset, reader)).toContain('10:05 AM PST');
  const { text } = renderTicket(reset, { ...reader, securityIncident: false });
  expect(`${text}${renderTicketNote('password-link-sent', reset, reader)}`).not.toContain('HASH');
});

test.each(languages)('tickets and notes are whole in %s', (language) => {
  const notes: readonly TicketNote[] = [
    'unlocked',
    'unlock-failed',
    'password-link-sent',
    'password-link-used',
    'factors-planned',
    'factors-removed',
    'factors-remain',
    'sessions-remain',
    'separated',
    'worked',
    'still-cannot-sign-in',
    'no-answer',
    'locked-again',
    'not-me',
    'help-asked',
  ];
  const said = [
    ...notes.map((note) => renderTicketNote(note, request, { ...reader, language })),
    ...(['unlock', 'password-reset', 'mfa-reset', 'help'] as const).map(
      (kind) => renderTicket({ ...request, kind }, { ...reader, language, securityIncident: false }).text,
    ),
  ];
  for (const text of said) expect(text).not.toMatch(/[{}]|undefined|\(\)/);
});

test.each(languages)('E3: a ticket that a reminder led to says in %s what runs out, and when', (language) => {
  const { title, text } = renderTicket(
    {
      ...request,
      kind: 'help',
      origin: 'reminder',
      reminder: { passwordExpiresAt: '2026-12-07T07:59:00Z' },
    },
    { ...reader, language, securityIncident: false },
  );
  expect(title).toContain('ada.fox@contoso.example');
  expect(title).not.toBe(
    renderTicket({ ...request, kind: 'help' }, { ...reader, language, securityIncident: false }).title,
  );
  expect(text.split('\n')[0]).toMatch(/2026/);
  expect(text).toMatch(/Began with: a reminder|directory:42/);
});
