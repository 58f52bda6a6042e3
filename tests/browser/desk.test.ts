/** The administrator's desk on the stand-in's page: find a locked user, unlock with a reason, enter a password; they sign in. */
import type { Browser, Page } from 'playwright-core';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { lockByRule } from '../scenarios/lock-rule';
import { brokenRules, openPage, overflows, picture, startBrowser } from './browser';
import { openChat } from './teams-chat';

jest.setTimeout(120_000);

let run: LocalRun;
let browser: Browser;

beforeAll(async () => {
  const administrators = [
    { objectId: 'ad000000-5eed-4000-8000-000000000007', rights: ['unlock', 'resetSecretKey', 'editUser'] },
  ];
  [run, browser] = await Promise.all([startLocalRun({ policy: { administrators } }), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

async function signIn(name: string, password: string): Promise<Page> {
  const page = await openPage(browser, run.signInUrl);
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

it('D2 by the card alone: search, open, a reason that is missing is asked for, unlock; the user signs in', async () => {
  const chloe = run.person('Chloé Martin');
  await lockByRule(run, [chloe]);
  const chat = await openChat(browser, run, 'Priya Raman', 'en');
  await chat.say('find user');
  const { page } = chat;
  await page.getByLabel('Name, user name or e-mail').fill('chloe m');
  await page.getByLabel('Only include locked users').check();
  await picture(page, 'desk search');
  await chat.press('verb.desk-search');
  await page.getByRole('button', { name: 'Open Chloé Martin' }).click();
  await chat.message('desk-record.title');
  await picture(page, 'desk record');
  expect(await brokenRules(page)).toEqual([]);
  await chat.press('verb.desk-unlock');
  await page.getByText('Please write a reason of at least three characters').first().waitFor();
  await page.getByLabel('Reason').last().fill('Called, badge checked');
  await chat.press('verb.desk-unlock');
  await chat.message('desk-done.unlock');
  await picture(page, 'desk unlocked');
  expect(await brokenRules(page)).toEqual([]);
  await chat.close();
  const signedIn = await signIn(chloe.userPrincipalName, run.demoPassword);
  await signedIn.getByRole('heading', { name: "You're signed in" }).waitFor();
});

it('R5 the password page works without scripts, on a phone and by keyboard, and shows what it made once', async () => {
  const chat = await openChat(browser, run, 'Priya Raman', 'en');
  await chat.say('find user amina');
  await chat.page.getByRole('button', { name: 'Open Amina Diallo' }).last().click();
  const records = chat.page.locator('.message.from-bot').filter({ hasText: 'User record' });
  await records.filter({ hasText: 'Amina Diallo' }).last().waitFor();
  await chat.page.getByLabel('Reason').last().fill('phone lost, called back');
  await chat.press('verb.desk-password');
  await chat.message('desk-password.text', { name: 'Amina Diallo' });
  const link = chat.page.getByRole('link', { name: 'Enter a password' });
  const opened = chat.page.context().waitForEvent('page');
  await link
    .or(chat.page.getByRole('button', { name: 'Enter a password' }))
    .last()
    .click();
  const address = (await opened).url();
  await chat.close();
  const small = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } };
  const page = await openPage(browser, address, small);
  expect(await overflows(page)).toBe(false);
  await picture(page, 'desk password page');
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.keyboard.press('Tab');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('too short').waitFor();
  await page.getByRole('button', { name: 'Make one for me instead' }).click();
  await page.getByRole('heading', { name: 'The password is set' }).waitFor();
  const made = (await page.locator('code').textContent()) ?? '';
  await picture(page, 'desk password made');
  await page.goto(address);
  await page.getByRole('heading', { name: "This link doesn't work" }).waitFor();
  await page.context().close();
  const asked = await signIn(run.person('Amina Diallo').userPrincipalName, made);
  await asked.getByLabel('New password', { exact: true }).waitFor();
});

it('R6 by the card alone: a provider is added, a wrong value named, and a test message reaches the number', async () => {
  const chat = await openChat(browser, run, 'Priya Raman', 'en');
  const { page } = chat;
  const field = (label: string) => page.getByLabel(label, { exact: true }).last();
  await chat.say('find user');
  await chat.press('verb.desk-carriers');
  await chat.message('desk-carriers.text');
  await picture(page, 'desk carriers');
  await chat.press('verb.desk-carrier-add');
  await chat.message('desk-carrier.new');
  await field('Name').fill("O'Hara Mobile");
  await field('SMS domain').fill('no domain');
  await field('Number format').fill('1{area}{local}');
  await field('Reason').fill('a new contract');
  await chat.press('verb.desk-carrier-save');
  await chat.message('carrier-rule.domain-form');
  expect(await field('Name').inputValue()).toBe("O'Hara Mobile");
  // The pointer rests on a button after a press: its words must stay readable under it.
  await page.getByRole('button', { name: 'Save', exact: true }).last().hover();
  expect(await brokenRules(page)).toEqual([]);
  await field('SMS domain').fill('sms.ohara.example');
  await chat.press('verb.desk-carrier-save');
  await chat.message('carrier-done.add', { name: "O'Hara Mobile" });
  await page.getByText('12065550142@sms.ohara.example').last().waitFor();
  await field('Area code').fill('206');
  await field('Local number').fill('555 0142');
  await chat.press('verb.desk-carrier-test');
  await page.getByText('to •••• 0142: handed over. Please ask whether it arrived.').waitFor();
  await picture(page, 'desk carrier tested');
  expect(await brokenRules(page)).toEqual([]);
  const { body } = await callJson(`${run.mailUrl}/api/messages`);
  const sent = (body as { to: string; text: string }[]).filter(({ to }) => to.includes('@sms.ohara.example'));
  expect(sent.map(({ to, text }) => `${to} ${text.trim()}`)).toEqual([
    '12065550142@sms.ohara.example Account Access, test message: This is a test. There is nothing to do.',
  ]);
  await chat.close();
});
