/** What the demo organisation promises: programs and policies know its people by their ids. */
import path from 'node:path';
import { isHostName, isNumberFormat } from '../../domain/phone-number';
import { readPolicyFile } from '../../functions/policy-file';
import { demoPerson } from '../../local/people/demo-account';
import { demoOrganisation } from '../../local/people/demo-organisation';
import { demoCarrierIds, demoCarriers } from '../../local/people/demo-phones';

const today = new Date('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;
const people = demoOrganisation({ today });

it('has somebody for each rule: every role, a disabled account, an authenticator, a privileged one', () => {
  expect(new Set(people.map(({ role }) => role))).toEqual(
    new Set(['employee', 'manager', 'contractor', 'administrator']),
  );
  expect(people.filter(({ status }) => status === 'disabled')).toHaveLength(1);
  expect(people.filter(({ secretKey }) => secretKey)).toHaveLength(1);
  expect(people.filter(({ roles }) => roles.length > 0).map(({ role }) => role)).toEqual(['administrator']);
});

it('has names that programs stumble over: an apostrophe, letters beyond Latin-1', () => {
  expect(people.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Siobhán O'Connor", '佐藤 陽香', 'Łukasz Zieliński']),
  );
});

it('gives one manager contractors whose contracts end in days counted from today', () => {
  const contractors = people.filter(({ role }) => role === 'contractor');
  expect(new Set(contractors.map(({ managerId }) => managerId)).size).toBe(1);
  const daysLeft = contractors.map(({ contractEndsAt }) =>
    Math.floor(((contractEndsAt?.getTime() ?? 0) - Date.UTC(2026, 10, 22)) / dayMs),
  );
  expect(daysLeft).toEqual([2, 7, 14, 7]);
  expect(contractors.map(({ title }) => title)).toContain('Intern');
});

it('has passwords that run out within two weeks by its own policy, and none that has run out already', () => {
  const reading = readPolicyFile(path.resolve(__dirname, '..', '..', 'local', 'policy.yaml'));
  if (reading.kind === 'faults') throw new Error(reading.faults.join());
  const ageMs = reading.policy.directory.passwordMaximumAge;
  const daysLeft = people.flatMap(({ passwordChangedAt }) =>
    passwordChangedAt
      ? Math.floor((passwordChangedAt.getTime() + ageMs - Date.UTC(2026, 10, 22)) / dayMs)
      : [],
  );
  expect(daysLeft.toSorted((a, b) => a - b)).toEqual([2, 4, 7, 14]);
});

it('is the same on every day but for contracts and the ages of passwords', () => {
  const withoutDays = (at: Date) =>
    demoOrganisation({ today: at, people: 50 }).map((account) => ({
      ...account,
      contractEndsAt: undefined,
      passwordChangedAt: undefined,
    }));
  expect(withoutDays(new Date('2031-01-01'))).toEqual(withoutDays(today));
});

it('only grows: a larger organisation begins with the smaller one, and all ids and addresses differ', () => {
  const many = demoOrganisation({ today, people: 3000 });
  expect(many).toHaveLength(3000);
  expect(many.slice(0, people.length)).toEqual(people);
  for (const key of ['aadObjectId', 'userPrincipalName', 'email'] as const) {
    expect(new Set(many.map((account) => account[key])).size).toBe(3000);
  }
});

it('is never smaller than its core', () => {
  expect(demoOrganisation({ today, people: 1 })).toEqual(people);
});

it('names managers that are in it, and gives everybody a GUID and a plain address', () => {
  const ids = new Set(people.map(({ aadObjectId }) => aadObjectId));
  for (const { aadObjectId, managerId, email } of demoOrganisation({ today, people: 100 })) {
    expect(aadObjectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(email).toMatch(/^[a-z0-9.]+@contoso-demo\.example$/);
    if (managerId) expect(ids).toContain(managerId);
  }
});

it('gives everybody factors of several kinds, the same at every start, with names that are masked', () => {
  const kinds = new Set(people.flatMap(({ factors }) => factors.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['authenticator-app', 'email', 'security-key', 'sms']);
  for (const { factors, email, secretKey } of demoOrganisation({ today, people: 100 })) {
    expect(factors.length).toBeGreaterThanOrEqual(secretKey ? 1 : 2);
    expect(new Set(factors.map(({ id }) => id)).size).toBe(factors.length);
    for (const { name } of factors) expect(name).toMatch(/\S/);
    expect(JSON.stringify(factors)).not.toContain(email);
  }
  const withKey = people.find(({ secretKey }) => secretKey);
  // The app is the secret key, which is set up at the first sign-in.
  expect(withKey?.factors.map(({ kind }) => kind)).not.toContain('authenticator-app');
});

it('shows the chat nothing of the directory’s record', () => {
  const lukasz = people.find(({ secretKey }) => secretKey);
  expect(lukasz && Object.keys(demoPerson(lukasz)).sort()).toEqual(
    ['aadObjectId', 'email', 'managerId', 'name', 'role', 'secretKey', 'userPrincipalName'].sort(),
  );
});

it('gives most people a mobile phone that nobody else has, with the digits that its factor shows', () => {
  const many = demoOrganisation({ today, people: 3000 });
  const numbers = many.flatMap(({ phones }) =>
    phones.map(({ areaCode, localNumber }) => areaCode + localNumber),
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(number).toMatch(/^\d{3}55501\d\d$/);
  const mobile = many.filter(({ phones }) => phones.some(({ type, sms }) => type === 'mobile' && sms));
  expect(mobile.length / many.length).toBeGreaterThan(0.8);
  for (const { phones, factors } of mobile) {
    const sms = factors.find(({ kind }) => kind === 'sms');
    expect(phones[0]?.localNumber.slice(-2)).toBe(sms?.name.slice(-2));
  }
});

it('has somebody for each way of a mobile reset: mail and text, mail alone, disabled, and not allowed', () => {
  const kinds = people.map(({ mobileReset, carrier, status }) =>
    [status, mobileReset ? 'allowed' : 'not allowed', carrier ? 'text' : 'mail'].join(', '),
  );
  expect(new Set(kinds)).toEqual(
    new Set([
      'active, allowed, text',
      'active, allowed, mail',
      'active, not allowed, text',
      'active, not allowed, mail',
      'disabled, allowed, text',
    ]),
  );
  const ids = demoCarriers.map(({ id }) => id);
  for (const { carrier } of demoOrganisation({ today, people: 100 }))
    if (carrier) expect(ids).toContain(carrier);
  expect(ids).toEqual([...demoCarrierIds]);
  for (const { smsDomain = '', numberFormat } of demoCarriers)
    expect([isHostName(smsDomain), isNumberFormat(numberFormat)]).toEqual([true, true]);
});
