/** The directory's own pages in a real browser, without scripts, on a phone, in the dark, and under axe. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { passwordLinkFor } from '../scenarios/password-links';
import { brokenRules, openPage, overflows, startBrowser } from './browser';

jest.setTimeout(180_000);

const fresh = 'seven lanterns over the harbour';
const phone: BrowserContextOptions = { viewport: { width: 320, height: 640 } };

let run: LocalRun;
let browser: Browser;

beforeAll(async () => {
  [run, browser] = await Promise.all([startLocalRun({ policy: {} }), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

const portal = (page: string) => `${run.functionsUrl}/api/portal/${page}`;

async function setPassword(page: Page, first: string, second = first): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(first);
  await page.getByLabel('New password, once more').fill(second);
  await page.getByRole('button', { name: 'Set password' }).click();
}

it('P1 without scripts a link sets the password, after a problem was named, and signs in by hand', async () => {
  const maya = run.person('Maya Lindqvist');
  const url = await passwordLinkFor(run, maya);
  const page = await openPage(browser, url, { javaScriptEnabled: false });
  await setPassword(page, 'lantern');
  await page.getByRole('alert').getByText('too short').waitFor();
  expect(page.url()).toBe(portal('set-password'));
  await setPassword(page, fresh, `${fresh} `);
  await page.getByRole('alert').getByText("weren't the same").waitFor();
  await setPassword(page, fresh);
  await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();

  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill(maya.userPrincipalName);
  await page.getByLabel('Password').fill(fresh);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: "You're signed in" }).waitFor();
  const [session] = await page.context().cookies(run.signInUrl);
  expect(session).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Strict' });

  await page.goto(url);
  await page.getByRole('heading', { name: "This link doesn't work" }).waitFor();
  await page.context().close();
});

it('the keyboard alone changes a password, in German', async () => {
  const ines = run.person('Inês Carvalho');
  const page = await openPage(browser, portal('change-password'), { locale: 'de-DE' });
  // Her account needs no code.
  for (const typed of [ines.userPrincipalName, run.demoPassword, fresh, fresh, '']) {
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(typed);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Dein Passwort ist geändert' }).waitFor();
  expect((await run.signIn(ines, fresh)).status).toBe('signed-in');
  await page.context().close();
});

it.each([
  ['light', 'en-US'],
  ['dark', 'fr-FR'],
] as const)('on a phone (%s, %s) nothing is cut off and axe finds nothing', async (colorScheme, locale) => {
  const url = await passwordLinkFor(run, run.person('Samuel Osei'));
  const page = await openPage(browser, url, { ...phone, colorScheme, locale });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const look = async () => {
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
  };
  await look();
  await page.locator('#new-password').fill('passwordpassword');
  await page.locator('#again').fill('passwordpassword');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await look();
  complaints.splice(0);
  for (const address of ['change-password', 'factors', 'set-password', 'nothing']) {
    await page.goto(portal(address));
    await look();
  }
  // The statuses of dead ends are told; the pages' own policy refuses nothing.
  expect(complaints.filter((text) => !/status of (404|410)/.test(text))).toEqual([]);
  await page.context().close();
});
