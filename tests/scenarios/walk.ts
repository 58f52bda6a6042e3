/**
 * Somebody who walks from card to card: each answer must be the very next thing the bot says, and of the kind that
 * was expected. What was pressed, in which way and language, goes into a ledger.
 */
import { openTitleOf } from '../../cards/desk-titles';
import { text } from '../../cards/locale';
import { choiceTitleOf, type LinkName, linkNames, titleOf } from '../../cards/titles';
import type { RowVerb } from '../../domain/desk/messages';
import type { MessageKind, Verb } from '../../domain/messages';
import type { RequestKind } from '../../domain/support-request';
import type { DemoPerson } from '../../local/people/demo-account';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { callJson } from '../harness/http';
import type { LocalRun } from '../harness/local-run';
import { type Button, kindsOf, type Spoken, type Way } from './buttons-of-cards';
import { eventually } from './story';

/** A card in the chat that is known to be of that kind. */
export type Card = { readonly kind: MessageKind; readonly message: ChatMessage };

export type PressOptions = {
  readonly inputs?: Record<string, string>;
  /** What the same press brings the second time, by button and as typed words; without it the same kind again. */
  /** Not repeated: the answer says that it is still under way. */
  readonly once?: true;
  readonly again?: MessageKind | { readonly pressed: MessageKind; readonly typed: MessageKind };
};

export type Walker = {
  readonly person: DemoPerson;
  readonly way: Way;
  readonly language: Spoken;
  /** The next thing that the bot says. @throws where it is of another kind */
  next(kind: MessageKind): Promise<Card>;
  /** Says something. @returns the answer, which must be of that kind */
  ask(words: string, answer: MessageKind): Promise<Card>;
  /** Presses a button of the card, twice in English. @returns the answer, the second one where it is of the same kind */
  press(card: Card, verb: Verb, answer: MessageKind, options?: PressOptions): Promise<Card>;
  /** A row of the administrator's grid, by the name on its button. */
  open(card: Card, name: string, answer: MessageKind, verb?: RowVerb): Promise<Card>;
  /** A press that no typed title would mean: on a card that is closed, or with words in its fields. */
  submit(card: Card, verb: Verb, answer: MessageKind, inputs?: Record<string, string>): Promise<Card>;
  /** The same press from two devices in one moment: what it must lead to stands in the chat afterwards. */
  pressAtOnce(card: Card, verb: Verb, answer: MessageKind): Promise<Card>;
  /** One of several questions, by the verb and by what it is about. */
  choose(card: Card, verb: Verb, about: RequestKind, answer: MessageKind): Promise<Card>;
  /** A link's title as typed words. */
  typeLink(card: Card, link: LinkName, answer: MessageKind): Promise<Card>;
  /** A press that changes the card itself, on all devices, and brings no message. */
  pressInPlace(card: Card, verb: Verb): Promise<void>;
  /** Waits until the card has links alone. */
  onlyLinks(card: Card): Promise<void>;
  /** Waits until the card has lost its buttons. */
  retired(card: Card): Promise<void>;
};

const locales: Record<Spoken, string> = { en: 'en-US', es: 'es-ES' };

/** Teams speaks this language with the person from now on. */
export async function speak(run: LocalRun, person: DemoPerson, language: Spoken): Promise<void> {
  const url = `${run.teamsUrl}/page/people/${person.aadObjectId}/locale`;
  await callJson(url, { body: { locale: locales[language] } });
}

