/** Server-Sent Events for the pages: whoever has the page open hears of every change at once. */
import type { ServerResponse } from 'node:http';
import type { HttpRoute } from './http-routes';

const heartbeatMs = 15_000;

/** A hub of listeners; `Events` maps the name of an event to what it carries. */
export type EventHub<Events> = {
  send<Name extends keyof Events & string>(name: Name, data: Events[Name]): void;
  /** How many pages are open. */
  listeners(): number;
  route: HttpRoute;
  close(): void;
};

/** Makes a hub whose stream is at `path`; `onOpen` is called when the first page comes. */
export const createEventHub = <Events>(
  path: string,
  onOpen: () => void = () => undefined,
): EventHub<Events> => {
  const open = new Set<ServerResponse>();
  const write = (text: string): void => {
    for (const response of open) response.write(text);
  };
  // A comment now and then: a page whose server was killed notices, and proxies don't end a quiet stream.
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  return {
    send: (name, data) => {
      if (open.size > 0) write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    listeners: () => open.size,
    route: {
      method: 'GET',
      path,
      handle: (_request, response) => {
        response.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
        // The page asks again after one second when the stand-in went away.
        response.write('retry: 1000\n\n');
        open.add(response);
        response.on('close', () => open.delete(response));
        if (open.size === 1) onOpen();
        return undefined;
      },
    },
    close: () => {
      clearInterval(heartbeat);
      for (const response of open) response.end();
      open.clear();
    },
  };
};
