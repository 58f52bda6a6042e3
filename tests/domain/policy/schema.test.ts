/** The policy's defaults are the mission's, and every fault says key, value and what is allowed (T3). */
import { readPolicy } from '../../../domain/policy/schema';

const minute = 60_000;
const hour = 60 * minute;

function faultsOf(document: unknown) {
  const reading = readPolicy(document);
  return reading.kind === 'faults' ? reading.faults : [];
}

describe('the policy', () => {
  test('T3: an empty file has the defaults of the mission', () => {
    for (const nothing of [{}, undefined, null]) {
      const reading = readPolicy(nothing);
      expect(reading.kind === 'policy' && reading.policy).toMatchObject({
        organisation: { timeZone: 'America/Los_Angeles', languages: ['en', 'es', 'fr', 'de', 'pt'] },
        administrators: [],
        selfService: { include: { groups: [], userTypes: [] }, exclude: { groups: [], userTypes: [] } },
        lockouts: {
          checkEvery: 30_000,
          lookBack: 6 * hour,
          noticeLife: 24 * hour,
          notices: { maximum: 4, period: 24 * hour, gap: 6 * hour },
        },
        messages: { perSecond: 40 },
        followUp: 24 * hour,
        unlock: { maximum: 3, period: 24 * hour },
        directory: { failedAttempts: 5, selfServiceUnlock: true },
        ticketing: { system: 'built-in' },
        providers: { directory: { link: 'objectId' } },
      });
    }
  });

  test('T3: a partial section keeps the defaults of what it omits', () => {
    const reading = readPolicy({ lockouts: { notices: { gap: '0s' } } });
    expect(reading.kind === 'policy' && reading.policy.lockouts).toMatchObject({
      checkEvery: 30_000,
      notices: { maximum: 4, gap: 0 },
    });
  });

  test('T3: three faults are told at once, each with key, value and what is allowed', () => {
    const faults = faultsOf({
      lockouts: { checkEvery: '7s' },
      directory: { failedAttempts: 2 },
      organisation: { timeZone: 'Mars/Base' },
    });
    expect(faults.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([
      { key: 'directory.failedAttempts', value: 2, allowed: 'a whole number from 3 to 20' },
      {
        key: 'lockouts.checkEvery',
        value: '7s',
        allowed: expect.stringContaining('a whole multiple of 5s') as string,
      },
      {
        key: 'organisation.timeZone',
        value: 'Mars/Base',
        allowed: expect.stringContaining('IANA') as string,
      },
    ]);
  });

  test('T3: a misspelt key is a fault of its own, wherever it stands', () => {
    expect(faultsOf({ lockouts: { notices: { maximun: 4 } }, unlocks: {} })).toEqual(
      expect.arrayContaining([
        { key: 'unlocks', value: {}, allowed: 'no such key exists' },
        { key: 'lockouts.notices.maximun', value: 4, allowed: 'no such key exists' },
      ]),
    );
  });

  test.each(['5s', '30s', '1m', '90s', '1h'])('U1: checkEvery %s is as good', (checkEvery) => {
    expect(faultsOf({ lockouts: { checkEvery } })).toEqual([]);
  });

  test.each(['0s', '4s', '31s', '2h', '30', 30, '', null])('U1: checkEvery %j is refused', (checkEvery) => {
    expect(faultsOf({ lockouts: { checkEvery } })).toMatchObject([
      { key: 'lockouts.checkEvery', value: checkEvery },
    ]);
  });

  test.each([
    ['lockouts.notices.maximum', { lockouts: { notices: { maximum: 0 } } }],
    ['lockouts.notices.period', { lockouts: { notices: { period: '0s' } } }],
    ['unlock.maximum', { unlock: { maximum: 1.5 } }],
    ['unlock.provider', { unlock: { provider: 'ldap' } }],
    ['messages.perSecond', { messages: { perSecond: 51 } }],
    ['organisation.languages', { organisation: { languages: [] } }],
    ['organisation.languages.0', { organisation: { languages: ['it'] } }],
    ['organisation.helpDesk.url', { organisation: { helpDesk: { url: 'javascript:alert(1)' } } }],
    ['administrators.0.objectId', { administrators: [{ objectId: 'robin' }] }],
    ['administrators.0.rights.0', { administrators: [{ objectId: crypto.randomUUID(), rights: ['root'] }] }],
    ['directory.selfServiceUnlock', { directory: { selfServiceUnlock: 'yes' } }],
    ['policy', 'a text'],
    ['policy', []],
    ['lockouts', { lockouts: 5 }],
  ])('T3: a fault in %s names that key', (key, document) => {
    const faults = faultsOf(document);
    expect(faults.map((fault) => fault.key)).toEqual([key]);
    expect(faults[0]?.allowed).not.toBe('');
  });
});

test.each([
  [{ title: 'T', url: 'https://a.example' }, true],
  [{ title: 'T', text: 'Do it' }, true],
  [{ title: 'T', article: 'KB0010001' }, true],
  [{ title: 'T', search: 'password', url: 'https://a.example' }, true],
  [{ title: 'T', search: 'password' }, false],
  [{ title: 'T', article: 'KB0010001^ORactive=true' }, false],
  [{ title: 'T' }, false],
])('M4: instructions %j are allowed: %p', (instructions, allowed) => {
  const { kind } = readPolicy({ unlock: { instructions } });
  expect(kind).toBe(allowed ? 'policy' : 'faults');
});

describe('E7, C3: words of the organisation', () => {
  test.each([
    [
      'passwordExpiry.text',
      { passwordExpiry: { text: 'Hello {nmae}' } },
      '{name}, {account}, {date}, {days}',
    ],
    ['passwordExpiry.text', { passwordExpiry: { text: '{name} {}' } }, '{name}, {account}, {date}, {days}'],
    [
      'contractorExpiry.text',
      { contractorExpiry: { text: '{name}' } },
      '{contractor}, {date}, {days}, {count}',
    ],
  ])(
    'an unknown placeholder in %s stops the start with the key and what is allowed',
    (key, document, allowed) => {
      expect(faultsOf(document)).toMatchObject([{ key, allowed: expect.stringContaining(allowed) }]);
    },
  );

  test('known placeholders, and none, are taken', () => {
    const text = '{name}, {account} ends on **{date}**, in {days}.';
    expect(readPolicy({ passwordExpiry: { text } }).kind).toBe('policy');
    expect(readPolicy({ contractorExpiry: { text: 'Please look.' } }).kind).toBe('policy');
  });

  test.each([
    [{ showMore: 'all' }, true],
    [{ showMore: 50 }, true],
    [{ showMore: 0 }, false],
    [{ showMore: '4' }, false],
    [{ fields: ['endDate', 'name'] }, true],
    [{ fields: [] }, false],
    [{ fields: ['salary'] }, false],
    [{ extend: { title: 'How' } }, false],
  ])('contractorExpiry %j is allowed: %p', (contractorExpiry, allowed) => {
    expect(readPolicy({ contractorExpiry }).kind).toBe(allowed ? 'policy' : 'faults');
  });
});
