/** When passwords at Okta run out (O5): by the policy that applies, page by page. */
import type { PasswordExpiry } from '../../../../domain/ports/account-ends';
import type { OktaUser } from '../../../fakes/okta/model';
import { having } from '../contract/world';
import { limit, type Org, openOrg } from './okta-org';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-11-22T10:00:00.000Z');
const at = (days: number) => new Date(nowMs + days * dayMs);
const span = { from: at(-1), until: at(15) };

/** An organisation with a policy of 90 days for everybody, unless policies are given. */
async function opened(policies: Parameters<Org['fake']['state']['addPolicy']>[0][] = []) {
  const org = await openOrg();
  for (const policy of policies) org.fake.state.addPolicy(policy);
  const capability = having(org.provider.passwordExpiry);
  let count = 0;
  return {
    org,
    capability,
    /** A user whose password was set so many days ago. */
    user(daysAgo: number | null, more: Partial<OktaUser> & { groups?: string[] } = {}): string {
      count += 1;
      const passwordChanged = daysAgo === null ? null : at(-daysAgo).toISOString();
      return org.fake.state.add({
        ...more,
        passwordChanged,
        profile: { login: `user-${count}@contoso.example` },
      }).id;
    },
    async all(): Promise<readonly PasswordExpiry[]> {
      const found: PasswordExpiry[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await capability.page(cursor, span, limit);
        found.push(...page.accounts);
        if (page.next === undefined) return found;
        cursor = page.next;
      }
    },
  };
}
const idsOf = (found: readonly PasswordExpiry[]) => found.map(({ account }) => account.ref.id).sort();

test('the last change and the policy’s age make the instant', async () => {
  const { user, all } = await opened();
  const id = user(80, { groups: ['Field'] });
  expect(await all()).toEqual([
    {
      account: expect.objectContaining({
        ref: { provider: 'okta', id },
        groups: ['Everyone', 'Field'],
        privileged: false,
      }),
      expiresAt: at(10).toISOString(),
      changedAt: at(-80).toISOString(),
    },
  ]);
});

test('only what runs out within the span is told, and only of those are groups and roles read', async () => {
  const { org, user, all } = await opened();
  const [soon, justOver] = [user(85), user(90.5)];
  for (const daysAgo of [0, 30, 74, 92, 400]) user(daysAgo);
  expect(idsOf(await all())).toEqual([soon, justOver].sort());
  expect(org.asked().filter((call) => call.endsWith('/groups'))).toHaveLength(2);
});

test('pitfall 7: nobody needs to be PASSWORD_EXPIRED for it, and those who are come as well', async () => {
  const { user, all } = await opened();
  const ids = [user(90.2), user(90.2, { status: 'PASSWORD_EXPIRED' }), user(89, { status: 'LOCKED_OUT' })];
  expect(idsOf(await all())).toEqual(ids.sort());
});

test.each([
  ['of Active Directory', { provider: { type: 'ACTIVE_DIRECTORY', name: 'x' } }],
  ['of LDAP', { provider: { type: 'LDAP', name: 'x' } }],
  ['of another organisation', { provider: { type: 'FEDERATION', name: 'x' } }],
] as const)('a password %s is not Okta’s to tell of', async (_, more) => {
  const { user, all, capability } = await opened();
  const id = user(80, more);
  expect(await all()).toEqual([]);
  expect(await capability.of(id, limit)).toBeUndefined();
});

test('pitfall 8: without an instant of the last change nothing is known', async () => {
  const { user, all, capability } = await opened();
  const id = user(null);
  expect([await all(), await capability.of(id, limit)]).toEqual([[], undefined]);
});

test('a disabled account is told as disabled: the rules say what follows', async () => {
  const { user, all } = await opened();
  user(80, { status: 'SUSPENDED' });
  expect(await all()).toMatchObject([{ account: { status: 'disabled' } }]);
});

