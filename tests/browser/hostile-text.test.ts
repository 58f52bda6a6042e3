/** Text that would like to act, on every real page on which it comes up: it is read, and that is all. */
import type { Browser, Page } from 'playwright-core';
import type { DemoPerson } from '../../local/people/demo-account';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { inDatabase } from '../scenarios/database';
import { hostileTexts } from '../scenarios/hostile';
import { passwordLinkFor } from '../scenarios/password-links';
import { eventually, lockOut, notesOf, noticeFor, ticketWith } from '../scenarios/story';
import { openPage, overflows, startBrowser } from './browser';

jest.setTimeout(180_000);

const policy = { lockouts: { checkEvery: '5s', notices: { gap: '0s' } }, mfaReset: { mode: 'choose' } };
const {
  'a Markdown link': link = '',
  'a Markdown picture': picture = '',
  'a script': script = '',
  'a picture with a handler': handler = '',
  'a template': template = '',
  'a very long word': longWord = '',
} = hostileTexts;

const lines = [link, picture, script, handler, template, longWord];
const everything = lines.join('\n');

let run: LocalRun;
let browser: Browser;
let maya: DemoPerson;
/** What pages asked for outside this machine, and what spoke up in them. */
const outside: string[] = [];

/** Names in the directory are as hostile as the words in the chat; everything has happened when the pages open. */
beforeAll(async () => {
  [run, browser] = await Promise.all([startLocalRun({ policy }), startBrowser()]);
  maya = run.person('Maya Lindqvist');
  await inDatabase(run, async (client) => {
    const names = [`${script}${handler}`, `${link}${template}`, maya.aadObjectId];
    await client.query('update accounts set display_name = $1, user_name = $2 where object_id = $3', names);
    await client.query(
      'update factors set name = $1 where account_id = (select id from accounts where object_id = $2)',
      [handler, maya.aadObjectId],
    );
  });
  await lockOut(run, maya);
  const notice = await noticeFor(run, maya);
  await run.press(maya, notice.id, 'Yes');
  const unlocked = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
  await run.press(maya, unlocked.id, 'Reset MFA');
  let last = await run.waitForMessage(maya, /What shall I reset/, { after: unlocked });
  for (const sent of [true, false]) {
    await run.say(maya, everything);
    const answer = await run.waitForMessage(maya, /not sure/, { after: last });
    await run.press(maya, answer.id, 'Get help');
    last = await run.waitForMessage(maya, /This is what I'll send to IT/, { after: answer });
    if (!sent) break;
    await run.press(maya, last.id, 'Send to IT');
    last = await run.waitForMessage(maya, /Added to your ticket/, { after: last });
  }
  await ticketWith(run, maya, (ticket) => notesOf(ticket).includes(script));
  await eventually('the mail', async () => (await run.mails(maya)).length > 0);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

async function opened(url: string): Promise<Page> {
  const page = await openPage(browser, 'about:blank', { viewport: { width: 1280, height: 900 } });
  page.on('request', (request) => {
    if (!/^(?:https?:\/\/(?:localhost|127\.0\.0\.1)[:/]|data:|about:|blob:)/.test(request.url()))
      outside.push(request.url());
  });
  page.on('dialog', (dialog) => {
    outside.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(url);
  return page;
}

/** Nothing ran, nothing was fetched, nothing can be followed, and nothing has burst the page. */
async function expectHarmless(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    expect(await frame.evaluate('typeof window.stolen')).toBe('undefined');
    const made = 'a[href*="evil"], img[src="x"], img[src*="evil"], main svg[onload], [onerror], [onload]';
    expect(await frame.locator(made).count()).toBe(0);
  }
  expect(outside).toEqual([]);
  expect(await overflows(page)).toBe(false);
}

const readOn = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(selector).allTextContents()).join('\n') ?? '').replaceAll('\u2060', '');

it('G4 the chat shows what was typed and named, and none of it acts', async () => {
  const page = await opened(run.teamsUrl);
  await page.getByText(maya.name).first().click();
  await page.getByText("This is what I'll send to IT").last().waitFor();
  await expectHarmless(page);
  const said = await readOn(page, '.from-person .text');
  expect(said).toContain(everything);
  const cards = await readOn(page, '.from-bot .card');
  // What was shown first of what was sent to IT, and the account's name on the notice: as they were written.
  for (const words of lines) expect(cards).toContain(words);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as the name was written
  expect(cards).toContain(`${link}${'badge ${title} $${title} ${1+1}'}`);
  expect(cards).toContain("Authenticator app: badge <img src=x onerror='window.stolen=1'>");
  await page.context().close();
});

it('operators read tickets and trail as text', async () => {
  const page = await opened(`${run.functionsUrl}/api/operator`);
  await page.getByLabel(/key/i).fill(run.operatorKey);
  await page.keyboard.press('Enter');
  await page.getByText("In the person's words").first().waitFor();
  await expectHarmless(page);
  const tickets = await readOn(page, '#tickets-rows');
  for (const words of lines) expect(tickets).toContain(`> ${words}`);
  expect(tickets).toContain(`Account: ${link}`);
  await page.context().close();
});

it('T6 the mail greets by the name as it is written, in both its forms', async () => {
  const page = await opened(run.mailUrl);
  await page.locator('.mail').first().click();
  const mail = page.frameLocator('iframe.mail-html');
  await mail.getByText('Hello badge <script>window.stolen=1</script>').waitFor();
  await expectHarmless(page);
  await page.getByRole('button', { name: 'Plain text' }).click();
  expect(await readOn(page, '.mail-text')).toContain('Hello badge <script>window.stolen=1</script>');
  await expectHarmless(page);
  await page.context().close();
});

it('the directory’s pages show names as text', async () => {
  const page = await opened(await passwordLinkFor(run, maya));
  expect(await page.locator('#username').inputValue()).toBe(`${link}${template}`);
  await expectHarmless(page);
  await page.goto(run.signInUrl);
  await page.getByLabel('User name').fill(`"><script>window.stolen=1</script>${handler}`);
  await page.getByLabel('Password').fill('x');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('User name').inputValue()).toContain('"><script>window.stolen=1</script>');
  await expectHarmless(page);
  await page.context().close();
});
