/**
 * Sending, replacing and opening chats at the Bot Connector. In a turn there is one attempt; proactive messages
 * are paced and retried for some seconds, then told as `later`. What the channel refuses for good is a value.
 */
import type { ConversationReference } from '../../domain/conversation';
import type { PersonKey } from '../../domain/person';
import type { SendAnswer } from '../../domain/ports/outward';
import type { MessageBucket } from './message-bucket';
import { isTeamsServiceUrl, presentServiceUrl } from './service-urls';
import type { Wire, WireAnswer } from './wire';

/** A rendered message: the card, and the text for the notification. */
export type Outgoing = { readonly summary: string; readonly card: object };

export type TeamsConnectorOptions = {
  readonly wire: Wire;
  readonly bucket: MessageBucket;
  readonly appId: string;
  /** TEAMS_SERVICE_URL: where a first message goes. */
  readonly serviceUrl: string;
  readonly now: () => Date;
};

export type OpenAnswer =
  | { readonly kind: 'opened'; readonly reference: ConversationReference }
  | Exclude<SendAnswer, { kind: 'sent' }>;

export type TeamsConnector = ReturnType<typeof createTeamsConnector>;

const tries = 4;
const firstBackOffMs = 700;
const turnTries = 3;
const turnBackOffMs = 300;
const longestTurnPauseMs = 1_500;
/**
 * The last try of a proactive message begins within so long; then it is told as `later`, and the orchestration
 * tries again. The lease of a delivery record must outlast this and one call's time-out, opening the chat included.
 */
const patienceMs = 8_000;
const openingPatienceMs = 2_000;

