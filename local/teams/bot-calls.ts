/** Carries activities to the bot's endpoint, signed as Teams signs them, and says what came of it. */
import type { Activity } from './activities';
import type { BotAddress } from './addresses';
import type { TokenSigner } from './channel-tokens';

/** Teams gives a bot fifteen seconds. */
const patienceMs = 15_000;
const tokenLifeMs = 60_000;

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
  if (cause?.code === 'ECONNREFUSED') return 'nothing listens there (ECONNREFUSED)';
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
  /** By how much the stand-in's clock is moved: a moved clock needs a new token. */
  offsetMs(): number;
  onAnswer(answer: BotAnswer): void;
  signal: AbortSignal;
}): CallBot => {
  let token = { text: '', serviceUrl: '', offsetMs: 0, madeAtMs: Number.NEGATIVE_INFINITY };
  const tokenFor = (serviceUrl: string): string => {
    // One token serves for a while, as from Azure: signing costs more than all the rest of a call.
    const offsetMs = deps.offsetMs();
    const isFresh = performance.now() - token.madeAtMs < tokenLifeMs && token.offsetMs === offsetMs;
    if (!isFresh || token.serviceUrl !== serviceUrl) {
      const text = deps.signer.sign({ audience: deps.bot.appId, serviceUrl });
      token = { text, serviceUrl, offsetMs, madeAtMs: performance.now() };
    }
    return token.text;
  };
  const call = async (activity: Activity): Promise<BotAnswer> => {
    try {
      const response = await fetch(deps.bot.messagesUrl, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokenFor(activity.serviceUrl)}`,
          'content-type': 'application/json; charset=utf-8',
        },
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
