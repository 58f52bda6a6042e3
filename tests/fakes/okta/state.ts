/** The organisation behind the fake: its users, groups and password policies, and what search sees of them. */
import { randomBytes } from 'node:crypto';
import { wireUser } from './bodies';
import type { Clock, OktaGroup, OktaUser, PasswordPolicy, Profile } from './model';

export type NewUser = Partial<Omit<OktaUser, 'profile' | 'groups' | 'sessions'>> & {
  profile: Partial<Profile> & { login: string };
  /** Names; unknown ones are made. Everybody is in Everyone. */
  groups?: readonly string[];
};

export type State = ReturnType<typeof createState>;

const idOf = (prefix: string): string =>
  `${prefix}${randomBytes(24).toString('base64').replace(/[+/=]/g, '').slice(0, 17)}`;

export function createState(options: { clock: Clock; searchDelayMs: number }) {
  const users = new Map<string, OktaUser>();
  const byLogin = new Map<string, OktaUser>();
  const groups = new Map<string, OktaGroup>();
  const policies: PasswordPolicy[] = [];
  /** Former bodies of a user, for as long as search may still show them. */
  const bodies = new Map<string, { atMs: number; body: string }[]>();
  const timing = { searchDelayMs: options.searchDelayMs };
  /** Custom attributes of the schema that no user needs to have. */
  const attributes = new Set<string>();
  let owed: { atMs: number; act: () => void }[] = [];

  const now = (): string => options.clock.now().toISOString();

  function groupNamed(name: string): OktaGroup {
    const known = [...groups.values()].find((group) => group.name === name);
    if (known) return known;
    const made: OktaGroup = { id: idOf('00g'), name, roles: [] };
    groups.set(made.id, made);
    return made;
  }
  const everyone = groupNamed('Everyone');

  /** Every change of a user goes through here, so that search can lag behind. */
  function touched(user: OktaUser): void {
    user.lastUpdated = now();
    if (timing.searchDelayMs === 0) return;
    const atMs = options.clock.now().getTime();
    const kept = (bodies.get(user.id) ?? []).slice(-20);
    bodies.set(user.id, [...kept, { atMs, body: JSON.stringify(wireUser(user, '', 'list')) }]);
  }

  return {
    users,
    groups,
    policies,
    timing,
    attributes,
    everyone,
    groupNamed,
    newId: idOf,

    /** @throws where the id or the login is taken: Okta allows neither twice */
    add(given: NewUser): OktaUser {
      const { profile, groups: names = [], ...rest } = given;
      const at = now();
      const user: OktaUser = {
        id: idOf('00u'),
        status: 'ACTIVE',
        created: at,
        activated: at,
        statusChanged: at,
        lastLogin: null,
        lastUpdated: at,
        passwordChanged: at,
        provider: { type: 'OKTA', name: 'OKTA' },
        roles: [],
        factors: [],
        blocks: [],
        linkedObjects: {},
        ...rest,
        sessions: new Set(),
        profile: { firstName: null, lastName: null, mobilePhone: null, email: profile.login, ...profile },
        groups: [everyone, ...names.map(groupNamed)]
          .map(({ id }) => id)
          .filter((id, index, all) => all.indexOf(id) === index),
      };
      const login = user.profile.login.toLowerCase();
      if (users.has(user.id) || byLogin.has(login)) throw new Error(`There is a user ${login} already.`);
      users.set(user.id, user);
      byLogin.set(login, user);
      if (timing.searchDelayMs > 0) touched(user);
      return user;
    },

    /** What Okta does in its own time. */
    later(atMs: number, act: () => void): void {
      owed.push({ atMs, act });
    },

    /** Does what is due. */
    settle(): void {
      const nowMs = options.clock.now().getTime();
      const due = owed.filter(({ atMs }) => atMs <= nowMs);
      if (due.length === 0) return;
      owed = owed.filter(({ atMs }) => atMs > nowMs);
      for (const { act } of due) act();
    },

    change(user: OktaUser, change: (user: OktaUser) => void): void {
      const before = user.status;
      change(user);
      if (user.status !== before) user.statusChanged = now();
      touched(user);
    },

    /** By id, login, or the part of the login before the @ where only one has it. */
    find(idOrLogin: string): OktaUser | undefined {
      const name = idOrLogin.toLowerCase();
      const exact = users.get(idOrLogin) ?? byLogin.get(name);
      if (exact || name === '' || name.includes('@')) return exact;
      const short = [...byLogin].filter(([login]) => login.split('@')[0] === name);
      return short.length === 1 ? short[0]?.[1] : undefined;
    },

    /** What search knows: bodies as old as its delay. Users whose first body is younger aren't found. */
    searchable(): readonly Record<string, unknown>[] {
      if (timing.searchDelayMs === 0) return [...users.values()].map((user) => wireUser(user, '', 'list'));
      const untilMs = options.clock.now().getTime() - timing.searchDelayMs;
      return [...bodies.values()].flatMap((versions) => {
        const seen = versions.findLast(({ atMs }) => atMs <= untilMs);
        return seen ? [JSON.parse(seen.body) as Record<string, unknown>] : [];
      });
    },

    addPolicy(given: Partial<PasswordPolicy> & { maxAgeDays?: number }): PasswordPolicy {
      const { maxAgeDays = 90, ...rest } = given;
      const made: PasswordPolicy = {
        id: idOf('00p'),
        name: 'Default Policy',
        status: 'ACTIVE',
        priority: policies.length + 1,
        system: false,
        provider: 'OKTA',
        groups: [everyone.id],
        age: { maxAgeDays, expireWarnDays: 0, minAgeMinutes: 0, historyCount: 4 },
        lockout: { maxAttempts: 10, autoUnlockMinutes: 0 },
        skipUnlock: false,
        ...rest,
      };
      policies.push(made);
      return made;
    },
  };
}
