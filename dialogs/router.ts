/**
 * From a turn to the dialog's step. A button, its typed title and a plain yes or no to an open question are the
 * same press; a wish begins its dialog; anything else gets an honest answer of what the bot can do (G3, G4).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { keptWords } from '../cards/foreign-text';
import { type DeliveredQuestion, living, type OpenQuestion, questionForYesNo } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import type { Message, Verb } from '../domain/messages';
import { deliveryOf, type RequestKind } from '../domain/support-request';
import { createDeskDialog } from './desk';
import { type Dialog, justSay, questionOf } from './dialog';
import { createFollowUpDialog } from './follow-up';
import { createHelpDialog } from './help';
import { createInstructionsDialog, instructionsReply } from './instructions';
import { createMfaDialog } from './mfa';
import { createPasswordDialog, isMain } from './password';
import type { Flag } from './recogniser/intents';
import { recognise } from './recogniser/recognise';
import { createReminderDialog } from './reminder';
import { chosenByTitle, type TypedLink, type TypedTitles, titledPress } from './titled-press';
import type { Press, Reply, Turn } from './turn';
import { createUnlockDialog } from './unlock';

/** Words that are no wish and have an answer of their own. */
const answeredFlags: readonly Flag[] = ['not-me', 'other-person', 'remind-again'];

const justNowMs = 5_000;
const looks = 4;
const betweenLooksMs = 250;

export type Router = {
  (turn: Turn): Promise<Reply>;
  /** The answer to words that mean the same whatever is open in the chat; undefined where that must be read first. */
  readonly unread: (said: Turn['said']) => Reply | undefined;
};

