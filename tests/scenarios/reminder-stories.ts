/** Stories past every button of reminders: passwords that run out or have run out, contracts that end. */
import { get } from 'node:http';
import type { MessageKind, Verb } from '../../domain/messages';
import { dayOf, instantOf } from '../../domain/reminder/calendar';
import type { DemoPerson } from '../../local/people/demo-account';
import type { LocalRun } from '../harness/local-run';
import { cancelled, help, type Story, type Traces, unsure } from './button-steps';
import { createCalendar, maximumAgeDays } from './calendar-clock';
import { inDatabase } from './database';
import { recordsOf } from './story';
import type { Card, Walker } from './walk';

const zone = 'America/Los_Angeles';
/** The first, and three more with Show more: one stays unlisted. */
const contractorsOfEach = 5;

export const reminderPolicy = {
  organisation: { timeZone: zone },
  directory: { passwordMaximumAge: `${maximumAgeDays}d` },
  passwordExpiry: { text: 'Hello {name}, {account} has {days} left.' },
  contractorExpiry: { showMore: 3, extend: { title: 'Extending', text: 'Ask **HR** in time.' } },
  lockouts: { checkEvery: '1h' },
};

/** Whom the day's runs are to tell of what. */
const cast: Record<'soon' | 'over' | 'managing', DemoPerson[]> = { soon: [], over: [], managing: [] };
const nothing: Traces = { unlocks: 0, links: 0, resets: 0, tickets: [] };

export const reminderStories: readonly Story[] = [
  password('Already updated', 'already-updated', 'reminder-updated'),
  password('Remind me later', 'remind-later', 'reminder-later'),
  {
    ...password('Do not remind me again, and again after all', 'stop-reminders', 'reminder-stopped'),
    tell: async (walker) => {
      const card = await walker.next('password-expiry');
      await answered(walker, card, 'stop-reminders', 'reminder-stopped');
      for (let twice = 0; twice < 2; twice++) await walker.ask(again[walker.language], 'reminder-resumed');
      return nothing;
    },
  },
  {
    title: 'the link opened, Open a ticket, and the link typed',
    begin: async ({ person }) => void cast.soon.push(person),
    tell: async (walker, run) => {
      const card = await walker.next('password-expiry');
      await opened(run, walker, card);
      await walker.press(card, 'open-ticket', 'help-sent');
      await walker.typeLink(card, 'change-password', 'password-expiry');
      // The schedule goes on: the card is open.
      await answered(walker, card, 'remind-later', 'reminder-later');
      return { ...nothing, tickets: ['help open'] };
    },
  },
  {
    title: 'the date asked for before it comes, and its link typed',
    begin: async ({ person }) => void cast.soon.push(person),
    tell: async (walker) => {
      const card = await walker.next('password-expiry');
      const date = await walker.ask(whenIsIt[walker.language], 'password-date');
      await walker.typeLink(date, 'change-password', 'password-expiry');
      await answered(walker, card, 'remind-later', 'reminder-later');
      return nothing;
    },
  },
  {
    title: 'it has run out: the link typed, the date asked for, a new password, and help',
    begin: async ({ person }) => void cast.over.push(person),
    tell: async (walker) => {
      const card = await walker.next('password-expired');
      await walker.typeLink(card, 'change-password', 'password-expired');
      const date = await walker.ask(whenIsIt[walker.language], 'password-date');
      await cancelled(walker, await walker.press(date, 'forgot-password', 'recover-question'));
      await help(walker, date);
      await help(walker, card);
      return nothing;
    },
  },
  {
    title: 'contracts: Show more, how to extend and to terminate, help, understood',
    begin: async ({ person }) => void cast.managing.push(person),
    tell: async (walker) => {
      const card = await walker.next('contractor-expiry');
      if (walker.way === 'text') await walker.press(card, 'show-more', 'contractor-expiry');
      else await walker.pressInPlace(card, 'show-more');
      await walker.press(card, 'how-to-extend', 'contractor-instructions');
      const none = await walker.press(card, 'how-to-terminate', 'contractor-instructions');
      await help(walker, none);
      await walker.press(card, 'understood', 'contractor-done');
      return nothing;
    },
  },
];

/** The phrase of the cards, as people write it. */
const again = { en: 'please remind me again', es: 'vuelve a recordármelo' } as const;

const whenIsIt = { en: 'when does my password expire?', es: '¿cuándo caduca mi contraseña?' } as const;

function password(title: string, verb: Verb, answer: MessageKind): Story {
  return {
    title,
    begin: async ({ person }) => void cast.soon.push(person),
    tell: async (walker) => {
      await answered(walker, await walker.next('password-expiry'), verb, answer);
      return nothing;
    },
  };
}

/** The answer; the card keeps its link alone. */
async function answered(walker: Walker, card: Card, verb: Verb, answer: MessageKind): Promise<void> {
  await walker.press(card, verb, answer, { again: { pressed: answer, typed: unsure } });
  await walker.onlyLinks(card);
}

const byPerson = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' };

/** E4: a scanner is led on and counts as nobody; the person's own visits are one click; a forged link leads nowhere. */
async function opened(run: LocalRun, { person }: Walker, { message }: Card): Promise<void> {
  const [link = ''] = JSON.stringify(message.card).match(/http[^"]+\/api\/go\/[a-z0-9-]+/) ?? [];
  const clicks = async () =>
    (await recordsOf(run, person)).filter(({ act }) => act === 'reminder-link-opened').length;
  const portal = { status: 303, location: expect.stringMatching(/\/api\/portal\/change-password$/) };
  const forged = `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}?url=https://evil.example`;
  expect(await visit(link, {})).toEqual(portal);
  expect(await visit(forged, byPerson)).toEqual({ status: 404, location: undefined });
  expect(await clicks()).toBe(0);
  expect(await visit(`${link}?url=https://evil.example`, byPerson)).toEqual(portal);
  expect(await visit(link, byPerson)).toEqual(portal);
  expect(await clicks()).toBe(1);
}

function visit(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    const request = get(url, { headers, timeout: 20_000 }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, location: answer.headers.location });
    });
    request.on('error', reject);
  });
}

/** The day comes on which all of them are told: at ten of passwords, at eleven of contracts. */
export async function tellEverybody(run: LocalRun): Promise<void> {
  const calendar = createCalendar(run, zone);
  await calendar.quiet();
  const day = calendar.in(dayOf(await calendar.now(), zone), 1);
  await calendar.moveTo(day, '09:30');
  await calendar.expire(cast.soon, calendar.in(day, 7));
  await calendar.expire(cast.over, day, '08:00');
  const end = instantOf(calendar.in(day, 4), '17:00', zone);
  const contractors = [...cast.soon, ...cast.over];
  await inDatabase(run, async (client) => {
    for (const [n, manager] of cast.managing.entries()) {
      const theirs = contractors.slice(n * contractorsOfEach, (n + 1) * contractorsOfEach);
      await client.query(
        `update accounts set contract_ends_at = $1, title = 'Designer',
           manager_id = (select id from accounts where object_id = $2) where object_id = any($3)`,
        [end, manager.aadObjectId, theirs.map(({ aadObjectId }) => aadObjectId)],
      );
    }
  });
  await calendar.moveTo(day, '10:10');
  await calendar.moveTo(day, '11:10');
}