export function createWalker(
  run: LocalRun,
  { person, way, language }: Pick<Walker, 'person' | 'way' | 'language'>,
  ledger: Set<string>,
): Walker {
  const as = `${way} ${language} ${person.name}`;
  let heard = 0;
  const record = (card: Card, button: Button) => ledger.add(`${way} ${language} ${card.kind} ${button}`);

  const hear = async (kind: MessageKind): Promise<ChatMessage> => {
    const said = async () => (await run.messagesOf(person)).filter(({ from }) => from === 'bot')[heard];
    const message = await eventually(`${as}: ${kind}`, said, patienceMs);
    heard += 1;
    return message;
  };
  const next = async (kind: MessageKind): Promise<Card> => {
    const message = await hear(kind);
    const kinds = kindsOf(message, language);
    if (kinds.includes(kind)) return { kind, message };
    // On a busy machine a turn may not live to give its answer; the answer follows.
    if (kinds.includes('working')) return next(kind);
    if (wordsOf(message).includes(text('reason.provider-unavailable', language))) throw new TryAgain(as);
    const words = wordsOf(message).replaceAll('\n', ' | ');
    throw new Error(`${as}: not "${kind}" but "${kinds.join('", "')}": ${words}`);
  };
  /** "Please try again in a few minutes", says the bot on a busy machine; somebody patient does. */
  const answerTo = async (act: () => Promise<void>, kind: MessageKind, tries = 3): Promise<Card> => {
    await act();
    try {
      return await next(kind);
    } catch (error) {
      if (!(error instanceof TryAgain) || tries === 1) throw error;
      return answerTo(act, kind, tries - 1);
    }
  };
  const buttonsNow = async (card: Card): Promise<readonly string[]> => {
    const message = (await run.messagesOf(person)).find(({ id }) => id === card.message.id);
    return message ? buttonsOf(message) : [];
  };
  const pressing = (card: Card, title: string, inputs?: Record<string, string>) => async () => {
    const options = { as: way, ...(inputs ? { inputs } : {}) };
    const status = await run.press(person, card.message.id, title, options);
    if (status >= 300) throw new Error(`${as}: "${title}" was answered with ${status}.`);
  };

  return {
    person,
    way,
    language,
    next,
    ask: (words, answer) => answerTo(() => run.say(person, words), answer),
    press: async (card, verb, answer, { inputs, once, again = answer } = {}) => {
      const act = pressing(card, titleOf(verb, language), inputs);
      const first = await answerTo(act, answer);
      record(card, verb);
      if (language !== 'en' || once) return first;
      const second = typeof again === 'string' ? again : way === 'text' ? again.typed : again.pressed;
      const repeated = await answerTo(act, second);
      return second === answer ? repeated : first;
    },
    open: async (card, name, answer, verb = 'desk-open') => {
      const opened = await answerTo(pressing(card, openTitleOf(name, language, verb)), answer);
      record(card, verb);
      return opened;
    },
    submit: (card, verb, answer, inputs = {}) =>
      answerTo(async () => {
        await run.press(person, card.message.id, titleOf(verb, language), { as: 'submit', inputs });
      }, answer),
    pressAtOnce: async (card, verb, answer) => {
      const act = pressing(card, titleOf(verb, language));
      await Promise.all([act(), act()]);
      return eventually(
        `${as}: ${answer}`,
        async () => {
          const messages = (await run.messagesOf(person)).filter(({ from }) => from === 'bot');
          const found = messages.slice(heard).find((message) => kindsOf(message, language).includes(answer));
          if (found) heard = messages.length;
          return found && { kind: answer, message: found };
        },
        patienceMs,
      );
    },
    choose: async (card, verb, about, answer) => {
      const accountName = person.userPrincipalName;
      const title = [
        { verb, about },
        { verb, about, accountName },
      ]
        .map((choice) => choiceTitleOf(choice, language))
        .find((one) => buttonsOf(card.message).includes(one));
      if (!title) throw new Error(`${as}: ${verb} is not offered.`);
      const answered = await answerTo(pressing(card, title), answer);
      record(card, verb);
      return answered;
    },
    typeLink: async (card, link, answer) => {
      const title = text(`link.${link}`, language);
      expect(buttonsOf(card.message)).toContain(title);
      const answered = await answerTo(() => run.say(person, title), answer);
      record(card, `link ${link}`);
      return answered;
    },
    pressInPlace: async (card, verb) => {
      const title = titleOf(verb, language);
      const has = async () => (await buttonsNow(card)).includes(title);
      for (let time = 0; time < (language === 'en' ? 2 : 1); time++) {
        await pressing(card, title)();
        await eventually(`${as}: a card without "${title}"`, async () => !(await has()), patienceMs);
      }
      record(card, verb);
    },
    onlyLinks: async (card) => {
      const links = linkNames.map((name) => text(`link.${name}`, language));
      const all = async () => (await buttonsNow(card)).every((title) => links.includes(title));
      await eventually(`${as}: a ${card.kind} card with links alone`, all, patienceMs);
    },
    retired: async (card) => {
      await eventually(
        `${as}: a ${card.kind} card without buttons`,
        async () => {
          const message = (await run.messagesOf(person)).find(({ id }) => id === card.message.id);
          return message !== undefined && buttonsOf(message).length === 0;
        },
        patienceMs,
      );
    },
  };
}

class TryAgain extends Error {}

/** Others may be at work on the machine. */
const patienceMs = 30_000;

/** Words that the recogniser understands, in each language of the scenario. */
export const wordsFor = (language: Spoken) => words[language];

const words = {
  en: {
    hello: 'hello',
    unknownSystem: 'I forgot my SAP password',
    system: 'I forgot my Workday password',
    howToMfa: 'how do I reset MFA?',
    secret: 'my password is Tr0ub4dor&3',
    otherAccount: "unlock Ana's account",
    yes: 'yes please',
    no: 'no thanks',
  },
  es: {
    hello: 'hola',
    unknownSystem: 'olvidé mi contraseña de SAP',
    system: 'Olvidé la contraseña de Workday',
    howToMfa: '¿cómo restablezco MFA?',
    secret: 'mi contraseña es Tr0ub4dor&3',
    otherAccount: 'desbloquea la cuenta de Ana',
    yes: 'sí',
    no: 'no, gracias',
  },
} as const;
