/** Words of the reminders before a password runs out, of the notice that it has, and of the answers to their buttons. */
import type { InstructionsFacts } from '../domain/instructions';
import type { ReminderAnswer } from '../domain/reminder/messages';
import { ownWords } from './own-words';
import { safeMarkdown } from './safe-markdown';
import type { Content, Of, Writers } from './slots';
import type { Speaker } from './speaker';
import { markdownLink, webAddress } from './web-address';

export type ReminderKind =
  | 'password-expiry'
  | 'password-expired'
  | 'password-date'
  | 'reminder-updated'
  | 'reminder-later'
  | 'reminder-stopped'
  | 'reminder-resumed'
  | 'reminder-stale';

export const reminderContent: Writers<ReminderKind> = {
  'password-expiry': (message, speaker) => {
    const { say, show, titleOf, facts } = speaker;
    const { accountName, expiresAt, isLast, url, instructions, answer } = message;
    const daysBefore = daysOf(message, speaker);
    const account = show(accountName);
    const own = ownWords(message.text, {
      name: show(message.displayName) || account,
      account,
      date: speaker.moment(expiresAt),
      days: speaker.counted('count.days', daysBefore),
    });
    const advice = say(`password-expiry.advice-${wayOf(url, instructions)}`, {
      ticket: titleOf('open-ticket'),
    });
    return {
      title: say('password-expiry.title'),
      text: say('password-expiry.text', { account, when: speaker.when(daysBefore) }),
      facts: facts({ account: accountName, expires: expiresAt }),
      ...(isLast && !answer ? { alert: say('password-expiry.last') } : {}),
      ...(own.length > 0 ? { notes: own } : answer ? {} : { notes: [advice] }),
      ...howTo(url, instructions, speaker),
      ...(answer ? { done: answered(answer, speaker) } : { hint: stopHint(speaker) }),
      tone: isLast ? 'Attention' : 'Accent',
    };
  },
  'password-expired': ({ accountName, expiredAt, url, instructions }, speaker) => {
    const { say, show, titleOf, facts } = speaker;
    return {
      title: say('password-expired.title'),
      text: say('password-expired.text', { account: show(accountName) }),
      facts: facts({ account: accountName, expired: expiredAt }),
      notes: [
        say(`password-expired.how-${wayOf(url, instructions)}`, {
          change: say('link.change-password'),
          help: titleOf('get-help'),
        }),
      ],
      ...howTo(url, instructions, speaker),
      tone: 'Attention',
    };
  },
  'password-date': (message, speaker) => {
    const { found, accountName, expiresAt, url, instructions } = message;
    const { say, show, titleOf, facts } = speaker;
    const days = daysOf({ daysBefore: 0, ...message }, speaker);
    const way = wayOf(url, instructions);
    return {
      title: say(`password-date.title-${found}`),
      text: say(`password-date.text-${found}`, {
        when: speaker.when(days),
        account: show(accountName),
        forgot: titleOf('forgot-password'),
        help: titleOf('get-help'),
      }),
      facts: facts({
        ...(accountName ? { account: accountName } : {}),
        ...(expiresAt ? { [found === 'ran-out' ? 'expired' : 'expires']: expiresAt } : {}),
      }),
      ...(found === 'runs-out' && way !== 'none' ? { notes: [say(`password-date.how-${way}`)] } : {}),
      ...howTo(url, instructions, speaker),
      tone: found === 'ran-out' ? 'Attention' : 'Accent',
    };
  },
  'reminder-updated': ({ accountName, expiresAt }, { say, show, moment }) => ({
    title: say('reminder-updated.title'),
    text: say('reminder-updated.text', { account: show(accountName), date: moment(expiresAt) }),
  }),
  'reminder-later': ({ accountName, laterDay }, { say, show, day }) => ({
    title: say('reminder-later.title'),
    text: say('reminder-later.text', { account: show(accountName), date: day(laterDay) }),
  }),
  'reminder-stopped': ({ accountName }, { say, show }) => ({
    title: say('reminder-stopped.title'),
    text: say('reminder-stopped.text', { account: show(accountName), again: say('phrase.remind-again') }),
  }),
  'reminder-resumed': ({ accountNames, nextDay }, { say, show, day, listed }) => {
    if (accountNames.length === 0) {
      return { title: say('reminder-resumed.title-none'), text: say('reminder-resumed.text-none') };
    }
    const lines = [
      say('reminder-resumed.text', { accounts: listed(accountNames.map(show)) }),
      ...(nextDay ? [say('reminder-resumed.next', { date: day(nextDay) })] : []),
    ];
    return { title: say('reminder-resumed.title'), text: lines.join(' ') };
  },
  'reminder-stale': ({ reason, accountName, expiresAt }, { say, show, moment }) => ({
    title: say(`reminder-stale.title-${reason}`),
    text: say(`reminder-stale.text-${reason}`, { account: show(accountName), date: moment(expiresAt) }),
  }),
};

/** Counted in the reader's own zone, where the date is written in it too. */
export function daysOf(
  { daysBefore, expiresAt, asOf }: Pick<Of<'password-date'>, 'expiresAt' | 'asOf'> & { daysBefore: number },
  { daysUntil }: Speaker,
): number {
  return (asOf && expiresAt ? daysUntil(expiresAt, asOf) : undefined) ?? daysBefore;
}

type Way = 'link' | 'instructions' | 'none';

function wayOf(url: string | undefined, instructions: InstructionsFacts | undefined): Way {
  if (webAddress(url)) return 'link';
  return instructions ? 'instructions' : 'none';
}

/** E3: the fixed address where the password is changed, or the organisation's instructions where there is none. */
function howTo(
  url: string | undefined,
  instructions: InstructionsFacts | undefined,
  { say, show }: Speaker,
): Pick<Content, 'link' | 'article' | 'blocks'> {
  const href = webAddress(url);
  if (href) return { link: { title: say('link.change-password'), url: href } };
  return instructions ? written(instructions, show) : {};
}

/** The organisation's instructions in full: their title, linked where there is an address, and their text. */
export function written(
  { title, url, text }: InstructionsFacts,
  show: Speaker['show'],
): Pick<Content, 'article' | 'blocks'> {
  const href = webAddress(url);
  return {
    article: href ? markdownLink(show(title), href) : show(title),
    ...(text ? { blocks: safeMarkdown(text).blocks } : {}),
  };
}

function stopHint({ say, titleOf }: Speaker): string {
  return say('password-expiry.hint', { stop: titleOf('stop-reminders'), again: say('phrase.remind-again') });
}

function answered(answer: ReminderAnswer, { say, day }: Speaker): string {
  return say(`password-expiry.answered-${answer.kind}`, {
    date: answer.kind === 'later' ? day(answer.day) : '',
    again: say('phrase.remind-again'),
  });
}
