/**
 * A temporary password for whoever asks from outside Teams (R): over HTTP, with a mail server that works, is away,
 * refuses, is slow, or dies with the mail in its hands. Whatever happens, the original password works.
 */

import { distance } from '../../bench/figures/mobile-uniformity';
import { type Directory, openDirectory } from '../../directory';
import type { DemoPerson } from '../../local/people/demo-account';
import { demoOrganisation } from '../../local/people/demo-organisation';
import { createSmsFake, type SmsFake, smsToken } from '../fakes/sms/fake';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { tryProviders } from './carrier-tests';
import { idOf } from './desk-talk';
import { startMobileMailServer } from './mobile-mail-server';
import { endOf, loggedFor, spoil, textsTo, withoutGateway } from './sms-resets';
import { eventually, tablesOf } from './story';

const fresh = 'seven lanterns over the harbour';
const minuteMs = 60_000;

let run: LocalRun;
let server: Awaited<ReturnType<typeof startMobileMailServer>>;
let sms: SmsFake;
const people = 60;
const organisation = demoOrganisation({ people, today: new Date() });
let next = 0;
let directory: Directory;

/** Everybody has one story, and may get a temporary password. */
async function somebody(): Promise<DemoPerson & { readonly number: string }> {
  const usable = organisation.filter(
    ({ status, secretKey, role, phones }) =>
      status === 'active' && !secretKey && role === 'employee' && phones.some(({ sms }) => sms),
  );
  const found = usable[next++];
  const person = run.people.find(({ aadObjectId }) => aadObjectId === found?.aadObjectId);
  const phone = found?.phones.find(({ sms }) => sms);
  if (!found || !person || !phone) throw new Error('The demo organisation is too small for this test.');
  const [account] = await directory.accounts.find({ objectId: person.aadObjectId });
  const record = account && (await directory.records.get(account.id));
  if (!record) throw new Error(`${person.name} has no account.`);
  const { status, email, phones, carrier, version } = record;
  const values = {
    ...{ status, phones, mobileResetAllowed: true },
    ...(email ? { email } : {}),
    ...(carrier ? { carrierId: carrier.id } : {}),
  };
  expect(await directory.records.edit(record.id, { ...values, version })).toMatchObject({ kind: 'done' });
  return { ...person, number: phone.areaCode + phone.localNumber };
}

const ask = async (email: string, phone?: string | null) => {
  const { status, body } = await callJson(`${run.functionsUrl}/api/mobile/password-reset`, {
    body: { email, ...(phone === undefined ? {} : { phone }) },
    expected: [202, 400],
  });
  return { status, body };
};
const accepted = { status: 202, body: { status: 'accepted' } };

const outcomes = async () =>
  (await run.audit())
    .filter(({ act }) => act === 'mobile-reset')
    .map(({ result, reason }) => `${result}: ${reason}`);

/** What came of this request: it is the newest of its kind. */
async function outcomeOf(work: () => Promise<unknown>, timeoutMs = 20_000): Promise<string> {
  const before = (await outcomes()).length;
  await work();
  await eventually('the request has ended', async () => (await outcomes()).length > before, timeoutMs);
  const all = (await run.audit()).filter(({ act }) => act === 'mobile-reset');
  const newest = all.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  expect(all).toHaveLength(before + 1);
  return `${newest?.result}: ${newest?.reason}`;
}

/** The password in the newest mail to that address. */
function passwordIn(address: string): string {
  const text = server.to(address).at(-1)?.text ?? '';
  const [, password] = /password(?:: | is )(\S{10})(?:\s|$)/i.exec(text) ?? [];
  if (!password) throw new Error('There is no password in the mail.');
  return password;
}

const signIn = async (person: DemoPerson, password: string, newPassword?: string) =>
  (
    (
      await callJson(run.signInUrl, {
        body: { username: person.userPrincipalName, password, ...(newPassword ? { newPassword } : {}) },
        expected: [200, 401],
      })
    ).body as { status: string }
  ).status;

