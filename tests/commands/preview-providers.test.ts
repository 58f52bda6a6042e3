/** The preview over identity providers: pages, places that are forgotten, managers, and what can't be read. */
import { providerPreview, type Sources } from '../../commands/preview/provider-source';
import type { Account } from '../../domain/account';
import { CodedError } from '../../domain/errors';
import { type Policy, readPolicy } from '../../domain/policy/schema';
import type {
  Contractor,
  ContractorsCapability,
  PasswordExpiryCapability,
} from '../../domain/ports/account-ends';

function policyOf(document: unknown): Policy {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy;
}
const account = (id: string, more: Partial<Account> = {}): Account => ({
  ...{ ref: { provider: 'okta', id }, userName: id, displayName: `Name ${id}`, status: 'active' },
  ...{ groups: [], privileged: false, ...more },
});
const contractor = (id: string, day: string, manager?: string): Contractor => ({
  ...{ ref: { provider: 'okta', id }, userName: id, displayName: `Name ${id}`, status: 'active' },
  ...{ end: { day }, ...(manager ? { manager } : {}) },
});

const passwords = (page: PasswordExpiryCapability['page']) =>
  ({ passwordExpiry: { page } }) as unknown as Required<Sources>['passwordExpiry'];
const contracts = (capability: ContractorsCapability) =>
  ({ contractors: capability }) as unknown as Required<Sources>['contractors'];
const expiresAt = '2026-12-15T20:00:00.000Z';

test('all pages are read within one span, and whoever is linked is named by the object id', async () => {
  const asked: unknown[] = [];
  const page: PasswordExpiryCapability['page'] = async (cursor, { from, until }) => {
    asked.push([cursor, from.toISOString(), until.toISOString()]);
    if (cursor === undefined)
      return { accounts: [{ account: account('a', { objectId: 'ent-a' }), expiresAt }], next: 'two' };
    const disabled = account('c', { status: 'disabled' });
    const service = account('d', { userType: 'Service' });
    const others = [account('b'), disabled, service].map((one) => ({ account: one, expiresAt }));
    return { accounts: [...others, { account: account('x'), expiresAt: '2026-12-14T20:00:00.000Z' }] };
  };
  const policy = policyOf({});
  const { lines, names } = await providerPreview('2026-12-01', { passwordExpiry: passwords(page) }, policy);
  expect(lines.map(({ person, kind, reason }) => [person, kind, reason])).toEqual([
    ['ent-a', 'password-expiry', 'due'],
    ['okta:b', 'password-expiry', 'due'],
    ['okta:c', 'excluded', 'disabled'],
    ['okta:d', 'excluded', 'not-a-person'],
  ]);
  expect([...names.keys()]).toEqual(['ent-a', 'okta:b', 'okta:c', 'okta:d']);
  const span = ['2026-11-27T08:00:00.000Z', '2026-12-16T08:00:00.000Z'];
  expect(asked).toEqual([
    [undefined, ...span],
    ['two', ...span],
  ]);
});

test('a place that the provider has forgotten: the list begins anew, and nobody stands in it twice', async () => {
  let forgotten = false;
  const page: PasswordExpiryCapability['page'] = async (cursor) => {
    if (cursor === undefined) return { accounts: [{ account: account('a'), expiresAt }], next: 'two' };
    if (forgotten) return { accounts: [{ account: account('b'), expiresAt }] };
    forgotten = true;
    throw new CodedError('conflict', 'forgotten', { retryable: true });
  };
  const { lines } = await providerPreview('2026-12-01', { passwordExpiry: passwords(page) }, policyOf({}));
  expect(lines.map(({ person }) => person)).toEqual(['okta:a', 'okta:b']);
});

test('what passes is tried again; what doesn’t is thrown', async () => {
  const failing = (error: Error) => {
    let calls = 0;
    const page: PasswordExpiryCapability['page'] = async () => {
      calls += 1;
      if (calls === 1) throw error;
      return { accounts: [] };
    };
    return providerPreview('2026-12-01', { passwordExpiry: passwords(page) }, policyOf({}));
  };
  expect((await failing(new CodedError('unavailable', 'away'))).lines).toEqual([]);
  await expect(failing(new CodedError('unauthorised', 'no'))).rejects.toMatchObject({ code: 'unauthorised' });
});

test('C: one message per manager, who is asked for once; who reads nothing and what can’t be read is listed', async () => {
  const asked: string[] = [];
  const pages = [
    {
      contractors: [contractor('w1', '2026-12-03', 'boss'), contractor('w2', '2026-12-04', 'boss')],
      unreadable: [{ provider: 'okta' as const, id: 'odd' }],
      next: 'two',
    },
    {
      contractors: [
        contractor('w3', '2026-12-02', 'boss'),
        contractor('w4', '2026-12-02', 'quit'),
        contractor('w5', '2026-12-02'),
        contractor('w6', '2026-12-02', 'nobody'),
      ],
      unreadable: [],
    },
  ];
  const source = contracts({
    page: async (cursor) =>
      (cursor === undefined ? pages[0] : pages[1]) ?? { contractors: [], unreadable: [] },
    manager: async (reference) => {
      asked.push(reference);
      if (reference === 'boss') return account('boss-id', { objectId: 'ent-boss' });
      return reference === 'quit' ? account('quit', { status: 'disabled' }) : undefined;
    },
  });
  const { lines } = await providerPreview('2026-12-01', { contractors: source }, policyOf({}));
  expect(lines.map(({ person, about, reason }) => [person, about.join(' '), reason])).toEqual([
    ['ent-boss', 'okta:w3 okta:w1', 'due'],
    [null, 'okta:w4', 'no-manager'],
    [null, 'okta:w5', 'no-manager'],
    [null, 'okta:w6', 'no-manager'],
    [null, 'okta:odd', 'unreadable-end'],
  ]);
  expect(asked).toEqual(['boss', 'quit', 'nobody']);
});
