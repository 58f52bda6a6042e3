/**
 * The activity handler: turns the channel's activities into our turns and keeps the chat's address up to date.
 * A press may come as an invoke, as a submitted value or as a typed title; who pressed is who the activity says.
 */
import {
  ActivityHandler,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  type TurnContext,
} from 'botbuilder';
import { plain } from '../cards/foreign-text';
import { isTimeZone } from '../cards/moment';
import type { Conversation, ConversationReference, Noted } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import { allVerbs, type Message } from '../domain/messages';
import { type Person, personKey } from '../domain/person';
import type { Stored } from '../domain/ports/stores';
import { changeConversation } from '../domain/use-cases/change-conversation';
import { answerUnread, converse } from './converse';
import type { Router } from './router';
import type { Press, Turn, TurnChannel } from './turn';

export type BotDeps = {
  readonly deps: Deps;
  readonly route: Router;
  /** The chat that a reference leads to. */
  channel(reference: ConversationReference): TurnChannel;
  render(message: Message, person: Person): { readonly summary: string; readonly card: object };
  /** Asks the channel for the member's UPN; only where the policy links accounts by it. */
  userPrincipalName?(reference: ConversationReference): Promise<string | undefined>;
  /** A turn failed: for the log. */
  onFailure(error: unknown): void;
};

type Activity = TurnContext['activity'];

export class AccessBot extends ActivityHandler {
  readonly #bot: BotDeps;

  constructor(bot: BotDeps) {
    super();
    this.#bot = bot;
    this.onMessage(async ({ activity }, next) => {
      await this.#message(activity);
      await next();
    });
    this.onInstallationUpdate(async ({ activity }, next) => {
      await this.#installation(activity);
      await next();
    });
    this.onMembersAdded(async ({ activity }, next) => {
      if (activity.from.id !== activity.recipient.id) await this.#remember(activity);
      await next();
    });
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    value: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const person = personOf(context.activity);
    const press = pressOf(value.action?.data, value.action?.verb);
    if (!person || !press) return told('');
    const pressed = await this.#turn(context.activity, person, { kind: 'press', press });
    if (!pressed) return told('');
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { ...this.#bot.render(pressed, person).card },
    };
  }

  async #message(activity: Activity): Promise<void> {
    const person = personOf(activity);
    if (!person) return;
    const press = pressOf(activity.value);
    if (press) await this.#turn(activity, person, { kind: 'press', press });
    else if (typeof activity.text === 'string' && activity.text.trim() !== '') {
      await this.#turn(activity, person, { kind: 'text', text: activity.text });
    }
  }

  /** Stored on install, gone on uninstall; only somebody who has just installed the app is greeted. */
  async #installation(activity: Activity): Promise<void> {
    const person = personOf(activity);
    if (!person) return;
    if (activity.action?.startsWith('remove')) {
      await this.#bot.deps.conversations.remove(person);
      return;
    }
    await this.#remember(activity);
    if (activity.action === 'add') await this.#turn(activity, person, { kind: 'text', text: 'hello' });
  }

  async #turn(activity: Activity, person: Person, said: Turn['said']): Promise<Message | undefined> {
    const { deps, route, onFailure, userPrincipalName } = this.#bot;
    const channel = this.#bot.channel(referenceOf(activity));
    try {
      const unread = userPrincipalName ? undefined : route.unread(said);
      if (unread) {
        await answerUnread(deps, person, unread, toldBy(activity), channel, onFailure);
        return undefined;
      }
      const conversation = await this.#remember(activity);
      const turn: Turn = {
        person,
        at: saidAt(activity, deps),
        said,
        conversation,
        busy: () => void channel.typing().catch(onFailure),
      };
      return await converse(deps, route, turn, channel, onFailure);
    } catch (error) {
      onFailure(error);
      // Nothing is half done: what was begun stands on the request's row, and its orchestration goes on.
      await channel.send({ kind: 'refused', id: 'none', reason: 'provider-unavailable' }, person);
      return undefined;
    }
  }

  /** The chat's address and language as they are now; written only when they have changed. */
  async #remember(activity: Activity): Promise<Stored<Conversation> | undefined> {
    const person = personOf(activity);
    if (!person) return undefined;
    const { deps, userPrincipalName } = this.#bot;
    const reference = referenceOf(activity);
    const upn = userPrincipalName && (await userPrincipalName(reference));
    return changeConversation(deps, person, (row) => {
      const locale = localeOf(activity) ?? row.locale;
      const name = nameOf(activity);
      const timeZone = timeZoneOf(activity) ?? row.timeZone;
      const same =
        row.reference !== undefined &&
        sameReference(row.reference, reference) &&
        row.locale === locale &&
        row.timeZone === timeZone &&
        (!upn || row.userPrincipalName === upn);
      if (same) return row;
      return {
        ...row,
        reference,
        locale,
        ...(name ? { name } : {}),
        ...(timeZone ? { timeZone } : {}),
        ...(upn ? { userPrincipalName: upn } : {}),
      };
    });
  }
}

