/** The names that Teams gives to people, the bot and their conversation; derived, so that they are the same after a restart. */
import { createHash } from 'node:crypto';
import type { DemoPerson } from './person';

/** How the bot of the organisation is known to the channel. */
export type BotAddress = {
  /** The app id of its registration. */
  appId: string;
  tenantId: string;
  /** Its endpoint, for example `http://localhost:7071/api/messages`. */
  messagesUrl: string;
  /** The name above its messages. */
  name: string;
};

/** Finds people by whatever the connector calls them. */
export type AddressBook = {
  people: readonly DemoPerson[];
  byObjectId(aadObjectId: string): DemoPerson | undefined;
  byConversation(conversationId: string): DemoPerson | undefined;
  /** By channel id (`29:…`) or object id: the connector takes either. */
  byMember(memberId: string): DemoPerson | undefined;
};

const opaque = (purpose: string, aadObjectId: string): string =>
  createHash('sha256').update(`${purpose}:${aadObjectId.toLowerCase()}`).digest('base64url');

/** The id of a person in this channel. It differs per bot, so it says nothing about who they are. */
export const channelIdOf = (person: DemoPerson): string => `29:1${opaque('user', person.aadObjectId)}`;

/** The id of the personal conversation of a person with the bot. */
export const conversationIdOf = (person: DemoPerson): string => `a:1${opaque('chat', person.aadObjectId)}`;

/** The bot's own id in this channel. */
export const botIdOf = (bot: BotAddress): string => `28:${bot.appId}`;

/** Indexes the people once; an organisation may have many thousands. */
export const createAddressBook = (people: readonly DemoPerson[]): AddressBook => {
  const byObjectId = new Map(people.map((person) => [person.aadObjectId.toLowerCase(), person]));
  const byConversation = new Map(people.map((person) => [conversationIdOf(person), person]));
  const byChannelId = new Map(people.map((person) => [channelIdOf(person), person]));
  return {
    people,
    byObjectId: (aadObjectId) => byObjectId.get(aadObjectId.toLowerCase()),
    byConversation: (conversationId) => byConversation.get(conversationId),
    byMember: (memberId) => byChannelId.get(memberId) ?? byObjectId.get(memberId.toLowerCase()),
  };
};
