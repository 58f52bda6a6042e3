/** Contractors at Okta, by attributes of the profile that the policy names (O5, C). */
import type { Contractor } from '../../../../domain/ports/account-ends';
import type { Profile } from '../../../fakes/okta/model';
import { having } from '../contract/world';
import { limit, openOrg } from './okta-org';

const span = { from: new Date('2026-11-22T00:00:00Z'), until: new Date('2026-12-06T23:59:59Z') };
const contractors = {
  typeAttribute: 'userType',
  types: ['Contractor', 'Contingent worker'],
  endAttribute: 'contractEnd',
  managerAttribute: 'managerId',
  roleAttribute: 'title',
};

async function opened(options: { searchDelayMs?: number } = {}) {
  const org = await openOrg({ contractors, ...options });
  for (const name of ['userType', 'contractEnd', 'managerId', 'title']) org.fake.state.attributes.add(name);
  const capability = having(org.provider.contractors);
  let count = 0;
  const person = (profile: Partial<Profile>, status: 'ACTIVE' | 'SUSPENDED' | 'DEPROVISIONED' = 'ACTIVE') => {
    count += 1;
    return org.fake.state.add({ status, profile: { login: `person-${count}@contoso.example`, ...profile } })
      .id;
  };
  return {
    org,
    capability,
    person,
    contractor: (contractEnd: string | null, more: Partial<Profile> = {}) =>
      person({ userType: 'Contractor', contractEnd, ...more }),
    async all() {
      const found: Contractor[] = [];
      const unreadable: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await capability.page(cursor, span, limit);
        found.push(...page.contractors);
        unreadable.push(...page.unreadable.map(({ id }) => id));
        if (page.next === undefined) return { found, unreadable };
        cursor = page.next;
      }
    },
  };
}

test('without the name of an attribute for the end there are none', async () => {
  const { endAttribute: _end, ...others } = contractors;
  const org = await openOrg({ contractors: others });
  expect(org.provider.contractors).toBeUndefined();
});

test('a contractor is told with role, manager and the last day', async () => {
  const { org, contractor, all } = await opened();
  const profile = { firstName: 'Rui', lastName: 'Pinto', title: 'Rigger', managerId: 'ines@contoso.example' };
  const id = contractor('2026-11-30', profile);
  expect(await all()).toEqual({
    found: [
      {
        ref: { provider: 'okta', id },
        userName: 'person-1@contoso.example',
        displayName: 'Rui Pinto',
        status: 'active',
        end: { day: '2026-11-30' },
        role: 'Rigger',
        manager: 'ines@contoso.example',
      },
    ],
    unreadable: [],
  });
  const search = 'profile.userType eq "Contractor" or profile.userType eq "Contingent worker"';
  expect(org.asked()[0]).toBe(`GET /api/v1/users?search=${encodeURIComponent(search)}&limit=200`);
});

test('all types count, ignoring case; other people don’t', async () => {
  const { person, contractor, all } = await opened();
  const ids = [
    contractor('2026-11-30'),
    person({ userType: 'contingent WORKER', contractEnd: '2026-11-30' }),
  ];
  person({ userType: 'Employee', contractEnd: '2026-11-30' });
  person({ contractEnd: '2026-11-30' });
  expect((await all()).found.map(({ ref }) => ref.id).sort()).toEqual(ids.sort());
});

test.each([
  ['2026-11-30', { day: '2026-11-30' }],
  ['2026-11-30T17:00:00+01:00', { at: '2026-11-30T16:00:00.000Z' }],
  [' 2026-11-30 ', { day: '2026-11-30' }],
])('an end of “%s” is %j', async (text, end) => {
  const { contractor, all } = await opened();
  contractor(text);
  expect((await all()).found).toMatchObject([{ end }]);
});

test.each(['30.11.2026', '11/30/2026', '2026-02-30', 'soon', '2026-11-30T17:00:00'])(
  'an end of “%s” may mean several days: somebody is told, nobody is reminded of a wrong one',
  async (text) => {
    const { contractor, all } = await opened();
    const id = contractor(text);
    expect(await all()).toEqual({ found: [], unreadable: [id] });
  },
);

test('no end is no fault, and what ends outside the span is left out', async () => {
  const { contractor, all } = await opened();
  contractor(null);
  contractor('2027-06-30');
  contractor('2026-10-01');
  expect(await all()).toEqual({ found: [], unreadable: [] });
});

test('days at the span’s edges stay in: which day it is there, the caller knows', async () => {
  const { contractor, all } = await opened();
  contractor('2026-11-21');
  contractor('2026-12-07');
  expect((await all()).found).toHaveLength(2);
});

test('disabled contractors are told as such; their unreadable ends are nobody’s concern', async () => {
  const { person, all } = await opened();
  const profile = { userType: 'Contractor', contractEnd: '2026-11-30' };
  person(profile, 'DEPROVISIONED');
  person({ ...profile, contractEnd: 'soon' }, 'SUSPENDED');
  expect(await all()).toMatchObject({ found: [{ status: 'disabled' }], unreadable: [] });
});

test('search lags behind: a contract that was extended just now is not told of', async () => {
  const { org, contractor, all } = await opened({ searchDelayMs: 60_000 });
  const id = contractor('2026-11-30');
  org.advance(61_000);
  expect((await all()).found).toHaveLength(1);
  const user = org.fake.user(id);
  org.fake.state.change(user, () => {
    user.profile.contractEnd = '2027-11-30';
  });
  expect((await all()).found).toEqual([]);
});

test('search lags behind: whoever has just been employed is no contractor any more', async () => {
  const { org, contractor, all } = await opened({ searchDelayMs: 60_000 });
  const user = org.fake.user(contractor('2026-11-30'));
  org.advance(61_000);
  org.fake.state.change(user, () => {
    user.profile.userType = 'Employee';
  });
  expect((await all()).found).toEqual([]);
});

test('many contractors come page by page', async () => {
  const { contractor, all } = await opened();
  for (let count = 0; count < 450; count += 1) contractor(count % 100 === 0 ? '2026-11-30' : '2027-06-30');
  expect((await all()).found).toHaveLength(5);
});

describe('managers', () => {
  test('by id, by login and by e-mail address, ignoring case', async () => {
    const { capability, person } = await opened();
    const id = person({ login: 'ines@contoso.example', email: 'ines.carvalho@mail.example' });
    for (const reference of [id, 'INES@contoso.example', 'Ines.Carvalho@mail.example'])
      expect(await capability.manager(reference, limit)).toMatchObject({ ref: { id }, privileged: false });
  });

  test.each(['nobody', 'gone@contoso.example', 'ines', 'me', '10042', 'a" or id pr or id eq "@x'])(
    '“%s” is nobody',
    async (reference) => {
      const { capability, person } = await opened();
      person({ login: 'ines@contoso.example' });
      expect(await capability.manager(reference, limit)).toBeUndefined();
    },
  );

  test('an address that two have is nobody’s', async () => {
    const { capability, person } = await opened();
    person({ email: 'shared@contoso.example' });
    person({ email: 'shared@contoso.example' });
    expect(await capability.manager('shared@contoso.example', limit)).toBeUndefined();
  });
});