export function createRouter(deps: Deps, titles: TypedTitles): Router {
  const unlock = createUnlockDialog(deps);
  const help = createHelpDialog(deps);
  const password = createPasswordDialog(deps);
  const mfa = createMfaDialog(deps);
  const instructions = createInstructionsDialog(deps);
  const desk = createDeskDialog(deps, titles.desk, () => general());
  const reminder = createReminderDialog(deps);
  const systems = Object.keys(deps.policy.passwordReset.systems);
  const begin = { unlock: unlock.begin, 'password-reset': password.begin, 'mfa-reset': mfa.begin };
  const followUp = createFollowUpDialog(deps, begin, unlock.no);
  const steps: Dialog['steps'] = {
    ...unlock.steps,
    ...followUp.steps,
    ...help.steps,
    ...password.steps,
    ...mfa.steps,
    ...instructions.steps,
    ...desk.steps,
    ...reminder.steps,
  };

  const press = async (turn: Turn, pressed: Press): Promise<Reply> => {
    const step = steps[pressed.verb];
    const reply = step ? await step(turn, pressed) : general();
    // "Which one do you mean?" is answered by any press about one of them.
    const asked = turn.conversation?.value.questions.find(({ choices }) =>
      choices?.some(({ id }) => id === pressed.id),
    );
    return asked ? { ...reply, retire: [...(reply.retire ?? []), retiredWhich(asked, 'answered')] } : reply;
  };

  const retiredWhich = (question: OpenQuestion, ending: 'answered' | 'superseded') => ({
    question,
    message: {
      kind: 'retired',
      template: 'which-question',
      ending,
      at: deps.clock.now().toISOString(),
    } as const,
  });

  const text = async (turn: Turn, said: string): Promise<Reply> => {
    const plainAnswer = unread({ kind: 'text', text: said });
    if (plainAnswer) return plainAnswer;
    const questions = turn.conversation ? living(turn.conversation.value, deps.clock.now()) : [];
    const atDesk = desk.meant(turn, questions, said);
    if (atDesk) return atDesk;
    const chosen = chosenByTitle(questions, titles, said);
    if (chosen) return press(turn, chosen);
    const pending = questions.some(({ yes }) => yes !== undefined);
    const { intent, flags, system, alternatives } = recognise(said, {
      systems,
      pending,
      locale: turn.person.locale,
    });
    const plain = intent === 'affirm' || intent === 'deny';
    if (plain) {
      const answer = await yesOrNo(turn, questions, intent === 'affirm' ? 'yes' : 'no');
      if (answer) return answer;
    }
    // "Yes" is a title too: where it is no answer to a question, it is no press of that question's button either.
    const open = plain ? questions.filter(({ yes }) => yes === undefined) : questions;
    const verbs = titles.verbsOf(said);
    const titled = titledPress(open, verbs);
    if (titled) return press(turn, titled);
    const link = titles.linkOf(said);
    if (link) return linkAgain(turn, questions, link);
    if (flags.includes('not-me')) return help.incident(turn);
    if (flags.includes('remind-again')) return (await reminder.resume(turn)) ?? unknown(said);
    // The title of a button that no open card has.
    if (verbs.length > 0) return unknown(said);
    if (flags.includes('other-person')) return justSay({ kind: 'other-account', id: newId() });
    if (flags.includes('two-wishes')) return withWords(said);
    if (flags.includes('password-date')) return dateOf(turn, system);
    switch (intent) {
      case 'unlock-account':
        return unlock.begin(turn);
      case 'get-help':
        return help.begin(turn, lastWords(questions));
      case 'reset-password':
        return password.beginFor(turn, system);
      case 'reset-mfa':
        return mfa.beginFor(turn, flags.includes('lost-device') || flags.includes('stolen-device'));
      case 'check-status':
        return unlock.begin(turn);
      case 'how-to':
        return howTo(
          turn,
          alternatives.map((guess) => guess.intent),
          system,
        );
      case 'general-access-issue':
        return withWords(said);
      default:
        return unknown(said);
    }
  };

  /** Of a system that the main provider doesn't manage nobody here knows a date: its instructions come. */
  const dateOf = (turn: Turn, system: string | undefined): Promise<Reply> =>
    system === undefined || isMain(deps, system)
      ? reminder.passwordDate(turn)
      : password.beginFor(turn, system);

  /** M4: "how do I …?" gets the organisation's instructions where there are some, else the card that explains. */
  const howTo = (
    turn: Turn,
    meant: readonly string[],
    system: string | undefined,
  ): Promise<Reply> | Reply => {
    const { mfaReset, passwordReset } = deps.policy;
    if (meant.includes('reset-mfa')) {
      return mfaReset.instructions
        ? instructionsReply(deps, 'mfa-reset', mfaReset.instructions)
        : mfa.beginFor(turn, false);
    }
    if (meant.includes('reset-password') || system !== undefined) {
      return passwordReset.instructions && system === undefined
        ? instructionsReply(deps, 'password-reset', passwordReset.instructions)
        : password.beginFor(turn, system);
    }
    return general();
  };

  const unread: Router['unread'] = (said) => {
    if (said.kind !== 'text') return undefined;
    const { intent, flags } = recognise(said.text, { systems, pending: true });
    if (flags.includes('contains-secret')) return justSay({ kind: 'contains-secret', id: newId() });
    if (titles.mayBe(said.text)) return undefined;
    if (flags.includes('greeting')) return general('welcome');
    if (intent === 'general-access-issue' && flags.length === 0) return withWords(said.text);
    const nothing = intent === 'none' && !flags.some((flag) => answeredFlags.includes(flag));
    return nothing ? unknown(said.text) : undefined;
  };

  /** A yes counts only for a question that was delivered before it; two at once, and the bot asks which. */
  const yesOrNo = async (
    turn: Turn,
    questions: readonly OpenQuestion[],
    said: 'yes' | 'no',
  ): Promise<Reply | undefined> => {
    const match = questionForYesNo(await onceDelivered(turn, questions), turn.at);
    if (match.kind === 'none') return undefined;
    if (match.kind === 'one') {
      const verb = match.question[said] as Verb;
      return press(turn, { verb, id: match.question.id, via: 'typed' });
    }
    const choices = await Promise.all(
      match.questions.map(async (question) => {
        const request = (await deps.requests.read(question.id))?.value;
        const accountName = request?.accountName;
        return {
          id: question.id,
          about: request?.kind ?? aboutOf(question),
          verb: question[said] as Verb,
          ...(accountName ? { accountName } : {}),
        };
      }),
    );
    const message: Message = { kind: 'which-question', choices };
    const question = questionOf(deps, message, { id: newId(), topic: 'which', choices });
    const former = questions.filter(({ topic }) => topic === 'which');
    return {
      say: [{ message, question }],
      retire: former.map((asked) => retiredWhich(asked, 'superseded')),
    };
  };

  /** A link's title as words: they can't open a page, so the link comes once more, or the wish begins. */
  const linkAgain = (turn: Turn, questions: readonly OpenQuestion[], link: TypedLink): Promise<Reply> => {
    if (link === 'change-password') return portalAgain(turn, questions);
    const card = link === 'reset-password' ? 'recovery-link' : 'mfa-reset';
    const id = questions.findLast(({ template }) => template === card)?.id;
    if (link === 'set-up-mfa') return mfa.again(turn, id);
    return id === undefined ? password.begin(turn) : press(turn, { verb: 'new-link', id, via: 'typed' });
  };

  /** E3: the reminder with its link, or the help with a new password. */
  const portalAgain = async (turn: Turn, questions: readonly OpenQuestion[]): Promise<Reply> => {
    const id = questions.findLast(({ template }) => template.startsWith('password-exp'))?.id;
    return (id && (await reminder.linkAgain(turn, id))) || password.begin(turn);
  };

  /**
   * A quick person answers a card that the channel has shown and not yet confirmed: a question whose sending has
   * begun is waited for a moment, lest the yes be lost or go to the question before it.
   */
  const onceDelivered = async (
    turn: Turn,
    questions: readonly OpenQuestion[],
  ): Promise<readonly DeliveredQuestion[]> => {
    let present = questions;
    for (let look = 1; ; look++) {
      const known = await delivered(present);
      const onItsWay = present.some(
        (question) =>
          question.yes !== undefined &&
          known.every((other) => other.askedAt !== question.askedAt || other.id !== question.id) &&
          Math.abs(turn.at.getTime() - Date.parse(question.askedAt)) < justNowMs,
      );
      if (!onItsWay || look === looks) return known;
      await wait(betweenLooksMs);
      const conversation = (await deps.conversations.read(turn.person))?.value;
      present = conversation ? living(conversation, deps.clock.now()) : [];
    }
  };

  /** A request's question was delivered when its row says so; the chat's own when the conversation does. */
  const delivered = async (questions: readonly OpenQuestion[]): Promise<readonly DeliveredQuestion[]> => {
    const asking = questions.filter(({ yes }) => yes !== undefined);
    const known = await Promise.all(
      asking.map(async (question): Promise<DeliveredQuestion[]> => {
        if (question.deliveredAt) return [{ ...question, deliveredAt: question.deliveredAt }];
        if (!question.deliveryKey) return [];
        const request = (await deps.requests.read(question.id))?.value;
        const delivery = request?.state === 'asked' ? deliveryOf(request, question.deliveryKey) : undefined;
        return delivery?.state === 'sent' ? [{ ...question, deliveredAt: delivery.at }] : [];
      }),
    );
    return known.flat();
  };

  const general = (greeting?: 'welcome' | 'unknown'): Reply =>
    justSay({ kind: 'general-access', id: newId(), ...(greeting ? { greeting } : {}) });

  const unknown = (said: string): Reply => withWords(said, 'unknown');

  /** G1, G4: the words wait in the open question, should the person press Get help. */
  const withWords = (said: string, greeting?: 'unknown'): Reply => {
    const message: Message = { kind: 'general-access', id: newId(), ...(greeting ? { greeting } : {}) };
    const words = keptWords(said);
    const question = questionOf(deps, message, {
      id: message.id,
      topic: 'general',
      ...(words ? { words } : {}),
    });
    return { say: [{ message, question }] };
  };

  const newId = (): string => `none-${deps.random.id()}`;

  const route = (turn: Turn): Promise<Reply> =>
    turn.said.kind === 'press' ? press(turn, turn.said.press) : text(turn, turn.said.text);
  return Object.assign(route, { unread });
}

/** What a question of the chat's own is about. */
function aboutOf({ topic }: OpenQuestion): RequestKind {
  return topic === 'password-reset' || topic === 'mfa-reset' || topic === 'help' ? topic : 'unlock';
}

function lastWords(questions: readonly OpenQuestion[]): string | undefined {
  const newest = questions.at(-1);
  return newest?.topic === 'general' ? newest.words : undefined;
}
