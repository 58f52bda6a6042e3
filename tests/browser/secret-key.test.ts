/**
 * Device authorization, set-up and codes (D3) in a real browser: without scripts on a phone in the dark, and by the
 * keyboard alone on a desk. What the picture of the QR code says is read from its pixels.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';
import type { DemoPerson } from '../../local/people/demo-account';
import { scan } from '../harness/authenticator';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { inDatabase } from '../scenarios/database';
import { eventually } from '../scenarios/story';
import { brokenRules, openPage, overflows, picture, startBrowser } from './browser';

jest.setTimeout(180_000);

const fresh = 'seven lanterns over the harbour';
const stepMs = 30_000;
const phone: BrowserContextOptions = {
  ...{ viewport: { width: 320, height: 640 }, colorScheme: 'dark', javaScriptEnabled: false },
};
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, locale: 'de-DE' };

let run: LocalRun;
let browser: Browser;
let aheadMs = 0;

beforeAll(async () => {
  [run, browser] = await Promise.all([startLocalRun({ policy: {} }), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

const nowMs = () => Date.now() + aheadMs;
async function nextStep() {
  await run.advanceClock(stepMs);
  aheadMs += stepMs;
}

const mark = (person: DemoPerson, column: 'secret_key_required' | 'password_must_change') =>
  inDatabase(run, (client) =>
    client.query(`update accounts set ${column} = true where object_id = $1`, [person.aadObjectId]),
  );

const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

/** The code of the newest mail, once there are so many. */
const mailed = (person: DemoPerson, count: number) =>
  eventually('a mail with a code', async () => {
    const codes = (await run.mails(person)).flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
    return codes.length >= count && codes.at(-1);
  });

async function logIn(page: Page, person: DemoPerson, password = run.demoPassword) {
  await page.locator('#username').fill(person.userPrincipalName);
  await page.locator('#password').fill(password);
  await page.keyboard.press('Enter');
}

/** Nothing of a step stands in an address, nothing is cut off, and axe finds nothing where it may look. */
async function look(page: Page, name: string, { axe }: { axe: boolean }) {
  expect(page.url()).toBe(run.signInUrl);
  await picture(page, `secret-key ${name}`);
  if (!axe) return;
  expect(await overflows(page)).toBe(false);
  expect(await brokenRules(page)).toEqual([]);
}

async function readQr(page: Page): Promise<string> {
  const { data, width, height } = PNG.sync.read(await page.locator('svg.qr').screenshot());
  return decodeQR({ data: Uint8Array.from(data), width, height });
}

it('D3 without scripts, on a phone in the dark: mail, set-up, first code, and next time a code', async () => {
  const lukasz = run.person('Łukasz Zieliński');
  const page = await openPage(browser, run.signInUrl, phone);
  const look1 = (name: string) => look(page, `phone ${name}`, { axe: false });
  const enter = async (label: string, code: string) => {
    await page.getByLabel(label).fill(code);
    await page.keyboard.press('Enter');
  };
  await logIn(page, lukasz);
  await page.getByRole('heading', { name: 'Device authorization' }).waitFor();
  await look1('mailed');
  await enter('Code from the mail', wrong(await mailed(lukasz, 1)));
  await page.getByRole('alert').getByText("isn't the code").waitFor();
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await page.getByRole('heading', { name: 'Device authorization' }).waitFor();
  await enter('Code from the mail', ` ${await mailed(lukasz, 2)} `);

  await page.getByRole('heading', { name: 'Set up your authenticator' }).waitFor();
  await look1('set-up');
  const href = await page.getByRole('link', { name: 'Open the authenticator' }).getAttribute('href');
  expect(await readQr(page)).toBe(href);
  const app = scan(href ?? '');
  const key = new URL(href ?? '').searchParams.get('secret');
  expect((await page.locator('.key').textContent())?.replaceAll(' ', '')).toBe(key);
  await enter('Code from your app', wrong(app.code(nowMs())));
  await page.getByRole('alert').getByText("phone's clock").waitFor();
  expect(await readQr(page)).toBe(href);
  const code = app.code(nowMs());
  await enter('Code from your app', code);
  await page.getByRole('heading', { name: "You're signed in" }).waitFor();
  const [session] = await page.context().cookies(run.signInUrl);
  expect(session).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Strict' });

  await page.goto(run.signInUrl);
  await logIn(page, lukasz);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await enter('Code from your app', code);
  await page.getByRole('alert').getByText('Each code works once').waitFor();
  await look1('used code');
  await nextStep();
  await enter('Code from your app', app.code(nowMs()));
  await page.getByRole('heading', { name: "You're signed in" }).waitFor();
  await page.context().close();
});

