/** Carries activities to the bot's endpoint, signed as Teams signs them, and says what came of it. */
import type { Activity } from './activities';
import type { BotAddress } from './addresses';
import type { TokenSigner } from './channel-tokens';

/** Teams gives a bot fifteen seconds. */
const patienceMs = 15_000;

/** What the bot answered; `unreachable` where it didn't, with the reason in words. */
export type BotAnswer =
  | { kind: 'answered'; status: number; body: unknown }
  | { kind: 'unreachable'; reason: string };

/** Sends one activity. Never throws. */
export type CallBot = (activity: Activity) => Promise<BotAnswer>;

const reasonOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${patienceMs / 1000} seconds`;
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.message : String(error));
};

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
};

/** Makes the carrier. `onAnswer` is told of each answer, so that the page can say that the bot is not there. */
export const createBotCalls = (deps: {
  bot: BotAddress;
  signer: TokenSigner;
  onAnswer(answer: BotAnswer): void;
  signal: AbortSignal;
}): CallBot => {
  const call = async (activity: Activity): Promise<BotAnswer> => {
    const token = deps.signer.sign({ audience: deps.bot.appId, serviceUrl: activity.serviceUrl });
    try {
      const response = await fetch(deps.bot.messagesUrl, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(activity),
        signal: AbortSignal.any([deps.signal, AbortSignal.timeout(patienceMs)]),
      });
      return { kind: 'answered', status: response.status, body: await readBody(response) };
    } catch (error) {
      return { kind: 'unreachable', reason: reasonOf(error) };
    }
  };
  return async (activity) => {
    const answer = await call(activity);
    deps.onAnswer(answer);
    return answer;
  };
};