/** Undefined for anything but a personal chat with somebody of the directory: the bot keeps silent there. */
function personOf(activity: Activity): Person | undefined {
  const tenantId = activity.channelData?.tenant?.id ?? activity.conversation?.tenantId;
  const aadObjectId = activity.from?.aadObjectId;
  if (!tenantId || !aadObjectId || activity.conversation?.conversationType !== 'personal') return undefined;
  const timeZone = timeZoneOf(activity);
  return {
    ...personKey(tenantId, aadObjectId),
    locale: localeOf(activity) ?? 'en',
    ...(timeZone ? { timeZone } : {}),
  };
}

/** No tag of a language is longer; it is kept on rows that have room for little. */
function localeOf({ locale }: Activity): string | undefined {
  return locale && locale.length <= 35 ? locale : undefined;
}

/** Teams tells the zone of the person's device; what isn't one is nobody's. */
function timeZoneOf({ localTimezone, entities = [] }: Activity): string | undefined {
  const client = entities.find(({ type }) => type === 'clientInfo') as { timezone?: unknown } | undefined;
  const told = localTimezone ?? client?.timezone;
  return typeof told === 'string' && isTimeZone(told) ? told : undefined;
}

function nameOf({ from }: Activity): string {
  return plain(from.name ?? '');
}

function referenceOf(activity: Activity): ConversationReference {
  return {
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    userId: activity.from.id,
  };
}

/** What an activity tells of its chat, whatever was known before. */
function toldBy(activity: Activity): Noted {
  const [locale, name, timeZone] = [localeOf(activity), nameOf(activity), timeZoneOf(activity)];
  return {
    reference: referenceOf(activity),
    ...(locale ? { locale } : {}),
    ...(name ? { name } : {}),
    ...(timeZone ? { timeZone } : {}),
  };
}

function sameReference(a: ConversationReference, b: ConversationReference): boolean {
  return (
    a.conversationId === b.conversationId &&
    a.serviceUrl === b.serviceUrl &&
    a.botId === b.botId &&
    a.userId === b.userId
  );
}

/** A button's data is foreign input: a known verb and a short id, or nothing. */
function pressOf(data: unknown, invokedVerb?: string): Press | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { verb, id } = data as { verb?: unknown; id?: unknown };
  const known = allVerbs.find((candidate) => candidate === (invokedVerb ?? verb));
  if (!known || typeof id !== 'string' || id.length > 100) return undefined;
  const chosen = chosenOf((data as { factors?: unknown }).factors);
  const inputs = inputsOf(data);
  return { verb: known, id, via: 'button', ...(chosen ? { chosen } : {}), ...(inputs ? { inputs } : {}) };
}

const mostInputs = 60;
const longestInput = 1_000;

/** What was written into the card's fields comes beside what the button carries. */
function inputsOf(data: object): Readonly<Record<string, string>> | undefined {
  const texts = Object.entries(data).filter(
    (entry): entry is [string, string] =>
      /^desk[A-Z]\w{0,30}$/.test(entry[0]) && typeof entry[1] === 'string' && entry[1].length <= longestInput,
  );
  return texts.length > 0 ? Object.fromEntries(texts.slice(0, mostInputs)) : undefined;
}

/** A list of choices comes as one text, parted by commas. */
function chosenOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string' || value.length > 4_000) return undefined;
  return value
    .split(',')
    .filter((part) => part !== '')
    .slice(0, 50);
}

/** The channel's instant; one that lies in our future would let an early yes count. */
function saidAt(activity: Activity, { clock }: Pick<Deps, 'clock'>): Date {
  const now = clock.now();
  const said = activity.timestamp ? new Date(activity.timestamp) : now;
  return Number.isNaN(said.getTime()) || said > now ? now : said;
}

function told(text: string): AdaptiveCardInvokeResponse {
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: text as unknown as Record<string, unknown>,
  };
}
