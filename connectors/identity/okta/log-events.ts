/** Events of Okta's System Log, as far as they tell of lockouts: whose account, when, and from where. */
import { z } from 'zod';
import type { SignInSource } from '../../../domain/account';

const text = z.string().nullish();
const party = z.object({ id: text, type: text, alternateId: text, displayName: text });

const logEvent = z.object({
  uuid: z.string().min(1).max(100),
  published: z.iso.datetime({ offset: true }),
  eventType: z.string(),
  outcome: z.object({ reason: text }).nullish(),
  actor: party.nullish(),
  target: z.array(party).nullish(),
  // What a notice can do without doesn't make an event unreadable.
  client: z
    .object({
      ipAddress: text,
      device: text,
      userAgent: z.object({ rawUserAgent: text, os: text, browser: text }).nullish(),
      geographicalContext: z.object({ city: text, country: text }).nullish(),
    })
    .nullish()
    .catch(undefined),
  debugContext: z
    .object({ debugData: z.object({ requestUri: text }).nullish() })
    .nullish()
    .catch(undefined),
});

export type LogEvent = z.output<typeof logEvent>;

/** O1, character by character, with further types of event between. */
export function lockoutFilter(further: readonly string[]): string {
  const locks = ['user.account.lock', ...further].map((type) => `eventType eq "${type}"`);
  return [...locks, 'eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"'].join(' or ');
}

/** @returns undefined for what can't be read as an event */
export function readLogEvent(body: unknown): LogEvent | undefined {
  return logEvent.safeParse(body).data;
}

/** Whether the event tells of a lockout; other events may come along. */
export function tellsOfLockout({ eventType, outcome }: LogEvent, further: readonly string[]): boolean {
  if (eventType === 'user.session.start') return outcome?.reason === 'LOCKED_OUT';
  return eventType === 'user.account.lock' || further.includes(eventType);
}

/** The user as the event names them: by id, or where it says that this is unknown, by login. */
export type Subject = { readonly id: string } | { readonly login: string };

/** The actor, or else the target: an event of Okta's own names nobody as its actor. */
export function subjectOf({ actor, target }: LogEvent): Subject | undefined {
  const users = [actor, ...(target ?? [])].filter((one) => one?.type === 'User');
  const id = users.map((user) => known(user?.id)).find((one) => one !== undefined);
  if (id !== undefined) return { id };
  const login = users.map((user) => known(user?.alternateId)).find((one) => one !== undefined);
  return login === undefined ? undefined : { login };
}

export function sourceOf({ client, target, debugContext }: LogEvent): SignInSource {
  const app = target?.find(({ type }) => type === 'AppInstance');
  const { city, country } = client?.geographicalContext ?? {};
  const place = [known(city), known(country)].filter((one) => one !== undefined).join(', ');
  return defined({
    address: known(client?.ipAddress),
    application:
      known(app?.displayName) ??
      known(app?.alternateId) ??
      applicationOf(debugContext?.debugData?.requestUri),
    device: deviceOf(client),
    place: place || undefined,
  });
}

/** Mail programs and other old clients sign in at an application's own address, which is all that tells of it. */
function applicationOf(uri: string | null | undefined): string | undefined {
  return /^\/app\/([\w-]{1,80})\//.exec(uri ?? '')?.[1];
}

/** "Firefox (Linux)"; of a program that is no browser the name that it gives itself. */
function deviceOf(client: LogEvent['client']): string | undefined {
  const { browser, os, rawUserAgent } = client?.userAgent ?? {};
  const program = known(browser) ? titled(known(browser) ?? '') : programOf(rawUserAgent);
  const system = known(os);
  if (program && system) return `${program} (${system})`;
  return program ?? system ?? known(client?.device);
}

function programOf(userAgent: string | null | undefined): string | undefined {
  const [name = ''] = /^[^/(;]{1,60}/.exec(userAgent?.trim() ?? '') ?? [];
  return name === 'Mozilla' ? undefined : name.trim() || undefined;
}

/** Browsers are written in capitals: FIREFOX, SAFARI_MOBILE. */
function titled(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}

/** Okta writes "unknown" where it knows nothing. */
function known(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || /^unknown$/i.test(trimmed) ? undefined : trimmed;
}

function defined(source: Record<keyof SignInSource, string | undefined>): SignInSource {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined));
}
