/**
 * The SDK's adapter, reduced to what it is good for: verifying incoming calls (signature, issuer, audience,
 * service URL, endorsement) and getting tokens for outgoing ones. An empty app id can't disable it: settings
 * refuse one. The local run differs by the stand-in's metadata address and key alone.
 */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { TokenSigner } from '../connectors/teams/wire';
import { claimsToBeTheChannels } from './channel-token';
import type { Settings } from './settings';

/** An incoming activity, for those who may not know the SDK. */
export type Activity = TurnContext['activity'];
export type TurnAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body?: unknown }
  | { readonly kind: 'unauthorised' };

export type BotAdapter = {
  /** Verifies the call, then runs the turn. */
  run(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<TurnAnswer>;
  readonly sign: TokenSigner;
};

/** `processActivity` is protected in the SDK; its public `process` logs errors and answers with their text. */
class VerifyingAdapter extends CloudAdapter {
  verify(authorization: string, activity: Activity, turn: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity, turn);
  }
}

export function createBotAdapter(settings: Settings): BotAdapter {
  const credentials = credentialsOf(settings);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    authenticationOptions(settings),
    credentials,
  );
  const adapter = new VerifyingAdapter(authentication);
  return {
    run: async (authorization, activity, turn) => {
      if (!claimsToBeTheChannels(authorization)) return { kind: 'unauthorised' };
      let verified = false;
      try {
        const answer = await adapter.verify(authorization, activity, (context) => {
          verified = true;
          return turn(context);
        });
        return { kind: 'answered', status: answer?.status ?? 200, body: answer?.body };
      } catch (error) {
        if (!verified && isRefusal(error)) return { kind: 'unauthorised' };
        throw error;
      }
    },
    sign: createSigner(settings, credentials),
  };
}

/** The SDK tells most refusals by its own error, a bad signature by the one of the library below it. */
function isRefusal(error: unknown): boolean {
  const names = ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'];
  return error instanceof AuthenticationError || (error instanceof Error && names.includes(error.name));
}

function authenticationOptions(settings: Settings): Record<string, string> {
  if (!settings.TEAMS_OPENID_METADATA_URL) return {};
  return {
    ToBotFromChannelOpenIdMetadataUrl: settings.TEAMS_OPENID_METADATA_URL,
    ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl: settings.TEAMS_OPENID_METADATA_URL,
    ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
    OAuthUrl: AuthenticationConstants.OAuthUrl,
  };
}

function credentialsOf(settings: Settings): ServiceClientCredentialsFactory {
  if (settings.TEAMS_LOCAL_KEY) return localCredentials(settings.MicrosoftAppId);
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: settings.MicrosoftAppType,
    MicrosoftAppId: settings.MicrosoftAppId,
    MicrosoftAppTenantId: settings.MicrosoftAppTenantId,
    ...(settings.MicrosoftAppPassword
      ? { MicrosoftAppPassword: settings.MicrosoftAppPassword.reveal() }
      : {}),
  });
}

/** The SDK asks for credentials in every turn; in the local run nothing is sent with them. */
function localCredentials(appId: string): ServiceClientCredentialsFactory {
  class LocalCredentials extends ServiceClientCredentialsFactory {
    override isValidAppId = async (candidate: string): Promise<boolean> => candidate === appId;
    override isAuthenticationDisabled = async (): Promise<boolean> => false;
    override createCredentials = async () => ({ signRequest: async <R>(request: R): Promise<R> => request });
  }
  return new LocalCredentials();
}

function createSigner(settings: Settings, credentials: ServiceClientCredentialsFactory): TokenSigner {
  const localKey = settings.TEAMS_LOCAL_KEY;
  if (localKey) {
    return async (headers) => {
      headers.set('authorization', `Bearer ${localKey.reveal()}`);
    };
  }
  const { ToChannelFromBotOAuthScope: scope, ToChannelFromBotLoginUrlPrefix: login } =
    AuthenticationConstants;
  let known: ReturnType<ServiceClientCredentialsFactory['createCredentials']> | undefined;
  return async (headers) => {
    known ??= credentials.createCredentials(
      settings.MicrosoftAppId,
      scope,
      `${login}${settings.MicrosoftAppTenantId}`,
      true,
    );
    const request = {
      headers: { set: (name: string, value: string) => void headers.set(name.toLowerCase(), value) },
    };
    await (await known).signRequest(request as never);
  };
}
