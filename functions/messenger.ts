/**
 * Proactive messages: finds the chat (or opens one), renders in the person's language, sends at the bucket's pace.
 */
import { renderMessage } from '../cards/render';
import type { TeamsConnector } from '../connectors/teams/connector';
import type { Conversation, ConversationReference } from '../domain/conversation';
import type { PersonKey } from '../domain/person';
import type { Policy } from '../domain/policy/schema';
import type { Messenger, SendAnswer } from '../domain/ports/outward';
import type { ConversationStore } from '../domain/ports/stores';
import { changeConversation } from '../domain/use-cases/change-conversation';

export type MessengerDeps = {
  readonly conversations: ConversationStore;
  readonly connector: TeamsConnector;
  readonly policy: Policy;
};

export function createMessenger({ conversations, connector, policy }: MessengerDeps): Messenger {
  const reader = ({ locale, timeZone }: Partial<Pick<Conversation, 'locale' | 'timeZone'>> = {}) => ({
    locale: locale ?? 'en',
    timeZone: timeZone ?? policy.organisation.timeZone,
    languages: policy.organisation.languages,
  });
  const open = async (
    person: PersonKey,
  ): Promise<ConversationReference | Exclude<SendAnswer, { kind: 'sent' }>> => {
    const opened = await connector.open(person);
    if (opened.kind !== 'opened') return opened;
    await changeConversation({ conversations }, person, (row) => ({ ...row, reference: opened.reference }));
    return opened.reference;
  };
  const chatOf = async (person: PersonKey, known?: Conversation): Promise<Conversation | undefined> =>
    known ?? (await conversations.read(person))?.value;

  return {
    send: async (person, message, known) => {
      const chat = await chatOf(person, known);
      const reference = chat?.reference ?? (await open(person));
      if ('kind' in reference) return reference;
      return connector.send(reference, renderMessage(message, reader(chat)));
    },
    replace: async (person, activityId, message) => {
      const chat = await chatOf(person);
      if (!chat?.reference) return 'impossible';
      return connector.update(chat.reference, activityId, renderMessage(message, reader(chat)), 'paced');
    },
  };
}
