/** One request to the fake as its routes see it, and what a route is. */
import type { Caller } from './auth';
import type { Assumptions, Clock } from './model';
import type { State } from './state';
import type { SystemLog } from './system-log';

export type Call = {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly path: string;
  /** Decoded path parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly caller: Caller;
};

export type Reply = {
  readonly status: number;
  /** Written as JSON; a string goes out as it is, with the content type given in the headers. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of Link headers, each a header line of its own. */
  readonly links?: readonly string[];
};

/** What routes work with. */
export type World = {
  /** Address of the organisation, without a slash at its end. */
  readonly url: () => string;
  readonly clock: Clock;
  readonly state: State;
  readonly log: SystemLog;
  readonly links: Links;
  readonly assume: Assumptions;
  /** Says that no real Okta would have taken this. */
  complain(why: string): void;
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Segments; `{name}` is a parameter. */
  readonly path: string;
  /** Names of query parameters that the endpoint knows. */
  readonly query?: readonly string[];
  /** One of these must be granted to a token of OAuth; undefined where no credentials are asked for. */
  readonly scopes?: readonly string[];
  /** For the rate limit. */
  readonly bucket?: string;
  readonly accepts?: 'form' | 'anything';
  handle(call: Call, world: World): Reply | Promise<Reply>;
};

export type Links = ReturnType<typeof createLinks>;

/** Links to next pages: handed out as strings, and good only if they come back as they were handed out. */
export function createLinks() {
  const issued = new Map<string, unknown>();
  const lost = new Set<string>();
  const settings: { origin?: string } = {};
  let count = 0;
  return {
    /** Where set, links lead there instead of to the organisation: a client must not follow. */
    settings,
    /** @param target path and query, to which the cursor is added. @param position what the cursor stands for */
    issue(base: string, target: string, position: unknown): string {
      count += 1;
      const after = `${Buffer.from(`${count}:${Math.random()}`).toString('base64url')}_1`;
      const full = `${target}${target.includes('?') ? '&' : '?'}after=${after}`;
      issued.set(full, position);
      return `${settings.origin ?? base}${full}`;
    },
    /** What the link stood for; `lost` where Okta no longer knows it; undefined where it was never handed out so. */
    positionOf(target: string): { position: unknown } | 'lost' | undefined {
      if (issued.has(target)) return { position: issued.get(target) };
      return lost.has(target) ? 'lost' : undefined;
    },
    /** Okta forgets all cursors. */
    loseAll(): void {
      for (const target of issued.keys()) lost.add(target);
      issued.clear();
    },
  };
}

export const linkTo = (url: string, rel: 'self' | 'next'): string => `<${url}>; rel="${rel}"`;

/** Encodes as Okta's links are: spaces as %20, and not everything that an encoder might. */
export const encoded = (text: string): string => encodeURIComponent(text).replace(/%3A/g, ':');
