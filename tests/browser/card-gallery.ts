/**
 * A chat that shows every card: the stand-in's own page, with the bot's messages put in its place, so that each kind
 * and variant can be looked at in each language, theme and width without living through the road to it.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { renderMessage } from '../../cards/render';
import type { Message } from '../../domain/messages';
import { openPage } from './browser';

export interface GalleryOptions {
  /** Address of the stand-in, and whose chat is shown. */
  teamsUrl: string;
  person: string;
  /** The reader's, as Teams gives it: `de-DE`. */
  locale: string;
  theme: 'light' | 'dark';
  frame?: 'desktop' | 'phone';
  width: number;
  /** All of it in sight at once, as axe needs it to judge colours. Default: yes. */
  tall?: boolean;
}

/** Opens the chat of a person whom the bot has sent `messages`, one after the other. */
export async function openGallery(
  browser: Browser,
  messages: readonly Message[],
  { teamsUrl, person, locale, theme, frame = 'desktop', width, tall = true }: GalleryOptions,
): Promise<Page> {
  const reader = { locale, timeZone: 'Europe/Berlin', languages: ['en', 'es', 'fr', 'de', 'pt'] as const };
  const sent = messages.map((message, n) => ({
    id: `card-${n}`,
    from: 'bot',
    card: renderMessage(message, reader).card,
    timestamp: new Date(Date.UTC(2026, 10, 22, 18, n)).toISOString(),
  }));
  const options: BrowserContextOptions = { colorScheme: theme, viewport: { width, height: 860 } };
  const page = await openPage(browser, 'about:blank', options);
  await page.context().route(`**/api/people/${person}/messages`, (route) => route.fulfill({ json: sent }));
  await page.addInitScript(`localStorage.setItem('teams-stand-in', '${JSON.stringify({ theme, frame })}')`);
  await page.goto(`${teamsUrl}/#${person}`);
  await page
    .locator('.card')
    .nth(messages.length - 1)
    .waitFor();
  if (tall) await page.setViewportSize({ width, height: messages.length * 480 });
  return page;
}

/** What of the cards is cut off or sticks out (a field scrolls by itself), each as `kind: element`; `messages` are those that are shown. */
export async function cutOff(page: Page, messages: readonly Message[]): Promise<string[]> {
  const found = (await page.evaluate(`[...document.querySelectorAll('.card')].flatMap((card, n) => {
    const edge = card.getBoundingClientRect();
    return [card, ...card.querySelectorAll('*')]
      .filter((part) => (part.tagName !== 'INPUT' && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
        || part.getBoundingClientRect().right > edge.right + 1)
      .map((part) => [n, part.className + ' ' + part.textContent.slice(0, 60)]);
  })`)) as [number, string][];
  return found.map(([n, part]) => `${messages[n]?.kind}: ${part}`);
}
