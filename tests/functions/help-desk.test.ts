/** The help desk in the words of people, on a ServiceNow instance: who reads what, and what a closed ticket leads to. */
import { createTableApi } from '../../connectors/ticketing/servicenow/table-api';
import { createServiceNowTicketing } from '../../connectors/ticketing/servicenow/ticketing';
import { Secret } from '../../domain/secret';
import type { TicketNote } from '../../domain/support-request';
import { createHelpDesk, type RequesterEmail } from '../../functions/help-desk';
import { requestOf } from '../domain/fakes/request';
import { policyOf } from '../domain/fakes/world';
import { clientId, clientSecret, createServiceNowFake, type ServiceNowFake } from '../fakes/servicenow/fake';

let fake: ServiceNowFake;
const request = requestOf();
const options = { timeoutMs: 5_000 };

beforeEach(async () => {
  fake = await createServiceNowFake();
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  await fake.close();
});

function deskFor(requesterEmail?: RequesterEmail) {
  const policy = policyOf();
  const api = createTableApi({
    url: fake.url,
    clientId,
    clientSecret: new Secret(clientSecret),
    clock: { now: () => new Date() },
  });
  const ticketing = createServiceNowTicketing({ api, settings: policy.ticketing.servicenow });
  return createHelpDesk(ticketing, policy, requesterEmail);
}

test('the incident is the requester’s, and says who they are where nobody knows the address', async () => {
  const { sys_id: robin } = fake.addUser('robin@contoso.example');
  const email = jest.fn(async () => 'robin@contoso.example');
  const { id } = await deskFor(email).open(request, { securityIncident: false }, options);
  expect(fake.incident(id)).toMatchObject({
    caller_id: robin,
    short_description: 'Locked account: robin@contoso.example',
    description: expect.not.stringContaining('Requester'),
  });
  const other = requestOf({ id: 'lock-00000000000000000000000000000002' });
  const unknown = await deskFor(async () => 'who@contoso.example').open(
    other,
    { securityIncident: false },
    options,
  );
  expect(fake.incident(unknown.id).description).toContain(
    'Requester: who@contoso.example. No single user here has this address, so the caller was left empty.',
  );
});

test.each<[TicketNote, 'comments' | 'work_notes']>([
  ['help-asked', 'comments'],
  ['still-cannot-sign-in', 'comments'],
  ['unlocked', 'work_notes'],
  ['not-me', 'work_notes'],
  ['separated', 'work_notes'],
])('the note %s stands in the %s', async (note, field) => {
  const desk = deskFor();
  const ticket = await desk.open(request, { securityIncident: false }, options);
  await desk.note(ticket, request, note, { key: note, words: 'my <b>words</b>' }, options);
  expect(fake.written(ticket.id)).toEqual([expect.stringMatching(new RegExp(`^${field}: `))]);
});

test('U6: what is opened again after the help desk closed it for good goes on as a new incident, once', async () => {
  const desk = deskFor();
  const first = await desk.open(request, { securityIncident: false }, options);
  fake.setState(first.id, '7');
  const second = await desk.reopen(first, request, 'still-cannot-sign-in', options);
  expect(second.id).not.toBe(first.id);
  expect(fake.incident(second.id).description).toContain(
    `Ticket ${first.id} is closed, so this one goes on with it.`,
  );
  expect(fake.written(second.id)).toEqual([expect.stringContaining("still can't sign in")]);
  expect(await desk.reopen(first, request, 'still-cannot-sign-in', options)).toEqual(second);
  expect(fake.incidents()).toHaveLength(2);
  expect(fake.written(second.id)).toHaveLength(1);
});

test('a closed incident is left alone where nobody has to look', async () => {
  const desk = deskFor();
  const ticket = await desk.open(request, { securityIncident: false }, options);
  fake.setState(ticket.id, '7');
  expect(await desk.close(ticket, request, 'no-answer', options)).toEqual(ticket);
  expect(await desk.resolve(ticket, request, 'worked', options)).toEqual(ticket);
  expect(fake.incidents()).toHaveLength(1);
  expect(fake.written(ticket.id)).toEqual([]);
});

test('an incident that was deleted is not asked for for ever: it goes on as a new one, or is let be', async () => {
  const desk = deskFor();
  const ticket = await desk.open(request, { securityIncident: false }, options);
  fake.state.records.incident.splice(0);
  expect(await desk.close(ticket, request, 'no-answer', options)).toEqual(ticket);
  const about = { key: 'help-1', words: 'still stuck' };
  const { id } = await desk.note(ticket, request, 'help-asked', about, options);
  expect(fake.incidents()).toMatchObject([{ number: id }]);
  expect(fake.written(id)).toEqual([expect.stringContaining('> still stuck')]);
});