beforeAll(async () => {
  server = await startMobileMailServer();
  sms = await createSmsFake();
  run = await startLocalRun({
    people,
    environment: { MOBILE_SMTP_URL: server.url, SMS_URL: sms.url, SMS_TOKEN: smsToken },
    policy: {
      directory: { mobileReset: { enabled: true, perSourceAndHour: 100_000 } },
      administrators: [{ objectId: idOf(7), rights: ['editUser'] }],
    },
  });
  directory = openDirectory({
    databaseUrl: run.settings().DATABASE_URL ?? '',
    clock: { now: () => new Date() },
  });
}, 120_000);
afterAll(async () => {
  await directory?.close();
  await run?.stop();
  await server?.stop();
  await sms?.server.close();
});

it('R1 R2 R4 by mail and text: both passwords work, until a new one is chosen with the temporary one', async () => {
  const person = await somebody();
  const [, area = '', local = ''] = /^(\d{3})(\d+)$/.exec(person.number) ?? [];
  expect(
    await outcomeOf(async () =>
      expect(await ask(person.email.toUpperCase(), `+1 (${area}) ${local}`)).toEqual(accepted),
    ),
  ).toMatch(/^done: mail sent/);
  const temporary = passwordIn(person.email);
  expect(await signIn(person, temporary)).toBe('change-password-required');
  expect(await signIn(person, run.demoPassword)).toBe('signed-in');
  expect(await signIn(person, temporary, fresh)).toBe('signed-in');
  expect(await signIn(person, run.demoPassword)).toBe('refused');
  expect(await signIn(person, fresh)).toBe('signed-in');
  expect(run.hostLog()).not.toContain(temporary);
});

it('R2 with somebody else’s number: the mail alone', async () => {
  const [person, other] = [await somebody(), await somebody()];
  const before = server.received.length;
  expect(await outcomeOf(() => ask(person.email, other.number))).toBe('done: mail sent');
  expect(server.received.slice(before).map(({ to }) => to)).toEqual([person.email]);
});

it('R4 unused it ends after half an hour, and the original goes on', async () => {
  const person = await somebody();
  await outcomeOf(() => ask(person.email));
  const temporary = passwordIn(person.email);
  await run.advanceClock(29 * minuteMs);
  expect(await signIn(person, temporary)).toBe('change-password-required');
  await run.advanceClock(2 * minuteMs);
  expect(await signIn(person, temporary)).toBe('refused');
  expect(await signIn(person, run.demoPassword)).toBe('signed-in');
});

it('R3 R7 whoever may not get one reads the same answer, and gets nothing', async () => {
  const person = await somebody();
  await run.failSignIns(person, 5);
  const byId = new Map(organisation.map((one) => [one.aadObjectId, one]));
  const disabled = organisation.find(({ status }) => status === 'disabled');
  const disallowed = run.people.findLast(
    ({ aadObjectId, role }) =>
      role === 'employee' &&
      !byId.get(aadObjectId)?.mobileReset &&
      byId.get(aadObjectId)?.status === 'active',
  );
  const before = server.received.length;
  expect(await outcomeOf(() => ask('nobody.at.all@contoso.example', person.number))).toBe(
    'refused: unknown-address',
  );
  expect(await outcomeOf(() => ask(person.email))).toBe('refused: locked');
  expect(await outcomeOf(() => ask(disabled?.email ?? ''))).toBe('refused: disabled');
  expect(await outcomeOf(() => ask(disallowed?.email ?? ''))).toBe('refused: not-allowed');
  expect(await outcomeOf(() => ask(run.person('administrator').email))).toMatch(
    /^refused: (privileged|not-allowed)$/,
  );
  expect(server.received.length).toBe(before);
});

