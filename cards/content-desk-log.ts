/** Words of the mobile log (R7): each request from outside Teams, why it was refused, and what was sent where. */
import type { MobileLogEntry } from '../domain/mobile-reset/request';
import type { Writers } from './slots';
import type { Speaker } from './speaker';

export const deskLogContent: Writers<'desk-log'> = {
  'desk-log': ({ entries }, speaker) => ({
    title: speaker.say('desk-log.title'),
    text: speaker.say(entries.length > 0 ? 'desk-log.text' : 'desk-log.empty'),
    people: entries.map((entry) => ({ lead: speaker.moment(entry.at), lines: linesOf(entry, speaker) })),
  }),
};

/** What was typed and where it went is masked already. */
function linesOf(
  { email, phone, source, account, refusal, sent }: MobileLogEntry,
  { say, show }: Speaker,
): readonly string[] {
  return [
    phone
      ? say('desk-log.asked', { email: show(email) || '–', phone: together(show(phone)) })
      : say('desk-log.asked-no-phone', { email: show(email) || '–' }),
    say('desk-log.from', { source: show(source) }),
    ...(account ? [say('desk-log.account', { account: show(account.name) })] : []),
    ...(refusal ? [say('desk-log.refused', { reason: say(`mobile-refusal.${refusal}`) })] : []),
    ...sent.map(({ way, to, result }) =>
      say('desk-log.sent', {
        way: say(`mobile-way.${way}`),
        to: together(show(to)),
        result: say(`mobile-handover.${result}`),
      }),
    ),
  ];
}

/** A masked number stays on one line. */
function together(number: string): string {
  return number.replaceAll(' ', '\u00a0');
}
