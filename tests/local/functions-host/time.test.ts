/** The host owns the time of its process: moving it brings everything that falls due, in order. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HostProcess, read, removeFolder, startHost, until } from './host-process';

interface Run {
  readonly at: string;
  readonly timer:
    | null
    | (Record<string, unknown> & { scheduleStatus: null | Record<string, string>; isPastDue: boolean });
}

let host: HostProcess;
const told: unknown[] = [];
const KEPT_OFFSET_MS = 3_600_000;
const standIn = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    if (request.method === 'POST') {
      told.push([request.url, JSON.parse(body)]);
    }
    response.end(JSON.stringify({ offsetMs: KEPT_OFFSET_MS }));
  });
});

beforeAll(async () => {
  await new Promise<void>((go) => standIn.listen(0, '127.0.0.1', go));
  const { port } = standIn.address() as AddressInfo;
  host = await startHost('timers', { environment: { TEAMS_SERVICE_URL: `http://127.0.0.1:${port}/teams/` } });
});
afterAll(async () => {
  await host.stop();
  standIn.close();
  removeFolder(host.folder);
});

const runs = async (): Promise<Record<string, Run[]>> => read(fetch(`${host.url}/api/runs`));
const move = async (body: unknown) => {
  const response = await fetch(`${host.url}/admin/clock`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, answer: await read<{ message: string; offsetMs: number }>(response) };
};
const day = 86_400_000;

it('the offset of an earlier run is taken over from the stand-in', async () => {
  const clock = await read<{ now: string; offsetMs: number }>(fetch(`${host.url}/admin/clock`));
  expect(clock.offsetMs).toBe(KEPT_OFFSET_MS);
  expect(Math.abs(Date.parse(clock.now) - Date.now() - KEPT_OFFSET_MS)).toBeLessThan(2000);
});

it.each([{}, { advanceMs: -1 }, { advanceMs: '1' }, { advanceMs: null }, 5, { advanceMs: 1e18 }])(
  'a move of %j is refused',
  async (body) => {
    const { status, answer } = await move(body);
    expect([status, answer.message]).toEqual([400, expect.stringMatching(/advanceMs/)]);
  },
);

it('a timer below a minute has no status', async () => {
  const { everySecond = [] } = await until(runs, ({ everySecond: every = [] }) => every.length > 0);
  expect(everySecond[0]?.timer).toEqual({
    schedule: { adjustForDST: true },
    scheduleStatus: null,
    isPastDue: false,
  });
});

it('three days pass in a moment: schedules in order at their instants, durable timers with them', async () => {
  await fetch(`${host.url}/api/start`, { method: 'POST', body: JSON.stringify([1, 0.5]) });
  await fetch(`${host.url}/api/start`, { method: 'POST', body: JSON.stringify([2]) });
  const before = await runs();
  const began = Date.parse((await read<{ now: string }>(fetch(`${host.url}/admin/clock`))).now);
  const { status, answer } = await move({ advanceMs: 3 * day });
  expect(status).toBe(200);
  expect(answer.offsetMs).toBe(KEPT_OFFSET_MS + 3 * day);
  const after = await runs();

  const quarterly = after.quarterly ?? [];
  const quarters = quarterly.map((run) => Date.parse(run.at));
  expect(quarters.length).toBeGreaterThanOrEqual(3 * 96);
  expect(quarters.every((at) => at % 900_000 < 300)).toBe(true);
  expect([...quarters].sort((a, b) => a - b)).toEqual(quarters);
  expect(quarterly[0]?.timer?.scheduleStatus?.last).toBe('0001-01-01T00:00:00+00:00');
  const last = Date.parse(quarterly[5]?.timer?.scheduleStatus?.last ?? '');
  expect((quarters[4] ?? 0) - last).toBeLessThan(50);
  expect((quarters[4] ?? 0) - last).toBeGreaterThanOrEqual(0);
  expect(Math.floor(Date.parse(quarterly[5]?.timer?.scheduleStatus?.next ?? '') / 1000)).toBe(
    Math.floor((quarters[5] ?? 0) / 1000),
  );

  const minutely = after.minutely?.length ?? 0;
  expect(minutely).toBeGreaterThan(300);
  expect(minutely).toBeLessThan(410);
  expect((after.everySecond?.length ?? 0) - (before.everySecond?.length ?? 0)).toBeLessThan(6);
  expect(after.throws?.length).toBeGreaterThanOrEqual(3 * 48);
  expect(after.span?.length).toBe(3);
  expect(after.unmonitored?.[0]?.timer?.scheduleStatus).toBeNull();
  const days = (after.days ?? []).map((run) => (Date.parse(run.at) - began) / day);
  expect(days.map((at) => Math.round(at * 100) / 100)).toEqual([1, 1.5, 2]);
});

it('Date tells the moved time in every form, and stays one Date', async () => {
  const dates = await read<Record<'now' | 'sub', number> & { made: string; text: string }>(
    fetch(`${host.url}/api/dates`),
  );
  const expected = Date.now() + KEPT_OFFSET_MS + 3 * day;
  for (const told of [dates.now, Date.parse(dates.made), dates.sub]) {
    expect(Math.abs(told - expected)).toBeLessThan(3000);
  }
  expect(dates).toMatchObject({ fixed: 2020, parsed: day, isDate: true });
  expect(dates.text).toBe(String(new Date(expected).getFullYear()));
});

it('a timer of more than six days is waited for in pieces', async () => {
  const before = (await runs()).days?.length ?? 0;
  const id = await read<string>(
    fetch(`${host.url}/api/start`, { method: 'POST', body: JSON.stringify([10]) }),
  );
  // Its first turn reads the clock: on a busy machine it comes later than the answer to the start.
  const status = () => read<{ customStatus: unknown }>(fetch(`${host.url}/api/status?id=${id}`));
  expect(await until(status, ({ customStatus }) => customStatus !== null)).toMatchObject({
    customStatus: { due: expect.any(String) },
  });
  await move({ advanceMs: 9.9 * day });
  expect((await runs()).days?.length).toBe(before);
  await move({ advanceMs: 0.2 * day });
  const { days } = await until(runs, ({ days: ran = [] }) => ran.length > before);
  expect(days?.length).toBe(before + 1);
});

it('the stand-in is told after each move', () => {
  expect(told[0]).toEqual(['/admin/clock', { offsetMs: KEPT_OFFSET_MS + 3 * day }]);
});

describe('by hand', () => {
  const byHand = (name: string, init: RequestInit = {}) =>
    fetch(`${host.url}/admin/functions/${name}`, {
      method: 'POST',
      headers: { 'x-functions-key': host.masterKey, 'content-type': 'application/json' },
      body: '{}',
      ...init,
    });

  it('the master key runs a timer at once', async () => {
    const before = (await runs()).span?.length ?? 0;
    expect((await byHand('SPAN')).status).toBe(202);
    await until(runs, ({ span = [] }) => span.length > before);
    expect((await runs()).span?.length).toBe(before + 1);
  });

  it.each([
    ['no key', 'span', { headers: { 'content-type': 'application/json' } }, 401],
    ['an unknown name', 'nobody', {}, 404],
    ['no body', 'span', { body: '' }, 400],
    ['bad JSON', 'span', { body: '{' }, 400],
  ])('%s is refused', async (_what, name, init, status) => {
    expect((await byHand(name, init)).status).toBe(status);
  });
});

it('a timer that overruns never overlaps itself and is followed at once, and time moves all the same', async () => {
  const slow = await startHost('overrun');
  const ask = async (): Promise<{ began: number; ended: number; active: number }[]> =>
    read(fetch(`${slow.url}/api/runs`));
  const [first, second] = await until(ask, (got) => got.length >= 2);
  expect([first?.active, second?.active]).toEqual([1, 1]);
  const gap = (second?.began ?? 0) - (first?.ended ?? 0);
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThan(150);
  const moved = await fetch(`${slow.url}/admin/clock`, { method: 'POST', body: '{"advanceMs":86400000}' });
  expect(moved.status).toBe(200);
  await slow.stop();
  removeFolder(slow.folder);
}, 15_000);
