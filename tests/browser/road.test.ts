/** The main job on real pages: locked out on the sign-in page, told in the chat, one press, signed in again. */
import type { Browser, Page } from 'playwright-core';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { brokenRules, openPage, overflows, picture, startBrowser } from './browser';

jest.setTimeout(120_000);

const policy = { lockouts: { checkEvery: '5s', notices: { gap: '0s' } } };

describe('the road in a real browser', () => {
  let run: LocalRun;
  let browser: Browser;

  beforeAll(async () => {
    [run, browser] = await Promise.all([startLocalRun({ policy }), startBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await run?.stop();
  });

  const signInBy = async (page: Page, name: string, password: string): Promise<void> => {
    await page.getByLabel('User name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  it('U1–U3, D1: five wrong passwords lock, the notice comes by itself, Yes unlocks, the old password signs in', async () => {
    const maya = run.person('Maya Lindqvist');
    const signIn = await openPage(browser, run.signInUrl);
    expect(await brokenRules(signIn)).toEqual([]);
    for (let attempt = 0; attempt < 5; attempt++) {
      await signInBy(signIn, maya.userPrincipalName, `not it ${attempt}`);
      await signIn.getByRole('alert').waitFor();
    }
    await signInBy(signIn, maya.userPrincipalName, run.demoPassword);
    await signIn.getByRole('alert').waitFor();

    const chat = await openPage(browser, run.teamsUrl, { viewport: { width: 1280, height: 860 } });
    await chat.getByText('Shall I unlock it? I never ask for your password.').waitFor({ timeout: 40_000 });
    expect(await brokenRules(chat)).toEqual([]);
    await chat.getByRole('button', { name: 'Yes', exact: true }).click();
    await chat.getByRole('button', { name: 'Great, it worked!' }).waitFor({ timeout: 20_000 });
    await chat.getByRole('button', { name: 'Yes', exact: true }).waitFor({ state: 'detached' });

    await signInBy(signIn, maya.userPrincipalName, run.demoPassword);
    await signIn
      .getByRole('heading', { name: 'You’re signed in' })
      .or(signIn.getByRole('status'))
      .first()
      .waitFor();
    expect(await brokenRules(signIn)).toEqual([]);
  });

  it('U2: a typed "sure" in the chat unlocks as the button does', async () => {
    const siobhan = run.person("Siobhán O'Connor");
    await run.failSignIns(siobhan, 5);
    const chat = await openPage(browser, run.teamsUrl, { viewport: { width: 1280, height: 860 } });
    await chat.getByText(siobhan.name).first().click();
    await chat.getByText('Shall I unlock it?', { exact: false }).first().waitFor({ timeout: 40_000 });
    await chat.getByRole('textbox', { name: /message/i }).fill('sure');
    await chat.keyboard.press('Enter');
    await chat.getByRole('button', { name: 'Great, it worked!' }).waitFor({ timeout: 20_000 });
    expect((await run.signIn(siobhan)).status).toBe('signed-in');
  });

  it.each([
    ['light', 320],
    ['dark', 320],
    ['light', 1280],
    ['dark', 1280],
  ] as const)('the pages break no accessibility rule and fit, %s at %i px', async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 800 } };
    for (const url of [run.signInUrl, `${run.functionsUrl}/api/operator`, run.mailUrl]) {
      const page = await openPage(browser, url, options);
      expect({ url, broken: await brokenRules(page), overflows: await overflows(page) }).toEqual({
        url,
        broken: [],
        overflows: false,
      });
      await page.context().close();
    }
  });

  it('operators: the page asks for the key, keeps it out of the address, and shows trail and tickets', async () => {
    const page = await openPage(browser, `${run.functionsUrl}/api/operator`);
    await page.getByLabel(/key/i).fill(run.operatorKey);
    await page.keyboard.press('Enter');
    await page.getByText('unlock-started').first().waitFor({ timeout: 20_000 });
    expect(page.url()).not.toContain(run.operatorKey);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await picture(page, `operator ${width}`);
      expect(await brokenRules(page)).toEqual([]);
      expect(await overflows(page)).toBe(false);
    }
  });

  it('operators: a wrong key shows nothing but that it is wrong', async () => {
    const page = await openPage(browser, `${run.functionsUrl}/api/operator`);
    await page.getByLabel(/key/i).fill('not-the-key');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('unlock-started').count()).toBe(0);
  });
});
