/** Orchestrations that show each behaviour of the platform an author may trip over. */
const { app } = require('@azure/functions');
const df = require('durable-functions');

const calls = [];
const seconds = (context, n) => new Date(context.df.currentUtcDateTime.getTime() + n * 1000);

df.app.activity('echo', {
  handler: (input) => {
    calls.push(['echo', Date.now(), input]);
    return input;
  },
});
df.app.activity('kind', { handler: (input) => `${typeof input}:${input}` });
df.app.activity('slow', { handler: (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms)) });
df.app.activity('give', {
  handler: (what) =>
    ({
      nan: Number.NaN,
      big: Number('12345678901234567890'),
      buffer: Buffer.from('hi'),
      date: new Date(0),
      bigint: 1n,
      nothing: undefined,
      minus: -0,
    })[what],
});
df.app.activity('fail', {
  handler: (what) => {
    calls.push(['fail', Date.now()]);
    if (what === 'undefined') throw undefined;
    throw what === 'string' ? 'plain' : what === 'object' ? { code: 7 } : new Error(`no ${what}`);
  },
});

df.app.orchestration('call', function* (context) {
  const { name, input } = context.df.getInput();
  return yield context.df.callActivity(name, input);
});
df.app.orchestration('kinds', function* (context) {
  const out = [];
  for (const value of [undefined, null, Number.NaN, false, true, 0, '', '5', new Date(0), { a: 1 }]) {
    out.push(yield context.df.callActivity('kind', value));
  }
  return out;
});
// biome-ignore lint/correctness/useYield: an orchestrator is a generator even where it waits for nothing
df.app.orchestration('inputIs', function* (context) {
  return { input: context.df.getInput(), parent: context.df.parentInstanceId ?? null };
});
df.app.orchestration('catch', function* (context) {
  const { name, input } = context.df.getInput();
  try {
    return { value: yield context.df.callActivity(name, input) };
  } catch (error) {
    return { message: error.message, isPlain: error.constructor === Error };
  }
});
df.app.orchestration('retry', function* (context) {
  const { first, attempts, coefficient, most, timeout } = context.df.getInput();
  const options = new df.RetryOptions(first, attempts);
  if (coefficient) options.backoffCoefficient = coefficient;
  if (most) options.maxRetryIntervalInMilliseconds = most;
  if (timeout !== undefined) options.retryTimeoutInMilliseconds = timeout;
  try {
    yield context.df.callActivityWithRetry('fail', options, 'luck');
  } catch (error) {
    return error.message;
  }
});
df.app.orchestration('throws', function* (context) {
  const what = context.df.getInput();
  if (what === 'string') throw 'just text';
  if (what === 'object') throw { code: 1 };
  if (what === 'yield') yield 'text';
  throw new Error(what);
});
df.app.orchestration('wait', function* (context) {
  context.df.setCustomStatus({ step: 'waiting' });
  return yield context.df.waitForExternalEvent('go');
});
df.app.orchestration('race', function* (context) {
  const { cancel, seconds: n } = context.df.getInput();
  const timer = context.df.createTimer(seconds(context, n));
  const event = context.df.waitForExternalEvent('go');
  const first = yield context.df.Task.any([event, timer]);
  if (cancel && first === event) timer.cancel();
  return first === event ? 'event' : 'timer';
});
df.app.orchestration('twoWaiters', function* (context) {
  const early = context.df.waitForExternalEvent('go');
  const late = context.df.waitForExternalEvent('go');
  const first = yield context.df.Task.any([early, late]);
  return first === late ? 'late' : 'early';
});
df.app.orchestration('loses', function* (context) {
  const round = context.df.getInput();
  if (round.n === 0) yield context.df.callActivity('slow', 300);
  const event = yield context.df.waitForExternalEvent('go');
  round.seen.push(event);
  if (round.seen.length === 3) return round.seen;
  context.df.continueAsNew({ n: round.n + 1, seen: round.seen });
});
df.app.orchestration('collects', function* (context) {
  const seen = [...context.df.getInput(), yield context.df.waitForExternalEvent('go')];
  if (seen.length === 30) return seen;
  context.df.continueAsNew(seen);
});
df.app.orchestration('again', function* (context) {
  const n = context.df.getInput();
  context.df.setCustomStatus({ n });
  yield context.df.callActivity('echo', { n });
  if (n < 5) context.df.continueAsNew(n + 1);
  else return n;
});
df.app.orchestration('timer', function* (context) {
  const before = context.df.currentUtcDateTime.getTime();
  const due = seconds(context, context.df.getInput());
  yield context.df.createTimer(due);
  return {
    lateMs: context.df.currentUtcDateTime.getTime() - due.getTime(),
    tookMs: context.df.currentUtcDateTime.getTime() - before,
  };
});
df.app.orchestration('status', function* (context) {
  context.df.setCustomStatus('x'.repeat(context.df.getInput()));
  return yield context.df.callActivity('echo', { ok: true });
});
df.app.orchestration('parent', function* (context) {
  const { name, input, id } = context.df.getInput();
  try {
    return { value: yield context.df.callSubOrchestrator(name, input, id) };
  } catch (error) {
    return { message: error.message };
  }
});
df.app.orchestration('fan', function* (context) {
  try {
    yield context.df.Task.all([context.df.callActivity('fail', 'a'), context.df.callActivity('slow', 400)]);
  } catch {
    context.df.setCustomStatus({ caught: true });
    return 'caught';
  }
});
df.app.orchestration('yieldsAgain', function* (context) {
  const slow = context.df.callActivity('slow', 50);
  yield context.df.Task.any([slow, context.df.callActivity('echo', { n: 1 })]);
  yield context.df.Task.any([slow, context.df.callActivity('echo', { n: 2 })]);
});
df.app.orchestration('entity', function* (context) {
  yield context.df.callEntity(new df.EntityId('counter', 'one'), 'add', 1);
});
df.app.orchestration('http', function* (context) {
  return yield context.df.callHttp({ method: 'GET', url: 'http://localhost' });
});
df.app.orchestration('steps', function* (context) {
  const replays = [];
  for (let step = 0; step < 4; step += 1) {
    yield context.df.callActivity('echo', { step });
    replays.push(context.df.isReplaying);
  }
  return replays;
});

