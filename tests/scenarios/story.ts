/** What many stories share: locking people out, waiting for what comes of it, and reading what was written down. */
import { setTimeout as wait } from 'node:timers/promises';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { Client } from 'pg';
import { type Directory, type DirectoryAccount, openDirectory } from '../../directory';
import { Secret } from '../../domain/secret';
import type { DemoPerson } from '../../local/people/demo-account';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import type { LocalRun } from '../harness/local-run';
import type { AuditRecord, TicketRecord } from '../harness/product';

/** The directory's rule of the demo: the fifth failure locks. */
export const failuresThatLock = 5;

const patienceMs = 15_000;
const lookAgainMs = 100;

/** Locks people out as it happens in life, all at once, so that one look of the monitor finds them. */
export async function lockOut(run: LocalRun, ...people: DemoPerson[]): Promise<void> {
  await Promise.all(people.map((person) => run.failSignIns(person, failuresThatLock)));
}

/** @returns the first answer of `look` that isn't empty. @throws with what was awaited when time is up */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = patienceMs,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await wait(lookAgainMs);
  }
}

/** @throws with what was awaited when it takes longer */
export async function within<T>(what: string, promise: Promise<T>, ms = 20_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${ms} ms in vain: ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const noticeWords = /^Your account is locked( again)?\n/;

/** Whether a message is a lockout notice that still asks. */
export function isNotice(message: ChatMessage): boolean {
  return message.from === 'bot' && noticeWords.test(wordsOf(message)) && buttonsOf(message).includes('No');
}

/** The notice of a lockout, waited for. */
export function noticeFor(run: LocalRun, person: DemoPerson, timeoutMs?: number): Promise<ChatMessage> {
  return run.waitForMessage(person, isNotice, timeoutMs === undefined ? {} : { timeoutMs });
}

/** Every lockout card in the chat, whatever has become of it. */
export async function lockoutCards(run: LocalRun, person: DemoPerson): Promise<ChatMessage[]> {
  const messages = await run.messagesOf(person);
  return messages.filter(
    (message) =>
      message.from === 'bot' && noticeWords.test(wordsOf(message)) && !buttonsOf(message).includes('Cancel'),
  );
}

/** The message as it stands in the chat now. */
export async function nowOf(run: LocalRun, person: DemoPerson, { id }: ChatMessage): Promise<ChatMessage> {
  const message = (await run.messagesOf(person)).find((one) => one.id === id);
  if (!message) throw new Error(`The message ${id} has gone from the chat.`);
  return message;
}

/** Waits until a card has lost its buttons. @returns what it says then */
export function retired(run: LocalRun, person: DemoPerson, card: ChatMessage): Promise<string> {
  return eventually('a card without buttons', async () => {
    const message = await nowOf(run, person, card);
    return buttonsOf(message).length === 0 && wordsOf(message);
  });
}

/** Locked out, the notice answered with Yes. @returns the message that says so */
export async function unlocked(run: LocalRun, person: DemoPerson): Promise<ChatMessage> {
  const notice = await noticeFor(run, person);
  await run.press(person, notice.id, 'Yes');
  return run.waitForMessage(person, /Your account is unlocked/, { after: notice });
}

/** The person's one ticket, once it is as wanted. */
export function ticketWith(
  run: LocalRun,
  person: DemoPerson,
  wanted: (ticket: TicketRecord) => boolean,
): Promise<TicketRecord> {
  let seen: TicketRecord[] = [];
  return eventually('a ticket as wanted', async () => {
    seen = await run.tickets({ person: person.aadObjectId });
    if (seen.length > 1) throw new Error(`One ticket was expected: ${JSON.stringify(seen)}`);
    return seen.find(wanted);
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : error}\n${JSON.stringify(seen, null, 1)}`);
  });
}

/** Everything that was written on a ticket. */
export function notesOf({ notes }: TicketRecord): string {
  return notes.map((note) => (note as { text: string }).text).join('\n');
}

/** The trail about a person, oldest first, as `act result reason`. */
export async function trailOf(run: LocalRun, person: DemoPerson): Promise<string[]> {
  return (await recordsOf(run, person)).map(({ act, result, reason }) => `${act} ${result} ${reason}`);
}

export async function recordsOf(run: LocalRun, person: DemoPerson): Promise<AuditRecord[]> {
  return (await run.audit({ person: person.aadObjectId })).reverse();
}

/** Waits until the trail has a line. */
export function recorded(
  run: LocalRun,
  person: DemoPerson,
  line: RegExp,
  timeoutMs?: number,
): Promise<string> {
  return eventually(
    `a record ${line}`,
    async () => (await trailOf(run, person)).find((one) => line.test(one)),
    timeoutMs,
  );
}

/** Everything that stands in the run's tables, as text: to be searched for what must not stand there. */
export async function tablesOf(run: LocalRun): Promise<string> {
  const connection = run.settings().AzureWebJobsStorage;
  if (!connection) return '';
  const options = { allowInsecureConnection: true };
  const service = TableServiceClient.fromConnectionString(connection, options);
  const rows: unknown[] = [];
  for await (const { name } of service.listTables()) {
    const table = TableClient.fromConnectionString(connection, name ?? '', options);
    for await (const row of table.listEntities()) rows.push(row);
  }
  return JSON.stringify(rows);
}

/** The account as the directory has it. */
export async function accountOf(run: LocalRun, person: DemoPerson): Promise<DirectoryAccount> {
  return inDirectory(run, async (directory) => {
    const [account] = await directory.accounts.find({ objectId: person.aadObjectId });
    if (!account) throw new Error(`${person.name} has no account.`);
    return account;
  });
}

/** The account is unlocked by somebody else than the product: an administrator at the directory. */
export async function unlockElsewhere(run: LocalRun, person: DemoPerson): Promise<void> {
  const { id } = await accountOf(run, person);
  await inDirectory(run, (directory) => directory.unlock(id, 'an administrator'));
}

/** The account is switched off by somebody else than the product. */
export async function disableElsewhere(run: LocalRun, { aadObjectId }: DemoPerson): Promise<void> {
  const client = new Client({ connectionString: run.settings().DATABASE_URL });
  await client.connect();
  try {
    // One message for the whole transaction: the local database has one session for all who are connected.
    const update = `update accounts set status = 'disabled' where object_id = '${aadObjectId}'`;
    await client.query(`begin; ${update}; commit`);
  } finally {
    await client.end();
  }
}

/** The run's own directory, with the run's keys. Its clock is the real one, whatever the host's says. */
export async function inDirectory<T>(run: LocalRun, work: (directory: Directory) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl, LINK_SIGNING_KEY: key } = run.settings();
  if (!databaseUrl) throw new Error("This host's directory is out of reach.");
  const clock = { now: () => new Date() };
  const linkKey = key ? { linkKey: new Secret(key) } : {};
  const directory = openDirectory({ databaseUrl, clock, poolSize: 1, ...linkKey });
  try {
    return await work(directory);
  } finally {
    await directory.close();
  }
}

/** Whether the right password opens the account. */
export async function canSignIn(run: LocalRun, person: DemoPerson): Promise<boolean> {
  const { httpStatus, status } = await run.signIn(person);
  return httpStatus === 200 && status === 'signed-in';
}
