/**
 * M1: removes the factors that the person chose, of the kinds that the policy allows (M3), and verifies by reading
 * them again. A lost device also ends the sessions, where the provider can (M5).
 */
import type { ProviderId } from '../account';
import { mayRetry } from '../errors';
import type { ShownFactor } from '../messages';
import type { Policy } from '../policy/schema';
import { type Factor, factorKinds, type RemoveFactorAnswer } from '../ports/identity-provider';
import type { Owed, SupportRequest, TicketNote } from '../support-request';
import type { Action, ActionContext } from './actions';

const many = 1_000;
/** I2. */
const alwaysTicketFirst: readonly ProviderId[] = ['pingone', 'pingid'];

export const mfaResetAction: Action = {
  kind: 'mfa-reset',
  started: 'mfa-reset-started',
  outcome: 'mfa-reset',
  isPossible: (provider) => provider.factors !== undefined,
  isNeeded: async (context) => {
    const going = await chosen(context);
    if (!isOffered(context, going)) return 'not-offered';
    return going.length > 0 ? 'needed' : 'nothing-to-reset';
  },
  limit: ({ mfaReset }) => ({
    kind: 'mfa-reset',
    rule: { maximum: many, periodMs: mfaReset.separation, gapMs: 0 },
  }),
  excludedBy: 'password-link',
  ticketFirst: ({ mfaReset }, provider) => mfaReset.ticketFirst || alwaysTicketFirst.includes(provider),
  plan: async (context) => ({ factors: { ...factorsOf(context), removed: await planned(context) } }),
  act: async (context) => {
    const { provider, account, call } = context;
    const all = provider.factors?.removeAll;
    if (all && wantsEverything(context)) {
      return (await call((options) => all(account.ref.id, options))) === 'refused' ? 'refused' : 'acted';
    }
    const answers: RemoveFactorAnswer[] = [];
    for (const factor of await chosen(context)) {
      answers.push(
        await call(
          async (options) => provider.factors?.remove(account.ref.id, factor.id, options) ?? 'refused',
        ),
      );
    }
    return answers.length > 0 && answers.every((answer) => answer === 'refused') ? 'refused' : 'acted';
  },
  verify: async (before) => {
    const remaining = (await chosen(before)).map(shown);
    const { deps } = before;
    const present = (await deps.requests.read(before.request.id))?.value;
    const planned = present?.factors ?? factorsOf(before);
    const sessions = planned.lost ? await endSessions(before) : 'none';
    const gone = (planned.removed ?? []).filter(({ id }) => !remaining.some((factor) => factor.id === id));
    const factors = {
      ...{ ...planned, removed: gone, remaining, sessionsEnded: sessions === 'ended' },
      ...(sessions === 'remain' ? { sessionsRemain: true as const } : {}),
    };
    return { kind: 'done', change: { factors } };
  },
  owed: ({ factors }) => owedAfter(factors ?? { chosen: 'all', lost: false }),
};

function factorsOf({ request }: ActionContext): NonNullable<SupportRequest['factors']> {
  return request.factors ?? { chosen: 'all', lost: false };
}

function owedAfter({
  remaining = [],
  sessionsRemain,
}: NonNullable<SupportRequest['factors']>): readonly Owed[] {
  const notes: readonly TicketNote[] = [
    remaining.length > 0 ? 'factors-remain' : 'factors-removed',
    ...(sessionsRemain ? ['sessions-remain' as const] : []),
  ];
  return [
    ...notes.map((note): Owed => ({ kind: 'ticket-note', key: note, note })),
    { kind: 'mail', about: 'factors-removed' },
  ];
}

/**
 * M5. Where the provider is away it is tried again; where it won't let us, somebody else must, and the factors that
 * are gone already must not wait for that.
 */
async function endSessions({ provider, account, call }: ActionContext): Promise<'ended' | 'remain' | 'none'> {
  const { sessions } = provider;
  if (!sessions) return 'none';
  try {
    await call((options) => sessions.endAll(account.ref.id, options));
    return 'ended';
  } catch (error) {
    if (mayRetry(error)) throw error;
    return 'remain';
  }
}

/**
 * M3: a card is foreign input. Where it names what was not on the list, or is not there any more, nothing at all is
 * done; once it was begun, what is gone is what we have removed.
 */
function isOffered({ request }: ActionContext, going: readonly Factor[]): boolean {
  const wanted = request.factors?.chosen ?? 'all';
  if (wanted === 'all' || request.execution?.attemptedAt) return true;
  return new Set(wanted).size === going.length;
}

/** What is to go now, and what an earlier try may have removed before it broke off. */
async function planned(context: ActionContext): Promise<readonly ShownFactor[]> {
  const { execution, factors } = context.request;
  const now = (await chosen(context)).map(shown);
  const before = execution?.attemptedAt ? (factors?.removed ?? []) : [];
  return [...before.filter(({ id }) => !now.some((factor) => factor.id === id)), ...now];
}

/** All factors of all kinds: then those go too that the provider doesn't list. */
function wantsEverything({ deps, request }: ActionContext): boolean {
  const { kinds } = deps.policy.mfaReset;
  return (request.factors?.chosen ?? 'all') === 'all' && factorKinds.every((kind) => kinds.includes(kind));
}

/** The factors that are to go and are still there. */
async function chosen({ deps, request, provider, account, call }: ActionContext): Promise<readonly Factor[]> {
  const present = await call(async (options) => provider.factors?.list(account.ref.id, options) ?? []);
  const wanted = request.factors?.chosen ?? 'all';
  return resettable(present, deps.policy).filter(({ id }) => wanted === 'all' || wanted.includes(id));
}

/** M3: which kinds may be reset is the policy's. What sets itself up again is no part of it. */
export function resettable(factors: readonly Factor[], { mfaReset }: Policy): readonly Factor[] {
  return factors.filter(({ kind, selfEnrolling }) => !selfEnrolling && mfaReset.kinds.includes(kind));
}

export function shown({ id, kind, name }: Factor): ShownFactor {
  return { id, kind, name };
}
