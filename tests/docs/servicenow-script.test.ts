/** The script of docs/servicenow.md, run as ServiceNow would run it: what it sends is what the product takes (I4). */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { Secret } from '../../domain/secret';
import { verifiedDelivery } from '../../functions/ticket-signature';

const page = readFileSync(path.resolve(__dirname, '..', '..', 'docs', 'servicenow.md'), 'utf8');
const script = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
const secret = 'a-secret-of-the-webhook';
const now = new Date('2026-11-22T10:00:00.000Z');

type Sent = { endpoint: string; headers: Record<string, string>; body: string };

/** Runs `send` on an incident. @param answers statuses, one per call; null is a connection that breaks */
function run(incident: Record<string, string>, answers: readonly (number | null)[], attempt = 0) {
  const sent: Sent[] = [];
  const queued: unknown[][] = [];
  const errors: string[] = [];
  class Message {
    private readonly one: Sent = { endpoint: '', headers: {}, body: '' };
    setEndpoint(endpoint: string): void {
      this.one.endpoint = endpoint;
    }
    setHttpMethod(): void {}
    setHttpTimeout(): void {}
    setRequestHeader(name: string, value: string): void {
      this.one.headers[name.toLowerCase()] = value;
    }
    setRequestBody(body: string): void {
      this.one.body = body;
    }
    execute() {
      const status = answers[sent.push(this.one) - 1];
      if (status === null) throw new Error('no route');
      return { getStatusCode: () => status };
    }
  }
  const properties: Record<string, string> = {
    'account_access.url': 'https://access.contoso.example',
    'account_access.secret': secret,
  };
  const context = {
    Class: {
      create: () =>
        function create(this: { initialize(): void }) {
          this.initialize();
        },
    },
    gs: {
      getProperty: (name: string) => properties[name],
      error: (text: string) => errors.push(text),
      eventQueueScheduled: (...event: unknown[]) => queued.push(event),
    },
    GlideDateTime: class {
      getNumericValue = () => now.getTime();
      addSeconds(): void {}
    },
    GlideStringUtil: { base64Encode: (text: string) => Buffer.from(text).toString('base64') },
    GlideCertificateEncryption: class {
      generateMac = (key: string, algorithm: string, data: string) => {
        if (algorithm !== 'HmacSHA256') throw new Error(algorithm);
        return createHmac('sha256', Buffer.from(key, 'base64')).update(data).digest('base64');
      };
    },
    sn_ws: { RESTMessageV2: Message },
    incident: {
      getValue: (field: string) => incident[field] ?? null,
      caller_id: { email: incident.email },
    },
    attempt,
  };
  vm.runInNewContext(`${script}\nnew AccountAccessTicket().send(incident, attempt);`, context);
  return { sent, queued, errors };
}

const incident = {
  number: 'INC0012345',
  short_description: 'Neues Handy – PingID geht nicht ✗',
  description: 'Grüße, "Zoë" \u{1F4F1}',
  email: "seán.o'brien@contoso.example",
};

test('I4: what the script sends is taken, whatever characters are in it', () => {
  const { sent, queued, errors } = run(incident, [202]);
  const [{ endpoint, headers, body } = { endpoint: '', headers: {}, body: '' }] = sent;
  expect(endpoint).toBe('https://access.contoso.example/api/tickets/incoming');
  const delivery = {
    timestamp: headers['x-timestamp'] ?? null,
    signature: headers['x-signature'] ?? null,
    body: Buffer.from(body),
  };
  expect(verifiedDelivery(new Secret(secret), delivery, now)).toBeDefined();
  expect(verifiedDelivery(new Secret('another-secret'), delivery, now)).toBeUndefined();
  expect(JSON.parse(body)).toEqual({
    ticketId: 'INC0012345',
    requesterEmail: "seán.o'brien@contoso.example",
    text: 'Neues Handy – PingID geht nicht ✗\nGrüße, "Zoë" \u{1F4F1}',
  });
  expect([queued, errors]).toEqual([[], []]);
});

test.each([503, 429, null])('I4: after %p it comes again later', (status) => {
  const { queued, errors } = run(incident, [status], 2);
  expect(queued).toMatchObject([['account_access.ticket', expect.anything(), '3', '', expect.anything()]]);
  expect(errors).toEqual([]);
});

test.each([
  [401, 0],
  [503, 5],
])('I4: after %p at attempt %p it gives up and says so', (status, attempt) => {
  const { queued, errors } = run(incident, [status], attempt);
  expect([queued, errors.length]).toEqual([[], 1]);
});

test('I4: a delivery that was taken before is no error', () => {
  expect(run(incident, [409])).toMatchObject({ queued: [], errors: [] });
});
