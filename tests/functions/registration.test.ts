/**
 * What is registered with the platform: an unknown name would hang an orchestration for ever, so the contract's
 * names and the app's must be the same. The platform's own module exists in its worker only: here it is a list.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { activity, mobileResetActivity, orchestrator, runActivity } from '../../functions/contract';

type Registered = {
  readonly name: string;
  readonly bindings: Record<string, { type: string; [key: string]: unknown }>;
};
const mockRegistered: Registered[] = [];

jest.mock(
  '@azure/functions-core',
  () => ({
    version: '3.9.1',
    hostVersion: '4.1037.0',
    Disposable: class {},
    setProgrammingModel: () => undefined,
    registerFunction: (metadata: Registered) => {
      mockRegistered.push(metadata);
      return { dispose: () => undefined };
    },
    registerHook: () => ({ dispose: () => undefined }),
    log: () => undefined,
  }),
  { virtual: true },
);

const folder = mkdtempSync(path.join(os.tmpdir(), 'registration-'));
/** Two providers are configured, so that all functions are there. JSON is YAML too. */
const policy = {
  ...{ lockouts: { provider: 'okta' }, unlock: { provider: 'okta' }, passwordReset: { provider: 'okta' } },
  ...{ mfaReset: { provider: 'okta' }, providers: { okta: { link: 'upn' } } },
};

const environment = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  POLICY_FILE: path.join(folder, 'policy.yaml'),
  PUBLIC_URL: 'http://localhost:7071',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: '22222222-aaaa-4aaa-8aaa-222222222222',
  MicrosoftAppPassword: 'password',
  MicrosoftAppTenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
  LINK_SIGNING_KEY: 'k'.repeat(32),
  DIRECTORY_ENCRYPTION_KEY: 'd'.repeat(32),
  OKTA_ORG_URL: 'https://contoso.okta.com',
  OKTA_API_TOKEN: 'token',
  OKTA_EVENT_HOOK_SECRET: 'h'.repeat(32),
  TICKET_WEBHOOK_SECRET: 'w'.repeat(32),
};
const before = { ...process.env };

beforeAll(() => {
  writeFileSync(environment.POLICY_FILE, JSON.stringify(policy));
  Object.assign(process.env, environment);
  require('../../functions/main');
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

const namesOf = (trigger: string): readonly string[] =>
  mockRegistered
    .filter(({ bindings }) => Object.values(bindings).some(({ type }) => type === trigger))
    .map(({ name }) => name)
    .toSorted();
const triggerOf = (name: string) =>
  Object.values(mockRegistered.find((one) => one.name === name)?.bindings ?? {}).find(({ type }) =>
    type.endsWith('Trigger'),
  );

describe('what the app registers', () => {
  test('every activity of the contract, and no other', () => {
    expect(namesOf('activityTrigger')).toEqual(
      [activity, runActivity, mobileResetActivity]
        .flatMap((names) => Object.values<string>(names))
        .toSorted(),
    );
  });

  test('every orchestrator of the contract, and no other', () => {
    expect(namesOf('orchestrationTrigger')).toEqual(Object.values(orchestrator).toSorted());
  });

  test('no name twice', () => {
    const names = mockRegistered.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['messages', ['POST'], 'anonymous'],
    ['health', ['GET'], 'anonymous'],
    ['directory/sign-in', ['GET'], 'anonymous'],
    ['directory/sign-in', ['POST'], 'anonymous'],
    ['okta/events', ['GET'], 'anonymous'],
    ['okta/events', ['POST'], 'anonymous'],
    ['tickets/incoming', ['POST'], 'anonymous'],
    ['mobile/password-reset', ['POST'], 'anonymous'],
    ['operator', ['GET'], 'anonymous'],
    ['go/{token}', ['GET', 'HEAD'], 'anonymous'],
    ['operator/audit', ['GET'], 'function'],
    ['operator/tickets', ['GET'], 'function'],
  ])('/api/%s %j is %s', (route, methods, authLevel) => {
    const triggers = mockRegistered.flatMap(({ bindings }) => Object.values(bindings));
    expect(triggers).toContainEqual(
      expect.objectContaining({ type: 'httpTrigger', route, methods, authLevel }),
    );
  });

  test('nothing answers over HTTP that these tests do not know', () => {
    expect(namesOf('httpTrigger')).toEqual([
      'go',
      'health',
      'incoming-ticket',
      'messages',
      'mobile-password-reset',
      'okta-events',
      'okta-events-verification',
      'operator-audit',
      'operator-page',
      'operator-tickets',
      'portal',
      'portal-page',
      'recover',
      'recover-page',
      'sign-in',
      'sign-in-page',
    ]);
  });

  test('U1: the timers tick every five seconds and every minute', () => {
    expect(triggerOf('poll-lockouts')).toMatchObject({ schedule: '*/5 * * * * *' });
    expect(triggerOf('reconcile-support-requests')).toMatchObject({ schedule: '0 * * * * *' });
    expect(triggerOf('start-reminder-runs')).toMatchObject({ schedule: '0 * * * * *' });
  });
});
