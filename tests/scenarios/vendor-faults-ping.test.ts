/** PingOne at its worst, as people in Teams see it. The ticket always stands before a device goes. */
import type { DemoPerson } from '../../local/people/demo-account';
import { createPingOneFake, environmentId, type PingOneFake } from '../fakes/pingone/fake';
import { facedByPeople, type HostileCall, type Road } from './vendor-faults';

let ping: PingOneFake;
afterAll(() => ping?.close());

const number = '+1.5125550142';
const idOf = ({ aadObjectId }: DemoPerson) => aadObjectId;
const of = (person: DemoPerson) => ping.state.userOf(idOf(person));
function enrolled(person: DemoPerson): void {
  const { userPrincipalName: username } = person;
  ping.state.add({ id: idOf(person), username, email: username, given: 'A', family: 'B' });
}

const unlock: Road = {
  ...{ name: 'unlock', wish: 'unlock my account', button: 'Yes', act: 'unlock' },
  question: /Shall I unlock it/,
  done: /Your account is unlocked/,
  enrol(person) {
    enrolled(person);
    ping.state.lock(idOf(person));
    ping.state.lock(idOf(person), 'password');
  },
  isDone: (person) => of(person).account.status === 'OK' && of(person).passwordStatus === 'OK',
};
const mfa: Road = {
  ...{ name: 'MFA', wish: 'I have a new phone', button: 'Reset selected', act: 'mfa-reset' },
  question: /What shall I reset\?/,
  done: /Reset complete!/,
  enrol(person) {
    enrolled(person);
    ping.state.addDevice(idOf(person), 'SMS', { phone: number });
    ping.state.addDevice(idOf(person), 'MOBILE', { nickname: 'Pixel 8' });
  },
  inputs: (person) => ({
    factors: of(person)
      .devices.map(({ id }) => id)
      .join(','),
  }),
  isDone: (person) => of(person).devices.length === 0,
};

const below = (rest: string | RegExp, method = 'GET') => ({
  at: ping,
  match: (person: DemoPerson) => {
    const user = `/v1/environments/${environmentId}/users/${idOf(person)}`;
    const path = typeof rest === 'string' ? `${user}${rest}` : new RegExp(`^${user}${rest.source}$`);
    return { method, path };
  },
});
const byName = () => ({
  at: ping,
  match: ({ userPrincipalName }: DemoPerson) => ({
    path: `/v1/environments/${environmentId}/users`,
    mention: userPrincipalName,
  }),
});
const token = () => ({
  at: ping,
  match: () => ({ path: `/${environmentId}/as/token` }),
  also: (person: DemoPerson) => ({ kind: 'unauthorised' as const, match: below('').match(person) }),
});

facedByPeople(
  'PingOne',
  [
    ...['I1 finding the user', 'U5 the password’s state', 'U12 role assignments'],
    ...['the token', 'unlocking the account', 'unlocking the password', 'I1 the list of devices'],
    ...['I1 removing a device'],
  ],
  async () => {
    ping = await createPingOneFake();
    const calls: readonly HostileCall[] = [
      { road: mfa, call: 'I1 finding the user', from: 'wish', kind: 'read', ...byName() },
      { road: unlock, call: 'U5 the password’s state', from: 'wish', kind: 'beside', ...below('/password') },
      { road: mfa, call: 'U12 role assignments', from: 'wish', kind: 'beside', ...below('/roleAssignments') },
      { road: mfa, call: 'the token', from: 'press', kind: 'beside', ...token() },
      { road: unlock, call: 'unlocking the account', from: 'press', kind: 'change', ...below('', 'POST') },
      {
        ...{ road: unlock, call: 'unlocking the password', from: 'press', kind: 'beside' },
        ...below('/password', 'POST'),
      },
      { road: mfa, call: 'I1 the list of devices', from: 'wish', kind: 'beside', ...below('/devices') },
      {
        ...{ road: mfa, call: 'I1 removing a device', from: 'press', kind: 'change' },
        ...below(/\/devices\/[\w-]+/, 'DELETE'),
      },
    ];
    return {
      policy: {
        lockouts: { provider: 'directory', checkEvery: '1h' },
        unlock: { provider: 'pingone' },
        mfaReset: { provider: 'pingone', mode: 'choose' },
        providers: { pingone: { link: 'upn' } },
      },
      environment: ping.settings,
      calls,
      // A request that was refused after its ticket stood leaves that one too.
      ticketsOf: async (run, { aadObjectId }) =>
        (await run.tickets({ person: aadObjectId })).slice(0, 1).map(() => 1),
      complaints: () => ping.complaints,
      secrets: () => [ping.settings.PINGONE_CLIENT_SECRET, ...ping.tokens.issued.keys(), '5125550142'],
    };
  },
);
