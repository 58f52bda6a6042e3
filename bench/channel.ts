/** The channel's end of a turn: activities as Teams words and signs them, one call at a time on a kept connection. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { createActivityWriter } from '../local/teams/activities';
import { openTokenSigner } from '../local/teams/channel-tokens';
import type { DemoPerson } from '../local/teams/person';
import type { Services } from './services';

export interface Channel {
  people: DemoPerson[];
  /** Says something to the bot at that route. @returns the status of its answer. @throws where nobody answers */
  say(person: DemoPerson, text: string, route?: string): Promise<number>;
  /** What the bot's messages in the chat were, in order. */
  answersTo(person: DemoPerson): Promise<('card' | 'text')[]>;
  close(): void;
}

const tokenLifeMs = 60_000;

export async function openChannel(services: Services): Promise<Channel> {
  const { settings, teamsUrl, functionsUrl, stateFolder } = services;
  const appId = settings.MicrosoftAppId ?? '';
  const bot = {
    appId,
    tenantId: settings.MicrosoftAppTenantId ?? '',
    messagesUrl: functionsUrl,
    name: 'Bot',
  };
  const write = createActivityWriter({
    bot,
    serviceUrl: () => settings.TEAMS_SERVICE_URL ?? teamsUrl,
    now: () => new Date(),
    localeOf: () => 'en',
  });
  const signer = openTokenSigner(path.join(stateFolder, 'teams'));
  let token = { text: '', untilMs: 0 };
  // As from Azure, one token serves for a while.
  const authorization = (): string => {
    if (token.untilMs < performance.now()) {
      const text = signer.sign({ audience: appId, serviceUrl: settings.TEAMS_SERVICE_URL ?? teamsUrl });
      token = { text, untilMs: performance.now() + tokenLifeMs };
    }
    return `Bearer ${token.text}`;
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const people = (await (await fetch(`${teamsUrl}/api/people`)).json()) as DemoPerson[];
  return {
    people,
    say: (person, text, route = '/api/messages') => {
      const body = Buffer.from(JSON.stringify(write.text(person, randomUUID(), text)));
      const headers = {
        authorization: authorization(),
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
      };
      return post(agent, `${functionsUrl}${route}`, headers, body);
    },
    answersTo: async (person) => {
      const answer = await fetch(`${teamsUrl}/api/people/${person.aadObjectId}/messages`);
      const messages = (await answer.json()) as { from: string; card?: unknown }[];
      return messages.filter(({ from }) => from === 'bot').map(({ card }) => (card ? 'card' : 'text'));
    },
    close: () => agent.destroy(),
  };
}

function post(
  agent: Agent,
  url: string,
  headers: Record<string, string | number>,
  body: Buffer,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      url.replace('localhost', '127.0.0.1'),
      { method: 'POST', agent, headers },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        answer.on('error', reject);
      },
    );
    call.on('error', reject).end(body);
  });
}
