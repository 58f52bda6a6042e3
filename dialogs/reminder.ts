/**
 * The answers to reminders: passwords that run out (E3), contracts that end (C2). Each is one use-case; the card says
 * what has come of it on every device, and loses its buttons where there is nothing left to answer.
 */
import type { Deps } from '../domain/deps';
import type { Message } from '../domain/messages';
import type { Refused } from '../domain/outcome';
import { dayOf } from '../domain/reminder/calendar';
import type { ContractorTopic, ReminderAnswer } from '../domain/reminder/messages';
import type { ManagerReminderRow, PasswordReminderRow } from '../domain/reminder/row';
import {
  acknowledge,
  contractorInstructions,
  showMore,
} from '../domain/use-cases/reminders/answer-contractors';
import {
  answerPassword,
  type PasswordVerb,
  type StaleReason,
} from '../domain/use-cases/reminders/answer-password';
import { openReminderTicket } from '../domain/use-cases/reminders/open-ticket';
import { ownReminder } from '../domain/use-cases/reminders/own-reminder';
import { passwordDate } from '../domain/use-cases/reminders/password-date';
import { contractorMessage, passwordMessage } from '../domain/use-cases/reminders/reminder-message';
import { resumeReminders } from '../domain/use-cases/reminders/resume-reminders';
import { helpSentOf } from '../domain/use-cases/result';
import { answeringOf, type Dialog, justSay, type Step } from './dialog';
import type { Press, Reply, Turn } from './turn';

export type ReminderDialog = Pick<Dialog, 'steps'> & {
  /** "Remind me again". Undefined where nobody is reminded here. */
  resume(turn: Turn): Promise<Reply | undefined>;
  /** "When does my password run out?" */
  passwordDate(turn: Turn): Promise<Reply>;
  /** The link's title was typed: the reminder with its link once more. Undefined where it isn't theirs. */
  linkAgain(turn: Turn, id: string): Promise<Reply | undefined>;
};

type Stale = { readonly reason: StaleReason; readonly row: PasswordReminderRow; readonly expiresAt: string };

