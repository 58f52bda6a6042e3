/** E3, E5: an organisation in Berlin that sends nothing at weekends, and passwords that run out after one. */

import { dayOf, weekdayOf } from '../../domain/reminder/calendar';
import type { DemoPerson } from '../../local/people/demo-account';
import { wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { createCalendar, maximumAgeDays } from './calendar-clock';
import { recordsOf } from './story';

const zone = 'Europe/Berlin';
const monday = 1;

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun({
    // Each activity twice, as the platform may: nobody notices.
    activitiesTwice: true,
    people: 34,
    policy: {
      organisation: { timeZone: zone },
      directory: { passwordMaximumAge: `${maximumAgeDays}d` },
      passwordExpiry: { enabled: true, weekends: false },
      lockouts: { checkEvery: '1h' },
    },
  });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

async function sentTo(person: DemoPerson): Promise<string[]> {
  return (await recordsOf(run, person))
    .filter(({ act }) => act === 'reminder-sent')
    .map(({ at, reason }) => `${dayOf(new Date(at), zone)} ${reason?.replace(', teams', '')}`);
}

itOnTheEmbeddedHost(
  'the last one comes on Friday, to those who chose later too; nothing at the weekend; the notice on a working day',
  async () => {
    const calendar = createCalendar(run, zone);
    await calendar.quiet();
    let end = calendar.in(await calendar.today(), 6);
    while (weekdayOf(end) !== monday) end = calendar.in(end, 1);
    const [thursday, friday, tuesday] = [calendar.in(end, -4), calendar.in(end, -3), calendar.in(end, 1)];
    const [silent, later, updated, sunday] = run.people
      .filter(({ role, secretKey }) => role === 'employee' && !secretKey)
      .slice(-4) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson];
    await calendar.expire([silent, later, updated], end);
    await calendar.expire([sunday], calendar.in(end, -1));

    await run.killHost();
    await calendar.moveWithoutHost(thursday, '09:58');
    await run.startHost();
    await calendar.moveTo(thursday, '10:01');
    const card = await run.waitForMessage(later, /password/i);
    await run.press(later, card.id, 'Remind me later');
    const answer = await run.waitForMessage(later, /come back to it/);
    expect(wordsOf(answer)).toMatch(new RegExp(`Fri, \\w+ ${Number(friday.slice(-2))},`));
    const other = await run.waitForMessage(updated, /password/i);
    await run.press(updated, other.id, 'Already updated');

    await calendar.moveTo(tuesday, '10:01');
    const expected = [`${thursday} password-expiry 4`, `${friday} password-expiry 1`];
    expect(await sentTo(silent)).toEqual([...expected, `${tuesday} password-expired`]);
    expect(await sentTo(later)).toEqual([...expected, `${tuesday} password-expired`]);
    expect(await sentTo(updated)).toEqual([`${thursday} password-expiry 4`, `${tuesday} password-expired`]);
    expect(await sentTo(sunday)).toEqual([`${friday} password-expiry 1`, `${end} password-expired`]);
  },
  90_000,
);
