/** People's errands on real pages, from the first word in the chat to the last, in English and in German. */
import type { Browser, Page } from 'playwright-core';
import { type Language, text } from '../../cards/locale';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { brokenRules, overflows, picture, startBrowser } from './browser';
import { openChat } from './teams-chat';

jest.setTimeout(180_000);

const howTo = { title: 'A new phone', text: '1. Open the **portal**.\n2. Scan the code.' };
const workday = { title: 'Workday', text: 'Press **Forgot password** on its sign-in page.' };
const policy = {
  lockouts: { checkEvery: '5s', notices: { gap: '0s' } },
  passwordReset: { systems: { Workday: { instructions: workday } } },
  mfaReset: { instructions: howTo },
};
const fresh = 'seven lanterns over the harbour';
const phone = { viewport: { width: 320, height: 640 } };

let run: LocalRun;
let browser: Browser;

beforeAll(async () => {
  [run, browser] = await Promise.all([startLocalRun({ policy }), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await run?.stop();
});

const look = async (page: Page, name: string): Promise<void> => {
  await picture(page, name);
  expect(await overflows(page)).toBe(false);
  // What is longer than the chat scrolls within it; the page around it stands still.
  if (page.url().startsWith(run.teamsUrl)) {
    const taller = 'document.documentElement.scrollHeight > document.documentElement.clientHeight';
    expect(await page.evaluate(taller)).toBe(false);
  }
  expect(await brokenRules(page)).toEqual([]);
};

const said: Record<
  'en' | 'de',
  Record<'noAccess' | 'forgot' | 'lost' | 'how' | 'system' | 'other', string>
> = {
  en: {
    noAccess: "I can't get into my account",
    forgot: 'I forgot my password',
    lost: 'I lost my phone',
    how: 'How do I reset my MFA?',
    system: 'I forgot my Workday password',
    other: 'My printer is on fire <b>now</b>',
  },
  de: {
    noAccess: 'Ich komme nicht in mein Konto',
    forgot: 'Ich habe mein Passwort vergessen',
    lost: 'Ich habe mein Handy verloren',
    how: 'Wie setze ich MFA zurück?',
    system: 'Ich habe mein Workday-Passwort vergessen',
    other: 'Mein Drucker brennt <b>jetzt</b>',
  },
};

describe.each([
  ['en', 'Maya Lindqvist', 'Tomáš Novák', 'Leila Haddad'],
  ['de', 'Inês Carvalho', 'Chloé Martin', 'Noah Williams'],
] as const)('%s', (language: Language & keyof typeof said, name, other, locked) => {
  const words = said[language];

  it('P1: forgotten, recovered, set in the portal, signed in again, resolved', async () => {
    const chat = await openChat(browser, run, name, language);
    await chat.say(words.forgot);
    await chat.message('recover-question.title');
    await look(chat.page, `recover-question-${language}`);
    await chat.press('verb.recover');
    await chat.message('recovery-link.title');
    await look(chat.page, `recovery-link-${language}`);

    const page = await chat.open('link.reset-password');
    await page.getByRole('heading', { name: text('page.recover.title', language) }).waitFor();
    await look(page, `recover-${language}`);
    await page.getByRole('button', { name: text('page.recover.button', language) }).click();
    await page.getByLabel(text('page.new-password.label', language), { exact: true }).fill(fresh);
    await page.getByLabel(text('page.new-password.again', language)).fill(fresh);
    await look(page, `set-password-${language}`);
    await page.getByRole('button', { name: text('page.set-password.button', language) }).click();
    await page.getByRole('heading', { name: text('page.password-changed.title', language) }).waitFor();
    await page.getByRole('link', { name: text('page.sign-in.title', language) }).click();
    await page.getByLabel(text('page.sign-in.user-name', language)).fill(run.person(name).userPrincipalName);
    await page.getByLabel(text('page.sign-in.password', language)).fill(fresh);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: text('page.signed-in.title', language) }).waitFor();

    await chat.page.bringToFront();
    await chat.press('verb.worked');
    await chat.message('worked.title');
    await look(chat.page, `worked-${language}`);
    const tickets = await run.tickets({ person: run.person(name).aadObjectId });
    expect(tickets).toMatchObject([{ kind: 'password-reset', state: 'resolved' }]);
    await chat.close();
  });

  it('U1–U3: locked out, told by the bot in their language, unlocked by Yes', async () => {
    const chat = await openChat(browser, run, locked, language, phone);
    // Teams tells the bot the language with every message, and not before the first.
    await chat.say(words.noAccess);
    await chat.message('general-access.title');
    await run.failSignIns(run.person(locked), 5);
    await chat.message('lockout-notice.text');
    await look(chat.page, `lockout-notice-${language}`);
    await chat.press('verb.unlock-yes');
    await chat.message('unlocked.title');
    await look(chat.page, `unlocked-${language}`);
    expect((await run.signIn(run.person(locked))).status).toBe('signed-in');
    await chat.close();
  });

  it('G1, U5: no access: three ways out, of which Unlock finds no lock', async () => {
    const chat = await openChat(browser, run, other, language, phone);
    await chat.say(words.noAccess);
    const ways = await chat.message('general-access.title');
    expect(await ways.getByRole('button').allTextContents()).toEqual(
      (['verb.unlock', 'verb.forgot-password', 'verb.reset-mfa', 'verb.get-help'] as const).map((key) =>
        text(key, language),
      ),
    );
    await chat.press('verb.unlock');
    await chat.message('not-locked.title');
    await look(chat.page, `not-locked-${language}`);
    await chat.close();
  });

  it('M1, M4, M5: how it goes is told; a lost phone: everything goes, and it worked', async () => {
    const chat = await openChat(browser, run, other, language, { ...phone, colorScheme: 'dark' });
    await chat.say(words.how);
    await chat.message('instructions.title-mfa-reset');
    await chat.press('verb.view-answer');
    await chat.message('answer.text');
    await look(chat.page, `answer-${language}`);
    await chat.say(words.lost);
    const question = await chat.message('mfa-question.title');
    await question.getByText(text('mfa-question.lost', language)).waitFor();
    await chat.press('verb.mfa-yes');
    await chat.message('mfa-reset.title');
    await look(chat.page, `mfa-reset-${language}`);
    await chat.press('verb.worked');
    await chat.message('worked.title');
    await chat.close();
  });

  it('P4, G4: another system has its own instructions; other words are shown, then sent to IT as they were', async () => {
    const chat = await openChat(browser, run, other, language);
    await chat.say(words.system);
    await chat.message('instructions.title-system', { system: 'Workday' });
    await chat.press('verb.view-answer');
    await chat.page.locator('strong', { hasText: 'Forgot password' }).waitFor();
    await chat.say(words.other);
    await chat.message('general-access.title-unknown');
    await chat.press('verb.get-help');
    const preview = await chat.message('help-preview.title');
    await preview.getByText(words.other, { exact: true }).waitFor();
    await look(chat.page, `help-preview-${language}`);
    await chat.press('verb.send-to-it');
    await chat.message('help-sent.title');
    await chat.close();
  });
});
