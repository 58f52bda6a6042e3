/** Reminders with Okta behind them: expiry by the password policy of whom, contracts and managers by the profile (O5). */
import { TableClient } from '@azure/data-tables';
import { addDays, dayOf, instantOf } from '../../domain/reminder/calendar';
import type { DemoPerson } from '../../local/people/demo-account';
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import type { NewUser } from '../fakes/okta/state';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually } from './story';

const zone = 'UTC';
const today = dayOf(new Date(), zone);
const dayMs = 86_400_000;
/** Okta has no page of its own for it here: instructions only. */
const instructions = { title: 'Change your password', text: 'Press **Ctrl+Alt+Delete** and choose it.' };
const named = (people: readonly DemoPerson[], name: string): DemoPerson => {
  const person = people.find((one) => one.name === name);
  if (!person) throw new Error(`Nobody is called ${name}.`);
  return person;
};

let okta: OktaFake;
let run: LocalRun;

beforeAll(async () => {
  okta = await createOktaFake();
  okta.state.attributes.add('entraObjectId').add('contractEndDate');
  run = await startLocalRun({
    policy: {
      organisation: { timeZone: zone },
      // Its hour is over since midnight: a host that comes now makes up for it.
      passwordExpiry: { provider: 'okta', sendAt: '00:00', instructions },
      contractorExpiry: { provider: 'okta', sendAt: '00:00' },
      ...Object.fromEntries(
        ['lockouts', 'unlock', 'passwordReset', 'mfaReset'].map((name) => [name, { provider: 'directory' }]),
      ),
      providers: {
        okta: {
          link: 'objectId',
          objectIdAttribute: 'entraObjectId',
          contractors: { endAttribute: 'contractEndDate' },
        },
      },
    },
    environment: { OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: apiToken },
  });
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await okta?.close();
}, 30_000);

/** With an account at Okta whose password was set so long ago that it runs out in so many days at 90. */
function enrolled(person: DemoPerson, daysLeft: number, { profile, ...more }: Partial<NewUser> = {}): string {
  const setAt = new Date(instantOf(addDays(today, daysLeft), '12:00', zone).getTime() - 90 * dayMs);
  const { userPrincipalName: login, email, aadObjectId: entraObjectId } = person;
  const [firstName = '', lastName = ''] = person.name.split(' ');
  return okta.state.add({
    ...more,
    passwordChanged: setAt.toISOString(),
    profile: { login, email, entraObjectId, firstName, lastName, ...profile },
  }).id;
}

itOnTheEmbeddedHost(
  'O5 E4 E8 C1: a host that comes late in the day tells whoever is due at Okta, and their managers, once; instructions only',
  async () => {
    const [maya, mateo, haruka, samuel, leila, noah] = [
      named(run.people, 'Maya Lindqvist'),
      named(run.people, 'Mateo Fernández'),
      named(run.people, '佐藤 陽香'),
      named(run.people, 'Samuel Osei'),
      named(run.people, 'Leila Haddad'),
      named(run.people, 'Noah Williams'),
    ];
    await run.killHost();
    okta.state.addPolicy({ name: 'Field', maxAgeDays: 30, groups: [okta.state.groupNamed('Field').id] });
    okta.state.addPolicy({ maxAgeDays: 90 });
    enrolled(maya, 7);
    enrolled(mateo, 2);
    // By the policy of her group it has run out long ago: nobody is told weeks later.
    enrolled(haruka, 7, { groups: ['Field'] });
    const manager = enrolled(samuel, 50);
    const contract = (days: number) => ({
      ...{ userType: 'Contractor', managerId: manager, title: 'Designer' },
      contractEndDate: addDays(today, days),
    });
    enrolled(leila, 60, { profile: contract(4) as unknown as NewUser['profile'] });
    enrolled(noah, 60, { profile: contract(1) as unknown as NewUser['profile'] });
    // Whatever the former host has begun is forgotten.
    await forgetRuns();
    await run.startHost();

    const reminder = await run.waitForMessage(maya, /password/i, { timeoutMs: 40_000 });
    expect(wordsOf(reminder)).toContain(maya.userPrincipalName);
    expect(buttonsOf(reminder)).toContain('Remind me later');
    const toManager = await run.waitForMessage(samuel, /Noah Williams/, { timeoutMs: 40_000 });
    expect(buttonsOf(toManager)).toContain('Show more');
    await eventually(
      'both runs are over',
      async () => (await run.audit()).filter(({ act }) => act === 'reminder-run').length >= 2,
      40_000,
    );
    for (const [person, count] of [
      [maya, 1],
      [mateo, 1],
      [haruka, 0],
      [samuel, 1],
      [leila, 0],
    ] as const) {
      const messages = (await run.messagesOf(person)).filter(({ from }) => from === 'bot');
      expect(`${person.name} ${messages.length}`).toBe(`${person.name} ${count}`);
    }
    expect(okta.complaints).toEqual([]);

    // E4: with instructions only the next waits a calendar day, counted between the days of sending: today's came
    // late, tomorrow's first minute is less than 24 hours away, and the last one comes all the same.
    const [shown] = await run.messagesOf(mateo);
    expect(wordsOf(shown as ChatMessage)).toContain('Ctrl+Alt+Delete');
    const now = new Date();
    await run.advanceClock(instantOf(addDays(today, 1), '00:01', zone).getTime() - now.getTime());
    const last = await run.waitForMessage(
      mateo,
      (message) =>
        message.id !== shown?.id &&
        /password/i.test(wordsOf(message)) &&
        buttonsOf(message).includes('Already updated'),
      { timeoutMs: 40_000 },
    );
    expect(buttonsOf(last)).not.toContain('Remind me later');
  },
  120_000,
);

async function forgetRuns(): Promise<void> {
  const options = { allowInsecureConnection: true };
  const connection = run.settings().AzureWebJobsStorage ?? '';
  const table = TableClient.fromConnectionString(connection, 'AccountAccessReminderRuns', options);
  for (const kind of ['password-expiry', 'contractor-expiry']) {
    await table.deleteEntity(kind, today).catch((error: { statusCode?: number }) => {
      // It may not even have begun.
      if (error.statusCode !== 404) throw error;
    });
  }
}
