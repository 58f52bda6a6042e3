/** Timers that remember when they ran and with what; orchestrations that wait for days. */
const { app } = require('@azure/functions');
const df = require('durable-functions');

const runs = {};
const keep = (name) => (timer) => {
  runs[name] ??= [];
  runs[name].push({ at: new Date().toISOString(), timer });
};
app.timer('everySecond', { schedule: '* * * * * *', handler: keep('everySecond') });
app.timer('quarterly', { schedule: '0 */15 * * * *', handler: keep('quarterly') });
app.timer('minutely', { schedule: '0 * * * * *', handler: keep('minutely') });
app.timer('unmonitored', { schedule: '0 0 * * * *', useMonitor: false, handler: keep('unmonitored') });
app.timer('span', { schedule: '1.00:00:00', handler: keep('span') });
app.timer('throws', {
  schedule: '0 */30 * * * *',
  handler: (timer) => {
    keep('throws')(timer);
    throw new Error('again');
  },
});
df.app.activity('note', { handler: ({ name }) => keep(name)(null) });
df.app.orchestration('days', function* (context) {
  for (const days of context.df.getInput()) {
    const due = new Date(context.df.currentUtcDateTime.getTime() + days * 86_400_000);
    context.df.setCustomStatus({ due: due.toISOString() });
    yield context.df.createTimer(due);
    yield context.df.callActivity('note', { name: 'days' });
  }
});
app.http('start', {
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => ({
    jsonBody: await df.getClient(context).startNew('days', { input: await request.json() }),
  }),
});
app.http('status', {
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => ({
    jsonBody: await df.getClient(context).getStatus(request.query.get('id')),
  }),
});
app.http('runs', { handler: () => ({ jsonBody: runs }) });
app.http('dates', {
  handler: () => ({
    jsonBody: {
      now: Date.now(),
      made: new Date().toISOString(),
      text: Date().slice(11, 15),
      fixed: new Date(2020, 1, 1).getFullYear(),
      parsed: Date.parse('1970-01-02T00:00:00Z'),
      isDate: structuredClone(new Date(0)) instanceof Date && new Date(0).constructor === Date,
      sub: new (class extends Date {})().getTime(),
    },
  }),
});