it('R5 the mail server is away, refuses, is slow, dies: the original works, and the trail says what reached whom', async () => {
  const [away, refused, slow, dying] = [
    await somebody(),
    await somebody(),
    await somebody(),
    await somebody(),
  ];
  await server.stop();
  const started = async () => (await run.audit()).filter(({ act }) => act === 'mobile-reset-started').length;
  const tries = await started();
  const late = await outcomeOf(async () => {
    await ask(away.email);
    await eventually('it was tried once', async () => (await started()) > tries);
    await server.start();
    await run.advanceClock(2 * minuteMs);
  });
  expect(late).toBe('done: mail sent');
  expect(server.to(away.email)).toHaveLength(1);

  server.become('refusing');
  expect(await outcomeOf(() => ask(refused.email))).toBe('failed: mail refused');
  server.become('dying');
  expect(await outcomeOf(() => ask(dying.email))).toBe('unknown: mail unknown');
  server.become('slow');
  expect(await outcomeOf(() => ask(slow.email), 40_000)).toBe('unknown: mail unknown');
  server.become('well');
  for (const person of [away, refused, slow, dying])
    expect(await signIn(person, run.demoPassword)).toBe('signed-in');
});

it('R5 the host dies with the mail on its way: the original works, no second mail goes out, and the trail says so', async () => {
  const person = await somebody();
  server.become('slow');
  const said = await outcomeOf(async () => {
    await ask(person.email);
    await eventually('the server has the mail', async () => server.to(person.email).length === 1);
    await run.killHost();
    server.become('well');
    await run.startHost();
    await run.advanceClock(2 * minuteMs);
  }, 40_000);
  expect(said).toBe('unknown: mail unknown');
  expect(server.to(person.email)).toHaveLength(1);
  expect(await signIn(person, run.demoPassword)).toBe('signed-in');
});

it('R1 R6 a provider without a mail gateway: the text goes out by the SMS service, with the password of the mail', async () => {
  const person = await withoutGateway(directory, await somebody());
  const { areaCode, localNumber } = person.phone;
  expect(await ask(person.email, `(${areaCode}) ${localNumber}`)).toEqual(accepted);
  expect(await endOf(run, person)).toBe('done: mail sent, text-service sent');
  const temporary = passwordIn(person.email);
  expect(textsTo(sms, person)).toEqual([expect.stringContaining(temporary)]);
  expect(server.to(person.email)).toHaveLength(1);
  expect(await signIn(person, run.demoPassword)).toBe('signed-in');
  expect(await signIn(person, temporary)).toBe('change-password-required');
  expect(await signIn(person, temporary, fresh)).toBe('signed-in');
  expect(await signIn(person, run.demoPassword)).toBe('refused');
  const logged = await loggedFor(run, run.person('administrator'), person);
  expect(logged).toMatch(/E-mail to .•••@contoso-demo\.example: sent/);
  expect(logged).toMatch(/Text message \(SMS service\) to ••••\s\d{4}: sent/);
  expect(logged).not.toContain(person.number);
  const kept = `${await tablesOf(run)}${run.hostLog()}`;
  for (const secret of [temporary, smsToken]) expect(kept).not.toContain(secret);
});

