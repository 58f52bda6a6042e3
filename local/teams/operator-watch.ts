/** Reads the operator routes each second while a page is open, and tells the strip what is new. The key never leaves this process. */
import { type AuditRecord, entryOfAudit, entryOfTicket, type TicketRecord } from './operator-records';
import type { OperatorState } from './page/shapes';
import type { Strip } from './strip';

const everyMs = 1000;
const patienceMs = 5000;
const maximumPages = 10;
const lookBackMs = 24 * 3_600_000;
// Records may become readable a little after their own time.
const overlapMs = 120_000;

/** Where the operator routes are, and the platform's function key. */
export type OperatorAccess = { baseUrl: string; key: string };

/** A watch that runs only while somebody looks. */
export type OperatorWatch = {
  setAccess(access: OperatorAccess | undefined): void;
  state(): OperatorState;
  close(): void;
};

type Page<T> = { items: T[]; next?: string | null };

class WatchProblem extends Error {
  readonly state: 'refused' | 'unreachable';
  constructor(state: 'refused' | 'unreachable', message: string) {
    super(message);
    this.state = state;
  }
}

const readPage = async <T>(
  { baseUrl, key }: OperatorAccess,
  path: string,
  query: URLSearchParams,
): Promise<Page<T>> => {
  const response = await fetch(`${baseUrl}/api/operator/${path}?${query}`, {
    headers: { 'x-functions-key': key },
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw new WatchProblem('unreachable', error instanceof Error ? error.message : String(error));
  });
  if (response.status === 401 || response.status === 403)
    throw new WatchProblem('refused', 'the key is not accepted');
  if (!response.ok) throw new WatchProblem('unreachable', `the host answers ${response.status}`);
  return (await response.json()) as Page<T>;
};

const readAll = async <T>(
  access: OperatorAccess,
  path: string,
  query: Record<string, string>,
): Promise<T[]> => {
  const items: T[] = [];
  let next: string | undefined;
  for (let page = 0; page < maximumPages; page += 1) {
    const read = await readPage<T>(
      access,
      path,
      new URLSearchParams({ ...query, ...(next ? { next } : {}) }),
    );
    items.push(...(Array.isArray(read.items) ? read.items : []));
    next = read.next ?? undefined;
    if (next === undefined) break;
  }
  return items;
};

/** Makes the watch; `onState` is told when what it can see changes. */
export const createOperatorWatch = (deps: {
  access: OperatorAccess | undefined;
  defaultBaseUrl(): string;
  strip: Strip;
  isKnown(id: string): boolean;
  isWatched(): boolean;
  now(): Date;
  onState(): void;
}): OperatorWatch => {
  let { access } = deps;
  let state: OperatorState['state'] = access ? 'watching' : 'no-key';
  let reason: string | undefined;
  let readUntilMs: number | undefined;
  let busy = false;
  const become = (next: OperatorState['state'], why?: string): void => {
    if (next === state && why === reason) return;
    state = next;
    reason = why;
    deps.onState();
  };
  const read = async (from: OperatorAccess): Promise<void> => {
    const now = deps.now();
    const since = new Date(readUntilMs === undefined ? now.getTime() - lookBackMs : readUntilMs - overlapMs);
    const query = { from: since.toISOString() };
    const [records, tickets] = await Promise.all([
      readAll<AuditRecord>(from, 'audit', query),
      readAll<TicketRecord>(from, 'tickets', { from: new Date(now.getTime() - lookBackMs).toISOString() }),
    ]);
    const entries = [
      ...records.map((record) => entryOfAudit(record, deps.isKnown)),
      ...tickets.map((ticket) => entryOfTicket(ticket, now.toISOString(), deps.isKnown)),
    ].sort((one, other) => one.at.localeCompare(other.at));
    for (const entry of entries) if (!deps.strip.has(entry.id)) deps.strip.note(entry);
    readUntilMs = now.getTime();
  };
  const tick = async (): Promise<void> => {
    if (busy || !access || !deps.isWatched()) return;
    busy = true;
    const from = access;
    try {
      await read(from);
      if (from === access) become('watching');
    } catch (error) {
      if (from === access) {
        if (error instanceof WatchProblem) become(error.state, error.message);
        else become('unreachable', 'its answer is not understood');
      }
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void tick(), everyMs);
  timer.unref();
  return {
    setAccess: (next) => {
      access = next;
      readUntilMs = undefined;
      become(next ? 'watching' : 'no-key');
    },
    state: () => ({
      state,
      baseUrl: access?.baseUrl ?? deps.defaultBaseUrl(),
      ...(reason ? { reason } : {}),
    }),
    close: () => clearInterval(timer),
  };
};
