/** What can't run here is refused by name at the start, never half-run. */
import { type HostOptions, startHost } from './host-process';

const functions = `const { app } = require('@azure/functions'); const df = require('durable-functions');`;
const fine = `${functions} app.http('fine', { handler: () => ({}) });`;
const refusal = (source: string, more: HostOptions = {}) =>
  startHost('refused', { ...more, source }).then(
    async (host) => {
      await host.stop();
      return { message: 'it started', exitCode: 0 };
    },
    (error: Error & { exitCode: number }) => error,
  );

it.each([
  [
    'two functions of one name',
    `${fine} app.http('fine', { handler: () => ({}) });`,
    /id "fine" has already been registered/,
  ],
  ['names that differ in case', `${fine} app.http('FINE', { handler: () => ({}) });`, /"FINE".*"fine".*case/],
  ['a syntax error', 'const = 1;', /unable to load entry point "apps\/refused.cjs":\nUnexpected token/],
  ['an error of several lines', `throw new Error('first\\nsecond')`, /:\nfirst\nsecond\n$/],
  ['an app without functions', '', /0 functions loaded/],
  ['an entity', `${fine} df.app.entity('counter', () => {});`, /"counter".*entityTrigger.*not supported/],
  [
    'a queue trigger',
    `${fine} app.storageQueue('q', { queueName: 'x', connection: 'y', handler() {} });`,
    /"q".*queueTrigger.*not supported/,
  ],
  [
    'a retry policy',
    `${functions} app.timer('t', { schedule: '0 * * * * *', retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 1000 }, handler() {} });`,
    /"t".*retry/,
  ],
  [
    'an unknown schedule',
    `${functions} app.timer('t', { schedule: 'bogus', handler() {} });`,
    /"t".*'bogus' was not recognized/,
  ],
  [
    'an unknown route constraint',
    `${functions} app.http('h', { route: '{x:prime}', handler: () => ({}) });`,
    /"h".*"prime"/,
  ],
  [
    'an output to a queue',
    `const { app, output } = require('@azure/functions'); app.http('h', { extraOutputs: [output.storageQueue({ queueName: 'x', connection: 'y' })], handler: () => ({}) });`,
    /"h".*"queue"/,
  ],
])('%s', async (_what, source, message) => {
  const { message: text, exitCode } = await refusal(source);
  expect(text).toMatch(message);
  expect(exitCode).toBe(1);
});

it('extended sessions, which stop orchestrations on the platform', async () => {
  const { message } = await refusal(fine, { hostJson: { extendedSessionsEnabled: true } });
  expect(message).toMatch(/extendedSessionsEnabled/);
});
