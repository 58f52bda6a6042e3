/** Orchestrations on the in-memory task hub, and the places where the platform is unkind. */
import { type HostProcess, pause, read, removeFolder, startHost, until } from './host-process';

interface Status {
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly customStatus: unknown;
  readonly createdTime: string;
}

let host: HostProcess;
beforeAll(async () => {
  host = await startHost('durable', { hostJson: { maxConcurrentActivityFunctions: 10 } });
});
afterAll(async () => {
  await host.stop();
  removeFolder(host.folder);
});

const client = async (call: string, ...args: unknown[]): Promise<{ value?: unknown; error?: string }> => {
  const response = await fetch(`${host.url}/api/client`, {
    method: 'POST',
    body: JSON.stringify({ call, args }),
  });
  return read(response);
};
const status = async (id: string) => (await client('getStatus', id)).value as Status;
const start = async (name: string, input?: unknown, instanceId?: string) =>
  (await client('startNew', name, { input, instanceId })).value as string;
const isOver = ({ runtimeStatus }: Status) => !['Running', 'Pending'].includes(runtimeStatus);
const result = async (name: string, input?: unknown) => {
  const id = await start(name, input);
  return until(() => status(id), isOver);
};
/** The status after a while in which everything would have ended that can. */
const afterAWhile = async (name: string, input?: unknown, ms = 150) => {
  const id = await start(name, input);
  await pause(ms);
  return status(id);
};
const stamps = async (): Promise<[string, number, unknown][]> => read(fetch(`${host.url}/api/calls`));
const api = (path: string, init?: RequestInit) =>
  fetch(
    `${host.url}/runtime/webhooks/durabletask/${path}${path.includes('?') ? '&' : '?'}code=${host.masterKey}`,
    init,
  );

describe('values', () => {
  it.each([
    ['nan', 'NaN'],
    ['big', 9223372036854776000],
    ['buffer', 'aGk='],
    ['date', '1970-01-01T00:00:00.000Z'],
    ['nothing', null],
    ['minus', 0],
  ])('an activity that returns %s gives %j', async (input, output) => {
    expect(await result('call', { name: 'give', input })).toMatchObject({
      runtimeStatus: 'Completed',
      output,
    });
  });

  it('a BigInt fails the activity', async () => {
    const { message } = (await result('catch', { name: 'give', input: 'bigint' })).output as {
      message: string;
    };
    expect(message).toMatch(/^Activity function 'give' failed: {2}Do not know how to serialize a BigInt/);
  });

  it('arguments arrive as the platform leaves them', async () => {
    expect((await result('kinds')).output).toEqual([
      'undefined:undefined',
      'undefined:undefined',
      'undefined:undefined',
      'string:False',
      'string:True',
      'number:0',
      'string:',
      'string:5',
      'string:1970-01-01T00:00:00.000Z',
      'object:[object Object]',
    ]);
  });
});

