/** The directory's own pages over HTTP: setting a password by a one-time link, changing one, and dead ends. */
import type { DemoPerson } from '../../local/people/demo-account';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { passwordLinkFor } from './password-links';
import { accountOf, canSignIn, inDirectory, lockOut, noticeFor } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(30_000);

let run: LocalRun;
const named = (name: string) => run.person(name);
const fresh = 'seven lanterns over the harbour';

beforeAll(async () => {
  run = await startLocalRun({ policy: { lockouts: { checkEvery: '5s' } } });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

type Shown = { status: number; words: string; html: string; headers: Headers };

async function shown(response: Response): Promise<Shown> {
  const html = await response.text();
  const main = html.split('<main>')[1] ?? '';
  const words = main
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
  return { status: response.status, words, html, headers: response.headers };
}

const address = (page: string) => `${run.functionsUrl}/api/portal/${page}`;
const get = async (url: string, language = 'en') =>
  shown(await fetch(url, { headers: { 'accept-language': language }, redirect: 'manual' }));
const post = async (page: string, fields: Record<string, string>, language = 'en') =>
  shown(
    await fetch(address(page), {
      method: 'POST',
      headers: { 'accept-language': language },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    }),
  );

const linkFor = (person: DemoPerson) => passwordLinkFor(run, person);
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';
const send = (url: string, newPassword: string, again = newPassword) =>
  post('set-password', { token: tokenOf(url), newPassword, again });

itOnTheEmbeddedHost(
  'P1 D3 a link sets a new password, once, and the old one opens nothing any more',
  async () => {
    const maya = named('Maya Lindqvist');
    const url = await linkFor(maya);
    const form = await get(url);
    expect(form.status).toBe(200);
    expect(form.words).toContain('Use at least 15 characters.');
    expect(form.html).toContain(`value="${maya.userPrincipalName}"`);
    for (const [name, value] of [
      ['referrer-policy', 'no-referrer'],
      ['cache-control', 'no-store'],
      ['content-security-policy', "default-src 'none'"],
      ['content-type', 'text/html'],
    ] as const)
      expect(form.headers.get(name)).toContain(value);
    expect(form.html.match(/<script/g)).toHaveLength(1);

    const set = await send(url, fresh);
    expect(set.status).toBe(200);
    expect(set.words).toContain("Your password is changed You've been signed out everywhere.");
    expect(set.headers.get('set-cookie')).toBeNull();
    expect(await canSignIn(run, maya)).toBe(false);
    expect((await run.signIn(maya, fresh)).status).toBe('signed-in');
    expect((await send(url, 'eleven kettles under the bridge')).status).toBe(410);
    expect((await run.signIn(maya, fresh)).status).toBe('signed-in');
  },
);

itOnTheEmbeddedHost('P3 fetching a link changes nothing, however often and by whatever', async () => {
  const samuel = named('Samuel Osei');
  const url = await linkFor(samuel);
  for (let times = 0; times < 20; times += 1) {
    const method = times % 2 === 0 ? 'GET' : 'HEAD';
    const response = await fetch(url, { method, headers: { 'user-agent': 'LinkScanner/1.0' } });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  }
  expect(await canSignIn(run, samuel)).toBe(true);
  expect((await send(url, fresh)).status).toBe(200);
});

itOnTheEmbeddedHost(
  'an unfit password is named kindly, the link still works, and no password comes back',
  async () => {
    const ines = named('Inês Carvalho');
    const url = await linkFor(ines);
    const refused = async (typed: string, words: RegExp, again = typed) => {
      const answer = await send(url, typed, again);
      expect(answer.status).toBe(400);
      expect(answer.words).toMatch(words);
      if (typed) expect(answer.html).not.toContain(typed);
      expect(answer.html).toContain(tokenOf(url));
    };
    await refused('lantern', /too short: it needs at least 15 characters/);
    await refused('', /too short/);
    await refused('passwordpassword', /easy to guess/);
    await refused('ines.carvalho.2026', /too much like your user name/);
    await refused('zq lantern harbour '.repeat(20), /too long: it may have 128 characters/);
    await refused(fresh, /weren't the same/, `${fresh}!`);
    expect(await canSignIn(run, ines)).toBe(true);
    expect((await send(url, fresh)).status).toBe(200);
  },
);

itOnTheEmbeddedHost(
  'used, replaced, unknown and missing links look alike, and say how to get a new one',
  async () => {
    const amina = named('Amina Diallo');
    const replaced = await linkFor(amina);
    const used = await linkFor(amina);
    await send(used, fresh);
    const unknown = `${address('set-password')}?token=${'A'.repeat(43)}`;
    const urls = [replaced, used, unknown, `${unknown}x`, address('set-password')];
    const answers = [...(await Promise.all(urls.map((url) => get(url)))), await send(unknown, fresh)];
    expect(new Set(answers.map(({ status, html }) => `${status} ${html}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 410 });
    expect(answers[0]?.words).toContain('write “Forgot password” to Account Access in Teams.');
  },
);

itOnTheEmbeddedHost('a new password opens no lock, and the page says what does', async () => {
  const noah = named('Noah Williams');
  await lockOut(run, noah);
  const answer = await send(await linkFor(noah), fresh);
  expect(answer.words).toContain('still locked. To have it unlocked, write “Unlock account”');
  expect((await run.signIn(noah, fresh)).status).toBe('refused');
});

it('a password is changed by the old one, in the language of the browser', async () => {
  const chloe = named('Chloé Martin');
  const form = await get(address('change-password'), 'fr-FR,fr;q=0.9');
  expect(form.words).toContain('Mot de passe actuel');
  const fields = { username: chloe.userPrincipalName, newPassword: fresh, again: fresh };
  const answer = await post('change-password', { ...fields, password: run.demoPassword }, 'fr');
  expect(answer.status).toBe(200);
  expect(answer.words).toContain('Votre mot de passe est changé');
  expect((await run.signIn(chloe, fresh)).status).toBe('signed-in');
  expect((await run.signIn(chloe)).status).toBe('refused');
});

it('U1 wrong old passwords lock as failed sign-ins do, and the person is told in Teams', async () => {
  const leila = named('Leila Haddad');
  const fields = { username: leila.userPrincipalName, newPassword: fresh, again: fresh };
  for (let times = 0; times < 5; times += 1) {
    const answer = await post('change-password', { ...fields, password: `wrong for certain ${times}` });
    expect(answer.status).toBe(401);
    expect(answer.words).toContain("That didn't work. Check your user name, your current password");
  }
  const locked = await post('change-password', { ...fields, password: run.demoPassword });
  const nobody = await post('change-password', { ...fields, username: 'nobody', password: 'x' });
  expect(locked.status).toBe(401);
  expect(nobody.words).toBe(locked.words);
  await noticeFor(run, leila, 25_000);
}, 40_000);

it('the page for authenticators says when they are set up, and other pages are not there', async () => {
  expect(await get(address('factors'))).toMatchObject({ status: 200 });
  expect((await get(address('factors'), 'de')).words).toContain(
    'Schreib in Teams „Hilfe holen“ an Account Access',
  );
  expect((await get(address('FACTORS'))).status).toBe(200);
  for (const page of ['nothing', 'set-password%00', '__proto__', 'constructor'])
    expect((await get(address(page))).status).toBe(404);
  expect((await post('factors', { a: 'b' })).status).toBe(404);
  expect((await post('nothing', { a: 'b' })).words).toContain("There's nothing here");
});

it('a form on somebody else’s page fails nobody’s sign-in', async () => {
  const grace = named('Grace Kim');
  const fields = { username: grace.userPrincipalName, password: 'wrong', newPassword: fresh, again: fresh };
  for (let times = 0; times < 6; times += 1) {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const body = new URLSearchParams(fields);
    const answer = await fetch(address('change-password'), { method: 'POST', headers, body });
    expect(answer.status).toBe(403);
  }
  expect(await canSignIn(run, grace)).toBe(true);
});

it('a sign-in on the page leaves a session that no script and no other site can use', async () => {
  const tomas = named('Tomáš Novák');
  const body = new URLSearchParams({ username: tomas.userPrincipalName, password: run.demoPassword });
  const response = await fetch(run.signInUrl, { method: 'POST', body });
  const cookie = response.headers.get('set-cookie')?.toLowerCase() ?? '';
  expect(cookie).toMatch(/^session=[\w-]{43}; path=\/api; samesite=strict; httponly$/);
});

itOnTheEmbeddedHost('everybody in the demo has factors, and the disabled get no link', async () => {
  const { id } = await accountOf(run, named("Siobhán O'Connor"));
  const factors = await inDirectory(run, (directory) => directory.factors.list(id));
  expect(factors.map(({ kind }) => kind)).toContain('authenticator-app');
  await expect(linkFor(named('Jonas Weber'))).rejects.toThrow('no link');
});

itOnTheEmbeddedHost('P3 no link and no password stands in any store, log, chat or mail', async () => {
  const grace = named('Grace Kim');
  const url = await linkFor(grace);
  await get(url);
  await send(url, 'short one');
  await send(url, fresh);
  await get(url);
  const traces = await tracesOf(run);
  for (const secret of [tokenOf(url), fresh, 'short one', 'eleven kettles', run.demoPassword])
    expect([placesOf(secret, traces), secret]).toEqual([[], secret]);
  expect(placesOf(grace.userPrincipalName, traces)).toContain('the directory');
});

itOnTheEmbeddedHost('P1 a link ends after fifteen minutes', async () => {
  const mateo = named('Mateo Fernández');
  const url = await linkFor(mateo);
  expect((await get(url)).status).toBe(200);
  await run.advanceClock(15 * 60_000);
  expect((await get(url)).status).toBe(410);
  expect((await send(url, fresh)).status).toBe(410);
  expect(await canSignIn(run, mateo)).toBe(true);
});