/** POST {call, args} runs a method of the durable client. */
app.http('client', {
  route: 'client',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const { call, args } = await request.json();
    const revived = args.map((value) =>
      value?.date
        ? new Date(value.date)
        : value?.dates
          ? Object.fromEntries(
              Object.entries(value.dates).map(([k, v]) => [k, k.startsWith('created') ? new Date(v) : v]),
            )
          : value,
    );
    try {
      return { jsonBody: { value: (await df.getClient(context)[call](...revived)) ?? null } };
    } catch (error) {
      return { jsonBody: { error: error.message } };
    }
  },
});
app.http('burst', {
  route: 'burst/{count}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    for (let at = 0; at < Number(request.params.count); at += 50) {
      await Promise.all(Array.from({ length: 50 }, () => client.startNew('steps')));
    }
    return { jsonBody: 'started' };
  },
});
app.http('flood', {
  route: 'flood/{id}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    await Promise.all(Array.from({ length: 30 }, (_, n) => client.raiseEvent(request.params.id, 'go', n)));
    return { jsonBody: 'sent' };
  },
});
app.http('twins', {
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (_request, context) => {
    const client = df.getClient(context);
    const start = () =>
      client.startNew('call', { instanceId: 'twin', input: { name: 'echo', input: { twin: true } } });
    return { jsonBody: await Promise.all(Array.from({ length: 10 }, start)) };
  },
});
app.http('check', {
  route: 'check/{id}',
  extraInputs: [df.input.durableClient()],
  handler: (request, context) => df.getClient(context).createCheckStatusResponse(request, request.params.id),
});
app.http('calls', { route: 'calls', handler: () => ({ jsonBody: calls }) });
app.http('usage', {
  route: 'usage',
  handler: () => ({ jsonBody: { cpu: process.cpuUsage(), rss: process.memoryUsage().rss } }),
});
