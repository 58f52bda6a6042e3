/** A person's chat on the stand-in's page, as that person uses it: read, type, press, in their own language. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Language, type TextKey, text, type Values } from '../../cards/locale';
import type { LocalRun } from '../harness/local-run';
import { openPage } from './browser';

export interface TeamsChat {
  page: Page;
  say(text: string): Promise<void>;
  /** The last message with these words, waited for. */
  message(key: TextKey, values?: Values): Promise<Locator>;
  /** Presses a button of the last message that has it. */
  press(verb: TextKey): Promise<void>;
  /** Presses a button that opens an address. @returns the page that it opens */
  open(link: TextKey): Promise<Page>;
  close(): Promise<void>;
}

const regions: Record<Language, string> = { en: 'en-US', es: 'es-ES', fr: 'fr-FR', de: 'de-DE', pt: 'pt-BR' };
const patienceMs = 20_000;

/** Opens somebody's chat and chooses the language of their Teams there. */
export async function openChat(
  browser: Browser,
  run: LocalRun,
  name: string,
  language: Language,
  options: BrowserContextOptions = {},
): Promise<TeamsChat> {
  const desk = { viewport: { width: 1280, height: 860 }, locale: regions[language], ...options };
  const page = await openPage(browser, `${run.teamsUrl}/#${run.person(name).aadObjectId}`, desk);
  await page.locator('[data-ready="true"]').waitFor();
  await chooseLanguage(page, regions[language]);

  const messages = page.locator('.message.from-bot');
  const message = async (key: TextKey, values?: Values) => {
    const found = messages
      .filter({ has: page.getByText(text(key, language, values), { exact: true }) })
      .last();
    await found.waitFor({ timeout: patienceMs });
    return found;
  };
  const button = (key: TextKey) =>
    messages
      .filter({ has: page.getByRole('button', { name: text(key, language), exact: true }) })
      .last()
      .getByRole('button', { name: text(key, language), exact: true });
  return {
    page,
    say: async (words) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(words);
      await page.keyboard.press('Enter');
    },
    message,
    press: (verb) => button(verb).click({ timeout: patienceMs }),
    open: async (link) => {
      const opened = page.context().waitForEvent('page');
      await page
        .getByRole('link', { name: text(link, language) })
        .or(button(link))
        .last()
        .click();
      const other = await opened;
      await other.waitForLoadState();
      return other;
    },
    close: () => page.context().close(),
  };
}

/** By the menu of the chat, unless the person's Teams speaks it already. */
async function chooseLanguage(page: Page, locale: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings of this chat' }).click();
  const choice = page.getByLabel('Language of Teams');
  if ((await choice.inputValue()) !== locale) {
    const kept = page.waitForResponse((response) => response.url().endsWith('/locale'));
    await choice.selectOption(locale);
    await kept;
  }
  await page.keyboard.press('Escape');
}
