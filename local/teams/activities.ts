/** The activities that the channel sends to the bot, as Teams words them. */
import { randomUUID } from 'node:crypto';
import { type BotAddress, botIdOf, channelIdOf, conversationIdOf } from './addresses';
import type { DemoPerson } from './person';

/** One activity of the Bot Framework protocol. */
export type Activity = Record<string, unknown> & { type: string; serviceUrl: string };

/** Writes the activities of one channel. */
export type ActivityWriter = {
  text(person: DemoPerson, id: string, text: string): Activity;
  /** An Action.Submit: a message with a value. */
  submit(
    person: DemoPerson,
    id: string,
    pressed: { messageId: string; value: unknown; text?: string },
  ): Activity;
  /** An Action.Execute: an invoke. */
  execute(
    person: DemoPerson,
    pressed: { messageId: string; verb?: string; id?: string; data: unknown },
  ): Activity;
  /** `add-upgrade` is what Teams sends when an app that is installed already is rolled out anew. */
  installation(person: DemoPerson, action: 'add' | 'remove' | 'add-upgrade'): Activity;
  membersAdded(person: DemoPerson): Activity;
};

/** Makes the writer; `serviceUrl` is the stand-in's own URL, `localeOf` what the person has set in Teams. */
export const createActivityWriter = (deps: {
  bot: BotAddress;
  serviceUrl(): string;
  now(): Date;
  localeOf(aadObjectId: string): string;
}): ActivityWriter => {
  const { bot } = deps;
  const write = (person: DemoPerson, type: string, more: Record<string, unknown>): Activity => {
    const timestamp = deps.now().toISOString();
    const locale = deps.localeOf(person.aadObjectId);
    return {
      type,
      id: `f:${randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: deps.serviceUrl(),
      timestamp,
      localTimestamp: timestamp,
      localTimezone: 'Etc/UTC',
      locale,
      from: { id: channelIdOf(person), name: person.name, aadObjectId: person.aadObjectId },
      recipient: { id: botIdOf(bot), name: bot.name },
      conversation: { id: conversationIdOf(person), tenantId: bot.tenantId, conversationType: 'personal' },
      channelData: { tenant: { id: bot.tenantId } },
      ...more,
    };
  };
  const clientInfo = (person: DemoPerson): unknown[] => [
    {
      type: 'clientInfo',
      locale: deps.localeOf(person.aadObjectId),
      country: 'US',
      platform: 'Web',
      timezone: 'Etc/UTC',
    },
  ];
  return {
    text: (person, id, text) =>
      write(person, 'message', { id, text, textFormat: 'plain', entities: clientInfo(person) }),
    submit: (person, id, { messageId, value, text }) =>
      write(person, 'message', {
        id,
        value,
        replyToId: messageId,
        entities: clientInfo(person),
        ...(text === undefined ? {} : { text, textFormat: 'plain' }),
      }),
    execute: (person, { messageId, verb, id, data }) =>
      write(person, 'invoke', {
        name: 'adaptiveCard/action',
        replyToId: messageId,
        value: {
          action: {
            type: 'Action.Execute',
            ...(id === undefined ? {} : { id }),
            ...(verb === undefined ? {} : { verb }),
            data,
          },
          trigger: 'manual',
        },
        entities: clientInfo(person),
      }),
    installation: (person, action) => write(person, 'installationUpdate', { action }),
    membersAdded: (person) =>
      write(person, 'conversationUpdate', { membersAdded: [{ id: botIdOf(bot), name: bot.name }] }),
  };
};
