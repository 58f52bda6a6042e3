/** What a world needs for password links and MFA resets: a provider with factors, links and sessions. */
import type { ProviderId } from '../../../domain/account';
import type { Factor, FactorsCapability, IdentityProvider } from '../../../domain/ports/identity-provider';
import { Secret } from '../../../domain/secret';
import { accountOf, createWorld, type World } from './world';

export const factors: readonly Factor[] = [
  { id: 'f1', kind: 'authenticator-app', name: 'Pixel 8' },
  { id: 'f2', kind: 'sms', name: '•••• 42' },
  { id: 'f3', kind: 'security-key', name: 'Blue key' },
];

export type ResetWorld = World & {
  readonly present: Factor[];
  readonly made: {
    links: number;
    sessionsEnded: number;
    sessionsFail?: Error | undefined;
    linkFails: boolean;
    stubborn: Set<string>;
    removals: string[];
  };
};

/** Robin's account is not locked and has three factors. */
export function createResetWorld(policy: object = {}, id: ProviderId = 'directory'): ResetWorld {
  const world = createWorld({ policy });
  world.provider.accounts.set('42', accountOf({ ref: { provider: id, id: '42' } }));
  const present = [...factors];
  const made: ResetWorld['made'] = {
    links: 0,
    sessionsEnded: 0,
    linkFails: false,
    stubborn: new Set<string>(),
    removals: [],
  };
  const capability: FactorsCapability = {
    list: async () => [...present],
    remove: async (_id, factorId) => {
      made.removals.push(factorId);
      if (made.stubborn.has(factorId)) return 'refused';
      const at = present.findIndex((factor) => factor.id === factorId);
      if (at < 0) return 'was-gone';
      present.splice(at, 1);
      return 'removed';
    },
  };
  const guarded = world.gate.guard('provider.factors', capability);
  const base = world.deps.providers.unlock as IdentityProvider;
  const provider: IdentityProvider = {
    ...base,
    id,
    passwordReset: {
      createLink: async () => {
        if (made.linkFails) throw new Error('down');
        made.links++;
        return { kind: 'link', url: new Secret(`https://portal.example/once/${made.links}`) };
      },
    },
    // Bare functions, so that a test may put others in their place.
    factors: { list: guarded.list, remove: guarded.remove },
    sessions: {
      endAll: async () => {
        if (made.sessionsFail) throw made.sessionsFail;
        made.sessionsEnded++;
      },
    },
  };
  const providers = {
    ...world.deps.providers,
    passwordReset: provider,
    factors: provider,
    byId: () => provider,
  };
  return { ...world, deps: { ...world.deps, providers }, present, made };
}
