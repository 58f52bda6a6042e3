/** The stand-in's memory on disk: one JSON line per change, appended at once, so that a killed process loses nothing it had shown. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** One change of what the chats hold. Cards are kept as JSON text: most are never looked at again. */
export type ChatChange =
  | {
      kind: 'message';
      id: string;
      person: string;
      from: 'bot' | 'person';
      text?: string;
      card?: string;
      at: string;
    }
  | { kind: 'content'; id: string; text?: string; card?: string }
  | { kind: 'shown'; id: string; card: string }
  | { kind: 'deleted'; id: string }
  | { kind: 'person'; person: string; installed?: boolean; introduced?: boolean; locale?: string };

/** An append-only file of changes. */
export type ChatLog = {
  /** Everything that was kept, oldest first. */
  replay(): ChatChange[];
  append(change: ChatChange): void;
  /** Replaces the file by these changes, which must say the same as all of it. */
  compact(changes: Iterable<ChatChange>): void;
  close(): void;
};

const readChange = (line: string): ChatChange[] => {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as ChatChange];
  } catch {
    // A process that was killed in the middle of a write leaves half a line: it had been shown to nobody.
    return [];
  }
};

/** Opens the log at `file`; it is made where it doesn't exist. */
export const openChatLog = (file: string): ChatLog => {
  mkdirSync(dirname(file), { recursive: true });
  let handle: number | undefined;
  const close = (): void => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  };
  return {
    replay: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(readChange) : []),
    append: (change) => {
      handle ??= openSync(file, 'a', 0o600);
      writeSync(handle, `${JSON.stringify(change)}\n`);
    },
    compact: (changes) => {
      close();
      const lines = Array.from(changes, (change) => `${JSON.stringify(change)}\n`);
      writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    close,
  };
};
