/** The system's Chromium for tests on real pages: nothing but loopback is reached, and axe looks over each page. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../local/project-root';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** `npm test` tells where it found or installed Chromium. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: flags.split(' ') });
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  await context.route('**/*', (route) => {
    const { hostname } = new URL(route.request().url());
    return ['localhost', '127.0.0.1', ''].includes(hostname) ? route.continue() : route.abort();
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/**
 * The accessibility rules that the page breaks, each with the element: WCAG 2.2 AA, and what axe calls best practice.
 * It judges no colours of what is scrolled out of sight: make the window tall enough first.
 */
export async function brokenRules(page: Page): Promise<string[]> {
  // What waits for an answer is grey by design, and turns back in the middle of a look.
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const axe = readFileSync(path.join(projectRoot(), 'node_modules/axe-core/axe.min.js'), 'utf8');
  // Through the debugger, which the page's own policy doesn't bind.
  await page.evaluate(axe);
  // The one rule that 2.2 added is off unless it is asked for.
  const options = { rules: { 'target-size': { enabled: true } } };
  const run = `(async () => (await axe.run(document, ${JSON.stringify(options)})).violations.map((v) => v.id + " " + v.nodes[0].html))()`;
  return page.evaluate(run) as Promise<string[]>;
}

/** Whether the page is wider than its window: then a phone would scroll sideways. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  ) as Promise<boolean>;
}

/** Keeps a picture of the page under `PICTURES`, where that is set, for somebody to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
