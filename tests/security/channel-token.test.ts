/**
 * Who may speak as the channel (T, security rule 16): the SDK runs as it does in production, against keys that a
 * local server publishes. Tokens of Entra ID are signed with a published key too: only what they claim is wrong.
 */
import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ToBotFromBotOrEmulatorTokenValidationParameters as remembered } from 'botframework-connector/lib/auth/tokenValidationParameters';
import { Secret } from '../../domain/secret';
import { type Activity, type BotAdapter, createBotAdapter } from '../../functions/bot-adapter';
import type { Settings } from '../../functions/settings';
import { openTokenSigner, type TokenSigner } from '../../local/teams/channel-tokens';

const appId = 'ff64db84-b865-496c-9300-c1f6de728071';
const tenantId = 'c0de0000-0000-4000-8000-7e9a97000001';
const anyTenant = '99999999-2222-4333-8444-555555555555';

let folder: string;
let server: Server;
let origin: string;
let signer: TokenSigner;
let adapter: BotAdapter;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'channel-token-'));
  signer = openTokenSigner(folder);
  server = createServer((request, response) => {
    const keys = { jwks_uri: `${origin}/keys`, issuer: 'https://api.botframework.com' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? signer.keys() : keys));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  adapter = createBotAdapter({
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppPassword: new Secret('a password of the app'),
    TEAMS_SERVICE_URL: origin,
    TEAMS_OPENID_METADATA_URL: `${origin}/metadata`,
    TEAMS_LOCAL_KEY: new Secret('a key of the local run'),
  } as Settings);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const seconds = () => Math.floor(Date.now() / 1_000);
const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signed with the key that is published and endorsed; the claims are the test's. */
function signed(claims: Record<string, unknown>): string {
  const ring = JSON.parse(readFileSync(path.join(folder, 'signing-keys.json'), 'utf8'));
  const kid = String(ring.endorsed.n).slice(0, 24);
  const body = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  const key = createPrivateKey({ key: ring.endorsed, format: 'jwk' });
  return `Bearer ${body}.${signBytes('sha256', Buffer.from(body), key).toString('base64url')}`;
}

/** @returns the adapter's word, and how many turns were run. */
async function call(authorization: string): Promise<{ kind: string; turns: number }> {
  let turns = 0;
  const activity = { type: 'message', channelId: 'msteams', serviceUrl: origin } as Activity;
  const { kind } = await adapter.run(authorization, activity, async () => {
    turns += 1;
  });
  return { kind, turns };
}

const lasting = () => ({ nbf: seconds() - 300, exp: seconds() + 3_600 });
const channels = () => ({
  iss: 'https://api.botframework.com',
  aud: appId,
  serviceurl: origin,
  ...lasting(),
});

test("a token of the channel's own issuer runs the turn", async () => {
  expect(await call(signed(channels()))).toEqual({ kind: 'answered', turns: 1 });
  const right = `Bearer ${signer.sign({ audience: appId, serviceUrl: origin })}`;
  expect(await call(right)).toEqual({ kind: 'answered', turns: 1 });
});

test.each([
  ['the kind that the bot sends out itself', { aud: 'https://api.botframework.com', ver: '2.0', azp: appId }],
  ['issued to the app for a person', { aud: appId, ver: '1.0', appid: appId }],
  ['for no audience at all', { ver: '2.0', azp: appId }],
])("a token of Entra ID is not the channel's, even of the bot's own app: %s", async (_, claims) => {
  for (const tid of [tenantId, anyTenant, 'd6d49420-f39b-4df7-a1dc-d59a935871db']) {
    for (const iss of [`https://sts.windows.net/${tid}/`, `https://login.microsoftonline.com/${tid}/v2.0`]) {
      expect(await call(signed({ iss, tid, ...claims, ...lasting() }))).toEqual({
        kind: 'unauthorised',
        turns: 0,
      });
      expect(await call(signed({ iss, ...claims, ...lasting() }))).toEqual({
        kind: 'unauthorised',
        turns: 0,
      });
    }
  }
});

test('nothing is kept of tokens that nobody has verified', async () => {
  const before = [remembered.issuer].flat().length;
  for (let count = 0; count < 20; count++) {
    const tid = `tenant-${count}`;
    for (const iss of ['https://api.botframework.com', `https://sts.windows.net/${tid}/`]) {
      const unsigned = `Bearer ${encode({ alg: 'RS256' })}.${encode({ iss, tid })}.AAAA`;
      expect(await call(unsigned)).toEqual({ kind: 'unauthorised', turns: 0 });
    }
  }
  expect([remembered.issuer].flat()).toHaveLength(before);
});

test('a token that never ends is none', async () => {
  const { exp: _exp, ...endless } = channels();
  expect(await call(signed(endless))).toEqual({ kind: 'unauthorised', turns: 0 });
});

test.each([
  'Bearer',
  'Bearer ',
  'Bearer a.b.c',
  'Basic Ym90OmJvdA==',
  `Bearer ${encode({ alg: 'none' })}.${encode(null)}.`,
  `Bearer ${encode({ alg: 'none' })}.${encode({ iss: ['https://api.botframework.com'] })}.`,
])('what is no token is refused and never thrown at: %s', async (authorization) => {
  expect(await call(authorization)).toEqual({ kind: 'unauthorised', turns: 0 });
});