it('R5 R6 the SMS service is down, refuses, dies with the text in its hands, or the host does: the original works, and the log says what reached whom', async () => {
  const made = async () => withoutGateway(directory, await somebody());
  const away = await made();
  await sms.server.cut();
  await ask(away.email, away.number);
  expect(await endOf(run, away)).toBe('done: mail sent, text-service not-sent');
  await sms.server.restore();

  const [refused, unknown, dying, orphan] = [await made(), await made(), await made(), await made()];
  spoil(sms, refused, { kind: 'status', status: 422, body: { error: 'this number takes no texts' } });
  spoil(sms, unknown, { kind: 'status', status: 500, acts: true });
  spoil(sms, dying, { kind: 'reset-before', acts: true });
  await Promise.all([refused, unknown, dying].map(({ email, number }) => ask(email, number)));
  expect(await endOf(run, refused)).toBe('done: mail sent, text-service refused');
  for (const person of [unknown, dying])
    expect(await endOf(run, person)).toBe('done: mail sent, text-service unknown');

  spoil(sms, orphan, { kind: 'hang', acts: true });
  await ask(orphan.email, orphan.number);
  await eventually('the service has the text', async () => textsTo(sms, orphan).length === 1);
  await run.killHost();
  await run.startHost();
  await run.advanceClock(2 * minuteMs);
  expect(await endOf(run, orphan)).toBe('done: mail sent, text-service unknown');

  const said = { [away.name]: 'not sent', [refused.name]: 'refused' };
  for (const person of [away, refused, unknown, dying, orphan]) {
    const logged = await loggedFor(run, run.person('administrator'), person);
    expect(logged).toMatch(/E-mail to .•••@contoso-demo\.example: sent/);
    expect(logged).toContain(`: ${said[person.name] ?? 'handed over, nobody said what became of it'}`);
    expect(textsTo(sms, person)).toHaveLength(person.name in said ? 0 : 1);
    expect(server.to(person.email)).toHaveLength(1);
    expect(await signIn(person, run.demoPassword)).toBe('signed-in');
    expect(await signIn(person, passwordIn(person.email))).toBe('change-password-required');
  }
  expect(sms.server.faults.left()).toBe(0);
}, 90_000);

it('R6 an administrator tries providers on both ways: what came of each is told and recorded, and none is sent twice', async () => {
  await tryProviders({ run, directory, server, sms, administrator: run.person('administrator') });
}, 90_000);

it('R7 a hundred requests for one person: three mails, and the original works', async () => {
  const person = await somebody();
  const before = (await outcomes()).length;
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(person.email, person.number)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify(accepted)]),
  );
  await eventually('all have ended', async () => (await outcomes()).length === before + 100, 60_000);
  expect(server.to(person.email)).toHaveLength(3);
  expect(await signIn(person, run.demoPassword)).toBe('signed-in');
});

it('R7 answers look alike and take as long, whomever they are for', async () => {
  const person = await somebody();
  const before = (await outcomes()).length;
  const asked = [person.email, 'nobody.at.all@contoso.example'];
  const times: number[][] = [[], []];
  for (let n = 0; n < 120; n++) {
    const at = Math.random() < 0.5 ? 0 : 1;
    const startedAt = performance.now();
    expect(await ask(asked[at] ?? '')).toEqual(accepted);
    times[at]?.push(performance.now() - startedAt);
  }
  await eventually('all have ended', async () => (await outcomes()).length === before + 120, 60_000);
  const [one = [], other = []] = times;
  // Equal distributions differ by more than this once in ten thousand times.
  const critical = Math.sqrt((-Math.log(0.0001 / 2) / 2) * (1 / one.length + 1 / other.length));
  expect(distance(one, other)).toBeLessThan(critical);
});

it('a body that is no such object is told so; a page does the same for people', async () => {
  for (const body of [[], 'text', { email: 7 }, { phone: '1' }, null]) {
    const { status } = await callJson(`${run.functionsUrl}/api/mobile/password-reset`, {
      body,
      expected: [400],
    });
    expect(status).toBe(400);
  }
  const person = await somebody();
  const page = await fetch(`${run.functionsUrl}/api/portal/forgot-password`);
  expect([page.status, (await page.text()).includes('name="email"')]).toEqual([200, true]);
  const sent = await outcomeOf(async () => {
    const answer = await fetch(`${run.functionsUrl}/api/portal/forgot-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: run.functionsUrl },
      body: new URLSearchParams({ email: person.email, phone: '' }),
    });
    expect([answer.status, (await answer.text()).includes('Look into your mail')]).toEqual([200, true]);
  });
  expect(sent).toBe('done: mail sent');
});
