/** One person at a time past a fault: for calls in which nobody can see whose they are. */
import type { DemoPerson } from '../../local/people/demo-account';
import { type ChatMessage, wordsOf } from '../harness/chat';
import type { LocalRun } from '../harness/local-run';
import { eventually } from './story';
import { either, inhuman, notYet } from './vendor-faults';

export type OneRoad = {
  readonly run: LocalRun;
  readonly person: DemoPerson;
  readonly wish: string;
  readonly question: RegExp;
  readonly button: string;
  readonly inputs?: Record<string, unknown>;
  readonly done: RegExp;
  /** By what stands at the provider. */
  isDone(): boolean;
};

const refused = /I couldn't (unlock|reset|get you)|I left everything as it is/;

/** The question, asked for until whatever others have left behind is over. */
export function asked({ run, person, wish, question }: OneRoad): Promise<ChatMessage> {
  return eventually('the question', async () => {
    const before = (await run.messagesOf(person)).at(-1);
    await run.say(person, wish);
    const after = before ? { after: before } : {};
    const answer = await run.waitForMessage(person, either(notYet, question), after);
    return question.test(wordsOf(answer)) ? answer : undefined;
  });
}

/** The fault begins before the press and ends once the person has read a word: true and kind, and in the end it is done. */
export async function pressThrough(road: OneRoad, begin: () => void, clear: () => void): Promise<void> {
  const { run, person, button, inputs, done } = road;
  let question = await asked(road);
  begin();
  for (let tries = 0; ; tries++) {
    await run.press(person, question.id, button, inputs ? { inputs } : {});
    const first = await run.waitForMessage(person, either(notYet, done), { after: question });
    const word = wordsOf(first);
    if (inhuman.test(word)) throw new Error(`not for people: ${word}`);
    if (done.test(word)) expect([word, road.isDone()]).toEqual([word, true]);
    clear();
    if (done.test(word)) return;
    const ended = either(done, refused);
    const last = ended.test(word)
      ? first
      : await run.waitForMessage(person, ended, { after: first, timeoutMs: 60_000 });
    if (done.test(wordsOf(last))) break;
    if (tries > 2) throw new Error(`refused again and again: ${wordsOf(last)}`);
    question = await asked(road);
  }
  expect(road.isDone()).toBe(true);
}