describe('failures', () => {
  it('an activity’s error is a plain Error whose message holds .NET’s', async () => {
    const { message, isPlain } = (await result('catch', { name: 'fail', input: 'luck' })).output as {
      message: string;
      isPlain: boolean;
    };
    expect(message).toMatch(/^Activity function 'fail' failed: {2}no luck \n \{"\$type":"System.Exception/);
    expect(isPlain).toBe(true);
  });

  it.each([
    ['string', /failed: {2}plain \n/],
    ['object', /failed: {2}\{"code":7\} \n/],
  ])('a thrown %s becomes its text', async (input, text) => {
    expect((await result('catch', { name: 'fail', input })).output).toMatchObject({
      message: expect.stringMatching(text),
    });
  });

  it('throwing undefined counts as success', async () => {
    expect((await result('catch', { name: 'fail', input: 'undefined' })).output).toEqual({ value: null });
  });

  it('an Error fails the orchestration', async () => {
    expect(await result('throws', 'boom')).toMatchObject({
      runtimeStatus: 'Failed',
      output: "Orchestrator function 'throws' failed: boom",
    });
  });

  it('yielding what is no task fails it', async () => {
    expect((await result('throws', 'yield')).output).toMatch(/Orchestration yielded data of type string/);
  });

  it.each([
    ['a thrown string', 'throws', 'string'],
    ['a thrown object', 'throws', 'object'],
    ['an unknown activity', 'call', { name: 'nosuch' }],
    ['an unknown sub-orchestrator', 'parent', { name: 'nosuch' }],
  ])('%s leaves it Running for ever', async (_what, name, input) => {
    expect(await afterAWhile(name, input)).toMatchObject({ runtimeStatus: 'Running', output: null });
  });

  it('a sub-orchestration’s failure comes with its message twice', async () => {
    expect((await result('parent', { name: 'throws', input: 'bad' })).output).toEqual({
      message: "Orchestrator function 'throws' failed: bad \n Message: bad, StackTrace: ",
    });
  });

  it('Task.all is left at the first failure, but the instance waits for the slow one', async () => {
    const id = await start('fan');
    await until(
      () => status(id),
      ({ customStatus }) => customStatus !== null,
    );
    expect(await status(id)).toMatchObject({ runtimeStatus: 'Running', customStatus: { caught: true } });
    expect(await until(() => status(id), isOver)).toMatchObject({
      runtimeStatus: 'Completed',
      output: 'caught',
    });
  });

  it.each([
    ['entity', /callEntity is not supported/],
    ['http', /callHttp is not supported/],
    ['yieldsAgain', /yielded again in a second Task.any/],
  ])('what this host does not do is refused by name: %s', async (name, text) => {
    expect(await result(name)).toMatchObject({
      runtimeStatus: 'Failed',
      output: expect.stringMatching(text),
    });
  });
});

describe('retries', () => {
  const attempts = async (input: Record<string, unknown>) => {
    const before = (await stamps()).length;
    const end = await result('retry', input);
    return { end, times: (await stamps()).slice(before).map(([, at]) => at) };
  };

  it('there are as many attempts as allowed, waits cut to whole seconds: a second is none', async () => {
    const { end, times } = await attempts({ first: 1000, attempts: 3 });
    expect(end.output).toMatch(/no luck/);
    expect(times).toHaveLength(3);
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeLessThan(500);
  });

  it('a wait that has grown to two seconds is one', async () => {
    const { times } = await attempts({ first: 500, attempts: 4, coefficient: 2 });
    expect(times).toHaveLength(4);
    expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(990);
    expect((times[3] ?? 0) - (times[2] ?? 0)).toBeLessThan(1500);
  });

  it('one attempt is no retry', async () => {
    expect((await attempts({ first: 5000, attempts: 1 })).times).toHaveLength(1);
  });

  it('a retry timeout that runs out leaves it Running for ever', async () => {
    expect(await afterAWhile('retry', { first: 500, attempts: 5, timeout: 0 })).toMatchObject({
      runtimeStatus: 'Running',
      output: null,
    });
  });
});

describe('timers', () => {
  it('a timer of a second fires at once, before its time', async () => {
    const { lateMs, tookMs } = (await result('timer', 1)).output as { lateMs: number; tookMs: number };
    expect(lateMs).toBeLessThan(-800);
    expect(tookMs).toBeLessThan(200);
  });

  it('a losing timer that is not cancelled keeps the instance Running until it is due', async () => {
    const [kept, cancelled] = [
      await start('race', { seconds: 2, cancel: false }),
      await start('race', { seconds: 2, cancel: true }),
    ];
    await client('raiseEvent', kept, 'go', 1);
    await client('raiseEvent', cancelled, 'go', 1);
    expect(await until(() => status(cancelled), isOver)).toMatchObject({ output: 'event' });
    expect((await status(kept)).runtimeStatus).toBe('Running');
    expect(await until(() => status(kept), isOver)).toMatchObject({
      runtimeStatus: 'Completed',
      output: 'event',
    });
  });
});

describe('events', () => {
  it('an event is delivered as it was sent, one sent early too', async () => {
    for (const data of [{ a: 1 }, false, '', 5]) {
      const id = await start('wait');
      await client('raiseEvent', id, 'GO', 'another');
      await client('raiseEvent', id, 'go', data);
      expect((await until(() => status(id), isOver)).output).toEqual(data);
    }
  });

  it('of two open waiters the later one gets it', async () => {
    const id = await start('twoWaiters');
    await client('raiseEvent', id, 'go', 1);
    expect((await until(() => status(id), isOver)).output).toBe('late');
  });

  it('for an unknown instance it is an error, for a finished one nothing', async () => {
    expect((await client('raiseEvent', 'nobody', 'go', 1)).error).toBe("No instance with ID 'nobody' found.");
    const { instanceId } = await result('inputIs');
    expect(await client('raiseEvent', instanceId, 'go', 1)).toEqual({ value: null });
    expect((await api(`instances/${instanceId}/raiseEvent/go`, { method: 'POST', body: '1' })).status).toBe(
      410,
    );
    const id = await start('wait');
    expect((await api(`instances/${id}/raiseEvent/go`, { method: 'POST', body: '{' })).status).toBe(400);
  });

  it('events in the history are lost at continueAsNew', async () => {
    const id = await start('loses', { n: 0, seen: [] });
    for (let n = 0; n < 5; n += 1) {
      await client('raiseEvent', id, 'go', n);
    }
    await pause(500);
    expect((await status(id)).input).toEqual({ n: 1, seen: [0] });
    await client('raiseEvent', id, 'go', 'x');
    await client('raiseEvent', id, 'go', 'y');
    expect((await until(() => status(id), isOver)).output).toEqual([0, 'x', 'y']);
  });
});

it('events that come while it turns over at continueAsNew are kept', async () => {
  const id = await start('collects', []);
  await until(
    () => status(id),
    ({ runtimeStatus }) => runtimeStatus === 'Running',
  );
  await fetch(`${host.url}/api/flood/${id}`, { method: 'POST' });
  const { output } = await until(() => status(id), isOver);
  expect([...(output as number[])].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

describe('starting', () => {
  it('a running id is refused with a 500 that says why, a finished one is replaced', async () => {
    await start('wait', undefined, 'one');
    expect((await client('startNew', 'wait', { instanceId: 'one' })).error).toMatch(
      /unexpected status code: 500.*with the status (Running|Pending) already exists.*OrchestrationAlreadyExistsException/,
    );
    await client('raiseEvent', 'one', 'go', 1);
    await until(() => status('one'), isOver);
    expect(await start('wait', undefined, 'one')).toBe('one');
    expect((await status('one')).runtimeStatus).toMatch(/Pending|Running/);
  });

  it('ten starts of one id at once all succeed, and one instance runs', async () => {
    const before = (await stamps()).length;
    const all = await read(fetch(`${host.url}/api/twins`, { method: 'POST' }));
    expect(all).toEqual(Array(10).fill('twin'));
    await until(() => status('twin'), isOver);
    expect((await stamps()).slice(before)).toHaveLength(1);
  });

  it.each([
    ['@x', /must not start with @/],
    ['x'.repeat(257), /must not exceed 256 characters/],
    ["a'b", /status code: 500/],
    ['a/b', /status code: 404/],
  ])('the id %.20s is refused', async (instanceId, text) => {
    expect((await client('startNew', 'wait', { instanceId })).error).toMatch(text);
  });

  it('an id is cut at # and ?, and case matters', async () => {
    expect(await start('wait', undefined, 'cut#off')).toBe('cut');
    expect(await start('wait', undefined, 'CUT?off')).toBe('CUT');
    expect(await start('wait')).toMatch(/^[\da-f]{32}$/);
  });

  it('an unknown orchestrator is named together with those there are', async () => {
    expect((await client('startNew', 'nosuch')).error).toMatch(/400.*'nosuch' doesn't exist.*'wait'/);
  });

  it('no input arrives as the empty string', async () => {
    expect((await result('inputIs')).output).toEqual({ input: '', parent: null });
  });

  it('a sub-orchestration knows its parent, and silently replaces a running instance of its id', async () => {
    await start('wait', undefined, 'victim');
    const { output, instanceId } = await result('parent', { name: 'inputIs', input: { a: 1 }, id: 'victim' });
    expect(output).toEqual({ value: { input: { a: 1 }, parent: instanceId } });
    expect((await status('victim')).runtimeStatus).toBe('Completed');
  });

  it('continueAsNew goes on with new input and keeps the custom status', async () => {
    expect(await result('again', 1)).toMatchObject({ output: 5, customStatus: { n: 5 } });
  });

  it('a custom status of more than 16 KB fails the orchestration', async () => {
    expect(await result('status', 8000)).toMatchObject({ runtimeStatus: 'Completed' });
    expect((await result('status', 15_000)).output).toMatch(
      /must not exceed 16 KB. The current payload size is 29 KB/,
    );
  });
});

describe('managing', () => {
  it('an unknown instance is an error to ask for', async () => {
    expect((await client('getStatus', 'nobody')).error).toMatch(/HTTP 404 response/);
  });

  it('terminate ends it with the reason, and a finished one silently', async () => {
    const id = await start('wait');
    expect(await client('terminate', id, 'enough')).toEqual({ value: null });
    expect(await status(id)).toMatchObject({ runtimeStatus: 'Terminated', output: 'enough' });
    expect(await client('terminate', id, 'again')).toEqual({ value: null });
    expect((await client('terminate', 'nobody', 'x')).error).toMatch(/No instance/);
  });

  it('a suspended instance keeps its events until it is resumed', async () => {
    const id = await start('wait');
    await until(
      () => status(id),
      ({ customStatus }) => customStatus !== null,
    );
    await client('suspend', id, 'pause');
    await client('raiseEvent', id, 'go', 'kept');
    await pause(50);
    expect(await status(id)).toMatchObject({ runtimeStatus: 'Suspended', output: 'pause' });
    const began = Date.now();
    await fetch(`${host.url}/admin/clock`, { method: 'POST', body: '{"advanceMs":0}' });
    expect(Date.now() - began).toBeLessThan(1000);
    expect((await client('suspend', id, 'pause')).error).toMatch(/Cannot suspend/);
    await client('resume', id, 'on');
    expect((await until(() => status(id), isOver)).output).toBe('kept');
  });

  it('purge takes a running instance too, and counts', async () => {
    const id = await start('wait');
    expect(await client('purgeInstanceHistory', id)).toEqual({ value: { instancesDeleted: 1 } });
    expect((await client('getStatus', id)).error).toMatch(/404/);
    expect(await client('purgeInstanceHistory', id)).toEqual({ value: { instancesDeleted: 0 } });
  });

  it('purge by time takes finished ones only, and wants a beginning', async () => {
    const waiting = await start('wait');
    const { instanceId } = await result('inputIs');
    expect((await api('instances/', { method: 'DELETE' })).status).toBe(400);
    const { value } = await client('purgeInstanceHistoryBy', {
      dates: { createdTimeFrom: '2000-01-01T00:00:00Z' },
    });
    expect((value as { instancesDeleted: number }).instancesDeleted).toBeGreaterThan(0);
    expect((await client('getStatus', instanceId)).error).toMatch(/404/);
    expect((await status(waiting)).runtimeStatus).toBe('Running');
  });

  it('lists come in pages of 100 in the order of ids, and can be narrowed', async () => {
    await Promise.all(
      Array.from({ length: 230 }, (_, n) => start('inputIs', n, `page-${String(n).padStart(3, '0')}`)),
    );
    await until(() => status('page-229'), isOver);
    const first = await api('instances?instanceIdPrefix=page-&showInput=false');
    const page = (await first.json()) as Status[];
    expect(page.map(({ instanceId }) => instanceId).slice(0, 2)).toEqual(['page-000', 'page-001']);
    expect([page.length, page[0]?.input]).toEqual([100, null]);
    expect(page[0]?.createdTime).toMatch(/:\d\dZ$/);
    expect(first.headers.get('x-ms-continuation-token')).toBeTruthy();
    expect(((await client('getStatusAll')).value as Status[]).length).toBeGreaterThan(230);
    const running = (await client('getStatusBy', { runtimeStatus: ['Running'] })).value as Status[];
    expect(new Set(running.map(({ runtimeStatus }) => runtimeStatus))).toEqual(new Set(['Running']));
    expect(await read(api('instances?runtimeStatus=Bogus&top=1'))).toHaveLength(1);
  });

  it('the history can be read, with activities by name', async () => {
    const { instanceId } = await result('steps');
    const { historyEvents } = await read<{ historyEvents: { EventType: string }[] }>(
      api(`instances/${instanceId}?showHistory=true`),
    );
    expect(historyEvents.map((event) => event.EventType)).toEqual([
      'ExecutionStarted',
      ...Array(4).fill('TaskCompleted'),
    ]);
    expect(historyEvents[1]).toMatchObject({ FunctionName: 'echo', ScheduledTime: expect.any(String) });
  });

  it('the public API asks for a key, and its addresses carry one', async () => {
    expect((await fetch(`${host.url}/runtime/webhooks/durabletask/instances`)).status).toBe(401);
    const id = await start('wait');
    const check = await fetch(`${host.url}/api/check/${id}`);
    const { statusQueryGetUri } = (await check.json()) as { statusQueryGetUri: string };
    expect(check.status).toBe(202);
    expect((await fetch(statusQueryGetUri)).status).toBe(202);
    expect((await fetch(`${host.url}/durabletask/instances/${id}`)).status).toBe(404);
  });

  it.each(['rewind', 'restart'])('%s is refused by name', async (verb) => {
    const id = await start('wait');
    const response = await api(`instances/${id}/${verb}`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([
      501,
      `${verb} is not supported by the local Functions host.`,
    ]);
  });
});

describe('at least once', () => {
  it.each([
    ['the switch', { args: ['--activities-twice'] }],
    ['the variable', { environment: { FUNCTIONS_HOST_ACTIVITIES_TWICE: '1' } }],
  ])('with %s every activity runs twice', async (_how, options) => {
    const twice = await startHost('durable', options);
    const init = { method: 'POST', body: '{"call":"startNew","args":["steps"]}' };
    await fetch(`${twice.url}/api/client`, init);
    const ask = async (): Promise<[string, number, { step: number }][]> =>
      read(fetch(`${twice.url}/api/calls`));
    const calls = await until(ask, (got) => got.length >= 8);
    expect(calls.map(([, , { step }]) => step)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    await twice.stop();
    removeFolder(twice.folder);
  });
});

it('a thousand orchestrations of four activities cost little', async () => {
  const usage = () =>
    read<{ cpu: { user: number; system: number }; rss: number }>(fetch(`${host.url}/api/usage`));
  const before = await usage();
  await fetch(`${host.url}/api/burst/1000`, { method: 'POST' });
  await until(
    async () =>
      (await api('instances?runtimeStatus=Running,Pending&top=1000')).json() as Promise<
        (Status & { name: string })[]
      >,
    (list) => list.every(({ name }) => name !== 'steps'),
  );
  const after = await usage();
  const cpuMs = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1000;
  expect(cpuMs / 4000).toBeLessThan(2);
  expect(after.rss / 1e6).toBeLessThan(300);
}, 20_000);
