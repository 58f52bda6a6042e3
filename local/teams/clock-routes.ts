/** How programs move the clock of a local server: absolute, so that saying it twice changes nothing. */
import { z } from 'zod';
import type { MovableClock } from './clock';
import { type HttpReply, type HttpRoute, readInput } from './http-routes';

const clockSchema = z.strictObject({ offsetMs: z.number().min(-1e12).max(1e12) });
const path = '/admin/clock';

/** Makes `GET` and `POST /admin/clock`; both answer `{now, offsetMs}`. */
export const clockRoutes = (clock: MovableClock, onMoved: () => void = () => undefined): HttpRoute[] => {
  const read = (): HttpReply => ({
    status: 200,
    body: { now: clock.now().toISOString(), offsetMs: clock.offsetMs() },
  });
  return [
    { method: 'GET', path, handle: read },
    {
      method: 'POST',
      path,
      handle: ({ body }) => {
        clock.setOffsetMs(readInput(clockSchema, body).offsetMs);
        onMoved();
        return read();
      },
    },
  ];
};
