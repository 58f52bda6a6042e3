/** MFA at PingID (I1, I2, I5), tickets built in: all devices at once, signed answers only, and who is not helped. */
import type { DemoPerson } from '../../local/people/demo-account';
import { createPingIdFake, type PingIdFake, token } from '../fakes/pingid/fake';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { notesOf, recordsOf, ticketWith } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(60_000);

let ping: PingIdFake;
let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  ping = await createPingIdFake({ keyBytes: 48 });
  run = await startLocalRun({
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

itOnTheEmbeddedHost('P3: neither key nor token nor number of PingID stands anywhere', async () => {
  const traces = await tracesOf(run);
  for (const text of [ping.key.toString('base64'), token, '5125550142'])
    expect(placesOf(text, traces)).toEqual([]);
});
