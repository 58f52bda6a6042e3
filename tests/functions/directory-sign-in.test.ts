/** What a step of a sign-in entails beside the directory: the mail with the code, and the trail; failures of both. */
import type { Mail, OutgoingMail } from '../../connectors/mail/mail';
import type { DirectoryAccount, SignInAnswer } from '../../directory';
import { CodedError } from '../../domain/errors';
import { readPolicy } from '../../domain/policy/schema';
import type { AuditEntry } from '../../domain/ports/audit-trail';
import { Secret } from '../../domain/secret';
import { createSignIn } from '../../functions/directory-sign-in';

const reading = readPolicy({});
if (reading.kind === 'faults') throw new Error('the default policy is good');
const { policy } = reading;
const now = new Date('2026-11-22T18:03:00.000Z');
const attempt = {
  userName: 'ada',
  password: 'x',
  source: { address: '203.0.113.7', device: 'Firefox, Linux' },
};
const session = new Secret('session');

function world(
  answer: SignInAnswer,
  of: { email?: string; mail?: Mail['send'] | 'none'; audit?: Error } = {},
) {
  const entries: AuditEntry[] = [];
  const mails: OutgoingMail[] = [];
  const account = {
    ...{ id: 'ada', userName: 'ada@contoso.example', displayName: 'Ada Fox', objectId: 'ada-object' },
    ...('email' in of ? { email: of.email } : { email: 'ada@contoso.example' }),
  } as unknown as DirectoryAccount;
  const send = async (mail: OutgoingMail) => {
    mails.push(mail);
  };
  const signIn = createSignIn({
    directory: {
      signIn: async () => answer,
      accounts: { get: async () => account } as never,
    },
    audit: {
      record: async (entry) => {
        if (of.audit) throw of.audit;
        entries.push(entry);
      },
    },
    mail: of.mail === 'none' ? undefined : ({ send: of.mail ?? send } as Mail),
    ...{ policy, clock: { now: () => now }, tenantId: 'tenant' },
  });
  return { entries, mails, sign: () => signIn(attempt, 'de') };
}

const wanted = (mailCode: Secret<string> | undefined): SignInAnswer => ({
  ...{ kind: 'device-authorization-required', accountId: 'ada', mailCode },
});
const linesOf = (entries: readonly AuditEntry[]) =>
  entries.map(({ act, result, reason, verifiedBy }) => `${act} ${result} ${reason} ${verifiedBy}`);

test('the code goes to the address on record, in the reader’s language, and into no record', async () => {
  const { entries, mails, sign } = world(wanted(new Secret('048213')));
  expect(await sign()).toEqual({ kind: 'device-authorization-required', accountId: 'ada', mail: 'sent' });
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    to: 'ada@contoso.example',
    subject: expect.stringMatching(/^Gerätefreigabe/),
  });
  expect(mails[0]?.text).toContain('048213');
  expect(mails[0]?.text).toContain('Firefox, Linux, 203.0.113.7');
  expect(linesOf(entries)).toEqual(['device-verification-sent done sent password']);
  expect(JSON.stringify(entries)).not.toContain('048213');
  expect(entries[0]).toMatchObject({
    ...{ source: '203.0.113.7', at: now.toISOString() },
    actor: { kind: 'person', person: { tenantId: 'tenant', aadObjectId: 'ada-object' } },
  });
});

test.each([
  ['no address', { email: undefined as unknown as string }, 'not-sent', 'no-address'],
  ['no mail server', { mail: 'none' }, 'not-sent', 'no-address'],
  [
    'a mail server that is away',
    {
      mail: async () => {
        throw new CodedError('unavailable', 'away');
      },
    },
    'not-sent',
    'unavailable',
  ],
] as const)('%s: the answer and the trail say so, and nothing is thrown', async (_, of, mail, reason) => {
  const { entries, sign } = world(wanted(new Secret('048213')), of);
  expect(await sign()).toMatchObject({ kind: 'device-authorization-required', mail });
  expect(linesOf(entries)).toEqual([`device-verification-sent failed ${reason} password`]);
});

test('after too many mails none goes out', async () => {
  const { entries, mails, sign } = world(wanted(undefined));
  expect(await sign()).toMatchObject({ mail: 'held-back' });
  expect(mails).toEqual([]);
  expect(linesOf(entries)).toEqual(['device-verification-sent failed limit-reached password']);
});

const at = { accountId: 'ada', ended: false, locked: false } as const;
test.each<[SignInAnswer, string[]]>([
  [{ kind: 'refused' }, []],
  [{ kind: 'code-required', accountId: 'ada' }, []],
  [{ kind: 'refused', at: { ...at, proof: 'code' } }, ['sign-in-code-refused refused wrong-code password']],
  [
    { kind: 'refused', at: { ...at, proof: 'code', locked: true } },
    ['sign-in-code-refused refused locked password'],
  ],
  [
    { kind: 'refused', at: { ...at, proof: 'device-code', ended: true } },
    ['device-verification-refused refused expired password'],
  ],
  [
    { kind: 'code-required', accountId: 'ada', enrolment: new Secret('otpauth://x') },
    ['device-verification-accepted done code device-code'],
  ],
  [
    { kind: 'signed-in', accountId: 'ada', session, setUpEnded: true, passwordChanged: false },
    ['authenticator-set-up done first-code device-code'],
  ],
  [{ kind: 'signed-in', accountId: 'ada', session, setUpEnded: false, passwordChanged: true }, []],
  [
    { kind: 'change-password-required', accountId: 'ada', setUpEnded: true },
    ['authenticator-set-up done first-code device-code'],
  ],
])('of %j the trail has %j', async (answer, lines) => {
  const { entries, mails, sign } = world(answer);
  expect(await sign()).toBe(answer);
  expect(linesOf(entries)).toEqual(lines);
  expect(mails).toEqual([]);
});

test('what can’t be recorded is not shown: a key neither', async () => {
  const audit = new CodedError('unavailable', 'storage is away');
  const { sign } = world({ kind: 'code-required', accountId: 'ada', enrolment: new Secret('o') }, { audit });
  await expect(sign()).rejects.toBe(audit);
});
