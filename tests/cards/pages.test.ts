/** Pages: what they say, that foreign text stays text, and that their policy allows them and nothing else. */
import { teamsDarkTheme, teamsLightTheme } from '@fluentui/tokens';
import { html, trusted } from '../../cards/html';
import { languages, text } from '../../cards/locale';
import { fluentTheme } from '../../cards/pages/fluent-theme';
import { messagePage } from '../../cards/pages/message';
import { operatorPage } from '../../cards/pages/operator';
import { operatorScript } from '../../cards/pages/operator-script';
import { hashOf } from '../../cards/pages/page';
import { recoverPage } from '../../cards/pages/recover';
import { signInPage } from '../../cards/pages/sign-in';
import { everyPage } from './page-samples';

const action = '/api/directory/sign-in';
const recoverStates = ['ready', 'gone', 'unavailable', 'refused'] as const;
const hostile = `"><script>alert(1)</script>'`;

const pages = languages.flatMap((language) => everyPage(language, hostile));

test("the colours are Microsoft's own", () => {
  expect(teamsLightTheme).toMatchObject(fluentTheme.light);
  expect(teamsDarkTheme).toMatchObject(fluentTheme.dark);
});

describe.each(pages)('%s', (_, page, csp) => {
  test('is allowed by its policy, and nothing else is', () => {
    expect(csp).toMatch(/^default-src 'none'; /);
    // The answer to Continue leads to the provider's portal, and a browser holds form-action against it too.
    expect(csp.replace("form-action 'self' https:", '')).not.toMatch(/unsafe|\*|https?:/);
    for (const [, name, inline = ''] of page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)) {
      expect(csp).toContain(`${name}-src ${hashOf(inline)}`);
    }
    expect(page).not.toMatch(
      /<(?:script|style|link)[^>]*\s(?:src|style)=|\sstyle=|<[^>]*\son\w+=|<script [^>]/,
    );
  });

  test('is whole, and foreign text in it is text', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(?:en|es|fr|de|pt)">/);
    expect(page).not.toContain('<script>alert');
    expect(page.replace(operatorScript, '')).not.toMatch(/undefined|\[object|\$\{/);
    expect(page.match(/<h1>/g)?.length).toBeGreaterThan(0);
  });
});

test('the sign-in form works without scripts and helps password managers and phones', () => {
  const page = signInPage({ language: 'en', action, state: 'form' });
  expect(page).toContain('<form method="post" action="/api/directory/sign-in">');
  expect(page).toMatch(
    /<input id="username" name="username"[^>]*autocomplete="username"[^>]*autocapitalize="none"/,
  );
  expect(page).toMatch(
    /<input id="password" name="password" type="password" autocomplete="current-password"/,
  );
  expect(page).not.toContain('role="alert"');
});

test('a refusal keeps the user name, not the password, and never says why', () => {
  const page = signInPage({ language: 'en', action, state: 'refused', userName: 'ada' });
  expect(page).toContain(
    '<p class="note bad" role="alert" id="problem">That didn&#39;t work. Check your user name and password.</p>',
  );
  expect(page).toContain('value="ada"');
  expect(page.split('<main>')[1]).not.toMatch(/lock|unknown|disabled/i);
});

test('who is signed in is told so, without a form', () => {
  const page = signInPage({ language: 'fr', action, state: 'signed-in', userName: 'ada' });
  expect(page).toContain('role="status"');
  expect(page).not.toContain('<form');
});

test("the operator's script is JavaScript, and keeps the key nowhere", () => {
  expect(() => new Function(operatorScript)).not.toThrow();
  expect(operatorScript).not.toMatch(
    /localStorage|sessionStorage|cookie|innerHTML|outerHTML|insertAdjacent|eval|location/,
  );
  expect(operatorScript).toContain("'x-functions-key': key");
});

test("the operator's script finds all its words and elements on the page", () => {
  for (const language of languages) {
    const page = operatorPage({ language });
    const data = (/data-words="([^"]*)"/.exec(page)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    const words = JSON.parse(data) as Record<string, string>;
    for (const [, word = ''] of operatorScript.matchAll(/say\('([\w-]+)'/g)) {
      expect(words[word]).toMatch(/\S/);
    }
    expect(words.count).toBe(language === 'en' ? 'Entries shown: {count}' : words.count);
    for (const [, id] of operatorScript.matchAll(/find\('([\w-]+)'\)/g)) expect(page).toContain(`id="${id}"`);
  }
});

test('the html tag escapes everything but itself', () => {
  expect(
    html`<p title="${`"'<>&`}">${html`<b>${'<'}</b>`}${undefined}${false}${[html`1`, html`2`]}${3}</p>`.toString(),
  ).toBe('<p title="&quot;&#39;&lt;&gt;&amp;"><b>&lt;</b>123</p>');
  expect(html`${trusted('<i>')}`.toString()).toBe('<i>');
});

test('an empty message page in another language names the product', () => {
  expect(messagePage({ title: 'Oh', text: 'x', language: 'es' })).toContain(text('product', 'es'));
});

describe('the page of a recovery link', () => {
  const recover = (state: (typeof recoverStates)[number]) =>
    recoverPage({ language: 'en', state, action: '/api/recover/abc' });

  test('says where Continue leads, and has nothing but that button to press', () => {
    const page = recover('ready');
    expect(page).toContain('“Continue” takes you to your organisation&#39;s sign-in system.');
    expect(page).toContain('<form method="post" action="/api/recover/abc">');
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).not.toMatch(/<input|<a |http-equiv/);
  });

  test('keeps the button while the provider is out of reach, and says so', () => {
    expect(recover('unavailable')).toMatch(/role="alert">The sign-in system can[\s\S]*<form method="post"/);
    expect(recover('ready')).not.toContain('role="alert"');
  });

  test.each(['gone', 'refused'] as const)('%s has nothing to press and holds no link', (state) => {
    expect(recover(state)).not.toMatch(/<form|<button|api\/recover/);
  });

  test('of a link that is gone says how to get a new one', () => {
    expect(recover('gone')).toContain(
      'choose “Send a new link” or write “Forgot password” to Account Access',
    );
  });
});
