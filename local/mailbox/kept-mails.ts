/** The mails that arrived, kept as JSON lines so that a restart of the machine's services loses none. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One mail for one recipient, as programs read it (a contract: `to`, `subject`, `text`, `html`). */
export type KeptMail = {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Empty where the mail had no HTML part. */
  html: string;
};

/** The mails, oldest first. */
export type KeptMails = {
  all(): readonly KeptMail[];
  keep(mail: KeptMail): void;
  listen(listener: (mail: KeptMail) => void): () => void;
};

const readMail = (line: string): KeptMail[] => {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as KeptMail];
  } catch {
    // Half a line is what a process killed in the middle of a write leaves; its mail was never acknowledged.
    return [];
  }
};

/** Opens the mails kept in `file`. */
export const openKeptMails = (file: string): KeptMails => {
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const mails = text.split('\n').flatMap(readMail);
  const listeners = new Set<(mail: KeptMail) => void>();
  // After a torn last line the next mail must begin on a line of its own.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  return {
    all: () => mails,
    keep: (mail) => {
      appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      mails.push(mail);
      for (const listener of listeners) listener(mail);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
