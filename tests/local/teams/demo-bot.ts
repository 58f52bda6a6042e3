/** A small bot with authentication on, to try the stand-in with: it locks nobody, but talks, asks, updates and writes first. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  MessageFactory,
  TeamsActivityHandler,
  TeamsInfo,
  TurnContext,
} from 'botbuilder';
import { channelIssuer } from '../../../local/teams/channel-tokens';
import { answeredCard, lockoutCard } from './demo-cards';

/** Everything that tests ask of the bot. */
export type DemoBot = {
  url: string;
  messagesUrl: string;
  /** Activities that it was sent, in order. */
  received: Partial<Activity>[];
  /** Makes the bot known to the stand-in. */
  connect(openIdMetadataUrl: string): void;
  /** Writes first, by the stored reference. */
  notify(aadObjectId: string, content: { text?: string; card?: object }): Promise<string>;
  /** Writes first, by a new conversation. */
  create(serviceUrl: string, memberId: string, text: string): Promise<void>;
  update(aadObjectId: string, id: string, card: object): Promise<void>;
  remove(aadObjectId: string, id: string): Promise<void>;
  memberUpn(aadObjectId: string): Promise<string | undefined>;
  close(): Promise<void>;
};

const cardOf = (card: object): Partial<Activity> => MessageFactory.attachment(CardFactory.adaptiveCard(card));

class TalkingBot extends TeamsActivityHandler {
  constructor(references: Map<string, Partial<ConversationReference>>) {
    super();
    this.onTurn(async (context, next) => {
      const id = context.activity.from.aadObjectId;
      if (id) references.set(id, TurnContext.getConversationReference(context.activity));
      await next();
    });
    this.onMessage(async (context, next) => {
      const { text, value } = context.activity;
      if (value) await context.sendActivity(`You submitted ${JSON.stringify(value)}`);
      else if (/locked|unlock|okta/i.test(text)) await context.sendActivity(cardOf(lockoutCard()));
      else {
        await context.sendActivity({ type: 'typing' });
        await context.sendActivity(`**You said:** ${text}`);
      }
      await next();
    });
  }
  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    invoke: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const verb = invoke.action.verb;
    const message = 'application/vnd.microsoft.activity.message' as const;
    if (verb === 'tell') return { statusCode: 200, type: message, value: 'It stays locked.' as never };
    if (verb === 'refuse') {
      const value = { code: 'Forbidden', message: 'This is not your card.' };
      return { statusCode: 403, type: 'application/vnd.microsoft.error', value };
    }
    const name = context.activity.from.name;
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: answeredCard(name) as never,
    };
  }
}

/** Starts it on a free port; `connect` must be called before it is spoken to. */
export const startDemoBot = async (options: {
  appId: string;
  tenantId: string;
  localKey: string;
}): Promise<DemoBot> => {
  const references = new Map<string, Partial<ConversationReference>>();
  const received: Partial<Activity>[] = [];
  const bot = new TalkingBot(references);
  let adapter: CloudAdapter | undefined;
  const { appId, tenantId } = options;
  const ready = (): CloudAdapter => {
    if (!adapter) throw new Error('connect the bot first');
    return adapter;
  };
  const connect = (openIdMetadataUrl: string): void => {
    const settings = {
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      // One setting of its own turns all of the SDK's defaults off, so the others are named too.
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromChannelTokenIssuer: channelIssuer,
      ToChannelFromBotOAuthScope: channelIssuer,
    };
    const localCredentials = {
      signRequest: async <T extends { headers: { set(name: string, value: string): void } }>(
        request: T,
      ): Promise<T> => {
        request.headers.set('authorization', `Bearer ${options.localKey}`);
        return request;
      },
    };
    const factory = {
      isValidAppId: async (id: string) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => localCredentials,
    };
    adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, factory as never));
  };
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text) as Record<string, unknown>;
    const shim = {
      socket: request.socket,
      status: (code: number) => {
        response.statusCode = code;
        return shim;
      },
      header: (name: string, value: unknown) => response.setHeader(name, String(value)),
      send: (sent?: unknown) => response.write(JSON.stringify(sent ?? '')),
      end: () => response.end(),
    };
    const incoming = { method: 'POST', headers: request.headers as Record<string, string>, body };
    await ready().process(incoming as never, shim as never, async (context) => {
      received.push(context.activity);
      await bot.run(context);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inChat = async <T>(aadObjectId: string, act: (context: TurnContext) => Promise<T>): Promise<T> => {
    let outcome: T | undefined;
    await ready().continueConversationAsync(appId, references.get(aadObjectId) ?? {}, async (context) => {
      outcome = await act(context);
    });
    return outcome as T;
  };
  return {
    url,
    messagesUrl: `${url}/api/messages`,
    received,
    connect,
    notify: (aadObjectId, { text, card }) =>
      inChat(aadObjectId, async (context) => {
        const sent = await context.sendActivity(card ? cardOf(card) : (text ?? ''));
        return sent?.id ?? '';
      }),
    create: (serviceUrl, memberId, text) =>
      ready().createConversationAsync(
        appId,
        'msteams',
        serviceUrl,
        'https://api.botframework.com',
        {
          isGroup: false,
          bot: { id: appId, name: '' },
          members: [{ id: memberId, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        } as never,
        async (context) => {
          await context.sendActivity(text);
        },
      ),
    update: (aadObjectId, id, card) =>
      inChat(aadObjectId, async (context) => {
        await context.updateActivity({ ...cardOf(card), id, type: 'message' });
      }),
    remove: (aadObjectId, id) => inChat(aadObjectId, (context) => context.deleteActivity(id)),
    memberUpn: (aadObjectId) =>
      inChat(
        aadObjectId,
        async (context) => (await TeamsInfo.getMember(context, aadObjectId)).userPrincipalName,
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
