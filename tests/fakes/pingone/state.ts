/** The users, groups and devices of the fake's environment, and what the outside world does to them. */
import { randomUUID } from 'node:crypto';
import type {
  Assumptions,
  Clock,
  DeviceType,
  PingOneDevice,
  PingOneGroup,
  PingOneRole,
  PingOneUser,
} from './model';

export type NewUser = Partial<Omit<PingOneUser, 'groups' | 'roles' | 'devices' | 'sessions'>> & {
  readonly username: string;
  /** Names of groups; they come to be where they are not there. */
  readonly groups?: readonly string[];
  /** Names of administrator roles. */
  readonly roles?: readonly string[];
};

export type State = ReturnType<typeof createState>;

const assigned = (role: string): PingOneRole => ({ id: randomUUID(), role });

export function createState({ clock, assume }: { clock: Clock; assume: Assumptions }) {
  const users = new Map<string, PingOneUser>();
  const groups = new Map<string, PingOneGroup>();

  const groupNamed = (name: string): PingOneGroup => {
    const present = [...groups.values()].find((group) => group.name === name);
    const group = present ?? { id: randomUUID(), name, roles: [] };
    groups.set(group.id, group);
    return group;
  };
  const userOf = (id: string): PingOneUser => {
    const user = users.get(id);
    if (!user) throw new Error(`The fake has no user ${id}.`);
    return user;
  };

  return {
    users,
    groups,
    groupNamed,
    userOf,

    /** @throws where the id or the name is taken: PingOne allows neither twice */
    add({ groups: names = [], roles = [], ...given }: NewUser): PingOneUser {
      const taken = [...users.values()].some(
        ({ id, username }) => id === given.id || username.toLowerCase() === given.username.toLowerCase(),
      );
      if (taken) throw new Error(`There is a user ${given.username} already.`);
      const user: PingOneUser = {
        ...{ id: randomUUID(), given: 'Ana', family: 'Silva', enabled: true, email: given.username },
        ...{ account: { status: 'OK' as const }, passwordStatus: 'OK' as const, attributes: {} },
        ...given,
        groups: names.map((name) => groupNamed(name).id),
        roles: roles.map(assigned),
        ...{ devices: [], sessions: new Set<string>() },
      };
      users.set(user.id, user);
      return user;
    },

    /** Everybody in the group holds the role. */
    giveRole(group: string, role: string): void {
      groupNamed(group).roles.push(assigned(role));
    },

    addDevice(
      id: string,
      type: DeviceType,
      more: Partial<Omit<PingOneDevice, 'id' | 'type'>> = {},
    ): PingOneDevice {
      const device: PingOneDevice = { id: randomUUID(), type, status: 'ACTIVE', ...more };
      userOf(id).devices.push(device);
      return device;
    },

    /** By wrong codes or an administrator, or by wrong passwords. */
    lock(id: string, how: 'account' | 'password' = 'account'): void {
      const user = userOf(id);
      if (how === 'password') {
        user.passwordStatus = 'PASSWORD_LOCKED_OUT';
        if (assume.passwordLockShowsInAccount) user.account = { status: 'LOCKED' };
      } else user.account = { status: 'LOCKED', lockedAt: clock.now().toISOString() };
    },

    openSession(id: string): () => boolean {
      const session = randomUUID();
      userOf(id).sessions.add(session);
      return () => userOf(id).sessions.has(session);
    },
  };
}
