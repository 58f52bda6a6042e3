/** What happens to the organisation from outside: people lock themselves out, sign in, use links; administrators act. */
import { randomUUID } from 'node:crypto';
import type { World } from './call';
import { adminEvent, type Client, lockEvent, lockedSignInEvent } from './events';
import { factorOf } from './factors';
import type { OktaFactor, OktaUser } from './model';
import type { LogEvent } from './system-log';

/** By which events a lockout is told. */
export type LockEvents =
  | 'user.account.lock'
  | 'user.session.start'
  | 'both'
  | 'user.account.lock.limit'
  | 'none';

export type Controls = ReturnType<typeof createControls>;

export function createControls(world: World) {
  const { state, log, assume, clock } = world;
  const userOf = (id: string): OktaUser => {
    const user = state.find(id);
    if (!user) throw new Error(`The fake has no user ${id}.`);
    return user;
  };

  function lockOut(user: OktaUser): void {
    if (user.status === 'LOCKED_OUT') return;
    state.change(user, () => {
      user.status = 'LOCKED_OUT';
    });
  }

  const eventsOf = (user: OktaUser, how: LockEvents, client?: Client): Record<string, unknown>[] => [
    ...(how === 'user.account.lock' || how === 'both' ? [lockEvent(user, client)] : []),
    ...(how === 'user.account.lock.limit' ? [lockEvent(user, client, true)] : []),
    ...(how === 'user.session.start' || how === 'both'
      ? [lockedSignInEvent(user, client, assume.failedSignInActor)]
      : []),
  ];

  return {
    user: userOf,

    /** Locks the user out; the events say so as `how` tells (default `both`). */
    lock(id: string, options: { how?: LockEvents; client?: Client } = {}): readonly LogEvent[] {
      const user = userOf(id);
      lockOut(user);
      return eventsOf(user, options.how ?? 'both', options.client).map(log.add);
    },

    /** Locked now, told when the returned function is called. */
    lockToldLate(id: string, how: LockEvents = 'user.account.lock', client?: Client): () => void {
      const user = userOf(id);
      lockOut(user);
      const arrivals = eventsOf(user, how, client).map(log.late);
      return () => {
        for (const arrive of arrivals) arrive();
      };
    },

    /** One more sign-in of an account that is locked. */
    tryWhileLocked(id: string, client?: Client): LogEvent {
      return log.add(lockedSignInEvent(userOf(id), client, assume.failedSignInActor));
    },

    /** An administrator, or time (`by` null), unlocks. */
    unlock(id: string, by: 'administrator' | null = 'administrator'): void {
      const user = userOf(id);
      state.change(user, () => {
        user.status = 'ACTIVE';
        user.blocks = [];
      });
      const type = by === null ? 'user.account.unlock' : 'user.account.unlock_by_admin';
      log.add(adminEvent(type, 'Unlock user account', user));
    },

    /** Sign-ins from devices that Okta doesn't know, or any, are blocked; the status stays. */
    blockDevices(id: string, appliesTo: 'UNKNOWN_DEVICES' | 'ANY_DEVICES' = 'UNKNOWN_DEVICES'): void {
      const user = userOf(id);
      state.change(user, () => {
        user.blocks = [{ type: 'DEVICE_BASED', appliesTo }];
      });
    },

    addFactor(id: string, kind: string, name: string, more: Partial<OktaFactor> = {}): OktaFactor {
      const user = userOf(id);
      const at = clock.now().toISOString();
      const made = factorOf(kind, { id: state.newId('mbl'), name, login: user.profile.login, at, ...more });
      state.change(user, () => void user.factors.push(made));
      return made;
    },

    /** Many events at once, each of another user that is made and locked for it. */
    addLockouts(count: number, options: { how?: LockEvents; loginOf?: (index: number) => string } = {}) {
      const { how = 'user.account.lock', loginOf = (index) => `crowd-${index}@contoso.example` } = options;
      return Array.from({ length: count }, (_, index) => {
        const user =
          state.find(loginOf(index)) ??
          state.add({ status: 'LOCKED_OUT', profile: { login: loginOf(index) } });
        for (const event of eventsOf(user, how)) log.add(event);
        return user;
      });
    },

    /** Events that no filter asks for, and further ones of these users. */
    addNoise(count: number): void {
      for (let index = 0; index < count; index += 1)
        log.add({ eventType: 'user.session.end', outcome: { result: 'SUCCESS' }, actor: null, target: null });
    },

    /** @returns whether the session still lives */
    openSession(id: string): () => boolean {
      const { sessions } = userOf(id);
      const session = randomUUID();
      sessions.add(session);
      return () => sessions.has(session);
    },

    /** Whether the password would let the user in, from a device that Okta knows or not. */
    canSignIn(id: string, device: 'known' | 'unknown' = 'known'): boolean {
      const { status, blocks } = userOf(id);
      const blocked = blocks.some(({ appliesTo }) => appliesTo === 'ANY_DEVICES' || device === 'unknown');
      return (status === 'ACTIVE' || status === 'PASSWORD_EXPIRED') && !blocked;
    },

    /** The person opens the link in a browser and sets a new password. */
    async useResetLink(url: string): Promise<'set' | 'refused'> {
      const opened = await fetch(url);
      await opened.text();
      if (opened.status !== 200) return 'refused';
      const form = new URLSearchParams({ password: 'seven lanterns over the harbour' });
      const answer = await fetch(url, { method: 'POST', body: form });
      await answer.text();
      return answer.status === 200 ? 'set' : 'refused';
    },
  };
}
