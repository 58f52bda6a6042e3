/**
 * `hook_to_notice_p95_ms`: from the moment at which an event of Okta is handed to the event hook until the notice is
 * in the person's chat at the stand-in. Events come one after the other, each of another person, as in life.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/teams/person';
import { type Figure, type Measurement, median, rounded } from '../figure';
import { startHost, startServices } from '../services';

const lockouts = 100;
/** The first ones warm up what every process warms up once. */
const warmUps = 5;
/** The core of the demo organisation has people who may not be notified; all others may. */
const coreStaff = 30;
const pauseMs = 50;
const lookAgainMs = 5;
const patienceMs = 10_000;
const secret = 'the-secret-of-the-bench';

export const hookToNotice: Measurement = {
  figures: ['hook_to_notice_p95_ms', 'hook_to_notice_ms'],
  measure: async (say) => {
    const okta = await startOkta();
    const services = await startServices({
      people: lockouts + warmUps + coreStaff,
      policy: {
        // No poll comes in between.
        lockouts: { provider: 'okta', checkEvery: '1h' },
        ...{
          unlock: { provider: 'okta' },
          passwordReset: { provider: 'okta' },
          mfaReset: { provider: 'okta' },
        },
        providers: { okta: { link: 'upn' } },
      },
    });
    const settings = { OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: 'bench', OKTA_EVENT_HOOK_SECRET: secret };
    const host = startHost(services, { settings });
    try {
      await Promise.all([host.ready, services.introduced]);
      const { teamsUrl, functionsUrl } = services;
      const people = ((await (await fetch(`${teamsUrl}/api/people`)).json()) as DemoPerson[]).slice(
        coreStaff,
      );
      const times: number[] = [];
      for (const person of people) {
        const startedAt = performance.now();
        await deliver(functionsUrl, person);
        await noticeOf(teamsUrl, person);
        times.push(performance.now() - startedAt);
        await wait(pauseMs);
      }
      const sorted = times.slice(warmUps).toSorted((a, b) => a - b);
      say(`${sorted.length} lockouts, the slowest ${rounded(sorted.at(-1) ?? 0, 0)} ms`);
      return figuresOf(sorted);
    } finally {
      await host.stop();
      await services.stop();
      okta.close();
    }
  },
};

function figuresOf(sorted: readonly number[]): Figure[] {
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
  return [
    { name: 'hook_to_notice_p95_ms', value: rounded(p95, 0), unit: 'ms', goal: 1_000 },
    { name: 'hook_to_notice_ms', value: rounded(median(sorted), 0), unit: 'ms' },
  ];
}

/** As Okta delivers it. @throws where the hook doesn't take it */
async function deliver(functionsUrl: string, { userPrincipalName: login }: DemoPerson): Promise<void> {
  const event = {
    uuid: crypto.randomUUID(),
    published: new Date().toISOString(),
    eventType: 'user.account.lock',
    outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' },
    actor: { id: login, type: 'User', alternateId: login },
    client: { ipAddress: '203.0.113.7', geographicalContext: { city: 'Lisbon', country: 'Portugal' } },
    target: null,
  };
  const answer = await fetch(`${functionsUrl}/api/okta/events`, {
    method: 'POST',
    headers: { authorization: secret, 'content-type': 'application/json' },
    body: JSON.stringify({ eventId: event.uuid, data: { events: [event] } }),
  });
  const said = await answer.text();
  if (answer.status !== 200) throw new Error(`The hook answered ${answer.status}: ${said}`);
}

async function noticeOf(teamsUrl: string, { aadObjectId, name }: DemoPerson): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`${teamsUrl}/api/people/${aadObjectId}/messages`);
    const { length } = (await answer.json()) as unknown[];
    if (length === 1) return;
    if (length > 1) throw new Error(`${name} has ${length} notices.`);
    if (performance.now() > until) throw new Error(`${name} has no notice after ${patienceMs / 1000} s.`);
    await wait(lookAgainMs);
  }
}

/** Of Okta what a notice needs: accounts that are locked, without groups and roles. */
async function startOkta(): Promise<{ readonly url: string; close(): Server }> {
  const lockedAt = new Date().toISOString();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://okta');
    const [, login = '', list] = /^\/api\/v1\/users\/([^/]+)(\/\w+)?$/.exec(pathname) ?? [];
    const id = decodeURIComponent(login);
    const profile = { login: id, email: id, firstName: 'Bench', lastName: 'Person' };
    const user = { id, status: 'LOCKED_OUT', statusChanged: lockedAt, profile };
    const credentials = { provider: { type: 'OKTA', name: 'OKTA' } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(list || !login ? [] : { ...user, credentials }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
