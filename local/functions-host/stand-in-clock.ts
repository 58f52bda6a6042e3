/** Keeps the Teams stand-in on the same time: asks it for the offset at start, and tells it after every move. */

const PATIENCE_MS = 1000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface StandInClock {
  /** The offset the stand-in has kept, in milliseconds; 0 where nobody answers. */
  ask(): Promise<number>;
  tell(offsetMs: number): Promise<void>;
}

/** `serviceUrl` is TEAMS_SERVICE_URL; the real Teams is never spoken to. */
export function createStandInClock(serviceUrl: string | undefined): StandInClock {
  const url = URL.canParse(serviceUrl ?? '') ? new URL(serviceUrl ?? '') : undefined;
  const address = url && LOOPBACK.has(url.hostname) ? `${url.origin}/admin/clock` : undefined;
  const call = async (init: RequestInit): Promise<unknown> => {
    if (address === undefined) {
      return undefined;
    }
    try {
      const response = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
      return await response.json();
    } catch {
      // The host runs without a stand-in as well.
      return undefined;
    }
  };
  return {
    ask: async () => {
      const { offsetMs } = ((await call({})) ?? {}) as { offsetMs?: unknown };
      return typeof offsetMs === 'number' && Number.isFinite(offsetMs) && offsetMs > 0
        ? Math.round(offsetMs)
        : 0;
    },
    tell: async (offsetMs) => {
      await call({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ offsetMs }),
      });
    },
  };
}
