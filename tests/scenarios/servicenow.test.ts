/** Tickets as incidents of ServiceNow, from the lockout to the resolved incident, and through an outage of it. */
import { clientId, clientSecret, createServiceNowFake, type ServiceNowFake } from '../fakes/servicenow/fake';
import { wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { send, signed } from './incoming-tickets';
import { eventually, lockOut, noticeFor, recordsOf, unlocked } from './story';
import { placesOf, tracesOf } from './traces';
import { foreignWords, vendorFaults } from './vendor-faults';

jest.setTimeout(120_000);

let fake: ServiceNowFake;
let run: LocalRun;
beforeAll(async () => {
  fake = await createServiceNowFake();
  run = await startLocalRun({
    people: 40,
    policy: {
      ticketing: { system: 'servicenow' },
      passwordReset: { systems: { Workday: { instructions: { title: 'Workday', article: 'KB0010001' } } } },
      lockouts: { checkEvery: '5s', notices: { gap: '0s' } },
    },
    environment: {
      SERVICENOW_URL: fake.url,
      SERVICENOW_CLIENT_ID: clientId,
      SERVICENOW_CLIENT_SECRET: clientSecret,
    },
  });
  for (const { email } of run.people) fake.addUser(email);
  fake.addArticle(
    'KB0010001',
    'Reset your Workday password',
    '<h2>First</h2><ol><li>Open <b>Workday</b></li><li>Choose <i>Forgot</i><script>steal()</script></li></ol>',
  );
});
afterAll(async () => {
  await run?.stop();
  await fake?.close();
});
afterEach(() => {
  expect(fake.complaints).toEqual([]);
});

const callerOf = (email: string) =>
  fake.state.records.sys_user.find((user) => user.email === email)?.sys_id ?? 'nobody';
/** The person's incidents, oldest first. */
const incidentsOf = ({ email }: { email: string }) =>
  fake.incidents().filter(({ caller_id: caller }) => caller === callerOf(email));
const incidentOf = (person: { email: string }, state: string) =>
  eventually(`an incident in state ${state}`, async () =>
    incidentsOf(person).find((incident) => incident.state === state),
  );

itOnTheEmbeddedHost('U3, U6: an unlock is an incident that is opened again and resolved', async () => {
  const maya = run.person('Maya Lindqvist');
  await lockOut(run, maya);
  const done = await unlocked(run, maya);
  const { number = '' } = await incidentOf(maya, '1');
  await eventually('the note', async () => fake.written(number).some((text) => /Unlocked by/.test(text)));
  await run.press(maya, done.id, 'Re-open issue');
  const reopened = await run.waitForMessage(maya, /re-opened your request/, { after: done });
  expect(JSON.stringify(reopened.card)).toContain(number);
  await eventually('the comment', async () => fake.written(number).some((text) => /^comments: /.test(text)));
  await run.press(maya, reopened.id, 'Great, it worked!');
  expect(await incidentOf(maya, '6')).toMatchObject({ number, close_code: 'Solution provided' });
  expect(incidentsOf(maya)).toHaveLength(1);
});

itOnTheEmbeddedHost('G4: Get help names the incident, which has the person’s own words', async () => {
  const amina = run.person('Amina Diallo');
  await run.say(amina, 'The coffee machine eats my badge');
  const unsure = await run.waitForMessage(amina, /not sure what you need/);
  await run.press(amina, unsure.id, 'Get help');
  const preview = await run.waitForMessage(amina, /Shall I ask IT for you/, { after: unsure });
  await run.press(amina, preview.id, 'Send to IT');
  const sent = await run.waitForMessage(amina, /IT has your request/, { after: preview });
  const incident = await incidentOf(amina, '1');
  expect(incident.description).toContain('> The coffee machine eats my badge');
  expect(JSON.stringify(sent.card)).toContain(incident.number);
});

itOnTheEmbeddedHost(
  'U3: ServiceNow is away during the unlock: the person is served, the incident is filed later, once',
  async () => {
    const mateo = run.person('Mateo Fernández');
    await fake.server.cut();
    await lockOut(run, mateo);
    await unlocked(run, mateo);
    await eventually('the failure in the trail', async () =>
      (await run.audit({ person: mateo.aadObjectId })).some(
        ({ act, result }) => act === 'ticket-updated' && result === 'failed',
      ),
    );
    expect(await (await fetch(`${run.functionsUrl}/api/health`)).json()).toMatchObject({
      status: 'failing',
      dependencies: { ticketing: 'failing', storage: 'ok' },
    });
    await fake.server.restore();
    const { number = '' } = await eventually('the incident', async () => incidentsOf(mateo)[0], 60_000);
    await eventually('the note', async () => fake.written(number).some((text) => /Unlocked by/.test(text)));
    expect(incidentsOf(mateo)).toHaveLength(1);
    expect(await run.tickets({ person: mateo.aadObjectId })).toMatchObject([{ id: number, kind: 'unlock' }]);
  },
);

itOnTheEmbeddedHost('I4: an incident filed in the portal is asked about in Teams, and updated', async () => {
  const amina = run.person('Amina Diallo');
  const caller = callerOf(amina.email);
  const { number = '' } = fake.addIncident({ short_description: 'new phone', caller_id: caller });
  const text = "new phone, can't approve PingID";
  const ticket = { ticketId: number, requesterEmail: amina.email, text };
  expect(await send(run, signed(run, ticket))).toBe(202);
  const question = await run.waitForMessage(amina, new RegExp(`about your ticket ${number}`));
  const before = fake.incidents().length;
  await run.press(amina, question.id, 'Yes, reset MFA');
  const done = await run.waitForMessage(amina, /Reset complete!/, { after: question });
  await run.press(amina, done.id, 'Great, it worked!');
  await eventually('the resolved incident', async () => fake.incident(number).state === '6');
  expect(fake.written(number).map((text) => text.split('\n')[0])).toEqual([
    expect.stringMatching(/^work_notes: The person is being asked in Teams/),
    expect.stringMatching(/^work_notes: MFA reset by the person/),
    expect.stringMatching(/^comments: The person confirms/),
  ]);
  expect(fake.incident(number)).toMatchObject({ short_description: 'new phone', caller_id: caller });
  expect(fake.incidents()).toHaveLength(before);
});

itOnTheEmbeddedHost(
  'P4: an article of the knowledge base is read in the chat, also while ServiceNow is away',
  async () => {
    const tomas = run.person('Tomáš Novák');
    await run.say(tomas, 'I forgot my Workday password');
    const card = await run.waitForMessage(tomas, /Reset your Workday password/);
    expect(JSON.stringify(card.card)).toContain('/kb_view.do?sysparm_article=KB0010001');
    await fake.server.cut();
    await run.press(tomas, card.id, 'View answer');
    const answer = await run.waitForMessage(tomas, /Open \*\*Workday\*\*/, { after: card });
    expect(wordsOf(answer)).toContain('2. Choose *Forgot*');
    expect(wordsOf(answer)).not.toContain('steal');
    await fake.server.restore();
  },
);

// After the others, because it moves the clock: signatures of incoming tickets count for five minutes.
itOnTheEmbeddedHost(
  'U3, U6: whatever goes wrong where tokens are made or incidents changed, the person is served, and it is written once',
  async () => {
    const faults = Object.entries(vendorFaults);
    const people = run.people
      .filter(({ role, secretKey }) => role === 'employee' && !secretKey)
      .slice(12, 12 + faults.length);
    await lockOut(run, ...people);
    for (const [index, [title, fault]] of faults.entries()) {
      const person = people[index];
      if (!person) throw new Error('The organisation is too small for this test.');
      const notice = await noticeFor(run, person, 60_000);
      // A new token is asked for where the present one is refused.
      fake.faults.next({ kind: 'unauthorised', match: { path: /^\/api\/now\/table\// } });
      const atToken = fake.faults.next({ times: 99, ...fault, match: { path: '/oauth_token.do' } });
      await run.press(person, notice.id, 'Yes');
      const done = await run.waitForMessage(person, /Your account is unlocked/, { after: notice });
      await eventually(`${title}: the token's fault is met`, async () => atToken.met() > 0, 30_000);
      fake.faults.clear();
      const inTime = async <T>(what: string, look: () => Promise<T | undefined | false>) =>
        eventually(
          `${title}: ${what}`,
          async () => {
            const found = await look();
            if (!found) await run.advanceClock(30_000);
            return found;
          },
          60_000,
        );
      const { number = '' } = await inTime('the incident', async () => incidentsOf(person)[0]);
      await inTime('the note', async () => fake.written(number).some((text) => /Unlocked by/.test(text)));

      const atChange = fake.faults.next({
        ...{ times: 99, ...fault },
        match: { method: 'PATCH', path: /^\/api\/now\/table\/incident\// },
      });
      await run.press(person, done.id, 'Great, it worked!');
      await run.waitForMessage(person, /works again|Glad|Great/, { after: done });
      await eventually(`${title}: the change's fault is met`, async () => atChange.met() > 0, 30_000);
      fake.faults.clear();
      await inTime('the resolved incident', async () => fake.incident(number).state === '6');
      expect([title, incidentsOf(person).length]).toEqual([title, 1]);
      const written = fake.written(number).filter((text) => /Unlocked by/.test(text));
      expect([title, written.length]).toEqual([title, 1]);
      const trail = await recordsOf(run, person);
      expect([
        title,
        trail.filter(({ act, result }) => act === 'unlock' && result === 'done').length,
      ]).toEqual([title, 1]);
    }
    const traces = await tracesOf(run);
    for (const secret of [clientSecret, foreignWords, ...fake.tokens.given])
      expect(placesOf(secret, traces)).toEqual([]);
  },
  300_000,
);

itOnTheEmbeddedHost('P3: neither the client secret nor a token stands in a log', async () => {
  const log = run.hostLog();
  expect(fake.tokens.given.length).toBeGreaterThan(0);
  for (const secret of [clientSecret, ...fake.tokens.given]) expect(log).not.toContain(secret);
});
