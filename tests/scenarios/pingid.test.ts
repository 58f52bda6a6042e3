/** MFA at PingID (I1, I2, I5), tickets built in: all devices at once, signed answers only, and who is not helped. */
import type { DemoPerson } from '../../local/people/demo-account';
import { createPingIdFake, type PingIdFake, token } from '../fakes/pingid/fake';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { pressThrough } from './one-by-one';
import { eventually, notesOf, recordsOf, ticketWith } from './story';
import { placesOf, tracesOf } from './traces';
import { either, foreignWords, inhuman, notYet, vendorFaults } from './vendor-faults';

jest.setTimeout(60_000);

let ping: PingIdFake;
let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  ping = await createPingIdFake({ keyBytes: 48 });
  run = await startLocalRun({
    people: 45,
    policy: {
      lockouts: { checkEvery: '1h' },
      mfaReset: { provider: 'pingid' },
      providers: { pingid: { link: 'upn', links: { setUpMfa: 'https://desktop.pingone.com/contoso' } } },
    },
    // As a deployment's setting has it: on one line.
    environment: { PINGID_PROPERTIES: ping.properties.replaceAll('\n', '\\n') },
  });
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await ping?.close();
}, 30_000);
afterEach(() => {
  expect(ping.complaints).toEqual([]);
});

/** With a phone that shows notices and one for text messages. */
function paired({ userPrincipalName: userName }: DemoPerson, change: { status?: string } = {}): void {
  ping.add({ userName, ...change });
  ping.addDevice(userName, 'iPhone', { deviceModel: 'iPhone 15', phoneNumber: '+15125550142' });
  ping.addDevice(userName, 'SMS', { phoneNumber: '+15125550142' });
}
const devicesOf = ({ userPrincipalName }: DemoPerson) => ping.find(userPrincipalName)?.devices;

async function asked(person: DemoPerson, wanted = /Shall I reset your MFA\?/): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await run.say(person, "new phone, can't approve PingID");
  return run.waitForMessage(person, wanted, before ? { after: before } : {});
}

itOnTheEmbeddedHost(
  'I1, I2, I3: all devices go, the ticket stood first, and the link leads to new ones',
  async () => {
    const maya = named('Maya Lindqvist');
    paired(maya);
    const question = await asked(maya);
    expect(wordsOf(question)).toMatch(/iPhone 15[\s\S]*Text message: •••• 42/);
    await run.press(maya, question.id, 'Yes, reset MFA');
    const done = await run.waitForMessage(maya, /Reset complete!/, { after: question });
    expect(JSON.stringify(done.card)).toContain('https://desktop.pingone.com/contoso');
    expect(devicesOf(maya)).toEqual([]);
    await ticketWith(run, maya, (one) => /Removed: .*iPhone 15, Text message: •••• 42/.test(notesOf(one)));
    const acts = (await recordsOf(run, maya)).map(({ act }) => act);
    expect(acts.indexOf('ticket-opened')).toBeLessThan(acts.indexOf('mfa-reset-started'));
  },
);

itOnTheEmbeddedHost(
  'U12: who is suspended at PingID is not helped, and nobody is found who isn’t there',
  async () => {
    const [amina, noah] = [named('Amina Diallo'), named('Noah Williams')];
    paired(amina, { status: 'SUSPENDED' });
    for (const person of [amina, noah]) await asked(person, /I left everything as it is/);
    expect(devicesOf(amina)).toHaveLength(2);
  },
);

itOnTheEmbeddedHost(
  'an answer that PingID’s key didn’t sign is believed by nobody, and nothing goes',
  async () => {
    const mateo = named('Mateo Fernández');
    paired(mateo);
    ping.manner.answers = 'other-key';
    await asked(mateo, /I can't reach the sign-in system right now/);
    ping.manner.answers = 'signed';
    expect(devicesOf(mateo)).toHaveLength(2);
    await asked(mateo);
  },
);

/** Whose call it is can't be seen in a signed request, so one person at a time meets a fault. */
const faults = Object.entries(vendorFaults);
const cases = faults.flatMap(([title, fault]) =>
  ['getuserdetails', 'unpairdevice'].flatMap((call) =>
    'acts' in fault && call === 'getuserdetails' ? [] : [{ title, fault, call }],
  ),
);

itOnTheEmbeddedHost(
  'I5: whatever goes wrong at a call of PingID, people read a true word, and in the end it is done once',
  async () => {
    const people = run.people.filter(({ role, secretKey }) => role === 'employee' && !secretKey).slice(8);
    for (const [index, { title, fault, call }] of cases.entries()) {
      const person = people[index];
      if (!person) throw new Error('The organisation is too small for this test.');
      paired(person);
      const at = { ...fault, match: { path: new RegExp(call) }, times: 'times' in fault ? fault.times : 99 };
      if (call === 'getuserdetails') {
        ping.faults.next(at);
        const word = wordsOf(await asked(person, either(notYet, /Shall I reset your MFA/)));
        expect([title, call, inhuman.test(word), devicesOf(person)?.length]).toEqual([title, call, false, 2]);
        ping.faults.clear();
      }
      await pressThrough(
        {
          ...{ run, person, wish: "new phone, can't approve PingID", button: 'Yes, reset MFA' },
          ...{ question: /Shall I reset your MFA\?/, done: /Reset complete!/ },
          isDone: () => devicesOf(person)?.length === 0,
        },
        () => void (call === 'unpairdevice' && ping.faults.next(at)),
        () => ping.faults.clear(),
      );
      expect([title, call, devicesOf(person)]).toEqual([title, call, []]);
      // A request that was refused has a ticket of its own, which stays with IT.
      const tickets = await eventually('the ticket', async () => {
        const all = await run.tickets({ person: person.aadObjectId });
        return all.some((one) => /Removed: /.test(notesOf(one))) ? all : undefined;
      });
      const requests = tickets.map((one) => /Request: (\S+)/.exec(notesOf(one))?.[1]);
      expect([title, call, new Set(requests).size]).toEqual([title, call, tickets.length]);
      const records = (await recordsOf(run, person)).filter(({ act }) => act === 'mfa-reset');
      expect([title, call, records.filter(({ result }) => result === 'done').length]).toEqual([
        title,
        call,
        1,
      ]);
    }
  },
  240_000,
);

itOnTheEmbeddedHost('P3: neither key nor token nor number of PingID stands anywhere', async () => {
  const traces = await tracesOf(run);
  for (const text of [ping.key.toString('base64'), token, '5125550142', foreignWords])
    expect(placesOf(text, traces)).toEqual([]);
});
