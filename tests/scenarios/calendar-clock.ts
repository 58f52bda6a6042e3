/** The run's calendar: moving it to a time of a day in the organisation's zone, and ends that lie so many days ahead. */

import { addDays, dayOf, instantOf } from '../../domain/reminder/calendar';
import type { DemoPerson } from '../../local/people/demo-account';
import { callJson } from '../harness/http';
import type { LocalRun } from '../harness/local-run';
import { inDatabase } from './database';

export const maximumAgeDays = 90;
const dayMs = 86_400_000;

export function createCalendar(run: LocalRun, zone: string) {
  const standIn = `${run.teamsUrl}/admin/clock`;
  const now = async (): Promise<Date> =>
    new Date(String(((await callJson(standIn)).body as { now: string }).now));
  return {
    now,
    today: async () => dayOf(await now(), zone),
    /** Lives through everything up to that time. */
    moveTo: async (day: string, time: string): Promise<void> => {
      const ms = instantOf(day, time, zone).getTime() - (await now()).getTime();
      if (ms < 0) throw new Error(`${day} ${time} is over.`);
      await run.advanceClock(ms);
    },
    /** The time goes on while no host is there: the one that is started next takes it over. */
    moveWithoutHost: async (day: string, time: string): Promise<void> => {
      const offsetMs = instantOf(day, time, zone).getTime() - Date.now();
      await callJson(standIn, { body: { offsetMs } });
    },
    /** The password of these people runs out at that time. */
    expire: async (people: readonly DemoPerson[], day: string, time = '15:00'): Promise<void> => {
      const setAt = new Date(instantOf(day, time, zone).getTime() - maximumAgeDays * dayMs);
      await setPasswordAt(run, people, setAt);
    },
    /** These people change their password now. */
    change: async (people: readonly DemoPerson[]): Promise<void> => setPasswordAt(run, people, await now()),
    /** Nobody's password or contract ends, but those whom a story names. */
    quiet: (): Promise<unknown> =>
      inDatabase(run, (client) =>
        client.query('update accounts set password_never_expires = true, contract_ends_at = null'),
      ),
    in: (day: string, days: number) => addDays(day, days),
  };
}

async function setPasswordAt(run: LocalRun, people: readonly DemoPerson[], at: Date): Promise<void> {
  const ids = people.map(({ aadObjectId }) => aadObjectId);
  await inDatabase(run, (client) =>
    client.query(
      'update accounts set password_changed_at = $1, password_never_expires = false where object_id = any($2)',
      [at, ids],
    ),
  );
}
