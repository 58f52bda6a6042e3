/** A chat with the bot without the channel: says and presses go in, what the bot says comes out, in order. */
import { typedTitles } from '../../cards/titles';
import { converse } from '../../dialogs/converse';
import { createRouter } from '../../dialogs/router';
import type { TurnChannel } from '../../dialogs/turn';
import type { Message, MessageKind, Verb } from '../../domain/messages';
import type { Person } from '../../domain/person';
import { robin, second, type World } from '../domain/fakes/world';

export type Chat = ReturnType<typeof createChat>;

export function createChat(world: World, person: Person = robin) {
  const sent: { id: string; message: Message }[] = [];
  const updated: { id: string; message: Message }[] = [];
  const failures: unknown[] = [];
  const state: { deaf: boolean; typing: number; whileSending?: (() => Promise<unknown>) | undefined } = {
    deaf: false,
    typing: 0,
  };
  const channel: TurnChannel = {
    typing: async () => {
      state.typing++;
    },
    send: async (message) => {
      if (state.deaf) return undefined;
      const id = `chat-activity-${sent.length + 1}`;
      sent.push({ id, message });
      const { whileSending } = state;
      state.whileSending = undefined;
      await whileSending?.();
      return id;
    },
    update: async (id, message) => void updated.push({ id, message }),
  };
  const turn = async (
    said: Parameters<ReturnType<typeof createRouter>>[0]['said'],
    at: Date,
  ): Promise<{ said: readonly Message[]; pressed: Message | undefined }> => {
    const before = sent.length;
    const conversation = await world.deps.conversations.read(person);
    const route = createRouter(world.deps, typedTitles);
    const busy = () => void channel.typing();
    const pressed = await converse(
      world.deps,
      route,
      { person, at, said, conversation, busy },
      channel,
      (error) => failures.push(error),
    );
    return { said: sent.slice(before).map(({ message }) => message), pressed };
  };
  const kinds = (messages: readonly Message[]): readonly MessageKind[] => messages.map(({ kind }) => kind);
  return {
    sent,
    updated,
    failures,
    state,
    last: (): Message | undefined => sent.at(-1)?.message,
    /** Each turn is a second after the one before, so that nothing happens in the same instant. */
    says: async (text: string, at?: Date): Promise<readonly Message[]> => {
      world.advance(second);
      return (await turn({ kind: 'text', text }, at ?? world.clock.now())).said;
    },
    hears: async (text: string): Promise<readonly MessageKind[]> => {
      world.advance(second);
      return kinds((await turn({ kind: 'text', text }, world.clock.now())).said);
    },
    presses: async (
      verb: Verb,
      id: string,
      chosen?: readonly string[],
      inputs?: Readonly<Record<string, string>>,
    ) => {
      world.advance(second);
      const press = {
        ...{ verb, id, via: 'button' as const },
        ...(chosen ? { chosen } : {}),
        ...(inputs ? { inputs } : {}),
      };
      return turn({ kind: 'press', press }, world.clock.now());
    },
    /** The id that the buttons of the newest card carry. */
    idOfLast: (): string => {
      const message = sent.at(-1)?.message;
      return message && 'id' in message ? message.id : '';
    },
  };
}
