/** An SMS service as docs/connectors.md describes it: keeps what it was given, refuses numbers that are none. */
import { z } from 'zod';
import { type FaultyServer, startFaultyServer } from '../faulty-server';

export const smsToken = 'sms-token-that-nobody-may-read';

export type SmsFake = {
  readonly server: FaultyServer;
  /** `SMS_URL`. */
  readonly url: string;
  readonly texts: { readonly to: string; readonly text: string }[];
};

const message = z.strictObject({ to: z.string(), text: z.string().min(1).max(1_600) });

export async function createSmsFake(path = '/v1/messages'): Promise<SmsFake> {
  const texts: { to: string; text: string }[] = [];
  const server = await startFaultyServer(({ method, path: asked, headers, body }) => {
    if (asked !== path) return { status: 404, body: {} };
    if (method !== 'POST') return { status: 405, body: {} };
    if (headers.authorization !== `Bearer ${smsToken}`) return { status: 401, body: {} };
    const read = message.safeParse(JSON.parse(body));
    if (!read.success || !/^\+?\d{6,15}$/.test(read.data.to))
      return { status: 422, body: { error: 'no such number' } };
    texts.push(read.data);
    return { status: 202, body: { id: String(texts.length) } };
  });
  return { server, url: server.url + path, texts };
}
