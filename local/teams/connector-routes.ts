/** The Bot Connector v3, as far as a bot in personal chats calls it; bodies and refusals follow Teams. */
import { type AddressBook, channelIdOf, conversationIdOf } from './addresses';
import type { CallCounter } from './call-statistics';
import type { Chats, MessageContent } from './chats';
import { connectorError, notInRoster } from './connector-gate';
import type { HttpReply, HttpRequest, HttpRoute } from './http-routes';
import type { DemoPerson } from './person';

const cardType = 'application/vnd.microsoft.card.adaptive';
const maximumMessageBytes = 100 * 1024;
type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const badArgument = (message: string): HttpReply => connectorError(400, 'BadArgument', message);

/** Whom a connector call is about: by its conversation, or by the first member of a new one. */
export const personOfCall = (book: AddressBook, request: HttpRequest): DemoPerson | undefined => {
  const conversationId = request.params.conversationId;
  if (conversationId !== undefined) return book.byConversation(conversationId);
  const [member] = (fieldsOf(request.body).members as unknown[] | undefined) ?? [];
  return book.byMember(textOf(fieldsOf(member).id) ?? '');
};

const readContent = (activity: Fields): MessageContent | HttpReply => {
  if (Buffer.byteLength(JSON.stringify(activity), 'utf16le') > maximumMessageBytes) {
    return connectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.map(fieldsOf) : [];
  const other = attachments.find(({ contentType }) => contentType !== cardType);
  if (other) return badArgument(`The stand-in shows Adaptive Cards only, not ${String(other.contentType)}.`);
  if (attachments.length > 1) return badArgument('The stand-in shows one card per message.');
  const card = attachments[0] && fieldsOf(attachments[0].content);
  if (card && card.type !== 'AdaptiveCard')
    return badArgument('The content of the attachment is not an AdaptiveCard.');
  if (card && !/^1\.[0-5]$/.test(String(card.version)))
    return badArgument('Teams shows Adaptive Cards up to version 1.5.');
  const text = textOf(activity.text);
  if (text === undefined && !card) return badArgument('The message has neither text nor card.');
  return { ...(text === undefined ? {} : { text }), ...(card ? { card } : {}) };
};

const isReply = (read: MessageContent | HttpReply): read is HttpReply => 'status' in read;

/** Makes the routes. `onTyping` is told whose chat shows that the bot is writing. */
export const connectorRoutes = (deps: {
  book: AddressBook;
  chats: Chats;
  tenantId: string;
  counter: CallCounter;
  onTyping(aadObjectId: string): void;
}): HttpRoute[] => {
  const memberOf = (person: DemoPerson): Fields => ({
    id: channelIdOf(person),
    name: person.name,
    aadObjectId: person.aadObjectId,
    objectId: person.aadObjectId,
    givenName: person.name.split(' ')[0],
    surname: person.name.split(' ').slice(1).join(' '),
    email: person.email,
    userPrincipalName: person.userPrincipalName,
    tenantId: deps.tenantId,
    userRole: 'user',
  });
  /** Runs what a call wants for the person of its conversation, if the bot may speak there. */
  const inChat =
    (handle: (person: DemoPerson, request: HttpRequest) => HttpReply) =>
    (request: HttpRequest): HttpReply => {
      const person = personOfCall(deps.book, request);
      if (!person) return connectorError(404, 'ConversationNotFound', 'Conversation not found.');
      return deps.chats.settingsOf(person.aadObjectId).installed ? handle(person, request) : notInRoster();
    };
  const send = (person: DemoPerson, activity: Fields): HttpReply => {
    if (activity.type === 'typing') {
      deps.onTyping(person.aadObjectId);
      return { status: 201, body: { id: `typing-${Date.now()}` } };
    }
    if (activity.type !== 'message')
      return badArgument(`Activities of type ${String(activity.type)} are not shown here.`);
    const content = readContent(activity);
    if (isReply(content)) return content;
    const { id, timestamp } = deps.chats.add(person.aadObjectId, 'bot', content);
    deps.counter.countMessage(timestamp);
    return { status: 201, body: { id } };
  };
  const ownMessage = (person: DemoPerson, request: HttpRequest): string | HttpReply => {
    const id = request.params.activityId ?? '';
    const found = deps.chats.find(id);
    if (found?.person !== person.aadObjectId || found.deleted) {
      return connectorError(
        404,
        'ActivityNotFoundInConversation',
        'The activity was not found in the conversation.',
      );
    }
    if (found.from !== 'bot')
      return connectorError(403, 'Forbidden', 'The bot may change its own messages only.');
    return id;
  };
  const create = (request: HttpRequest): HttpReply => {
    const body = fieldsOf(request.body);
    const tenantId = textOf(body.tenantId) ?? textOf(fieldsOf(fieldsOf(body.channelData).tenant).id);
    if (tenantId === undefined) return badArgument('The tenant is missing.');
    const person = personOfCall(deps.book, request);
    if (!person)
      return connectorError(404, 'MemberNotFound', 'The member of the conversation was not found.');
    if (tenantId.toLowerCase() !== deps.tenantId.toLowerCase()) {
      return connectorError(403, 'TenantNotAllowed', 'The bot is not known in this tenant.');
    }
    if (!deps.chats.settingsOf(person.aadObjectId).installed) return notInRoster();
    const sent = body.activity === undefined ? undefined : send(person, fieldsOf(body.activity));
    if (sent && sent.status !== 201) return sent;
    const activityId = sent && fieldsOf(sent.body).id;
    return { status: 201, body: { id: conversationIdOf(person), ...(sent ? { activityId } : {}) } };
  };
  const update = inChat((person, request) => {
    const id = ownMessage(person, request);
    if (typeof id !== 'string') return id;
    const content = readContent(fieldsOf(request.body));
    if (isReply(content)) return content;
    deps.chats.replace(id, content);
    return { status: 200, body: { id } };
  });
  const remove = inChat((person, request) => {
    const id = ownMessage(person, request);
    if (typeof id !== 'string') return id;
    deps.chats.remove(id);
    return { status: 200, body: {} };
  });
  const member = inChat((person, request) =>
    deps.book.byMember(request.params.memberId ?? '') === person
      ? { status: 200, body: memberOf(person) }
      : connectorError(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.'),
  );
  const members = inChat((person) => ({ status: 200, body: [memberOf(person)] }));
  const pagedMembers = inChat((person) => ({ status: 200, body: { members: [memberOf(person)] } }));
  const chat = '/v3/conversations/{conversationId}';
  const sendHere = inChat((person, request) => send(person, fieldsOf(request.body)));
  return [
    { method: 'POST', path: '/v3/conversations', handle: create },
    { method: 'POST', path: `${chat}/activities`, handle: sendHere },
    { method: 'POST', path: `${chat}/activities/{replyToId}`, handle: sendHere },
    { method: 'PUT', path: `${chat}/activities/{activityId}`, handle: update },
    { method: 'DELETE', path: `${chat}/activities/{activityId}`, handle: remove },
    { method: 'GET', path: `${chat}/members`, handle: members },
    { method: 'GET', path: `${chat}/activities/{activityId}/members`, handle: members },
    { method: 'GET', path: `${chat}/pagedmembers`, handle: pagedMembers },
    { method: 'GET', path: `${chat}/members/{memberId}`, handle: member },
  ];
};
