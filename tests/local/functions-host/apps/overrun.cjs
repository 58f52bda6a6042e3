/** A timer of every second that takes longer than that. */
const { app } = require('@azure/functions');

const runs = [];
let active = 0;
app.timer('overruns', {
  schedule: '* * * * * *',
  handler: async () => {
    active += 1;
    const run = { began: Date.now(), active };
    await new Promise((resolve) => setTimeout(resolve, 1300));
    active -= 1;
    runs.push({ ...run, ended: Date.now() });
  },
});
app.http('runs', { handler: () => ({ jsonBody: runs }) });
