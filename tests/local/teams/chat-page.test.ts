/** The chat page in a real browser: somebody is locked out, is told, presses a button, and signs in again; for eyes, keyboards and screen readers. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { lockoutCard } from './demo-cards';
import { type DemoServices, demoPassword, operatorKey, startDemoServices } from './demo-services';
import { ada, max, type Stage, setStage } from './demo-stage';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

jest.setTimeout(60_000);

describe('the chat page', () => {
  let browser: Browser;
  let stage: Stage;
  let services: DemoServices;
  let page: Page;
  const foreign: string[] = [];
  const problems: string[] = [];
  let address: string;

  /** Rules that the page breaks, by axe; none is expected in any state of it. */
  const brokenRules = async (): Promise<string[]> => {
    // What was just drawn is settled first.
    await page.evaluate(
      'new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled)))',
    );
    // Through the debugger, which the page's own policy doesn't bind.
    await page.evaluate(axeSource);
    const run =
      '(async () => (await axe.run(document)).violations.map((v) => v.id + " " + v.nodes[0].html + " " + v.nodes[0].failureSummary))()';
    return page.evaluate(run) as Promise<string[]>;
  };

  beforeAll(async () => {
    execFileSync(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'local/teams/page/tsconfig.json',
    ]);
    services = await startDemoServices();
    stage = await setStage({
      directorySignInUrl: services.signInUrl,
      demoPassword,
      operator: { baseUrl: services.url, key: operatorKey },
    });
    await stage.teams.introduceEverybody();
    address = stage.teams.url;
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags.split(' ') });
    page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
        foreign.push(request.url());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(address);
    await page.waitForSelector('[data-ready="true"]');
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.strike();
    await services?.close();
  });

  test('an empty chat says what to try', async () => {
    expect(await page.textContent('#welcome')).toContain('Lock Ada’s account');
    expect(await brokenRules()).toEqual([]);
  });

  test('a lockout starts the stopwatch, and the bot’s card is drawn', async () => {
    await page.click('#lock');
    await page.waitForSelector('#stopwatch[data-state="running"]');
    await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await page.waitForSelector('.card >> text=Your account is locked');
    await page.waitForSelector('.entry >> text=Locked after 5 wrong passwords');
    expect(await brokenRules()).toEqual([]);
  });

  test('by keyboard: what the bot says to a press is shown, and the focus stays with the button', async () => {
    await page.focus('.card button:has-text("No")');
    await page.keyboard.press('Enter');
    expect(await page.textContent('.note')).toBe('It stays locked.');
    expect(await page.evaluate('document.activeElement.title')).toBe('No');
  });

  test('by keyboard: a card that the answer replaces keeps the focus in its message', async () => {
    await page.fill('.card textarea', 'please');
    await page.focus('.card button:has-text("Yes")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.card >> text=Your account is unlocked');
    expect(await page.evaluate('document.activeElement.className')).toContain('message');
    expect(stage.bot.received.at(-1)?.value).toMatchObject({
      action: { data: { note: 'please', requestId: 'r-1' } },
    });
  });

  test('signing in again stops the stopwatch', async () => {
    services.failures.clear();
    await page.click('#sign-in');
    await page.waitForSelector('#stopwatch[data-state="done"]');
    expect(await page.textContent('#sign-in-result')).toContain('Signed in');
  });

  test('markup and foreign schemes in a message stay text', async () => {
    await stage.bot.notify(ada.aadObjectId, {
      text: '**bold** <img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](https://contoso.example/)',
    });
    const text = page.locator('.message').last().locator('.text');
    await text.locator('strong').waitFor();
    expect(await text.locator('img').count()).toBe(0);
    expect(await text.locator('a').count()).toBe(1);
    expect(await text.locator('a').getAttribute('href')).toBe('https://contoso.example/');
  });

  test('a message to somebody else shows a badge and a toast that leads there', async () => {
    await stage.bot.notify(max.aadObjectId, { text: 'Your password ends soon.' });
    await page.waitForSelector('.person.unread >> text=Max Lindqvist');
    await page.click('.toast-main');
    await page.waitForSelector('.message >> text=Your password ends soon.');
    expect(await page.locator('.person.unread').count()).toBe(0);
  });

  test('what one types is sent with Enter and shown once', async () => {
    await page.fill('#compose-text', 'hello there');
    await page.press('#compose-text', 'Enter');
    await page.waitForSelector('.from-bot >> text=hello there');
    expect(await page.locator('.from-person >> text=hello there').count()).toBe(1);
    expect(await page.inputValue('#compose-text')).toBe('');
  });

  test('removing the app closes the chat, installing it opens it again', async () => {
    await page.click('#menu-open');
    await page.click('#installed');
    await page.waitForSelector('#removed:visible');
    expect(await page.isDisabled('#compose-text')).toBe(true);
    await page.keyboard.press('Escape');
    await page.click('#removed button');
    await page.waitForSelector('#compose-text:enabled');
  });

  test('dark, as a phone, and 320 pixels wide it is as usable', async () => {
    await page.click(`[data-person="${ada.aadObjectId}"]`);
    await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await page.click('#theme');
    await page.click('#phone');
    await page.waitForSelector('.card >> text=Your account is locked');
    expect(await brokenRules()).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(await brokenRules()).toEqual([]);
    for (const pane of ['#show-strip', '#show-people', '#show-chat']) {
      await page.click(pane);
      expect(await brokenRules()).toEqual([]);
    }
  });

  test('while services start, and when the stand-in goes away, the page says so and comes back by itself', async () => {
    stage.teams.setStarting([{ name: 'Directory', done: false }]);
    await page.waitForSelector('.status.starting >> text=Directory');
    stage.teams.setStarting([]);
    await page.waitForSelector('.status.starting', { state: 'detached' });
    const problemsBefore = problems.length;
    const { port } = stage.teams;
    await stage.restart({ port: 0 });
    await page.waitForSelector('.status >> text=went away');
    await stage.restart({ port });
    await page.waitForSelector('.status', { state: 'detached' });
    // A server that is gone makes the browser complain; nothing else may.
    problems.splice(problemsBefore);
  });

  test('nothing was asked of any other machine, and nothing broke', () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });
});
