/** The host's own addresses: its state, its functions, and the clock that only this host has. */
import type { Clock } from '../clock';
import { type HostKeys, isKey } from '../keys';
import type { StandInClock } from '../stand-in-clock';
import type { TimerTriggers } from '../timers/timer-triggers';
import type { FunctionApp } from '../worker/function-app';
import { type Answer, decodeSegment, empty, json } from './answer';

export interface AdminRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly key: string | undefined;
  readonly body: string;
}

const unauthorized = empty(401, { 'www-authenticate': 'Bearer' });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function createAdminRoutes(deps: {
  readonly app: FunctionApp;
  readonly clock: Clock;
  readonly keys: HostKeys;
  readonly timers: TimerTriggers;
  readonly standIn: StandInClock;
}): (request: AdminRequest) => Promise<Answer> {
  const { clock } = deps;
  const clockNow = () => ({ now: new Date(clock.now()).toISOString(), offsetMs: clock.offsetMs() });

  const moveClock = async (body: string): Promise<Answer> => {
    const { advanceMs } = (parsed(body) ?? {}) as { advanceMs?: unknown };
    if (typeof advanceMs !== 'number' || !Number.isFinite(advanceMs) || advanceMs < 0) {
      return json(400, { message: 'advanceMs must be a number of milliseconds, 0 or more.' });
    }
    if (Number.isNaN(new Date(clock.now() + advanceMs).getTime())) {
      return json(400, { message: 'advanceMs leads beyond the last day a Date can hold.' });
    }
    await clock.advance(Math.round(advanceMs));
    await deps.standIn.tell(clock.offsetMs());
    return json(200, clockNow());
  };

  const runByHand = ({ key, contentType, body }: AdminRequest, name: string): Answer => {
    if (!isKey(key, deps.keys.masterKey)) {
      return unauthorized;
    }
    const target = [...deps.app.functions.values()].find(
      ({ metadata }) => metadata.name.toLowerCase() === name.toLowerCase(),
    );
    if (target === undefined) {
      return empty(404);
    }
    if (body === '' || (/json/i.test(contentType) && parsed(body) === undefined)) {
      return empty(400);
    }
    if (!/json/i.test(contentType)) {
      return empty(415);
    }
    if (target.triggerType !== 'timertrigger') {
      return json(400, { message: `Only timers can be run by hand here; ${name} is none.` });
    }
    deps.timers.runNow(target);
    return empty(202);
  };

  return async (request) => {
    const { method, path, key, body } = request;
    switch (`${method} ${path.toLowerCase()}`) {
      case 'GET /admin/host/ping':
        return empty(200);
      case 'GET /admin/host/status':
        return json(200, {
          state: 'Running',
          version: 'embedded',
          processUptime: Math.round(process.uptime() * 1000),
        });
      case 'GET /admin/clock':
        return json(200, clockNow());
      case 'POST /admin/clock':
        return moveClock(body);
      case 'GET /admin/functions':
        return isKey(key, deps.keys.masterKey)
          ? json(
              200,
              [...deps.app.functions.values()].map(({ metadata }) => ({ name: metadata.name })),
            )
          : unauthorized;
    }
    const name = /^\/admin\/functions\/([^/]+)$/i.exec(path)?.[1];
    return method === 'POST' && name !== undefined ? runByHand(request, decodeSegment(name)) : empty(404);
  };
}
