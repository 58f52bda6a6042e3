/** Every card in the chat, as narrow as a phone gets: nothing is cut off in any language, and axe finds nothing. */
import type { Browser } from 'playwright-core';
import { allSamples } from '../cards/sample-messages';
import { ada, type Stage, setStage } from '../local/teams/demo-stage';
import { brokenRules, overflows, picture, startBrowser } from './browser';
import { cutOff, openGallery } from './card-gallery';

jest.setTimeout(60_000);

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  [stage, browser] = await Promise.all([setStage(), startBrowser()]);
  await stage.teams.introduceEverybody();
});
afterAll(async () => {
  await browser?.close();
  await stage?.strike();
});

it.each([
  ['en-US', 'light'],
  ['es-ES', 'dark'],
  ['fr-FR', 'dark'],
  ['de-DE', 'light'],
  ['pt-BR', 'light'],
] as const)('%s, %s: at 320 pixels every card fits, and axe finds nothing', async (locale, theme) => {
  const chat = { teamsUrl: stage.teams.url, person: ada.aadObjectId, locale, theme, width: 320 };
  const page = await openGallery(browser, allSamples, chat);
  expect(await overflows(page)).toBe(false);
  expect(await cutOff(page, allSamples)).toEqual([]);
  expect(await brokenRules(page)).toEqual([]);
  await picture(page, `cards-${locale}-${theme}`);
  await page.context().close();
});

it('a card that is too wide is noticed', async () => {
  const chat = { teamsUrl: stage.teams.url, person: ada.aadObjectId, locale: 'de-DE', width: 320 };
  const page = await openGallery(browser, allSamples.slice(0, 1), { ...chat, theme: 'light' });
  await page.evaluate("document.querySelector('.card .ac-textBlock').style.whiteSpace = 'nowrap'");
  await page.evaluate("document.querySelector('.card .ac-textBlock').textContent = 'locked '.repeat(20)");
  expect(await cutOff(page, allSamples)).not.toEqual([]);
  await page.context().close();
});