it('D3 R4 by the keyboard alone, in German: code, new password, signed in; axe finds nothing', async () => {
  const samuel = run.person('Samuel Osei');
  await mark(samuel, 'secret_key_required');
  await mark(samuel, 'password_must_change');
  const page = await openPage(browser, run.signInUrl, desk);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const look2 = (name: string) => look(page, `desk ${name}`, { axe: true });
  const type = async (...texts: string[]) => {
    for (const text of texts) {
      await page.keyboard.press('Tab');
      await page.keyboard.insertText(text);
    }
    await page.keyboard.press('Enter');
  };
  await type(samuel.userPrincipalName, run.demoPassword);
  await page.getByRole('heading', { name: 'Gerätefreigabe' }).waitFor();
  await look2('mailed');
  await type(await mailed(samuel, 1));
  await page.getByRole('heading', { name: 'Richte deine App ein' }).waitFor();
  await look2('set-up');
  const app = scan((await page.getByRole('link', { name: 'Authenticator' }).getAttribute('href')) ?? '');
  // The first stop is the link to the app.
  await page.keyboard.press('Tab');
  await type(app.code(nowMs()));
  await page.getByRole('heading', { name: 'Wähle ein neues Passwort' }).waitFor();
  await look2('password due');
  await page.keyboard.press('Tab');
  await type(fresh, `${fresh}!`);
  await page.getByRole('alert').getByText('nicht gleich').waitFor();
  await look2('entries differ');
  await page.keyboard.press('Tab');
  await type(fresh, fresh);
  await page.getByRole('heading', { name: 'Du bist angemeldet' }).waitFor();
  expect((await run.signIn(samuel, fresh)).status).toBe('code-required');
  // Browsers tell of every 401; the pages' own policy refuses nothing.
  expect(complaints.filter((text) => !/status of 401/.test(text))).toEqual([]);
  await page.context().close();
});

it('no page of a step is kept, and one that was changed or is too old begins anew', async () => {
  const maya = run.person('Maya Lindqvist');
  await mark(maya, 'password_must_change');
  const body = new URLSearchParams({ username: maya.userPrincipalName, password: run.demoPassword });
  const response = await fetch(run.signInUrl, { method: 'POST', body });
  const html = await response.text();
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  const [, step = ''] = /name="step" value="([\w-]+)"/.exec(html) ?? [];
  for (const text of [html, Buffer.from(step, 'base64url').toString('latin1')])
    expect(text).not.toContain(run.demoPassword);
  const send = async (sealed: string) => {
    const fields = new URLSearchParams({ step: sealed, newPassword: fresh, again: fresh });
    const answer = await fetch(run.signInUrl, { method: 'POST', body: fields });
    return { status: answer.status, html: await answer.text() };
  };
  for (const sealed of ['', 'x', `${step}x`, `A${step.slice(1)}`, step.slice(0, 60)])
    expect(await send(sealed)).toMatchObject({
      status: 401,
      html: expect.stringContaining('That took a while'),
    });
  await run.advanceClock(15 * 60_000);
  aheadMs += 15 * 60_000;
  expect((await send(step)).html).toContain('That took a while');
  expect((await run.signIn(maya)).status).toBe('change-password-required');
});
