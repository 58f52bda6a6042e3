/** Text that would like to act (hostile.ts) comes up everywhere, is shown as it stands, and does nothing anywhere. */

import type { DemoPerson } from '../../local/people/demo-account';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import type { TicketRecord } from '../harness/product';
import { inDatabase } from './database';
import { actingOn, hides, hostileTexts, seenOf, unescaped } from './hostile';
import { passwordLinkFor } from './password-links';
import { eventually, failuresThatLock, inDirectory, notesOf, noticeFor, ticketWith } from './story';

jest.setTimeout(60_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  const lockouts = { checkEvery: '5s', notices: { gap: '0s' } };
  run = await startLocalRun({ people: 30, policy: { lockouts, mfaReset: { mode: 'choose' } } });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

/** Says the words, asks for help, sees them before they are sent, and sends them. @returns the preview */
async function sentToIt(person: DemoPerson, words: string): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await run.say(person, words);
  const answer = await run.waitForMessage(person, /not sure/, before ? { after: before } : {});
  await run.press(person, answer.id, 'Get help');
  const preview = await run.waitForMessage(person, /This is what I'll send to IT/, { after: answer });
  await run.press(person, preview.id, 'Send to IT');
  const sent = await run.waitForMessage(person, /IT has your request|Added to your ticket/, {
    after: preview,
  });
  for (const message of [answer, preview, sent]) expect(actingOn(message.card)).toEqual([]);
  return preview;
}

/** The words on a preview, line by line. */
const runsOf = ({ card }: ChatMessage): string[] =>
  [...JSON.stringify(card).matchAll(/"type":"TextRun","text":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  );

it.each(Object.entries(hostileTexts))('G4 %s: shown as typed, sent as shown', async (_what, words) => {
  const maya = named('Maya Lindqvist');
  const preview = await sentToIt(maya, words);
  const shown = runsOf(preview);
  expect(seenOf(shown.join('\n'))).toBe(seenOf(words));
  const isThere = (one: TicketRecord) => seenOf(notesOf(one).replaceAll('\n> ', '')).includes(seenOf(words));
  const ticket = await ticketWith(run, maya, isThere);
  expect(hides(notesOf(ticket))).toBe(false);
});

it('G4 of 10,000 characters the person sees what is sent, and where it was cut', async () => {
  const leila = named('Leila Haddad');
  const words = `badge ${'😀 long'.repeat(2_000)}`.slice(0, 10_000);
  const preview = await sentToIt(leila, words);
  expect(Buffer.byteLength(JSON.stringify(preview.card))).toBeLessThan(28 * 1024);
  const [shown = '', ...more] = runsOf(preview);
  expect([shown.at(-1), more]).toEqual(['…', []]);
  expect(words.startsWith(shown.slice(0, -1))).toBe(true);
  expect(shown.length).toBeGreaterThan(1_900);
  const ticket = await ticketWith(run, leila, ({ state }) => state === 'open');
  expect(notesOf(ticket)).toContain(`> ${shown}`);
  const answer = await fetch(`${run.teamsUrl}/api/people/${leila.aadObjectId}/messages`);
  expect(JSON.stringify(await answer.json())).not.toContain('\\ud83d');
});

itOnTheEmbeddedHost('names of people, accounts, factors and places act nowhere', async () => {
  const names = Object.values(hostileTexts).map((text) =>
    text.replaceAll('badge ', '').replaceAll('\u0000', ''),
  );
  const taken = ['Maya Lindqvist', 'Leila Haddad', 'Jonas Weber', 'Noah Williams'];
  const people = run.people.filter(
    ({ name, role, secretKey }) => role !== 'administrator' && !secretKey && !taken.includes(name),
  );
  const pairs = names.map((name, index): [string, DemoPerson] => [name, people[index] as DemoPerson]);
  await inDatabase(run, async (client) => {
    for (const [name, { aadObjectId }] of pairs) {
      const account =
        'update accounts set display_name = $1, user_name = $1 where object_id = $2 returning id';
      const { rows } = await client.query<{ id: string }>(account, [name, aadObjectId]);
      const id = rows[0]?.id ?? '';
      await client.query('update factors set name = $1 where account_id = $2', [name, id]);
      const source = { address: name, application: name, device: name, place: name };
      await inDirectory(run, (directory) => directory.lockAccounts([id], source));
    }
  });
  await Promise.all(
    pairs.map(async ([name, person]) => {
      const shows = (text: string) => {
        const shown = seenOf(unescaped(text)).slice(0, 60).replace('…', '');
        expect(shown).not.toBe('');
        expect(seenOf(name)).toContain(shown);
      };
      const notice = await noticeFor(run, person, 30_000);
      const [, account = '', where = ''] =
        /\nAccount\n(.*)\nWhen\n.*\nWhere\n(.*)\n/.exec(wordsOf(notice)) ?? [];
      shows(account);
      shows(where.split(' on ')[0] ?? '');
      await run.press(person, notice.id, 'Yes');
      const unlocked = await run.waitForMessage(person, /Your account is unlocked/, { after: notice });
      await run.press(person, unlocked.id, 'Reset MFA');
      const choice = await run.waitForMessage(person, /What shall I reset/, { after: unlocked });
      const [, factor = ''] = /\nAuthenticator app: (.*)\n/.exec(wordsOf(choice)) ?? [];
      expect(seenOf(unescaped(factor))).not.toBe('');
      const mail = await eventually('the mail', async () => (await run.mails(person))[0]);
      expect(hides(mail.text)).toBe(false);
      shows(/Hello (.*),/.exec(mail.text)?.[1] ?? '');
      shows(/Account: (.*)/.exec(mail.text)?.[1] ?? '');
      expect(mail.html).not.toMatch(/<(?:script|img|svg|a )|<[^>]*href=|(?:https?:\/\/|www\.)evil/);
      expect(mail.text).not.toMatch(/(?:https?:\/\/|www\.)evil/);
      const ticket = await ticketWith(run, person, (one) => notesOf(one).includes('Unlocked by the person'));
      expect([hides(notesOf(ticket)), /:\/\/evil/.test(notesOf(ticket))]).toEqual([false, false]);
      shows(/Account: (.*)/.exec(notesOf(ticket))?.[1] ?? '');
      for (const message of await run.messagesOf(person)) expect(actingOn(message.card)).toEqual([]);
      expect(
        (await run.audit({ person: person.aadObjectId }))
          .map((record) => JSON.stringify(record))
          .filter(hides),
      ).toEqual([]);
    }),
  );
  for (const [, person] of pairs) {
    const page = await (await fetch(await passwordLinkFor(run, person))).text();
    expect(page).not.toMatch(/<(?:img src=x|svg|script>window|a href="?https:\/\/evil)/);
  }
});

it('U2 what a guesser tells of application and browser is no message to the owner', async () => {
  const noah = named('Noah Williams');
  const { 'a Markdown link': link = '', 'a script': script = '' } = hostileTexts;
  for (let count = 0; count < failuresThatLock; count++) {
    const answer = await fetch(run.signInUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-application': link,
        'user-agent': `${script} Chrome/1 (Windows) ${link}`,
        'x-forwarded-for': `${script}, ${link}`,
        'accept-language': script,
      },
      body: JSON.stringify({ username: noah.userPrincipalName, password: `wrong ${script}` }),
    });
    expect([answer.status, await answer.json()]).toEqual([401, { status: 'refused' }]);
  }
  const notice = await noticeFor(run, noah);
  expect(actingOn(notice.card)).toEqual([]);
  expect(/\nWhere\n(.*)\n/.exec(wordsOf(notice))?.[1]).toMatch(/^Chrome, Windows \((?:IP )?[\w.: ]+\)$/);
});

it('null bytes, halves of characters and quotes get a clear answer at every door, never a fault of ours', async () => {
  const { userPrincipalName } = named('Amina Diallo');
  const answers: Record<string, number[]> = {};
  const knock = async (door: string, path: string, init: RequestInit = {}): Promise<void> => {
    const { status } = await fetch(`${run.functionsUrl}/api/${path}`, { redirect: 'manual', ...init });
    answers[door] = [...new Set([...(answers[door] ?? []), status])];
  };
  const json = (body: object) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
  const key = { headers: { 'x-functions-key': run.operatorKey } };
  for (const text of ['nu\u0000ll', `${userPrincipalName}\u0000`, '\ud83d', "x' or '1'='1", '<script>']) {
    const inPath = encodeURIComponent(text.replace(/\p{Cs}/u, '?'));
    await knock('sign-in, name', 'directory/sign-in', json({ username: text, password: 'x' }));
    await knock('sign-in, name', 'directory/sign-in', form({ username: text, password: 'x' }));
    await knock('sign-in, password', 'directory/sign-in', json({ username: 'nobody', password: text }));
    const fields = { password: text, newPassword: text, again: text };
    await knock(
      'change',
      'portal/change-password',
      form({ username: text, ...fields, newPassword: 'x', again: 'y' }),
    );
    await knock('set', 'portal/set-password', form({ token: text, ...fields }));
    await knock('set', `portal/set-password?token=${inPath}`);
    await knock('recover', `recover/${inPath}`);
    await knock('recover', `recover/${inPath}`, form({ continue: '1' }));
    await knock('page', `portal/${inPath}`);
    for (const list of ['tickets', 'audit']) {
      for (const field of ['person', 'from', 'to', 'next'])
        await knock('operators', `operator/${list}?${field}=${inPath}`, key);
    }
  }
  expect(
    Object.values(answers)
      .flat()
      .filter((status) => status < 400 || status >= 500),
  ).toEqual([]);
  // Another host may refuse such a call before the app has seen it.
  if (!run.stateFolder) return;
  expect(answers).toEqual({
    'sign-in, name': [401],
    'sign-in, password': [401],
    change: [400],
    set: [410],
    recover: [410],
    page: [404],
    operators: [400],
  });
});
