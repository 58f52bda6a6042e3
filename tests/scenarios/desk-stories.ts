/** Stories that lead past every button of the administrator's desk; everybody in them is an administrator. */
import type { DemoPerson } from '../../local/people/demo-account';
import { callJson } from '../harness/http';
import type { LocalRun } from '../harness/local-run';
import type { Story } from './button-steps';
import { manners, type Spoken } from './buttons-of-cards';
import { lockByRule } from './lock-rule';
import { eventually, tablesOf } from './story';
import type { Card, Walker } from './walk';

export const reasons: Record<Spoken, string> = {
  en: 'badge checked at the desk',
  es: 'identidad comprobada',
};
export const find: Record<Spoken, string> = { en: 'find user', es: 'buscar usuario' };

/** Those at the end of the organisation are in no story as themselves. */
export const lookedAfter = 2 * manners.length;

/** @param story two stories look after somebody */
export function charge(
  run: LocalRun,
  { way, language }: Pick<Walker, 'way' | 'language'>,
  story: 0 | 1 = 0,
): DemoPerson {
  const place = manners.findIndex((manner) => manner.way === way && manner.language === language);
  const person = run.people.at(-1 - place - story * manners.length);
  if (!person) throw new Error('The organisation is too small.');
  return person;
}

/** Typed, a title brings no words along: then the card is asked in the way that it was made for. */
async function search(walker: Walker, card: Card, deskText: string): Promise<Card> {
  if (walker.way !== 'text') {
    const inputs = { deskText, deskOnlyLocked: 'false' };
    return walker.press(card, 'desk-search', 'desk-results', { inputs });
  }
  await walker.press(card, 'desk-search', 'desk-search');
  return walker.ask(`${find[walker.language]} ${deskText}`, 'desk-results');
}

export const deskStories: readonly Story[] = [
  {
    title: 'the mobile log, page after page',
    tell: async (walker) => {
      const card = await walker.ask(find[walker.language], 'desk-search');
      const log = await walker.press(card, 'desk-log', 'desk-log', { once: true });
      const older = await walker.press(log, 'desk-older', 'desk-log', { once: true });
      await walker.retired(log);
      await walker.press(older, 'desk-find', 'desk-search', { once: true });
      return {};
    },
  },
  {
    title: 'a user found, opened, unlocked with a reason, and found again',
    tell: async (walker, run) => {
      const person = charge(run, walker);
      await lockByRule(run, [person]);
      const card = await walker.ask(find[walker.language], 'desk-search');
      const [mailName = ''] = person.userPrincipalName.split('@');
      const results = await search(walker, card, mailName);
      if (walker.way === 'text') await walker.press(results, 'desk-search', 'desk-search');
      else await walker.press(results, 'desk-search', 'desk-results', { inputs: { deskText: mailName } });
      const again = await walker.ask(`${find[walker.language]} ${mailName}`, 'desk-results');
      const record = await walker.open(again, person.name, 'desk-record');
      const inputs = { deskReason: reasons[walker.language] };
      // Typed, it asks for the reason and changes nothing.
      const after = await walker.press(record, 'desk-unlock', 'desk-record', { inputs });
      const reset = await walker.press(after, 'desk-reset-key', 'desk-record', { inputs });
      const typed = walker.way === 'text';
      const asked = await walker.press(reset, 'desk-password', typed ? 'desk-record' : 'desk-password', {
        inputs,
      });
      const page = typed ? await walker.submit(asked, 'desk-password', 'desk-password', inputs) : asked;
      await walker.press(page, 'desk-find', 'desk-search');
      const last = await walker.ask(`${find[walker.language]} ${mailName}`, 'desk-results');
      const form = await walker.press(
        await walker.open(last, person.name, 'desk-record'),
        'desk-edit',
        'desk-edit',
        {
          once: true,
        },
      );
      const saved = await walker.press(form, 'desk-save', typed ? 'desk-edit' : 'desk-record', {
        inputs: { ...inputs, deskEmail: person.email },
        once: true,
      });
      const opened = typed ? saved : await walker.press(saved, 'desk-edit', 'desk-edit', { once: true });
      await walker.press(opened, 'desk-back', 'desk-record', { once: true });
      await walker.press(await walker.open(last, person.name, 'desk-record'), 'desk-find', 'desk-search');
      return {};
    },
  },
  {
    title: 'page after page and back, and a card that is closed',
    tell: async (walker) => {
      const first = await walker.ask(`${find[walker.language]} contoso`, 'desk-results');
      const once = { once: true } as const;
      const second = await walker.press(first, 'desk-next', 'desk-results', once);
      await walker.retired(first);
      const back = await walker.press(second, 'desk-previous', 'desk-results', once);
      if (walker.way === 'text') {
        const closed = await walker.ask(`${find[walker.language]} contoso`, 'desk-results');
        await walker.press(closed, 'desk-next', 'desk-results', once);
      }
      const refused = await refusedOf(walker, back);
      await walker.press(refused, 'desk-find', 'desk-search');
      return {};
    },
  },
];

/** More requests than a page of the mobile log shows. */
export async function askForPasswords(run: LocalRun): Promise<void> {
  for (let n = 0; n < 9; n += 1)
    await callJson(`${run.functionsUrl}/api/mobile/password-reset`, {
      body: { email: `nobody-${n}@contoso.example`, phone: '' },
      expected: [202],
    });
  await eventually('nine lines in the log', async () => {
    const lines = (await tablesOf(run)).match(/"partitionKey":"log"/g) ?? [];
    return lines.length >= 9;
  });
}

/** A press on a card that something newer has taken the place of; it can't be typed, so that it comes as a press. */
async function refusedOf(walker: Walker, old: Card): Promise<Card> {
  await walker.ask(find[walker.language], 'desk-search');
  return walker.submit(old, 'desk-next', 'desk-refused');
}
