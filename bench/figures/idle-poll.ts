/**
 * `idle_poll_calls`: what one poll that finds nothing asks of provider and storage, counted by proxies in front of
 * both. With a poll at every tick, the calls between two polls are one poll's.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type CallCounter, countDirectoryCalls, countStorageCalls } from '../call-counters';
import { type Measurement, median } from '../figure';
import { type Services, startHost, startServices } from '../services';

const polls = 5;
const settleMs = 1_000;
/** Reconciling has a timer of its own, at the full minute; these ticks are left out. */
const minuteMs = 60_000;

export const idlePoll: Measurement = {
  figures: ['idle_poll_calls'],
  measure: async (say) => {
    const services = await startServices({ policy: { lockouts: { checkEvery: '5s' } } });
    try {
      const counted = await countedCalls(services);
      say(`calls of ${counted.length} polls that found nothing: ${counted.join(' ')}`);
      return [{ name: 'idle_poll_calls', value: median(counted), unit: 'calls', goal: 3 }];
    } finally {
      await services.stop();
    }
  },
};

async function countedCalls(services: Services): Promise<number[]> {
  const { AzureWebJobsStorage: storage = '', DATABASE_URL: database = '' } = services.settings;
  const tables = new URL(/TableEndpoint=([^;]+)/.exec(storage)?.[1] ?? '');
  const counters = [
    await countStorageCalls(Number(tables.port)),
    await countDirectoryCalls(Number(new URL(database).port)),
  ] as const;
  const [storageCounter, databaseCounter] = counters;
  const throughProxies = {
    AzureWebJobsStorage: storage.replace(`:${tables.port}/`, `:${storageCounter.port}/`),
    DATABASE_URL: database.replace(`:${new URL(database).port}/`, `:${databaseCounter.port}/`),
  };
  let polled = () => {};
  const nextPoll = () =>
    new Promise<void>((resolve) => {
      polled = resolve;
    });
  const host = startHost(services, {
    settings: throughProxies,
    onLogLine: (line) => {
      if (line.includes('"lockouts-polled"') && line.includes('"count":0')) polled();
    },
  });
  try {
    await Promise.all([host.ready, services.introduced]);
    await nextPoll();
    return await count(counters, nextPoll);
  } finally {
    await host.stop();
    for (const counter of counters) counter.close();
  }
}

async function count(counters: readonly CallCounter[], nextPoll: () => Promise<void>): Promise<number[]> {
  const total = () => counters.reduce((sum, counter) => sum + counter.calls(), 0);
  const counted: number[] = [];
  while (counted.length < polls) {
    await wait(settleMs);
    const before = total();
    await nextPoll();
    const isMinute = Date.now() % minuteMs < settleMs;
    await wait(settleMs / 2);
    if (!isMinute) counted.push(total() - before);
  }
  return counted;
}
