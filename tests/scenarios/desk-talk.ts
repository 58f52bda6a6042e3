/** What an administrator says and presses at the desk, and who is who there. */
import type { DemoPerson } from '../../local/people/demo-account';
import { type ChatMessage, wordsOf } from '../harness/chat';
import type { LocalRun } from '../harness/local-run';
import { eventually } from './story';

/** The object id of the demo organisation's person with that number. */
export function idOf(number: number): string {
  return `ad000000-5eed-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export interface DeskTalk {
  who(number: number): DemoPerson;
  /** Says or presses something; @returns the bot's next message that fits. */
  answer(person: DemoPerson, act: () => Promise<unknown>, wanted: RegExp): Promise<ChatMessage>;
  says(person: DemoPerson, words: string, wanted: RegExp): Promise<ChatMessage>;
  presses(
    person: DemoPerson,
    card: ChatMessage,
    title: string,
    wanted: RegExp,
    inputs?: Record<string, string>,
  ): Promise<ChatMessage>;
  recordFor(administrator: DemoPerson, person: DemoPerson): Promise<ChatMessage>;
}

/** @param run is asked for when it is used: a test file starts it later */
export function createDeskTalk(run: () => LocalRun): DeskTalk {
  const answer: DeskTalk['answer'] = async (person, act, wanted) => {
    const before = (await run().messagesOf(person)).filter(({ from }) => from === 'bot').length;
    await act();
    return eventually(`${person.name}: ${wanted}`, async () => {
      const later = (await run().messagesOf(person)).filter(({ from }) => from === 'bot').slice(before);
      return later.find((message) => wanted.test(wordsOf(message)));
    });
  };
  const says: DeskTalk['says'] = (person, words, wanted) =>
    answer(person, () => run().say(person, words), wanted);
  const presses: DeskTalk['presses'] = (person, card, title, wanted, inputs) =>
    answer(person, () => run().press(person, card.id, title, inputs ? { inputs } : {}), wanted);
  return {
    who: (number) => {
      const found = run().people.find(({ aadObjectId }) => aadObjectId === idOf(number));
      if (!found) throw new Error(`There is nobody with number ${number}.`);
      return found;
    },
    answer,
    says,
    presses,
    recordFor: async (administrator, person) => {
      const found = await says(administrator, `find user ${person.name}`, /^Users\n/);
      return presses(administrator, found, `Open ${person.name}`, /^User record/);
    },
  };
}
