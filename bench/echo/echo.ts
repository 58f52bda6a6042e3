/** The baseline: a bot of botbuilder's samples on Functions, which says back what it is told. */
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  MessageFactory,
  type Request,
  type Response,
} from 'botbuilder';
import { AuthenticationConstants, ServiceClientCredentialsFactory } from 'botframework-connector';

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
      await next();
    });
  }
}

/** The stand-in knows the bot by a key, where Azure would give it a token. */
class KeyCredentials extends ServiceClientCredentialsFactory {
  override isValidAppId = async (appId: string): Promise<boolean> => appId === process.env.MicrosoftAppId;
  override isAuthenticationDisabled = async (): Promise<boolean> => false;
  override createCredentials = async () => ({
    signRequest: async <R>(request: R): Promise<R> => {
      const { headers } = request as { headers: { set(name: string, value: string): void } };
      headers.set('authorization', `Bearer ${process.env.TEAMS_LOCAL_KEY}`);
      return request;
    },
  });
}

export function registerEcho(route: string): void {
  const metadata = process.env.TEAMS_OPENID_METADATA_URL ?? '';
  const options = {
    ToBotFromChannelOpenIdMetadataUrl: metadata,
    ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
    OAuthUrl: AuthenticationConstants.OAuthUrl,
  };
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(options, new KeyCredentials()),
  );
  const bot = new EchoBot();
  app.http(`echo-${route}`, {
    methods: ['POST'],
    authLevel: 'anonymous',
    route,
    handler: async (request): Promise<HttpResponseInit> => {
      const answer: { status: number; body?: unknown } = { status: 200 };
      await adapter.process(await incoming(request), responseInto(answer), (context) => bot.run(context));
      return answer.body === undefined
        ? { status: answer.status }
        : { status: answer.status, jsonBody: answer.body };
    },
  });
}

async function incoming(request: HttpRequest): Promise<Request> {
  const body = (await request.json()) as Record<string, unknown>;
  return { body, method: request.method, headers: Object.fromEntries(request.headers) } as never;
}

function responseInto(answer: { status: number; body?: unknown }): Response {
  return {
    status: (status: number) => {
      answer.status = status;
    },
    header: () => {},
    send: (body: unknown) => {
      answer.body = body;
    },
    end: () => {},
    socket: undefined,
  } as never;
}
