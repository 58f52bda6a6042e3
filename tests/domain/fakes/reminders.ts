/** The reminders' stores in memory, a provider that tells of ends, mails and durable runs kept in lists. */

import { CodedError } from '../../../domain/errors';
import type { Contractor, PasswordExpiry } from '../../../domain/ports/account-ends';
import type { ReminderMail, RunOrchestrations } from '../../../domain/ports/outward';
import type { Gathered, ReminderStore, RunKey, RunStore } from '../../../domain/ports/reminder-store';
import type { MailedReminder, RunProblem } from '../../../domain/reminder/messages';
import { owesRetirement, type ReminderRow, type RunRow } from '../../../domain/reminder/row';
import { createTable } from './stores';

export function createFakeReminders() {
  const table = createTable<ReminderRow>();
  const all = (): ReminderRow[] => [...table.rows.values()].map(({ value }) => value);
  const purged: string[] = [];
  const store: ReminderStore = {
    read: async (id) => table.read(id),
    write: async (row, etag) => table.write(row.id, row, etag),
    passwordRowsOf: async (person) =>
      all()
        .filter((row) => row.kind === 'password-expiry' && row.person.aadObjectId === person.aadObjectId)
        .map(({ id }) => id),
    owing: async (maximum) =>
      all()
        .filter(owesRetirement)
        .slice(0, maximum)
        .map(({ id }) => ({ id, token: '' })),
    owesNothing: async () => undefined,
    purge: async (before) => {
      purged.push(before);
      return 0;
    },
  };
  return { ...table, store, all, purged };
}

const nameOf = ({ kind, day }: RunKey): string => `${kind}-${day}`;

export function createFakeRuns() {
  const table = createTable<RunRow>();
  const noted = new Map<string, Map<string, RunProblem>>();
  const lists = new Map<string, Map<string, Gathered<unknown>>>();
  const listOf = (run: RunKey, list: string) => {
    const name = `${nameOf(run)}/${list}`;
    const found = lists.get(name) ?? new Map<string, Gathered<unknown>>();
    lists.set(name, found);
    return found;
  };
  const store: RunStore = {
    read: async (run) => table.read(nameOf(run)),
    write: async (row, etag) => table.write(nameOf(row), row, etag),
    noteProblem: async (run, key, problem) => {
      const known = noted.get(nameOf(run)) ?? new Map<string, RunProblem>();
      noted.set(nameOf(run), known.set(key, problem));
    },
    problems: async (run, maximum) => [...(noted.get(nameOf(run))?.values() ?? [])].slice(0, maximum),
    gather: async (run, list, items) => {
      for (const item of items)
        listOf(run, list).set(`${item.group}/${item.key}`, JSON.parse(JSON.stringify(item)));
    },
    gathered: async <T>(run: RunKey, list: string, after: string | undefined, maximum: number) => {
      const groups = new Map<string, T[]>();
      for (const { group, value } of listOf(run, list).values())
        groups.set(group, [...(groups.get(group) ?? []), value as T]);
      return [...groups]
        .filter(([group]) => after === undefined || group > after)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, maximum)
        .map(([group, values]) => ({ group, values }));
    },
    forgetGathered: async (run) => {
      for (const name of lists.keys()) if (name.startsWith(`${nameOf(run)}/`)) lists.delete(name);
    },
    purge: async () => undefined,
  };
  return { ...table, store, lists, noted };
}

export function createFakeReminderMail() {
  const sent: { to: string; message: MailedReminder; key: string }[] = [];
  const answers: ('later' | 'no-address')[] = [];
  const port: ReminderMail = {
    sendReminder: async (message, { email }, { key }) => {
      const answer = answers.shift();
      if (answer) return answer;
      if (!email) return 'no-address';
      sent.push({ to: email, message, key });
      return 'sent';
    },
  };
  return { port, sent, answerNext: (...next: ('later' | 'no-address')[]) => void answers.push(...next) };
}

export function createFakeRunOrchestrations() {
  const started: string[] = [];
  const restarted: string[] = [];
  const port: RunOrchestrations = {
    startRun: async (run) => void started.push(nameOf(run)),
    restartRun: async (run) => void restarted.push(nameOf(run)),
  };
  return { port, started, restarted };
}

/** Pages of accounts and of contractors; a cursor is the number of the next page. */
export function createFakeEnds(pageSize = 3) {
  const passwords: PasswordExpiry[] = [];
  const contractors: Contractor[] = [];
  const unreadable: { provider: 'directory'; id: string }[] = [];
  const managers = new Map<string, import('../../../domain/account').Account>();
  const calls = { pages: 0, managers: [] as string[] };
  const state = { forgetCursorOnce: false };
  const pageOf = <T>(items: readonly T[], cursor: string | undefined) => {
    calls.pages += 1;
    if (cursor !== undefined && state.forgetCursorOnce) {
      state.forgetCursorOnce = false;
      throw new CodedError('conflict', 'the list has to begin anew', { retryable: true });
    }
    const from = Number(cursor ?? 0) * pageSize;
    const next = from + pageSize < items.length ? { next: String(Number(cursor ?? 0) + 1) } : {};
    return { page: items.slice(from, from + pageSize), next };
  };
  return {
    ...{ passwords, contractors, unreadable, managers, calls, state },
    capabilities: {
      passwordExpiry: {
        page: async (cursor: string | undefined) => {
          const { page, next } = pageOf(passwords, cursor);
          return { accounts: page, ...next };
        },
        of: async (id: string) => passwords.find(({ account }) => account.ref.id === id),
      },
      contractors: {
        page: async (cursor: string | undefined) => {
          const { page, next } = pageOf(contractors, cursor);
          return { contractors: page, unreadable: cursor === undefined ? unreadable : [], ...next };
        },
        manager: async (reference: string) => {
          calls.managers.push(reference);
          return managers.get(reference);
        },
      },
    },
  };
}
