/**
 * The moments of an act at the desk at which its host may die, each with the account that it meets: whether the deed was
 * done by then, and how many mails its person may get.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import type { LocalRun } from '../harness/local-run';
import type { Hold, StorageCall } from '../harness/storage-gate';
import { accountOf, inDirectory } from './story';

export interface DeskDeath {
  title: string;
  act: 'unlock' | 'reset';
  hold: Hold['when'];
  matches(call: StorageCall, actId: string): boolean;
  /** The deed was done before the host died. */
  done: boolean;
  mails: readonly number[];
  /** The administrator doesn't wait for it: they open the record anew and press there. */
  again?: true;
}

export const deskButtons = {
  unlock: {
    title: 'Unlock',
    said: /Unlocked\./,
    notSaid: /still locked/,
    beaten: /isn't locked/,
    started: 'desk-unlock-started',
    outcome: 'desk-unlock',
  },
  reset: {
    title: 'Reset secret key',
    said: /The secret key is reset/,
    notSaid: /is still there/,
    beaten: /no secret key/,
    started: 'authenticator-reset-started',
    outcome: 'authenticator-reset',
  },
} as const;

const inTrail = ({ url, body }: StorageCall, actId: string, act: string): boolean =>
  (url.includes('AccountAccessAudit') || body.includes('AccountAccessAudit')) &&
  body.includes(actId) &&
  body.includes(`"act":"${act}"`);
/** Within the row's own JSON, which is a text in the call's JSON. */
const onRow = ({ url, body }: StorageCall, actId: string, json: string): boolean =>
  (url.includes('AccountAccessDeskActs') || body.includes('AccountAccessDeskActs')) &&
  body.includes(actId) &&
  body.includes(JSON.stringify(json).slice(1, -1));

export const deskDeaths: readonly DeskDeath[] = (['unlock', 'reset'] as const).flatMap((act) => {
  const { started, outcome } = deskButtons[act];
  return [
    {
      ...{ title: `${act}: begun in the trail, before the deed`, act, done: false, mails: [0] },
      hold: 'after' as const,
      matches: (call: StorageCall, id: string) => inTrail(call, id, started),
    },
    {
      ...{
        title: `${act}: begun, and done on another card`,
        act,
        done: true,
        mails: [1],
        again: true as const,
      },
      hold: 'after' as const,
      matches: (call: StorageCall, id: string) => inTrail(call, id, started),
    },
    {
      ...{ title: `${act}: after the deed, before anything says so`, act, done: true, mails: [1] },
      hold: 'before' as const,
      matches: (call: StorageCall, id: string) => onRow(call, id, '"outcome":{"result":"done"'),
    },
    {
      ...{ title: `${act}: its outcome on the row, before the trail has it`, act, done: true, mails: [1] },
      hold: 'before' as const,
      matches: (call: StorageCall, id: string) => inTrail(call, id, outcome),
    },
    {
      ...{ title: `${act}: in the trail, before the row says that it is`, act, done: true, mails: [1] },
      hold: 'after' as const,
      matches: (call: StorageCall, id: string) => inTrail(call, id, outcome),
    },
    {
      // The mail has gone and nobody has written that down: the same mail may come once more.
      ...{ title: `${act}: the mail is sent, before that is written down`, act, done: true, mails: [1, 2] },
      hold: 'before' as const,
      matches: (call: StorageCall, id: string) => inTrail(call, id, 'mail-sent'),
    },
  ];
});

/** What to hold for an act that is known by the administrator's reason: its row names its id, and everything after it. */
export function holdOf({ hold, matches }: DeskDeath, note: string): Hold {
  let actId: string | undefined;
  return {
    when: hold,
    matches: (call) => {
      if (call.body.includes(note)) actId ??= /act-[0-9a-f]{40}/.exec(call.body)?.[0];
      return actId !== undefined && matches(call, actId);
    },
  };
}

/** Whether the account is as the act leaves it. */
export async function isDone(run: LocalRun, person: DemoPerson, act: DeskDeath['act']): Promise<boolean> {
  const { id, lockedAt } = await accountOf(run, person);
  if (act === 'unlock') return lockedAt === undefined;
  const factors = await inDirectory(run, (directory) => directory.factors.list(id));
  return factors.every(({ kind }) => kind !== 'authenticator-app');
}
