/** T3: a policy that names ServiceNow without its settings stops the start, with the keys that need them. */
import { knowledgeOf } from '../../functions/knowledge';
import { readSettings, type Settings } from '../../functions/settings';
import { serviceNowOf, ticketingOf } from '../../functions/ticketing';
import { policyOf } from '../domain/fakes/world';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const tables = {
  table: () => {
    throw new Error('nothing is opened here');
  },
};

function settingsWith(more: Record<string, string> = {}): Settings {
  const reading = readSettings({
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    PUBLIC_URL: 'https://access.contoso.example',
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppId: '22222222-aaaa-4aaa-8aaa-222222222222',
    MicrosoftAppTenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
    LINK_SIGNING_KEY: 'k'.repeat(32),
    ...more,
  });
  if (reading.kind === 'faults') throw new Error(reading.faults.join());
  return reading.settings;
}
const configured = settingsWith({
  SERVICENOW_URL: 'https://contoso.service-now.com',
  SERVICENOW_CLIENT_ID: 'id',
  SERVICENOW_CLIENT_SECRET: 'secret',
});

const instructed = policyOf({
  contractorExpiry: { terminate: { title: 'T', article: 'KB0010002' } },
  passwordExpiry: { instructions: { title: 'T', article: 'KB0010003' } },
  mfaReset: { instructions: { title: 'MFA', article: 'KB0010001' } },
  passwordReset: {
    systems: { Workday: { instructions: { title: 'W', search: 'workday', url: 'https://w.example' } } },
  },
});

test('tickets', () => {
  const policy = policyOf({ ticketing: { system: 'servicenow' } });
  const missing = ticketingOf(policy, { tables, clock, serviceNow: serviceNowOf(settingsWith(), clock) });
  expect(missing).toEqual({
    fault: expect.stringMatching(/^ticketing\.system: .*SERVICENOW_CLIENT_SECRET$/),
  });
  const present = ticketingOf(policy, { tables, clock, serviceNow: serviceNowOf(configured, clock) });
  expect(present).toMatchObject({ knowsPeople: true, open: expect.any(Function) });
});

test('articles', () => {
  const missing = knowledgeOf(instructed, settingsWith(), undefined);
  expect(missing).toEqual({
    faults: [
      expect.stringMatching(/^mfaReset\.instructions\.article: /),
      expect.stringMatching(/^passwordExpiry\.instructions\.article: /),
      expect.stringMatching(/^contractorExpiry\.terminate\.article: /),
      expect.stringMatching(/^passwordReset\.systems\.Workday\.instructions\.search: /),
    ],
  });
  expect(knowledgeOf(policyOf(), settingsWith(), undefined)).not.toHaveProperty('faults');
  expect(knowledgeOf(instructed, configured, serviceNowOf(configured, clock))).not.toHaveProperty('faults');
});
