/** The mobile password reset's own surroundings: a provider with one account, a row store, and carriers that obey. */
import type { Handover, MobileLogEntry, MobileRequest } from '../../../domain/mobile-reset/request';
import type { MobileResetStore, PasswordCarrier } from '../../../domain/ports/mobile-reset';
import type { TemporaryPasswordCandidate } from '../../../domain/ports/temporary-password';
import { Secret } from '../../../domain/secret';
import type { MobileResetDeps } from '../../../domain/use-cases/mobile-reset/accept';
import type { World } from './world';

export const ana: TemporaryPasswordCandidate = {
  account: {
    ref: { provider: 'directory', id: 'u-ana' },
    userName: 'ana@contoso.example',
    displayName: 'Ana O’Hara',
    email: 'ana@contoso.example',
    status: 'active',
    objectId: 'aaaaaaaa-0000-4000-8000-0000000000aa',
    groups: [],
    privileged: false,
  },
  isAllowed: true,
  phoneMatches: true,
  textNumber: '5550100142',
  textAddress: '5550100142@vtext.example',
};

export function createMobile(world: World) {
  const open = new Map<string, { value: MobileRequest; etag: string }>();
  const log: MobileLogEntry[] = [];
  const issued: string[] = [];
  const handed: { way: 'mail' | 'text'; password: string }[] = [];
  const state = {
    candidates: [ana] as readonly TemporaryPasswordCandidate[],
    original: 'untouched',
    refusesIssue: false,
    mail: (): Handover | 'no-mail-server' => 'sent',
    text: (): Handover => 'sent',
  };
  let etags = 0;
  let started = 0;

  const requests: MobileResetStore = {
    accept: async (request) => void open.set(request.id, { value: request, etag: String(++etags) }),
    read: async (id) => open.get(id),
    write: async (request, etag) => {
      if (open.get(request.id)?.etag !== etag) return 'conflict';
      const stored = { value: request, etag: String(++etags) };
      open.set(request.id, stored);
      return stored;
    },
    end: async (entry) => {
      if (!log.some(({ id }) => id === entry.id)) log.push(entry);
      open.delete(entry.id);
    },
    open: async () =>
      [...open.values()].map(({ value: { id, at, leaseUntil } }) => ({ id, dueAt: leaseUntil ?? at })),
    log: async () => ({ entries: log }),
    purge: async () => undefined,
  };
  const temporaryPassword = {
    candidates: async ({ email }: { email: string }) =>
      state.candidates.filter(({ account }) => account.email.toLowerCase() === email.toLowerCase()),
    issue: async (id: string | undefined) => {
      if (id === undefined || state.refusesIssue) return 'refused' as const;
      issued.push(`drawn-${issued.length + 1}`);
      return new Secret(issued.at(-1) ?? '');
    },
  };
  const carrier: PasswordCarrier = {
    mail: async (_to, password) => {
      const result = state.mail();
      if (result === 'sent' || result === 'unknown')
        handed.push({ way: 'mail', password: password.reveal() });
      return result;
    },
    text: async ({ textAddress }, password) => {
      if (textAddress === undefined) return undefined;
      const result = state.text();
      if (result === 'sent') handed.push({ way: 'text', password: password.reveal() });
      return { way: 'text-by-mail', result };
    },
  };
  const { gate, deps } = world;
  const mobileDeps: MobileResetDeps = {
    ...deps,
    orchestrations: {
      ...deps.orchestrations,
      startMobileReset: async () => void started++,
      restartMobileReset: async () => void started++,
    },
    mobile: {
      provider: { ...world.provider.port, temporaryPassword: gate.guard('temporary', temporaryPassword) },
      requests: gate.guard('rows', requests),
      carrier: gate.guard('carrier', carrier),
    },
  };
  return { deps: mobileDeps, state, open, log, issued, handed, started: () => started };
}
