/** U9, P4, P6, M4: where the organisation prefers it, or nobody can act, the bot sends instructions. */
import type { Deps } from '../domain/deps';
import type { InstructionsFacts, Message } from '../domain/messages';
import { type Dialog, justSay, questionOf, type Step } from './dialog';
import type { Reply } from './turn';

type About = Extract<Message, { kind: 'instructions' }>['about'];
type Configured = {
  readonly title: string;
  readonly url?: string | undefined;
  readonly text?: string | undefined;
};

/** Without configured instructions the honest answer is that a human helps. */
export function instructionsReply(
  deps: Pick<Deps, 'random' | 'clock' | 'policy'>,
  about: About,
  configured: Configured | undefined,
  system?: string,
): Reply {
  if (!configured)
    return justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason: 'not-supported' });
  const id = idOf(about, system);
  const message: Message = {
    kind: 'instructions',
    id,
    about,
    ...(system ? { system } : {}),
    instructions: factsOf(configured),
  };
  const question = questionOf(deps, message, { id, topic: 'instructions' });
  return { say: [{ message, ...(configured.text ? { question } : {}) }] };
}

/** View answer: the text as a follow-up message, found again by what the card was about. */
export function createInstructionsDialog(deps: Deps): Pick<Dialog, 'steps'> {
  const view: Step = async (_turn, press) => {
    const found = configuredFor(deps, press.id);
    return found
      ? justSay({ kind: 'answer', instructions: factsOf(found) })
      : justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason: 'not-open' });
  };
  return { steps: { 'view-answer': view } };
}

function idOf(about: About, system?: string): string {
  return `answer-${about}${system ? `:${system}` : ''}`.slice(0, 100);
}

function configuredFor({ policy }: Deps, id: string): Configured | undefined {
  if (id === idOf('unlock')) return policy.unlock.instructions;
  if (id === idOf('password-reset')) return policy.passwordReset.instructions;
  if (id === idOf('mfa-reset')) return policy.mfaReset.instructions;
  return Object.entries(policy.passwordReset.systems).find(([name]) => id === idOf('system', name))?.[1]
    .instructions;
}

function factsOf({ title, url, text }: Configured): InstructionsFacts {
  return { title, ...(url ? { url } : {}), ...(text ? { text } : {}) };
}
