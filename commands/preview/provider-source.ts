/**
 * Reminders of a day for the accounts of the configured identity providers. Lists are read page by page, and only
 * what that day is about is kept: a large organisation needs no more memory than a page and whom it concerns.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { HttpError } from '../../connectors/http/http-error';
import type { AccountRef } from '../../domain/account';
import { whyNotNotified } from '../../domain/eligibility';
import { hasCode, mayRetry } from '../../domain/errors';
import type { Policy } from '../../domain/policy/schema';
import type { Contractor, PageCursor, Span } from '../../domain/ports/account-ends';
import type { ProviderWith } from '../../domain/ports/identity-provider';
import { endDayOf, expiringAccountOf } from '../../domain/reminder/accounts';
import { addDays, type Day, daysBetween, instantOf } from '../../domain/reminder/calendar';
import { contractorDaysBefore, type Contractor as Due } from '../../domain/reminder/contractors';
import { contractorLines, type PreviewLine, passwordLines } from '../../domain/reminder/preview';

export type Sources = {
  readonly passwordExpiry?: ProviderWith<'passwordExpiry'>;
  readonly contractors?: ProviderWith<'contractors'>;
};

export type ProviderPreview = {
  readonly lines: readonly PreviewLine[];
  /** What to call those who stand in the lines. */
  readonly names: ReadonlyMap<string, string>;
};

const limit = { timeoutMs: 30_000 };
const tries = 4;
const betweenTriesMs = 300;
/** Whoever is throttled for longer is told so. */
const longestPauseMs = 90_000;
/** A notice may wait for a weekend to pass, the last reminder may come before it. */
const weekendDays = 3;

/** @throws CodedError when a provider can't be asked. */
export async function providerPreview(day: Day, sources: Sources, policy: Policy): Promise<ProviderPreview> {
  const names = new Map<string, string>();
  /** As operators know people: by the Entra object id that the account carries, else by the account. */
  function named(one: { ref: AccountRef; objectId?: string; displayName: string }): string {
    const id = one.objectId ?? `${one.ref.provider}:${one.ref.id}`;
    names.set(id, one.displayName);
    return id;
  }
  const { passwordExpiry, contractors } = sources;
  const passwords = passwordExpiry ? await passwordsOf(day, passwordExpiry, policy, named) : [];
  const contracts = contractors ? await contractsOf(day, contractors, policy, named) : [];
  const lines = [...passwords, ...contracts];
  const meant = new Set(lines.flatMap(({ person, about }) => [person, ...about]));
  return { lines, names: new Map([...names].filter(([id]) => meant.has(id))) };
}

type Named = (one: { ref: AccountRef; objectId?: string; displayName: string }) => string;

function passwordsOf(
  day: Day,
  { passwordExpiry }: ProviderWith<'passwordExpiry'>,
  policy: Policy,
  named: Named,
): Promise<readonly PreviewLine[]> {
  const until = Math.max(policy.passwordExpiry.firstDaysBefore, weekendDays);
  const span = spanOf(addDays(day, -weekendDays - 1), addDays(day, until + 1), policy);
  return everyPage(async (cursor) => {
    const { accounts, next } = await passwordExpiry.page(cursor, span, limit);
    const people = accounts.map((expiry) => {
      const { expiresAt, ...standing } = expiringAccountOf(expiry, policy);
      return {
        ...standing,
        id: named(expiry.account),
        ...(expiresAt ? { passwordExpiresAt: expiresAt } : {}),
      };
    });
    return { items: passwordLines(day, people, policy), next };
  });
}

async function contractsOf(
  day: Day,
  { contractors: capability }: ProviderWith<'contractors'>,
  policy: Policy,
  named: Named,
): Promise<readonly PreviewLine[]> {
  const { timeZone } = policy.organisation;
  const span = spanOf(day, addDays(day, Math.max(...contractorDaysBefore) + 1), policy);
  const found = await everyPage(async (cursor) => {
    const { contractors, unreadable, next } = await capability.page(cursor, span, limit);
    const due = contractors.filter(({ end }) =>
      contractorDaysBefore.includes(daysBetween(day, endDayOf(end, timeZone))),
    );
    return { items: [...due, ...unreadable], next };
  });

  const managers = new Map<string, string | undefined>();
  async function managerOf({ manager: reference }: Contractor): Promise<string | undefined> {
    if (reference === undefined) return undefined;
    if (!managers.has(reference)) {
      const account = await patiently(() => capability.manager(reference, limit));
      const isReachable = account && whyNotNotified(account, policy) === undefined;
      managers.set(reference, isReachable ? named(account) : undefined);
    }
    return managers.get(reference);
  }

  const due: Due[] = [];
  const unreadable: PreviewLine[] = [];
  for (const one of found) {
    if (!('end' in one)) {
      const about = [`${one.provider}:${one.id}`];
      unreadable.push({
        ...{ person: null, about, kind: 'excluded', sendAt: null, daysBefore: null },
        reason: 'unreadable-end',
      });
      continue;
    }
    const managerId = await managerOf(one);
    due.push({
      ...{ id: named(one), endDay: endDayOf(one.end, timeZone), isDisabled: one.status === 'disabled' },
      ...(one.role === undefined ? {} : { role: one.role }),
      ...(managerId === undefined ? {} : { managerId }),
    });
  }
  return [...contractorLines(day, due, policy), ...unreadable];
}

function spanOf(from: Day, until: Day, { organisation: { timeZone } }: Policy): Span {
  return { from: instantOf(from, '00:00', timeZone), until: instantOf(until, '00:00', timeZone) };
}

/** All pages of a list; where the provider has forgotten its place the list begins anew. */
async function everyPage<T>(
  read: (
    cursor: PageCursor | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: PageCursor | undefined }>,
): Promise<readonly T[]> {
  let forgotten = 0;
  let items: T[] = [];
  for (let cursor: PageCursor | undefined; ; ) {
    try {
      const page = await patiently(() => read(cursor));
      items.push(...page.items);
      if (page.next === undefined) return items;
      cursor = page.next;
    } catch (error) {
      forgotten += 1;
      if (!hasCode(error, 'conflict') || forgotten >= tries) throw error;
      items = [];
      cursor = undefined;
    }
  }
}

function pauseMs(error: unknown, turn: number): number {
  const notBefore = error instanceof HttpError ? error.facts.notBefore : undefined;
  return notBefore === undefined
    ? betweenTriesMs * 2 ** turn
    : Math.max(0, Date.parse(notBefore) - Date.now());
}

/** Nobody waits at a screen for a single call: what may pass is tried again. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await call();
    } catch (error) {
      if (turn >= tries || hasCode(error, 'conflict') || !mayRetry(error)) throw error;
      const waitMs = pauseMs(error, turn);
      if (waitMs > longestPauseMs) throw error;
      await pause(waitMs);
    }
  }
}
