/** U9, P4, P6, M4: where the organisation prefers it, or nobody can act, the bot sends instructions. */
import type { Deps } from '../domain/deps';
import type { Message } from '../domain/messages';
import { type Configured, readInstructions } from '../domain/use-cases/chat/read-instructions';
import { type Dialog, justSay, questionOf, type Step } from './dialog';
import type { Reply } from './turn';

type About = Extract<Message, { kind: 'instructions' }>['about'];

/** Without configured instructions, or where they lead to nothing, the honest answer is that a human helps. */
export async function instructionsReply(
  deps: Deps,
  about: About,
  configured: Configured | undefined,
  system?: string,
): Promise<Reply> {
  const instructions = configured && (await readInstructions(deps, configured));
  if (!instructions)
    return justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason: 'not-supported' });
  const id = idOf(about, system);
  const message: Message = { kind: 'instructions', id, about, ...(system ? { system } : {}), instructions };
  const question = questionOf(deps, message, { id, topic: 'instructions' });
  return { say: [{ message, ...(instructions.text ? { question } : {}) }] };
}

/** View answer: the text as a follow-up message, found again by what the card was about. */
export function createInstructionsDialog(deps: Deps): Pick<Dialog, 'steps'> {
  const view: Step = async (_turn, press) => {
    const configured = configuredFor(deps, press.id);
    const instructions = configured && (await readInstructions(deps, configured));
    return instructions
      ? justSay({ kind: 'answer', instructions })
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
