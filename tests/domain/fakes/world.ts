/** Everything that the use-cases need, in memory, with the clock frozen: one person, one account, one provider. */
import { createHash } from 'node:crypto';
import type { Account } from '../../../domain/account';
import type { Deps } from '../../../domain/deps';
import { type Person, personKey } from '../../../domain/person';
import { type Policy, readPolicy } from '../../../domain/policy/schema';
import type { ProviderWith } from '../../../domain/ports/identity-provider';
import type {
  Article,
  ArticleStore,
  KeptArticle,
  KnowledgeBase,
  KnowledgeQuery,
} from '../../../domain/ports/knowledge';
import { Secret } from '../../../domain/secret';
import { createGate } from './gate';
import {
  createFakeAnnouncer,
  createFakeAudit,
  createFakeCarrierTests,
  createFakeHelpDesk,
  createFakeMessenger,
  createFakeOrchestrations,
} from './outward';
import { createFakeProvider } from './provider';
import {
  createFakeEnds,
  createFakeReminderMail,
  createFakeReminders,
  createFakeRunOrchestrations,
  createFakeRuns,
} from './reminders';
import {
  createCarrierActStore,
  createConversationStore,
  createCursorStore,
  createDeskActStore,
  createLimitStore,
  createPasswordPageStore,
  createRequestStore,
} from './stores';

export const tenantId = '11111111-aaaa-4aaa-8aaa-111111111111';
export const start = '2026-11-22T10:00:00.000Z';
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

export const robin: Person = {
  ...personKey(tenantId, 'aaaaaaaa-0000-4000-8000-000000000001'),
  locale: 'en-GB',
};
export const kim: Person = {
  ...personKey(tenantId, 'bbbbbbbb-0000-4000-8000-000000000002'),
  locale: 'de-DE',
};

export type World = ReturnType<typeof createWorld>;

