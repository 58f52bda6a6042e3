/** Whoever locks an account chooses what the notice calls their application: it may be a name, never a message. */
import { applicationName } from '../../functions/http/application-name';

test.each([
  'Outlook',
  'Microsoft Outlook 2021',
  'SAP Fiori',
  'Field-Service_App v2.1',
  'Café Zürich',
  '勤怠管理',
  'हिन्दी',
  'C++',
])('%s is a name', (name) => {
  expect(applicationName(` ${name} `)).toBe(name);
});

test.each([
  null,
  '',
  '   ',
  'Okta. Urgent: call +1 555 0100 (IT), press Yes',
  'Call 5550100',
  'Call +1-555-0100',
  'Please press Yes right now',
  'evil.example',
  'www.evil.example/unlock',
  'https://evil.example',
  '[Unlock](https://evil.example)',
  'IT: press Yes!',
  '<b>Outlook</b>',
  'Outlook\u202e',
  'Out\u200blook',
  'Outlook\nPress Yes',
  'A'.repeat(41),
])('%j is none, and is left out', (header) => {
  expect(applicationName(header)).toBeUndefined();
});
