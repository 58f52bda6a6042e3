/** Every page in every state, as it is sent, on the narrowest phone: nothing is cut off, and axe finds nothing. */
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../cards/locale';
import { everyPage } from '../cards/page-samples';
import { brokenRules, openPage, overflows, picture, startBrowser } from './browser';

jest.setTimeout(180_000);

/** Long, and without a place where it would break by itself. */
const userName = 'konstanze.wolkenstein-trostburg@verwaltungsgemeinschaft.example';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Shows each page of a language under its own policy, and lets somebody look at it. */
async function walk(
  language: Language,
  options: { colorScheme: 'light' | 'dark'; width: number },
  look: (page: Page, name: string) => Promise<void>,
): Promise<string[]> {
  const { colorScheme, width } = options;
  const page = await openPage(browser, 'about:blank', { colorScheme, viewport: { width, height: 640 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  const samples = everyPage(language, userName);
  for (const [name, html, csp] of samples) {
    const url = `http://localhost/${encodeURIComponent(name)}`;
    await page.context().route(url, (route) =>
      route.fulfill({
        body: html,
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': csp },
      }),
    );
    await page.goto(url);
    await look(page, name);
    await picture(page, `page ${name} ${colorScheme} ${width}`);
  }
  await page.context().close();
  return complaints;
}

it.each([
  ['de', 'light', 320],
  ['fr', 'dark', 320],
] as const)('%s, %s, %i px: axe finds nothing on any page', async (language, colorScheme, width) => {
  const broken: string[] = [];
  const complaints = await walk(language, { colorScheme, width }, async (page, name) => {
    for (const rule of await brokenRules(page)) broken.push(`${name}: ${rule}`);
    if (await overflows(page)) broken.push(`${name}: too wide`);
  });
  expect(broken).toEqual([]);
  expect(complaints).toEqual([]);
});

it.each(['es', 'pt'] as const)('%s: at 320 pixels every page fits', async (language) => {
  const wide: string[] = [];
  await walk(language, { colorScheme: 'light', width: 320 }, async (page, name) => {
    if (await overflows(page)) wide.push(name);
  });
  expect(wide).toEqual([]);
});