describe('the policy that applies', () => {
  test('goes by priority, then by groups; others than Okta’s and inactive ones don’t count', async () => {
    const org = await openOrg();
    const { state } = org.fake;
    const [field, board] = ['Field', 'Board'].map((name) => state.groupNamed(name).id);
    state.addPolicy({ priority: 3, maxAgeDays: 30, groups: [field ?? ''] });
    state.addPolicy({ priority: 2, maxAgeDays: 0, groups: [board ?? ''] });
    state.addPolicy({ priority: 1, maxAgeDays: 10, groups: [state.everyone.id], status: 'INACTIVE' });
    state.addPolicy({
      priority: 1,
      maxAgeDays: 10,
      groups: [state.everyone.id],
      provider: 'ACTIVE_DIRECTORY',
    });
    const changed = (days: number) => ({ passwordChanged: at(-days).toISOString() });
    const add = (login: string, days: number, groups: string[]) =>
      state.add({ ...changed(days), groups, profile: { login: `${login}@contoso.example` } }).id;
    const expected = new Map([
      [add('plain', 80, []), at(10)],
      [add('field', 25, ['Field']), at(5)],
      [add('both', 25, ['Field', 'Board']), undefined],
      [add('field-late', 80, ['Field']), undefined],
    ]);
    const { accounts } = await having(org.provider.passwordExpiry).page(undefined, span, limit);
    const told = new Map(accounts.map(({ account, expiresAt }) => [account.ref.id, expiresAt]));
    for (const [id, instant] of expected) expect([id, told.get(id)]).toEqual([id, instant?.toISOString()]);
  });

  test('0 days: passwords never run out', async () => {
    const org = await openOrg();
    org.fake.state.policies.splice(0);
    org.fake.state.addPolicy({ maxAgeDays: 0 });
    org.fake.state.add({ passwordChanged: at(-900).toISOString(), profile: { login: 'a@contoso.example' } });
    expect(await having(org.provider.passwordExpiry).page(undefined, span, limit)).toEqual({ accounts: [] });
  });

  test('is read now and then, not with every page', async () => {
    const { org, capability } = await opened();
    for (let count = 0; count < 3; count += 1) await capability.page(undefined, span, limit);
    const asked = () =>
      org.asked().filter((call) => call.startsWith('GET /api/v1/policies?type=PASSWORD')).length;
    expect(asked()).toBe(1);
    org.advance(6 * 60_000);
    await capability.page(undefined, span, limit);
    expect(asked()).toBe(2);
  });
});

describe('pages', () => {
  test('a large organisation: each account once, a call per page and two for each that is due', async () => {
    const { org, user, all } = await opened();
    const due = Array.from({ length: 12 }, () => user(80));
    for (let count = 0; count < 340; count += 1) user(10);
    expect(idsOf(await all())).toEqual(due.sort());
    const pages = org.asked().filter((call) => /^GET \/api\/v1\/users\?/.test(call));
    expect(pages[0]).toBe('GET /api/v1/users?limit=100');
    expect([pages.length, org.asked().length - pages.length]).toEqual([4, 1 + 2 * due.length]);
  });

  test('a link that Okta has forgotten: the list begins anew', async () => {
    const { org, user, capability } = await opened();
    for (let count = 0; count < 120; count += 1) user(10);
    const { next } = await capability.page(undefined, span, limit);
    org.fake.links.loseAll();
    await expect(capability.page(next, span, limit)).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
  });

  test('rule 20: nor is a link to another host followed', async () => {
    const { capability } = await opened();
    const elsewhere = capability.page('https://elsewhere.example/api/v1/users?after=1', span, limit);
    await expect(elsewhere).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('one account, as it is now', async () => {
  const { user, capability } = await opened();
  const id = user(10);
  expect(await capability.of(id, limit)).toMatchObject({ expiresAt: at(80).toISOString() });
  expect(await capability.of('nobody', limit)).toBeUndefined();
});
