/** What the bot says by itself is written in the reader's language and zone, where they are known. */
import type { TeamsConnector } from '../../connectors/teams/connector';
import { blankConversation } from '../../domain/conversation';
import type { Message } from '../../domain/messages';
import { createMessenger } from '../../functions/messenger';
import { createWorld, policyOf, robin } from '../domain/fakes/world';

const reference = {
  conversationId: 'a:1',
  serviceUrl: 'https://smba.example/',
  botId: '28:app',
  userId: '29:r',
};
const message: Message = {
  kind: 'password-expired',
  id: 'password-1',
  accountName: 'robin@contoso.example',
  expiredAt: '2026-12-07T07:59:00Z',
};

test.each([
  [{ locale: 'en-GB', timeZone: 'Europe/Berlin' }, '7 Dec 2026, 08:59 CET'],
  [{ locale: 'en-US' }, 'Sun, Dec 6, 2026, 11:59 PM PST'],
])('to %j the moment is %s', async (known, said) => {
  const cards: string[] = [];
  const keep = async (...args: unknown[]) => {
    cards.push(JSON.stringify(args));
    return { kind: 'sent', activityId: 'a' };
  };
  const messenger = createMessenger({
    conversations: createWorld().deps.conversations,
    connector: { send: keep, update: keep } as unknown as TeamsConnector,
    policy: policyOf(),
  });
  const chat = { ...blankConversation(robin), reference, ...known };
  await messenger.send(robin, message, chat);
  expect(cards[0]).toContain(said);
});
