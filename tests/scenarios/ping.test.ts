/**
 * MFA at PingOne (I1–I3), unlocking at the directory, tickets in ServiceNow: devices are chosen from a list, and the
 * incident that names them stands before any is removed.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { createPingOneFake, type PingOneFake } from '../fakes/pingone/fake';
import * as serviceNow from '../fakes/servicenow/fake';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually, lockOut, recorded, recordsOf, unlocked } from './story';
import { placesOf, tracesOf } from './traces';

jest.setTimeout(60_000);

const setUpMfa = 'https://apps.pingone.eu/contoso/myaccount';
let ping: PingOneFake;
let desk: serviceNow.ServiceNowFake;
let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  [ping, desk] = await Promise.all([createPingOneFake(), serviceNow.createServiceNowFake()]);
  run = await startLocalRun({
    policy: {
      ticketing: { system: 'servicenow' },
      lockouts: { checkEvery: '5s', notices: { gap: '0s' } },
      unlock: { provider: 'directory' },
      mfaReset: { provider: 'pingone', mode: 'choose' },
      providers: { pingone: { link: 'upn', links: { setUpMfa } } },
    },
    environment: {
      ...ping.settings,
      SERVICENOW_URL: desk.url,
      SERVICENOW_CLIENT_ID: serviceNow.clientId,
      SERVICENOW_CLIENT_SECRET: serviceNow.clientSecret,
    },
  });
  for (const { email } of run.people) desk.addUser(email);
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await Promise.all([ping?.close(), desk?.close()]);
}, 30_000);
afterEach(() => {
  expect([ping.complaints, desk.complaints]).toEqual([[], []]);
});

/** With an account at PingOne of that UPN, and three devices. @returns their ids */
function enrolled(person: DemoPerson, more: { username?: string; roles?: string[] } = {}): string[] {
  const { id } = ping.state.add({
    ...{ username: person.userPrincipalName, email: person.userPrincipalName },
    ...{ given: 'A', family: 'B', ...more },
  });
  const phone = ping.state.addDevice(id, 'SMS', { phone: '+1.5125550142' });
  const push = ping.state.addDevice(id, 'MOBILE', { nickname: 'Pixel 8' });
  const mail = ping.state.addDevice(id, 'EMAIL', { email: 'mariana@private.example' });
  return [phone, push, mail].map((device) => device.id);
}

const devicesOf = ({ userPrincipalName: upn }: DemoPerson): string[] =>
  [...ping.state.users.values()]
    .filter(({ email }) => email?.toLowerCase() === upn.toLowerCase())
    .flatMap(({ devices }) => devices.map(({ id }) => id));

const incidentsOf = ({ email }: DemoPerson) => {
  const caller = desk.state.records.sys_user.find((user) => user.email === email)?.sys_id ?? 'nobody';
  return desk.incidents().filter(({ caller_id: id }) => id === caller);
};

async function offered(person: DemoPerson, words = 'I have a new phone'): Promise<ChatMessage> {
  const before = (await run.messagesOf(person)).at(-1);
  await run.say(person, words);
  return run.waitForMessage(person, /What shall I reset\?/, before ? { after: before } : {});
}
const choose = (person: DemoPerson, list: ChatMessage, devices: readonly (string | undefined)[]) =>
  run.press(person, list.id, 'Reset selected', { inputs: { factors: devices.join(',') } });

itOnTheEmbeddedHost(
  'I1, I2, I3: a new phone: the devices are shown masked, the incident names the chosen ones before they go, the link follows',
  async () => {
    const maya = named('Maya Lindqvist');
    const [phone, push, mail] = enrolled(maya);
    const list = await offered(maya);
    expect(wordsOf(list)).toMatch(/Text message: •••• 42[\s\S]*: Pixel 8[\s\S]*: m•••@private\.example/);
    expect(JSON.stringify(list.card)).not.toMatch(/5125550|mariana/);
    await choose(maya, list, [phone, push]);
    const done = await run.waitForMessage(maya, /Reset complete!/, { after: list });
    expect(JSON.stringify(done.card)).toContain(setUpMfa);
    expect(devicesOf(maya)).toEqual([mail]);
    const removedAtMs = ping.calls.find(({ method }) => method === 'DELETE')?.atMs ?? 0;
    const filedAtMs = desk.calls.find(({ method, path }) => method === 'POST' && /incident/.test(path))?.atMs;
    expect(filedAtMs).toBeLessThan(removedAtMs);
    const [incident, another] = incidentsOf(maya);
    expect(another).toBeUndefined();
    expect(incident?.description).toMatch(/to be removed: Text message: •••• 42, .*: Pixel 8/);
    expect(incident?.description).toContain(maya.aadObjectId);
    expect(incident?.description).toContain(maya.userPrincipalName);
    const { number = '' } = incident ?? {};
    await eventually('what came of it', async () =>
      desk.written(number).some((text) => /Removed: Text message: •••• 42/.test(text)),
    );
  },
);

