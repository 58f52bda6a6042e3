/**
 * Every fault at every call of the connector to ServiceNow: it passes unnoticed or is told by its code, nothing is half
 * done, doing it again ends well and once, and no error holds a secret.
 */
import { inspect } from 'node:util';
import { createTableApi } from '../../../connectors/ticketing/servicenow/table-api';
import { createServiceNowTicketing } from '../../../connectors/ticketing/servicenow/ticketing';
import { CodedError } from '../../../domain/errors';
import { policySchema } from '../../../domain/policy/schema';
import { Secret } from '../../../domain/secret';
import { everyFault, everyFaultOfData, type FaultRow } from '../../fakes/every-fault';
import {
  clientId,
  clientSecret,
  createServiceNowFake,
  type ServiceNowFake,
} from '../../fakes/servicenow/fake';
import { ana, opening, options } from './contract';

/** What never ends lasts until the deadline; what is repeated needs time for its pauses. */
const patience = ({ code }: FaultRow) => ({ timeoutMs: code === 'timeout' ? 600 : 25_000 });
const quick = { timeoutMs: 25_000 };
const email = 'ana@contoso.example';
const opened = opening('request-1', { requester: { email, unknown: 'unknown' } });
const worked = { key: 'worked', text: 'It works again' };

let fake: ServiceNowFake;
let told: string[] = [];

const newDesk = (secret = clientSecret) =>
  createServiceNowTicketing({
    api: createTableApi({
      url: fake.url,
      clientId,
      clientSecret: new Secret(secret),
      clock: { now: () => new Date() },
      log: (record) => told.push(JSON.stringify(record)),
    }),
    settings: policySchema.parse({}).ticketing.servicenow,
  });

beforeEach(async () => {
  fake = await createServiceNowFake();
  fake.addUser(email);
  told = [];
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  const secrets = [clientSecret, ...fake.tokens.given];
  for (const secret of secrets) expect(told.join('\n')).not.toContain(secret);
  await fake.close();
});

/** What was thrown, kept to be searched for secrets. */
async function failureOf(run: () => Promise<unknown>): Promise<CodedError | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    told.push(inspect(error, { depth: 9, showHidden: true }));
    expect(error).toBeInstanceOf(CodedError);
    return error as CodedError;
  }
}

/** The calls of an operation, in their order. */
const openCalls = ['token', 'look up', 'requester', 'insert', 'look again'] as const;
const changeCalls = ['token', 'read', 'write'] as const;
const writes: readonly string[] = ['insert', 'write'];

function expectOutcome(row: FaultRow, call: string, failure: CodedError | undefined): void {
  const isRepeated = row.passes && (!writes.includes(call) || !row.outcomeUnknown);
  if (isRepeated) expect(failure).toBeUndefined();
  else expect([call, failure?.code]).toEqual([call, row.code]);
  if (failure && writes.includes(call)) expect(failure.outcomeUnknown).toBe(row.outcomeUnknown);
}

describe.each([...everyFault, ...everyFaultOfData])('$title', (row) => {
  it.each(openCalls.map((call, index) => [call, index] as const))(
    'at opening, %s: one incident in the end',
    async (call, after) => {
      fake.faults.next({ ...row.fault, after });
      const desk = newDesk();
      expectOutcome(row, call, await failureOf(() => desk.open(opened, patience(row))));
      fake.faults.clear();
      const { id } = await newDesk().open(opened, options);
      expect(fake.incidents()).toMatchObject([{ number: id, correlation_id: 'request-1' }]);
      expect(fake.incident(id).caller_id).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  it.each(changeCalls.map((call, index) => [call, index] as const))(
    'at resolving, %s: resolved once in the end',
    async (call, after) => {
      const { id } = await newDesk().open(opened, options);
      fake.faults.next({ ...row.fault, after });
      expectOutcome(row, call, await failureOf(() => newDesk().resolve(id, worked, patience(row))));
      fake.faults.clear();
      await newDesk().resolve(id, worked, options);
      expect(fake.incident(id)).toMatchObject({ state: '6', close_notes: 'It works again' });
      expect(fake.written(id)).toHaveLength(1);
    },
  );

  it.each(['check', 'list'] as const)('at %s: told, or not noticed', async (operation) => {
    const desk = newDesk();
    fake.faults.next({ ...row.fault, after: 1 });
    const run = operation === 'check' ? () => desk.check(patience(row)) : () => desk.list({ person: ana });
    // The list has its own patience, for people; what never ends is tried at the check.
    if (operation === 'list' && row.code === 'timeout') return;
    expectOutcome(row, operation, await failureOf(run));
  });
});

/** Where the instance says that it did nothing it is believed. */
const untold = [...everyFault, ...everyFaultOfData].filter(({ outcomeUnknown }) => outcomeUnknown);

describe.each(untold)('done, but not told: $title', (row) => {
  it('at opening, insert: one incident in the end', async () => {
    fake.faults.next({ ...row.fault, after: 3, acts: true });
    await failureOf(() => newDesk().open(opened, patience(row)));
    const { id } = await newDesk().open(opened, options);
    expect(fake.incidents()).toMatchObject([{ number: id }]);
  });

  it('at a note: it stands there once in the end', async () => {
    const { id } = await newDesk().open(opened, options);
    fake.faults.next({ ...row.fault, after: 2, acts: true });
    await failureOf(() => newDesk().note(id, worked, patience(row)));
    expect(await newDesk().note(id, worked, options)).toBe('already');
    expect(fake.written(id)).toHaveLength(1);
  });
});

describe('credentials', () => {
  it('a token that has expired is renewed, and nobody notices', async () => {
    const desk = newDesk();
    const { id } = await desk.open(opened, options);
    fake.tokens.revokeAll();
    expect(await desk.note(id, worked, options)).toBe('done');
    expect(fake.tokens.given).toHaveLength(2);
  });

  it('many who open at once take one token', async () => {
    const desk = newDesk();
    await Promise.all(Array.from({ length: 5 }, (_, n) => desk.open(opening(`request-${n}`), options)));
    expect(fake.tokens.given).toHaveLength(1);
  });

  it('a wrong secret is told as such, once per call, and nothing is opened', async () => {
    const desk = newDesk('another-secret-that-is-wrong');
    const failure = await failureOf(() => desk.open(opened, quick));
    expect(failure).toMatchObject({ code: 'unauthorised', retryable: false, outcomeUnknown: false });
    expect(fake.calls).toHaveLength(1);
    expect(fake.incidents()).toEqual([]);
  });

  it('a client whose user may not write incidents is told so', async () => {
    fake.denied.add('POST incident');
    expect(await failureOf(() => newDesk().open(opened, quick))).toMatchObject({ code: 'refused' });
  });

  it('a rate limit names when to come again', async () => {
    fake.faults.next({ kind: 'throttled', headers: { 'retry-after': '120' }, after: 1 });
    const failure = await failureOf(() => newDesk().check(quick));
    expect(failure).toMatchObject({ code: 'throttled', facts: { notBefore: expect.any(String) } });
  });
});
