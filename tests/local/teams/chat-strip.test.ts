/** What of a chat IT is told: where nobody pressed the lock button, a card that speaks of a lockout begins the incident. */
import { languages } from '../../../cards/locale';
import { renderMessage } from '../../../cards/render';
import type { Message } from '../../../domain/messages';
import { entryOfChat } from '../../../local/teams/chat-strip';
import { sampleMessages } from '../../cards/sample-messages';

const markOf = (message: Message | undefined, locale: string) => {
  if (!message) throw new Error('no such sample');
  const { card } = renderMessage(message, { locale, timeZone: 'UTC' });
  const sent = { id: '1', from: 'bot' as const, timestamp: '2026-11-22T10:00:00.000Z', card: { ...card } };
  return entryOfChat({ kind: 'message', person: 'ada', message: sent })?.mark;
};

test.each(languages)('%s: a notice of a lockout and the question about one begin an incident', (locale) => {
  expect(markOf(sampleMessages['lockout-notice'][0], locale)).toBe('notice');
  expect(markOf(sampleMessages['lockout-notice'][1], locale)).toBe('notice');
  expect(markOf(sampleMessages['unlock-question'][0], locale)).toBe('notice');
});

test.each(languages)('%s: "not locked", "unlocked" and the ways out begin none', (locale) => {
  for (const kind of ['not-locked', 'unlocked', 'general-access', 'recover-question'] as const)
    expect([kind, markOf(sampleMessages[kind][0], locale)]).toEqual([kind, undefined]);
});
