/** The wish "I forgot my password" (P): a recovery link for the main sign-on, instructions for everything else. */
import type { Deps } from '../domain/deps';
import { begunByTicket } from '../domain/use-cases/chat/begun-by-ticket';
import { lookAtReset } from '../domain/use-cases/chat/look-at-reset';
import { sendNewLink } from '../domain/use-cases/chat/send-new-link';
import { createAnswers } from './answers';
import { answeringOf, type Dialog, justSay, type Step } from './dialog';
import { instructionsReply } from './instructions';
import type { Reply, Turn } from './turn';
import { wishReply } from './wish';

const lookMs = 2_000;

export type PasswordDialog = Dialog & {
  /** @param system the system that the person named; without one it is the main sign-on's password (P1, P4). */
  beginFor(turn: Turn, system?: string): Promise<Reply>;
};

export function createPasswordDialog(deps: Deps): PasswordDialog {
  const beginFor = async (turn: Turn, system?: string): Promise<Reply> => {
    const { mode, instructions, systems } = deps.policy.passwordReset;
    if (system !== undefined && !isMain(deps, system)) {
      const known = Object.entries(systems).find(([name]) => name.toLowerCase() === system.toLowerCase());
      if (known) return instructionsReply(deps, 'system', known[1].instructions, known[0]);
      return justSay({ kind: 'unknown-system', id: answers.newId('none'), system });
    }
    if (mode === 'instructions') return instructionsReply(deps, 'password-reset', instructions);
    const look = await lookAtReset(deps, turn.person, 'password-reset', { timeoutMs: lookMs });
    if (look.kind === 'refused' && look.reason === 'not-supported')
      return wishReply(deps, turn, 'password-reset');
    if (look.kind !== 'possible') return answers.explain(look.reason);
    const conversation = turn.conversation?.value;
    const begun = await begunByTicket(deps, turn.person, conversation, 'recover-question');
    const id = begun?.id ?? answers.newId('password');
    const accountName = look.account.userName;
    return answers.asking(turn, { kind: 'recover-question', id, accountName }, 'password-reset');
  };
  const begin = (turn: Turn): Promise<Reply> => beginFor(turn);
  const answers = createAnswers(deps, begin);

  /** P1, Send a new link: the one before ends. */
  const newLink: Step = async (turn, press) => {
    turn.busy();
    const sent = await sendNewLink(deps, answeringOf(turn, press));
    if (sent.kind === 'done') return answers.answered(turn, press, sent.request, sent.message, 'result');
    return answers.stale(turn, press, sent.kind === 'pending' ? 'already-answered' : sent.reason);
  };

  return {
    begin,
    beginFor,
    steps: {
      'forgot-password': begin,
      recover: (turn, press) => answers.yes(turn, press, 'password-reset'),
      'new-link': newLink,
    },
  };
}

/** The main sign-on may be named by its provider: "my Okta password". */
export function isMain({ providers }: Pick<Deps, 'providers'>, system: string): boolean {
  const names = { okta: 'okta', pingone: 'ping', pingid: 'ping', directory: 'directory' } as const;
  const id = providers.passwordReset?.id;
  return id !== undefined && system.toLowerCase().includes(names[id]);
}
