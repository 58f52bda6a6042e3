/** Okta and ServiceNow at their worst, as people in Teams see it. */
import type { DemoPerson } from '../../local/people/demo-account';
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import type { OktaUser } from '../fakes/okta/model';
import * as serviceNow from '../fakes/servicenow/fake';
import { linkOnCard } from './recovery-card';
import { facedByPeople, type HostileCall, type Road } from './vendor-faults';

let okta: OktaFake;
let desk: serviceNow.ServiceNowFake;
afterAll(() => Promise.all([okta?.close(), desk?.close()]));

const idOf = ({ aadObjectId }: DemoPerson) => `00u${aadObjectId.replaceAll('-', '').slice(-17)}`;
function enrolled(person: DemoPerson): OktaUser {
  const { userPrincipalName: login, email } = person;
  return okta.state.add({ id: idOf(person), profile: { login, email } });
}
const incidentsOf = ({ aadObjectId }: DemoPerson) =>
  desk.incidents().filter(({ description }) => description?.includes(aadObjectId));
const links = new Map<string, string>();

const unlock: Road = {
  ...{ name: 'unlock', wish: 'unlock my account', button: 'Yes', act: 'unlock' },
  question: /Shall I unlock it/,
  done: /Your account is unlocked/,
  enrol: (person) => void okta.lock(enrolled(person).id, { how: 'none' }),
  isDone: (person) => okta.user(idOf(person)).status === 'ACTIVE',
};
const mfa: Road = {
  ...{ name: 'MFA', wish: 'I lost my phone', button: 'Yes, reset MFA', act: 'mfa-reset' },
  question: /Shall I reset your MFA\?/,
  done: /Reset complete!/,
  enrol(person) {
    const { id } = enrolled(person);
    okta.addFactor(id, 'push', 'Pixel 8');
    okta.openSession(id);
  },
  isDone: (person) => okta.user(idOf(person)).factors.length === 0,
  // What the app can't be sure of is asked of people.
  isSettled: (person) =>
    okta.user(idOf(person)).sessions.size === 0 ||
    incidentsOf(person).some(({ number = '' }) =>
      desk.written(number).some((text) => /sessions/i.test(text)),
    ),
};
const password: Road = {
  ...{ name: 'password', wish: 'I forgot my password', button: 'Recover access', act: 'password-link-used' },
  question: /Let's get you a new password/,
  done: /Your link is ready/,
  enrol: enrolled,
  isDone: (person) => links.has(idOf(person)),
  async goOn(person, card) {
    const answer = await fetch(linkOnCard(card), {
      ...{ method: 'POST', redirect: 'manual', body: 'continue=1' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const { status } = answer;
    if (status !== 303) return answer.text();
    links.set(idOf(person), answer.headers.get('location') ?? '');
    return null;
  },
};

const user = (rest: string, method = 'GET') => ({
  at: okta,
  match: (person: DemoPerson) => ({ method, path: `/api/v1/users/${idOf(person)}${rest}` }),
});
const byLogin = () => ({
  at: okta,
  match: ({ userPrincipalName }: DemoPerson) => ({
    path: `/api/v1/users/${encodeURIComponent(userPrincipalName)}`,
  }),
});
const sysUser = () => ({
  at: desk,
  match: ({ email }: DemoPerson) => ({ path: '/api/now/table/sys_user', mention: email }),
});
const incident = (method: 'POST' | 'PATCH') => ({
  at: desk,
  match: ({ aadObjectId }: DemoPerson) => ({
    method,
    path: /^\/api\/now\/table\/incident/,
    ...(method === 'POST' ? { mention: aadObjectId } : {}),
  }),
});

const calls = (): readonly HostileCall[] => [
  { road: unlock, call: 'U5 finding the account', from: 'wish', kind: 'read', ...byLogin() },
  { road: unlock, call: 'U12 its groups', from: 'wish', kind: 'beside', ...user('/groups') },
  { road: unlock, call: 'U12 its roles', from: 'wish', kind: 'beside', ...user('/roles') },
  { road: unlock, call: 'U3 reading the account', from: 'press', kind: 'beside', ...user('') },
  { road: unlock, call: 'O2 unlock', from: 'press', kind: 'change', ...user('/lifecycle/unlock', 'POST') },
  { road: mfa, call: 'O4 the list of factors', from: 'wish', kind: 'read', ...user('/factors') },
  {
    road: mfa,
    call: 'O4 reset_factors',
    from: 'press',
    kind: 'change',
    ...user('/lifecycle/reset_factors', 'POST'),
  },
  { road: mfa, call: 'M1 reading the factors again', from: 'press', kind: 'beside', ...user('/factors') },
  {
    road: mfa,
    call: 'M5 ending the sessions',
    from: 'press',
    kind: 'beside',
    ...user('/sessions', 'DELETE'),
  },
  { road: password, call: 'P3 reading the account at Continue', from: 'page', kind: 'beside', ...user('') },
  {
    road: password,
    call: 'O3 reset_password',
    from: 'page',
    kind: 'change',
    ...user('/lifecycle/reset_password', 'POST'),
  },
  { road: unlock, call: 'whose incident it is', from: 'press', later: true, kind: 'beside', ...sysUser() },
  {
    road: unlock,
    call: 'opening the incident',
    from: 'press',
    later: true,
    kind: 'change',
    ...incident('POST'),
  },
];

facedByPeople(
  'Okta by token, tickets in ServiceNow',
  [
    ...['U5 finding the account', 'U12 its groups', 'U12 its roles', 'U3 reading the account', 'O2 unlock'],
    ...[
      'O4 the list of factors',
      'O4 reset_factors',
      'M1 reading the factors again',
      'M5 ending the sessions',
    ],
    ...[
      'P3 reading the account at Continue',
      'O3 reset_password',
      'whose incident it is',
      'opening the incident',
    ],
  ],
  async () => {
    [okta, desk] = await Promise.all([createOktaFake(), serviceNow.createServiceNowFake()]);
    return {
      policy: {
        ticketing: { system: 'servicenow' },
        lockouts: { provider: 'okta', checkEvery: '1h' },
        ...{
          unlock: { provider: 'okta' },
          passwordReset: { provider: 'okta' },
          mfaReset: { provider: 'okta' },
        },
        providers: { okta: { link: 'upn' } },
      },
      environment: {
        ...{ OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: apiToken, SERVICENOW_URL: desk.url },
        ...{ SERVICENOW_CLIENT_ID: serviceNow.clientId, SERVICENOW_CLIENT_SECRET: serviceNow.clientSecret },
      },
      calls: calls(),
      prepare: ({ people }) => people.forEach(({ email }) => void desk.addUser(email)),
      ticketsOf: async (_run, { aadObjectId }) => {
        const ids = desk
          .incidents()
          .filter(({ description }) => description?.includes(aadObjectId))
          .map((one) => one.correlation_id);
        return [...new Set(ids)].map((id) => ids.filter((other) => other === id).length);
      },
      complaints: () => [...okta.complaints, ...desk.complaints],
      secrets: () => [
        apiToken,
        serviceNow.clientSecret,
        ...desk.tokens.given,
        ...[...links.values()].map((link) => link.split('/').at(-1) ?? link),
      ],
    };
  },
);
