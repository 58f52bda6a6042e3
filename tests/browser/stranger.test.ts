/** What people do whom nobody has told how: keyboards only, impatient fingers, slow lines, the Back button, no scripts. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '../../cards/locale';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { passwordLinkFor } from '../scenarios/password-links';
import { accountOf, inDirectory } from '../scenarios/story';
import { brokenRules, openPage, overflows, picture, startBrowser } from './browser';
import { openChat, type TeamsChat } from './teams-chat';

jest.setTimeout(180_000);

const fresh = 'seven lanterns over the harbour';
const longTimeMs = 16 * 60_000;

let run: LocalRun;
let browser: Browser;

beforeAll(async () => {
  const policy = { mfaReset: { mode: 'choose' }, lockouts: { checkEvery: '5s' } };
  [run, browser] = await Promise.all([startLocalRun({ policy }), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

async function recoveryPage(name: string, javaScriptEnabled = true): Promise<[TeamsChat, Page]> {
  const chat = await openChat(browser, run, name, 'en');
  await chat.say('I forgot my password');
  await chat.press('verb.recover');
  const opened = await chat.open('link.reset-password');
  if (javaScriptEnabled) return [chat, opened];
  return [chat, await openPage(browser, opened.url(), { javaScriptEnabled })];
}

async function fillIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password, once more').fill(password);
}

/** Presses a key until the focus is there, as somebody does who has no mouse. */
async function keysTo(page: Page, key: 'Tab' | 'Shift+Tab', wanted: Locator): Promise<void> {
  for (let steps = 0; steps < 15; steps += 1) {
    await page.keyboard.press(key);
    if (await wanted.and(page.locator(':focus')).count()) return;
  }
  throw new Error('The keyboard never came there.');
}

it.each([
  ['en', 'Tomáš Novák', 'new phone'],
  ['de', 'Chloé Martin', 'Ich habe ein neues Handy'],
] as const)(
  'M2, %s: by keyboard alone one factor is chosen and removed, and the other stays',
  async (language, name, words) => {
    const chat = await openChat(browser, run, name, language);
    const { page } = chat;
    const selected = text('verb.mfa-selected', language);
    const reset = page.getByRole('button', { name: selected });
    await chat.say(words);
    await chat.message('mfa-choice.title');
    await keysTo(page, 'Shift+Tab', reset);
    await page.keyboard.press('Enter');
    await chat.message('mfa-choice.reminder', { selected });
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, `mfa-choice-${language}`);

    await keysTo(page, 'Tab', page.getByRole('checkbox').last());
    await page.keyboard.press('Space');
    await keysTo(page, 'Tab', reset);
    await page.keyboard.press('Enter');
    await chat.message('mfa-reset.title');
    expect(await brokenRules(page)).toEqual([]);
    const { id } = await accountOf(run, run.person(name));
    const left = await inDirectory(run, (directory) => directory.factors.list(id));
    expect(left.map(({ kind }) => kind)).toEqual(['authenticator-app']);
    await chat.close();
  },
);

it('what the bot says is read out by itself, once, and a card begins with its heading', async () => {
  const chat = await openChat(browser, run, 'Grace Kim', 'en');
  await chat.say("I can't get in");
  await chat.message('general-access.title');
  const log = chat.page.getByRole('log', { name: 'Messages with the bot' });
  expect(await log.getAttribute('aria-live')).toBe('polite');
  await chat.page.evaluate(`window.drawn = 0;
    new MutationObserver((changes) => { window.drawn += changes.flatMap((change) => [...change.addedNodes]).length; })
      .observe(document.querySelector('#messages'), { childList: true });`);
  await chat.say('I forgot my password');
  await chat.message('recover-question.title');
  expect(await chat.page.evaluate('window.drawn')).toBeLessThanOrEqual(3);
  expect(await log.ariaSnapshot()).toMatch(
    /heading "Let's get you a new password"[\s\S]*button "Recover access"/,
  );
  await chat.close();
});

it('P1: on a slow line a double click on Continue goes on, and Back says how to get another link', async () => {
  const [chat, page] = await recoveryPage('Maya Lindqvist');
  await page.route('**/api/recover/*', async (route) => {
    await wait(600);
    await route.continue();
  });
  await page.getByRole('button', { name: 'Continue' }).dblclick({ delay: 50, noWaitAfter: true });
  await heading(page, 'Set a new password');
  await page.getByLabel('New password', { exact: true }).waitFor();
  await page.goBack();
  await heading(page, 'This link no longer works');
  await page.getByText('choose “Send a new link” or write “Forgot password”').waitFor();
  expect(await brokenRules(page)).toEqual([]);
  await chat.close();
});

it('a double click sets a password once and says so, and fails a sign-in once', async () => {
  const samuel = run.person('Samuel Osei');
  const page = await openPage(browser, await passwordLinkFor(run, samuel));
  await fillIn(page, fresh);
  await page.getByRole('button', { name: 'Set password' }).dblclick({ delay: 50, noWaitAfter: true });
  await heading(page, 'Your password is changed');

  await page.getByRole('link', { name: 'Sign in' }).click();
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') sent += 1;
  });
  await page.getByLabel('User name').fill(samuel.userPrincipalName);
  await page.getByLabel('Password').fill('wrong for certain');
  await page.getByRole('button', { name: 'Sign in' }).dblclick({ delay: 50, noWaitAfter: true });
  await page.getByRole('alert').waitFor();
  expect(sent).toBe(1);
  await page.context().close();
});

it('P1: without scripts the whole way to a new password can be gone', async () => {
  const [chat, page] = await recoveryPage('Inês Carvalho', false);
  await page.getByRole('button', { name: 'Continue' }).click();
  await fillIn(page, fresh);
  await page.getByRole('button', { name: 'Set password' }).click();
  await heading(page, 'Your password is changed');
  expect((await run.signIn(run.person('Inês Carvalho'), fresh)).status).toBe('signed-in');
  await Promise.all([chat.close(), page.context().close()]);
});

it('on a slow line a pressed button waits, and a second press sends nothing', async () => {
  const chat = await openChat(browser, run, 'Amina Diallo', 'en');
  let sent = 0;
  await chat.page.route('**/actions', async (route) => {
    sent += 1;
    await wait(700);
    await route.continue();
  });
  await chat.say('I forgot my password');
  await chat.message('recover-question.title');
  await chat.press('verb.recover');
  const recover = chat.page.getByRole('button', { name: 'Recover access' });
  expect(await recover.isDisabled()).toBe(true);
  await recover.click({ force: true });
  await chat.message('recovery-link.title');
  expect(sent).toBe(1);
  await chat.close();
});

itOnTheEmbeddedHost(
  'P1: a link that was left lying is over, and the page says how to get another',
  async () => {
    const [chat, page] = await recoveryPage('Leila Haddad');
    await page.setViewportSize({ width: 320, height: 640 });
    await run.advanceClock(longTimeMs);
    await page.getByRole('button', { name: 'Continue' }).click();
    await heading(page, 'This link no longer works');
    expect(await overflows(page)).toBe(false);
    expect(await brokenRules(page)).toEqual([]);
    await chat.close();
  },
);
