/** E8: two hosts, each with a task hub of its own, begin the same day's runs at once: everybody is told once. */
import { setTimeout as wait } from 'node:timers/promises';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually } from './story';

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun({
    hosts: 2,
    policy: {
      // Whose day it is in the demo organisation is counted from today's date in UTC.
      organisation: { timeZone: 'UTC' },
      directory: { passwordMaximumAge: '90d' },
      // Over since midnight: both begin as soon as they are there.
      passwordExpiry: { sendAt: '00:00' },
      contractorExpiry: { sendAt: '00:00', excludedRoles: ['Intern'] },
      lockouts: { checkEvery: '1h' },
    },
  });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

itOnTheEmbeddedHost(
  'each of those who are due has one card, each run one record',
  async () => {
    const records = async () => (await run.audit()).filter(({ act }) => act.startsWith('reminder-'));
    await eventually(
      'both runs are over',
      async () => (await records()).filter(({ act }) => act === 'reminder-run').length >= 2,
      40_000,
    );
    // Both hosts ask once more whether something is due.
    await wait(6_000);
    const sent = (await records()).filter(({ act }) => act === 'reminder-sent');
    expect(sent.map(({ reason }) => reason).toSorted()).toEqual([
      'contractor-expiry 3, teams',
      ...['14', '2', '4', '7'].map((interval) => `password-expiry ${interval}, teams`),
    ]);
    const counts = await Promise.all(
      run.people.map(
        async (person) => (await run.messagesOf(person)).filter(({ from }) => from === 'bot').length,
      ),
    );
    expect(counts.filter((count) => count > 0)).toEqual([1, 1, 1, 1, 1]);
    expect((await records()).filter(({ act }) => act === 'reminder-run')).toHaveLength(2);
  },
  70_000,
);
