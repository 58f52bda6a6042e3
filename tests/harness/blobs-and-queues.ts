/**
 * Everything that stands in a storage account's blobs and queues, as text. The product writes to neither, but the
 * platform does (task hubs, large messages): what must stand nowhere is looked for there too.
 */
import { createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const version = '2021-08-06';
const patienceMs = 20_000;
const peekedAtOnce = 32;

type Account = { readonly name: string; readonly key: string };
type Call = (url: URL) => Promise<Buffer>;

/** @throws when the account doesn't answer: a place that can't be read hides everything */
export async function blobsAndQueuesOf(connection: string): Promise<{ blobs: string[]; queues: string[] }> {
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(connection)?.[1] ?? '';
  const call = signed({ name: part('AccountName'), key: part('AccountKey') });
  return {
    blobs: await blobsOf(part('BlobEndpoint'), call),
    queues: await queuesOf(part('QueueEndpoint'), call),
  };
}

async function blobsOf(endpoint: string, call: Call): Promise<string[]> {
  const found: string[] = [];
  for (const container of await namesIn(call, at(endpoint, '', { comp: 'list' }), 'Container')) {
    const list = at(endpoint, container, { restype: 'container', comp: 'list' });
    for (const blob of await namesIn(call, list, 'Blob')) {
      found.push(`${container}/${blob} ${textOf(await call(at(endpoint, `${container}/${blob}`)))}`);
    }
  }
  return found;
}

async function queuesOf(endpoint: string, call: Call): Promise<string[]> {
  const found: string[] = [];
  for (const queue of await namesIn(call, at(endpoint, '', { comp: 'list' }), 'Queue')) {
    const peek = { peekonly: 'true', numofmessages: String(peekedAtOnce) };
    const xml = (await call(at(endpoint, `${queue}/messages`, peek))).toString();
    for (const [, text = ''] of xml.matchAll(/<MessageText>([^<]*)<\/MessageText>/g)) {
      found.push(`${queue} ${text} ${textOf(Buffer.from(text, 'base64'))}`);
    }
  }
  return found;
}

/** The platform compresses large messages. */
function textOf(content: Buffer): string {
  return (content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content).toString();
}

function at(endpoint: string, path: string, query: Record<string, string> = {}): URL {
  const url = new URL(`${endpoint.replace(/\/$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function namesIn(call: Call, url: URL, element: string): Promise<string[]> {
  const xml = (await call(url)).toString();
  const names = new RegExp(`<${element}>\\s*<Name>([^<]*)</Name>`, 'g');
  return [...xml.matchAll(names)].map(([, name = '']) => name);
}

/** By shared key, as the service documents it. */
function signed({ name, key }: Account): Call {
  return async (url) => {
    const date = new Date().toUTCString();
    const query = [...url.searchParams].sort().map(([field, value]) => `\n${field}:${value}`);
    const resource = `/${name}${url.pathname}${query.join('')}`;
    const headers = `x-ms-date:${date}\nx-ms-version:${version}\n`;
    const text = `GET${'\n'.repeat(12)}${headers}${resource}`;
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
    const answer = await fetch(url, {
      headers: {
        'x-ms-date': date,
        'x-ms-version': version,
        authorization: `SharedKey ${name}:${signature}`,
      },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) throw new Error(`${url.pathname} answered ${answer.status}: ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  };
}