export function createWorld(options: { policy?: object; selfService?: boolean; pageSize?: number } = {}) {
  let now = Date.parse(start);
  let drawn = 0;
  const clock = { now: () => new Date(now) };
  const gate = createGate();
  const provider = createFakeProvider(clock, options);
  const requests = createRequestStore(clock);
  const conversations = createConversationStore();
  const limits = createLimitStore();
  const cursors = createCursorStore();
  const audit = createFakeAudit();
  const messenger = createFakeMessenger();
  const helpDesk = createFakeHelpDesk();
  const announcer = createFakeAnnouncer();
  const orchestrations = createFakeOrchestrations();
  const reminders = createFakeReminders();
  const runs = createFakeRuns();
  const reminderMail = createFakeReminderMail();
  const runOrchestrations = createFakeRunOrchestrations();
  const ends = createFakeEnds();
  const { lockouts, unlock } = provider.port;
  const { findAccounts, findByEmail, getAccount, check } = gate.guard('provider', provider.port);
  const accountAdministration =
    provider.port.accountAdministration &&
    gate.guard('provider.administration', provider.port.accountAdministration);
  // One object, whatever it is asked for: a test may put another method in its place.
  const identity: ProviderWith<'passwordExpiry' | 'contractors'> = {
    id: provider.port.id,
    findAccounts,
    ...(findByEmail ? { findByEmail } : {}),
    getAccount,
    check,
    ...(lockouts ? { lockouts: gate.guard('provider.lockouts', lockouts) } : {}),
    ...(unlock ? { unlock: gate.guard('provider.unlock', unlock) } : {}),
    ...ends.capabilities,
  };
  const deskActs = createDeskActStore();
  const carrierActs = createCarrierActStore();
  const carrierTests = createFakeCarrierTests();
  const passwordPages = createPasswordPageStore();
  const handles = createHandles();
  const knowledge = createKnowledge();
  const deps: Deps = {
    tenantId,
    policy: policyOf(options.policy),
    clock,
    random: { id: () => (++drawn).toString(16).padStart(32, '0') },
    digest: { of: (...parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex') },
    providers: {
      lockouts: identity,
      unlock: identity,
      passwordExpiry: identity,
      contractors: identity,
      ...(accountAdministration ? { administration: { ...identity, accountAdministration } } : {}),
      byId: (id) => (id === 'directory' ? identity : undefined),
    },
    requests: gate.guard('requests', requests.store),
    conversations: gate.guard('conversations', conversations.store),
    limits: gate.guard('limits', limits.store),
    cursors: gate.guard('cursors', cursors.store),
    audit: gate.guard('audit', audit.port),
    messenger: gate.guard('messenger', messenger.port),
    helpDesk: gate.guard('helpDesk', helpDesk.port),
    announcer: gate.guard('announcer', announcer.port),
    orchestrations: gate.guard('orchestrations', {
      ...orchestrations.port,
      ...runOrchestrations.port,
      startMobileReset: async () => undefined,
      restartMobileReset: async () => undefined,
    }),
    handles: gate.guard('handles', handles.store),
    links: linkMaker(),
    knowledge: { ...knowledge.base, find: gate.guard('knowledge', knowledge.base).find },
    articles: gate.guard('articles', knowledge.articles),
    recordedLinks: {
      urlOf: (id) => `https://access.example/api/go/${id}`,
      idOf: (token) => token,
    },
    reminders: gate.guard('reminders', reminders.store),
    reminderRuns: gate.guard('reminderRuns', runs.store),
    reminderMail: gate.guard('reminderMail', reminderMail.port),
    reminderPace: { take: async () => undefined },
    deskActs: gate.guard('deskActs', deskActs.store),
    carrierActs: gate.guard('carrierActs', carrierActs.store),
    carrierTests: {
      has: carrierTests.port.has,
      send: gate.guard('carrierTests', carrierTests.port).send,
    },
    passwordPages: gate.guard('passwordPages', passwordPages.store),
    passwordPageLinks: linkMaker(),
  };
  return {
    deps,
    gate,
    provider,
    requests,
    conversations,
    limits,
    cursors,
    audit,
    messenger,
    helpDesk,
    announcer,
    orchestrations,
    knowledge,
    reminders,
    runs,
    reminderMail,
    runOrchestrations,
    ends,
    deskActs,
    carrierActs,
    carrierTests,
    passwordPages,
    clock,
    advance: (ms: number) => {
      now += ms;
    },
    setTime: (instant: string) => {
      now = Date.parse(instant);
    },
    iso: (offsetMs = 0) => new Date(now + offsetMs).toISOString(),
    row: (id: string) => {
      const row = requests.read(id)?.value;
      if (!row) throw new Error(`no request ${id}`);
      return row;
    },
  };
}

/** A knowledge base by number and words, and what was kept of it. */
function createKnowledge() {
  const known = new Map<string, Article>();
  const kept = new Map<string, KeptArticle>();
  const keyOf = (query: KnowledgeQuery): string => (query.kind === 'article' ? query.number : query.words);
  const base: KnowledgeBase = {
    find: async (query) => known.get(keyOf(query)),
    addressOf: (query) => (query.kind === 'article' ? `https://kb.example/${query.number}` : undefined),
  };
  const articles: ArticleStore = {
    read: async (query) => kept.get(keyOf(query)),
    keep: async (query, article) => void kept.set(keyOf(query), article),
  };
  return { known, base, articles };
}

/** Tokens that a test can foresee: the n-th is a row of n's. */
function linkMaker(): Deps['links'] {
  let made = 0;
  return {
    newToken: () => new Secret(`token-${String(++made).padStart(20, '0')}`),
    hashOf: (token) => createHash('sha256').update(token.reveal()).digest('hex'),
    urlOf: (token) => new Secret(`https://access.example/api/recover/${token.reveal()}`),
  };
}

function createHandles(): { readonly store: Deps['handles'] } {
  const known = new Map<string, string>();
  return {
    store: {
      create: async (linkHash, requestId) => void known.set(linkHash, requestId),
      requestOf: async (linkHash) => known.get(linkHash),
    },
  };
}

export function policyOf(document: object = {}): Policy {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy;
}

export function accountOf(change: Partial<Account> = {}): Account {
  return {
    ref: { provider: 'directory', id: '42' },
    userName: 'robin@contoso.example',
    displayName: 'Robin',
    email: 'robin@mail.example',
    status: 'active',
    objectId: robin.aadObjectId,
    groups: [],
    privileged: false,
    ...change,
  };
}

/** Robin's account is locked now, and the provider has an event that tells of it. */
export function lockOut(world: World, change: Partial<Account> = {}): Account {
  const lockedAt = world.iso();
  const account = accountOf({ status: 'locked', lockedAt, lockReason: 'Failures', ...change });
  world.provider.accounts.set(account.ref.id, account);
  world.provider.events.push({
    id: `event-${world.provider.events.length + 1}`,
    accountId: account.ref.id,
    at: lockedAt,
    source: { application: 'Mail' },
  });
  return account;
}