export function createReminderDialog(deps: Deps): ReminderDialog {
  const today = (): string => dayOf(deps.clock.now(), deps.policy.organisation.timeZone);
  const refusal = ({ reason }: Refused): Reply =>
    justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason });

  const answer =
    (verb: PasswordVerb): Step =>
    async (turn, press) => {
      const answered = await answerPassword(deps, answeringOf(turn, press), verb);
      if (answered.kind === 'refused') return refusal(answered);
      if (answered.kind === 'stale') return stale(turn, press, answered);
      const { row, answer: given } = answered;
      return {
        ...justSay(sayingOf(row, given)),
        ...(await shownOn(row, given)),
        closes: [press.id],
      };
    };

  const ticket: Step = async (turn, press) => {
    turn.busy();
    const opened = await openReminderTicket(deps, answeringOf(turn, press));
    if (opened.kind === 'refused') return refusal(opened);
    if (opened.kind === 'stale') return stale(turn, press, opened);
    return { ...justSay(helpSentOf(deps, opened)), wake: opened.request.id };
  };

  /** What was found instead, and on the old card that it is settled. */
  const stale = async (turn: Turn, press: Press, { reason, row, expiresAt }: Stale): Promise<Reply> => {
    const { accountName } = row;
    if (reason === 'expired') {
      return {
        ...justSay(await passwordMessage(deps, row, { day: today(), interval: 0 })),
        ...settled(turn, press, row, 'expired'),
      };
    }
    const said = justSay({ kind: 'reminder-stale', reason, accountName, expiresAt });
    return reason === 'no-later' ? said : { ...said, ...settled(turn, press, row, 'done') };
  };

  const settled = (
    turn: Turn,
    press: Press,
    { accountName }: PasswordReminderRow,
    ending: 'expired' | 'done',
  ): Partial<Reply> => ({
    pressed: { kind: 'retired', template: 'password-expiry', accountName, ending, at: turn.at.toISOString() },
    closes: [press.id],
  });

  /** The newest card, as it reads with the answer; its link stays. */
  const shownOn = async (row: PasswordReminderRow, given: ReminderAnswer): Promise<Partial<Reply>> => {
    const newest = row.deliveries.findLast(({ interval }) => interval > 0);
    const interval = newest?.interval ?? 1;
    const message = await passwordMessage(deps, row, { day: today(), interval, answer: given });
    const activityId = newest?.activityId;
    return { pressed: message, ...(activityId ? { update: [{ activityId, message }] } : {}) };
  };

  const instruct =
    (verb: 'how-to-extend' | 'how-to-terminate', topic: ContractorTopic): Step =>
    async (turn, press) => {
      const answered = await acknowledge(deps, answeringOf(turn, press), verb);
      if (answered.kind === 'refused') return refusal(answered);
      const instructions = await contractorInstructions(deps, topic);
      return {
        ...justSay({
          kind: 'contractor-instructions',
          id: press.id,
          topic,
          ...(instructions ? { instructions } : {}),
        }),
        ...contractorCard(answered.row),
      };
    };

  const understood: Step = async (turn, press) => {
    const answered = await acknowledge(deps, answeringOf(turn, press), 'understood');
    if (answered.kind === 'refused') return refusal(answered);
    return { ...justSay({ kind: 'contractor-done' }), ...contractorCard(answered.row) };
  };

  /** The card itself grows; whoever typed the title, because theirs has no buttons, gets it as a new message. */
  const more: Step = async (turn, press) => {
    const answered = await showMore(deps, answeringOf(turn, press));
    if (answered.kind === 'refused') return refusal(answered);
    const shown = contractorCard(answered.row);
    return press.via === 'typed'
      ? { ...shown, ...justSay(contractorMessage(deps, answered.row)) }
      : { say: [], ...shown };
  };

  const contractorCard = (row: ManagerReminderRow): Partial<Reply> => {
    const message = contractorMessage(deps, row);
    const activityId = row.delivery?.activityId;
    return { pressed: message, ...(activityId ? { update: [{ activityId, message }] } : {}) };
  };

  const linkAgain = async (turn: Turn, id: string): Promise<Reply | undefined> => {
    const answering = { ...answeringOf(turn, { verb: 'forgot-password', id, via: 'typed' }) };
    const own = await ownReminder(deps, answering, 'password-expiry');
    if (own.kind === 'refused') return undefined;
    const row = own.stored.value;
    const isOver = deps.clock.now() >= new Date(row.expiresAt);
    const interval = isOver ? 0 : (row.deliveries.findLast((one) => one.interval > 0)?.interval ?? 1);
    return justSay(await passwordMessage(deps, row, { day: today(), interval }));
  };

  const dateAsked = async (turn: Turn): Promise<Reply> => {
    turn.busy();
    return justSay(await passwordDate(deps, turn.person, `none-${deps.random.id()}`));
  };

  const resume = async (turn: Turn): Promise<Reply | undefined> => {
    if (!deps.providers.passwordExpiry) return undefined;
    return justSay({ kind: 'reminder-resumed', ...(await resumeReminders(deps, turn.person)) });
  };

  return {
    resume,
    passwordDate: dateAsked,
    linkAgain,
    steps: {
      'already-updated': answer('already-updated'),
      'remind-later': answer('remind-later'),
      'stop-reminders': answer('stop-reminders'),
      'open-ticket': ticket,
      'show-more': more,
      'how-to-extend': instruct('how-to-extend', 'extend'),
      'how-to-terminate': instruct('how-to-terminate', 'terminate'),
      understood,
    },
  };
}

function sayingOf({ accountName, expiresAt }: PasswordReminderRow, answer: ReminderAnswer): Message {
  switch (answer.kind) {
    case 'already-updated':
      return { kind: 'reminder-updated', accountName, expiresAt };
    case 'later':
      return { kind: 'reminder-later', accountName, laterDay: answer.day };
    default:
      return { kind: 'reminder-stopped', accountName };
  }
}
