/** Calls to the bot's endpoint as Teams makes them, or as somebody makes them who would like to be Teams. */
import path from 'node:path';
import { type Activity, createActivityWriter } from '../../local/teams/activities';
import { openTokenSigner, type TokenContents } from '../../local/teams/channel-tokens';
import type { LocalRun } from '../harness/local-run';

export interface ChannelAnswer {
  status: number;
  text: string;
}

/** What the token says instead of what is right; `none` for a call without any. */
export type TokenChange = Partial<TokenContents> | 'none' | 'garbage';

export function createChannel(run: LocalRun) {
  if (!run.stateFolder) throw new Error("This host's channel keys are out of reach.");
  const settings = run.settings();
  const serviceUrl = settings.TEAMS_SERVICE_URL ?? '';
  const signer = openTokenSigner(path.join(run.stateFolder, 'teams'));
  const messagesUrl = `${run.functionsUrl}/api/messages`;
  const bot = {
    appId: settings.MicrosoftAppId ?? '',
    tenantId: settings.MicrosoftAppTenantId ?? '',
    messagesUrl,
    name: 'Account Access',
  };
  const write = createActivityWriter({
    bot,
    serviceUrl: () => serviceUrl,
    now: () => new Date(),
    localeOf: () => 'en-US',
  });

  const authorization = (change: TokenChange): Record<string, string> => {
    if (change === 'none') return {};
    if (change === 'garbage') return { authorization: 'Bearer not.a.token' };
    return { authorization: `Bearer ${signer.sign({ audience: bot.appId, serviceUrl, ...change })}` };
  };

  /** Sends an activity, whatever it is, with a right token unless told otherwise. */
  const send = async (activity: unknown, token: TokenChange = {}): Promise<ChannelAnswer> => {
    const response = await fetch(messagesUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(token) },
      body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, text: await response.text() };
  };

  return { bot, serviceUrl, write, send };
}

export type { Activity };
