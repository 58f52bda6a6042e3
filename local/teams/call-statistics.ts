/** Counts the bot's calls, and throttles them as Teams would: what a bench reads afterwards. */

/** The shape of `GET /api/statistics`. */
export type CallStatistics = {
  /** Calls of the bot, for example `{"POST": {"201": 1000, "429": 3}}`. */
  calls: Record<string, Record<string, number>>;
  /** Messages that the bot created, and the instants (ISO) of the first and the last one. */
  messages: { created: number; firstAt: string | null; lastAt: string | null };
};

/** Counters that may be read and set to zero. */
export type CallCounter = {
  count(method: string, status: number): void;
  countMessage(at: string): void;
  read(): CallStatistics;
  reset(): void;
};

const nothing = (): CallStatistics => ({ calls: {}, messages: { created: 0, firstAt: null, lastAt: null } });

/** Counters at zero. */
export const createCallCounter = (): CallCounter => {
  let counted = nothing();
  return {
    count: (method, status) => {
      counted.calls[method] ??= {};
      const ofMethod = counted.calls[method];
      ofMethod[status] = (ofMethod[status] ?? 0) + 1;
    },
    countMessage: (at) => {
      const { created, firstAt } = counted.messages;
      counted.messages = { created: created + 1, firstAt: firstAt ?? at, lastAt: at };
    },
    read: () => counted,
    reset: () => {
      counted = nothing();
    },
  };
};

/** A limit of calls per second; null is none. */
export type CallRate = { allow(): boolean; set(perSecond: number | null): void; perSecond(): number | null };

/** Counts the calls of the running second, by the monotonic clock: a moved clock doesn't lift the limit. */
export const createCallRate = (initial: number | null): CallRate => {
  let limit = initial;
  let recent: number[] = [];
  return {
    allow: () => {
      if (limit === null) return true;
      const nowMs = performance.now();
      recent = recent.filter((at) => at > nowMs - 1000);
      if (recent.length >= limit) return false;
      recent.push(nowMs);
      return true;
    },
    set: (perSecond) => {
      limit = perSecond;
      recent = [];
    },
    perSecond: () => limit,
  };
};
