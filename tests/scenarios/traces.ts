/**
 * Everywhere that the product keeps or tells something, place by place, as text: to be searched for what may stand
 * nowhere (one-time links, passwords, codes).
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { blobsAndQueuesOf } from '../harness/blobs-and-queues';
import { callJson } from '../harness/http';
import type { LocalRun } from '../harness/local-run';
import { inDatabase } from './database';
import { tablesOf } from './story';

export const places = [
  'the chats',
  'tables',
  'blobs',
  'queues',
  'orchestrations',
  'the directory',
  'the log',
  'the audit trail',
  'tickets',
  'mails',
] as const;
export type Traces = Partial<Record<(typeof places)[number], string>>;

/** Of the chats what the bot has said: what people write is Teams' to keep. Places out of reach are left out. */
export async function tracesOf(run: LocalRun): Promise<Traces> {
  const { AzureWebJobsStorage: connection, DATABASE_URL } = run.settings();
  const chats = await Promise.all(run.people.map((person) => run.messagesOf(person)));
  const stored = connection ? await blobsAndQueuesOf(connection) : undefined;
  return {
    'the chats': JSON.stringify(chats.flat().filter(({ from }) => from === 'bot')),
    'the audit trail': JSON.stringify(await run.audit()),
    tickets: JSON.stringify(await run.tickets()),
    mails: JSON.stringify(await run.mails()),
    ...(stored && { blobs: stored.blobs.join('\n'), queues: stored.queues.join('\n') }),
    ...(connection && { tables: await tablesOf(run) }),
    ...(run.clockKey && { orchestrations: await orchestrationsOf(run, run.clockKey) }),
    ...(DATABASE_URL && { 'the directory': await directoryOf(run) }),
    ...(run.stateFolder && { 'the log': run.hostLog() }),
  };
}

/** Of places in which something must be found, those that are within reach here. */
export function withinReach(traces: Traces, ...wanted: (keyof Traces)[]): (keyof Traces)[] {
  return wanted.filter((place) => traces[place] !== undefined);
}

/** The places in which the secret stands, as it is or in a form in which it is commonly written down. */
export function placesOf(secret: string, traces: Traces): string[] {
  // Six digits may stand in any hash by chance: a code stands by itself.
  const alone = /^[\d ]+$/.test(secret) ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`) : undefined;
  const forms = alone ? [] : formsOf(secret);
  return Object.entries(traces).flatMap(([place, text]) =>
    alone?.test(text) || forms.some((form) => text.includes(form)) ? [place] : [],
  );
}

/** Files of the run's state that hold the secret, but for the stand-in's own: Teams keeps what people write. */
export function filesWith(run: LocalRun, secret: string): string[] {
  if (!run.stateFolder) return [];
  const root = run.stateFolder;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('teams'))
    .map((name) => path.join(root, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(secret));
}

/** Inputs, outputs and histories of every orchestration, finished ones too, by the platform's own API. */
async function orchestrationsOf({ functionsUrl }: LocalRun, masterKey: string): Promise<string> {
  const query = 'showInput=true&showHistory=true&showHistoryOutput=true&top=1000';
  const instances = `${functionsUrl}/runtime/webhooks/durabletask/instances`;
  const headers = { 'x-functions-key': masterKey };
  const { body } = await callJson(`${instances}?${query}`, { headers });
  const ids = (body as { instanceId: string }[]).map(({ instanceId }) => instanceId);
  // The list leaves histories out on some hosts; one by one they are always told.
  const each = await Promise.all(
    ids.map((id) =>
      callJson(`${instances}/${encodeURIComponent(id)}?${query}`, { headers, expected: [200, 202, 404] }),
    ),
  );
  return JSON.stringify([body, each.map((answer) => answer.body)]);
}

/** Every row of every table of the directory. */
function directoryOf(run: LocalRun): Promise<string> {
  return inDatabase(run, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: unknown[] = [];
    for (const { name } of tables) found.push(name, (await client.query(`select * from ${name}`)).rows);
    return JSON.stringify(found);
  });
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Within a longer text that is written in base64 its beginning may fall on any of three places.
  const inBase64 = [0, 1, 2].map((shift) => {
    const written = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return written.slice(Math.ceil((shift * 8) / 6), -1);
  });
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64];
}
