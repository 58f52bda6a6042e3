/** Makes the bot known to everybody who has it installed, without a word in any chat: it learns where to reach them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityWriter } from './activities';
import type { CallBot } from './bot-calls';
import type { Chats } from './chats';
import type { DemoPerson } from './person';

const concurrency = 8;
const pauseMs = 500;

/** How far an introduction has come. */
export type IntroductionProgress = { introduced: number; people: number };

/**
 * Sends each person's `add-upgrade` once in the life of the state folder, repeating until the bot's host is up.
 * `introduce` ends when everybody is known, or when `signal` says that the stand-in closes.
 */
export const createIntroductions = (deps: {
  people: readonly DemoPerson[];
  chats: Chats;
  write: ActivityWriter;
  callBot: CallBot;
  signal: AbortSignal;
}): { introduce(): Promise<IntroductionProgress> } => {
  const { chats, people, signal } = deps;
  const isWaiting = ({ aadObjectId }: DemoPerson): boolean => {
    const { introduced, installed } = chats.settingsOf(aadObjectId);
    return installed && !introduced;
  };
  const introduceOne = async (person: DemoPerson): Promise<void> => {
    while (!signal.aborted && isWaiting(person)) {
      const answer = await deps.callBot(deps.write.installation(person, 'add-upgrade'));
      if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) {
        chats.change(person.aadObjectId, { introduced: true });
        return;
      }
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const introduce = async (): Promise<IntroductionProgress> => {
    const [first, ...others] = people.filter(isWaiting);
    // One alone knocks until somebody opens: a host that is still starting isn't helped by eight.
    if (first) await introduceOne(first);
    const queue = others.values();
    const worker = async (): Promise<void> => {
      for (const person of queue) await introduceOne(person);
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return { introduced: people.filter((person) => !isWaiting(person)).length, people: people.length };
  };
  let running: Promise<IntroductionProgress> | undefined;
  return {
    introduce: () => {
      running ??= introduce().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
};