itOnTheEmbeddedHost(
  'I2: while no incident can be filed nothing is removed, and the person reads why; afterwards it is done, with one incident',
  async () => {
    const mateo = named('Mateo Fernández');
    const devices = enrolled(mateo);
    const list = await offered(mateo);
    await desk.server.cut();
    await choose(mateo, list, devices.slice(0, 1));
    const told = await run.waitForMessage(mateo, /IT must have a ticket/, { after: list });
    expect(wordsOf(told)).toContain('Nothing has been changed');
    await recorded(run, mateo, /^mfa-reset unknown ticketing-unavailable/);
    expect(devicesOf(mateo)).toEqual(devices);
    await desk.server.restore();
    await run.waitForMessage(mateo, /Reset complete!/, { after: told, timeoutMs: 40_000 });
    expect(devicesOf(mateo)).toEqual(devices.slice(1));
    expect(incidentsOf(mateo)).toHaveLength(1);
  },
);

itOnTheEmbeddedHost(
  'I2: a host that is killed while a device is being removed leaves one incident, and the next host goes on',
  async () => {
    const amina = named('Amina Diallo');
    const devices = enrolled(amina);
    const list = await offered(amina);
    ping.faults.next({ kind: 'hang', match: { method: 'DELETE' }, times: 99 });
    const before = ping.calls.length;
    const press = choose(amina, list, devices).catch(() => undefined);
    await eventually('the removal', async () =>
      ping.calls.slice(before).some(({ method }) => method === 'DELETE'),
    );
    await run.killHost();
    await press;
    expect([incidentsOf(amina).length, devicesOf(amina)]).toEqual([1, devices]);
    ping.faults.clear();
    await run.startHost();
    await run.waitForMessage(amina, /Reset complete!/, { after: list, timeoutMs: 50_000 });
    expect([incidentsOf(amina).length, devicesOf(amina)]).toEqual([1, []]);
  },
  120_000,
);

itOnTheEmbeddedHost(
  'M5: a lost phone ends the sessions at PingOne and makes an incident of security',
  async () => {
    const grace = named('Grace Kim');
    const [phone] = enrolled(grace);
    const user = [...ping.state.users.values()].find(({ email }) => email === grace.userPrincipalName);
    const isLive = ping.state.openSession(user?.id ?? '');
    const list = await offered(grace, 'I lost my phone');
    await choose(grace, list, [phone]);
    await run.waitForMessage(grace, /Reset complete!/, { after: list });
    expect(isLive()).toBe(false);
    expect(incidentsOf(grace)[0]?.description).toMatch(/^SECURITY INCIDENT: a device/);
  },
);

itOnTheEmbeddedHost(
  'U12: an administrator at PingOne, and somebody without an account there, get nothing',
  async () => {
    const [samuel, noah] = [named('Samuel Osei'), named('Noah Williams')];
    const devices = enrolled(samuel, { roles: ['Identity Data Admin'] });
    for (const person of [samuel, noah]) {
      await run.say(person, 'reset MFA');
      await run.waitForMessage(person, /I left everything as it is/);
      expect((await recordsOf(run, person)).some(({ result }) => result === 'refused')).toBe(true);
    }
    expect([devicesOf(samuel), incidentsOf(samuel), incidentsOf(noah)]).toEqual([devices, [], []]);
  },
);

itOnTheEmbeddedHost('two accounts of one UPN are nobody’s', async () => {
  const leila = named('Leila Haddad');
  enrolled(leila);
  enrolled(leila, { username: 'leila' });
  await run.say(leila, 'reset MFA');
  await run.waitForMessage(leila, /I left everything as it is/);
});

itOnTheEmbeddedHost('I5: the same people are unlocked at the directory', async () => {
  const ines = named('Inês Carvalho');
  await lockOut(run, ines);
  await unlocked(run, ines);
  expect(ping.calls.some(({ method, path }) => method === 'POST' && !path.endsWith('/token'))).toBe(false);
});

itOnTheEmbeddedHost('P3: no secret, number or address of PingOne stands anywhere', async () => {
  const traces = await tracesOf(run);
  const { PINGONE_CLIENT_SECRET: secret } = ping.settings;
  const never = [secret, ...ping.tokens.issued.keys(), '5125550142', 'mariana@private.example'];
  expect(never.length).toBeGreaterThan(4);
  for (const text of never)
    expect([text.slice(0, 6), placesOf(text, traces)]).toEqual([text.slice(0, 6), []]);
  expect(placesOf(named('Maya Lindqvist').aadObjectId, traces)).toContain('tables');
});
