/** Every card in the chat, as narrow as a phone gets: nothing is cut off in any language, and axe finds nothing. */
import type { Browser } from 'playwright-core';
import { allSamples } from '../cards/sample-messages';
import { ada, type Stage, setStage } from '../local/teams/demo-stage';
import { brokenRules, overflows, picture, startBrowser } from './browser';
import { cutOff, openGallery } from './card-gallery';

jest.setTimeout(180_000);

/** A page of all of them at once takes much longer than several smaller ones. */
const cardsOnPage = 40;

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

/** What axe judges are structure and colours: no language has others. */
it.each([
  ['en-US', 'light', 'and axe finds nothing'],
  ['es-ES', 'dark', 'and axe finds nothing'],
  ['fr-FR', 'dark', ''],
  ['de-DE', 'light', ''],
  ['pt-BR', 'light', ''],
] as const)('%s, %s: at 320 pixels every card fits %s', async (locale, theme, judged) => {
  const chat = {
    teamsUrl: stage.teams.url,
    person: ada.aadObjectId,
    locale,
    theme,
    width: 320,
    tall: judged !== '',
  };
  for (let from = 0; from < allSamples.length; from += cardsOnPage) {
    const shown = allSamples.slice(from, from + cardsOnPage);
    const page = await openGallery(browser, shown, chat);
    expect(await overflows(page)).toBe(false);
    expect(await cutOff(page, shown)).toEqual([]);
    if (judged) expect(await brokenRules(page)).toEqual([]);
    await picture(page, `cards-${locale}-${theme}-${from}`);
    await page.context().close();
  }
});

it('a card that is too wide is noticed', async () => {
  const chat = { teamsUrl: stage.teams.url, person: ada.aadObjectId, locale: 'de-DE', width: 320 };
  const page = await openGallery(browser, allSamples.slice(0, 1), { ...chat, theme: 'light' });
  await page.evaluate("document.querySelector('.card .ac-textBlock').style.whiteSpace = 'nowrap'");
  await page.evaluate("document.querySelector('.card .ac-textBlock').textContent = 'locked '.repeat(20)");
  expect(await cutOff(page, allSamples)).not.toEqual([]);
  await page.context().close();
});
