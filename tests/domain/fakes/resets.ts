/** What a world needs for password links and MFA resets: a provider with factors, links and sessions. */
import type { Factor, IdentityProvider } from '../../../domain/ports/identity-provider';
import { Secret } from '../../../domain/secret';
import { accountOf, createWorld, type World } from './world';

export const factors: readonly Factor[] = [
  { id: 'f1', kind: 'authenticator-app', name: 'Pixel 8' },
  { id: 'f2', kind: 'sms', name: '•••• 42' },
  { id: 'f3', kind: 'security-key', name: 'Blue key' },
];

export type ResetWorld = World & {
  readonly present: Factor[];
  readonly made: { links: number; sessionsEnded: number; linkFails: boolean; stubborn: Set<string> };
};

/** Robin's account is not locked and has three factors. */
export function createResetWorld(policy: object = {}): ResetWorld {
  const world = createWorld({ policy });
  world.provider.accounts.set('42', accountOf());
  const present = [...factors];
  const made = { links: 0, sessionsEnded: 0, linkFails: false, stubborn: new Set<string>() };
  const base = world.deps.providers.unlock as IdentityProvider;
  const provider: IdentityProvider = {
    ...base,
    passwordReset: {
      createLink: async () => {
        if (made.linkFails) throw new Error('down');
        made.links++;
        return { kind: 'link', url: new Secret(`https://portal.example/once/${made.links}`) };
      },
    },
    factors: {
      list: async () => [...present],
      remove: async (_id, factorId) => {
        if (made.stubborn.has(factorId)) return 'refused';
        const at = present.findIndex(({ id }) => id === factorId);
        if (at < 0) return 'was-gone';
        present.splice(at, 1);
        return 'removed';
      },
    },
    sessions: {
      endAll: async () => {
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