export function createTeamsConnector(options: TeamsConnectorOptions) {
  const { bucket, appId, serviceUrl, now } = options;
  const wire = onlyToTeams(options.wire, serviceUrl);
  const at = (reference: ConversationReference): string =>
    presentServiceUrl(reference.serviceUrl, serviceUrl);
  const activities = (reference: ConversationReference, activityId?: string): string =>
    `v3/conversations/${encodeURIComponent(reference.conversationId)}/activities${activityId ? `/${encodeURIComponent(activityId)}` : ''}`;

  /** Several tries at the bucket's pace; the last answer decides. */
  const paced = async (run: () => Promise<WireAnswer>, withinMs = patienceMs): Promise<WireAnswer> => {
    const until = performance.now() + withinMs;
    // Everybody waits after a 429: whoever can't go soon gives their lease back instead of outliving it here.
    if (bucket.waitMs() > withinMs) return { status: 429 };
    for (let attempt = 1; ; attempt++) {
      await bucket.take();
      const answer = await run();
      if (!mayPass(answer) || attempt === tries) return answer;
      const backOffMs = firstBackOffMs * 2 ** (attempt - 1) * (0.5 + Math.random());
      const pauseMs = answer.retryAfterMs ?? backOffMs;
      if (answer.status === 429) bucket.pause(pauseMs);
      if (performance.now() + Math.max(pauseMs, bucket.waitMs()) > until) return answer;
      if (answer.status !== 429) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };

  const later = (answer: WireAnswer): SendAnswer => {
    const waitMs = Math.max(2_000, answer.retryAfterMs ?? 5_000, bucket.waitMs());
    return { kind: 'later', notBefore: new Date(now().getTime() + waitMs).toISOString() };
  };

  const told = (answer: WireAnswer): SendAnswer => {
    if (isTaken(answer)) return { kind: 'sent', activityId: answer.id ?? '' };
    if (answer.status === 403)
      return { kind: 'undelivered', reason: isBlocked(answer) ? 'blocked' : 'not-installed' };
    if (answer.status === 404 || answer.status === 400) return { kind: 'undelivered', reason: 'unreachable' };
    return later(answer);
  };

  return {
    /** A proactive message. */
    send: async (reference: ConversationReference, message: Outgoing): Promise<SendAnswer> =>
      told(
        await paced(() =>
          wire.call('POST', at(reference), activities(reference), activityOf(reference, message)),
        ),
      ),

    /** A message within a turn: not paced, few tries, because a person waits. Undefined when it did not arrive. */
    reply: async (reference: ConversationReference, message: Outgoing): Promise<string | undefined> => {
      for (let attempt = 1; ; attempt++) {
        const path = activities(reference);
        const answer = await wire.call('POST', at(reference), path, activityOf(reference, message));
        if (isTaken(answer)) return answer.id ?? '';
        const pauseMs = answer.retryAfterMs ?? turnBackOffMs * attempt;
        if (!mayPass(answer) || attempt === turnTries || pauseMs > longestTurnPauseMs) return undefined;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },

    typing: async (reference: ConversationReference): Promise<void> => {
      const { botId, userId } = reference;
      const body = { type: 'typing', from: { id: botId }, recipient: { id: userId } };
      await wire.call('POST', at(reference), activities(reference), body);
    },

    /** Replaces a card for all devices. `impossible`: it is gone, there is nothing to replace. */
    update: async (
      reference: ConversationReference,
      activityId: string,
      message: Outgoing,
      pace: 'paced' | 'at-once',
    ): Promise<'replaced' | 'later' | 'impossible'> => {
      const run = () =>
        wire.call('PUT', at(reference), activities(reference, activityId), {
          ...activityOf(reference, message),
          id: activityId,
        });
      const answer = pace === 'paced' ? await paced(run) : await run();
      if (isTaken(answer)) return 'replaced';
      return [400, 403, 404, 405].includes(answer.status) ? 'impossible' : 'later';
    },

    /** Opens the personal chat with somebody whom the bot has not met: possible where the app is installed. */
    open: async (person: PersonKey): Promise<OpenAnswer> => {
      const botId = `28:${appId}`;
      const body = {
        isGroup: false,
        bot: { id: botId },
        members: [{ id: person.aadObjectId }],
        tenantId: person.tenantId,
        channelData: { tenant: { id: person.tenantId } },
      };
      const answer = await paced(
        () => wire.call('POST', serviceUrl, 'v3/conversations', body),
        openingPatienceMs,
      );
      const outcome = told(answer);
      if (outcome.kind !== 'sent') return outcome;
      if (!answer.id) return { kind: 'undelivered', reason: 'unreachable' };
      const reference = { conversationId: answer.id, serviceUrl, botId, userId: person.aadObjectId };
      return { kind: 'opened', reference };
    },

    /** The member's UPN as the channel knows it; undefined when it can't be had. */
    userPrincipalName: async (reference: ConversationReference): Promise<string | undefined> => {
      const path = `v3/conversations/${encodeURIComponent(reference.conversationId)}/members/${encodeURIComponent(reference.userId)}`;
      const { status, body } = await wire.get(at(reference), path);
      const upn = (body as { userPrincipalName?: unknown } | undefined)?.userPrincipalName;
      return status === 200 && typeof upn === 'string' ? upn : undefined;
    },
  };
}

/** A stored chat may name an address that was right under other settings: no token goes there. */
function onlyToTeams(wire: Wire, configured: string): Wire {
  const nobodyThere: WireAnswer = { status: 404 };
  return {
    call: async (method, serviceUrl, path, body) =>
      isTeamsServiceUrl(serviceUrl, configured) ? wire.call(method, serviceUrl, path, body) : nobodyThere,
    get: async (serviceUrl, path) =>
      isTeamsServiceUrl(serviceUrl, configured) ? wire.get(serviceUrl, path) : nobodyThere,
  };
}

function activityOf(
  { botId, userId, conversationId }: ConversationReference,
  { summary, card }: Outgoing,
): object {
  return {
    type: 'message',
    from: { id: botId },
    recipient: { id: userId },
    conversation: { id: conversationId },
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

function isTaken({ status }: WireAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Throttled, a passing fault, or silence. */
function mayPass({ status, silent }: WireAnswer): boolean {
  return silent === true || [408, 412, 429, 500, 502, 503, 504].includes(status);
}

function isBlocked({ code }: WireAnswer): boolean {
  return code !== undefined && /block/i.test(code);
}
