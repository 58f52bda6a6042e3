/** Tickets as incidents: the contract on the fake instance, and what only ServiceNow promises. */

import { createTableApi } from '../../../connectors/ticketing/servicenow/table-api';
import { createServiceNowTicketing } from '../../../connectors/ticketing/servicenow/ticketing';
import { readPolicy } from '../../../domain/policy/schema';
import { Secret } from '../../../domain/secret';
import {
  clientId,
  clientSecret,
  createServiceNowFake,
  type ServiceNowFake,
} from '../../fakes/servicenow/fake';
import { ana, opening, options, type TicketingWorld, ticketingContract } from './contract';

let fake: ServiceNowFake;
let world: TicketingWorld;
let time: Date;
const clock = { now: () => time };

function settingsOf(servicenow: object = {}) {
  const reading = readPolicy({ ticketing: { system: 'servicenow', servicenow } });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy.ticketing.servicenow;
}
const deskWith = (servicenow: object = {}, secret = clientSecret) =>
  createServiceNowTicketing({
    api: createTableApi({ url: fake.url, clientId, clientSecret: new Secret(secret), clock }),
    settings: settingsOf(servicenow),
  });

beforeEach(async () => {
  time = new Date('2026-11-22T10:00:00.000Z');
  fake = await createServiceNowFake({ clock });
  world = {
    desk: deskWith(),
    tick: (ms = 1_000) => {
      time = new Date(time.getTime() + ms);
    },
    fileElsewhere: async () => fake.addIncident({ short_description: 'new phone' }).number ?? '',
    cut: () => fake.server.cut(),
    restore: () => fake.server.restore(),
  };
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  expect(fake.faults.left()).toBe(0);
  await fake.close();
});

ticketingContract(() => world, { closedTakesNotes: false, id: /^INC\d{7}$/ });

const requesterOf = (email: string) => ({ email, unknown: `Requester ${email} isn't known` });
const openFor = async (email: string) => {
  const { id } = await world.desk.open(opening('request-1', { requester: requesterOf(email) }), options);
  return fake.incident(id);
};

describe('an incident', () => {
  it('has the fields that the policy gives, and the request’s id for those who look it up', async () => {
    const group = '287ebd7da9fe198100f92cc8d1d2154e';
    const desk = deskWith({ category: 'software', subcategory: 'email', assignmentGroup: group });
    const { id } = await desk.open(opening('request-1'), options);
    expect(fake.incident(id)).toMatchObject({
      short_description: 'Locked account',
      description: 'Opened by the bot',
      correlation_id: 'request-1',
      correlation_display: `Account Access/unlock/${ana}`,
      category: 'software',
      subcategory: 'email',
      contact_type: 'self-service',
      assignment_group: group,
      impact: '3',
      urgency: '2',
      priority: '4',
      state: '1',
    });
    expect(fake.incident(id).caller_id).toBeUndefined();
  });

  it('M5: of a security incident stands out by impact, urgency, category and group', async () => {
    const group = '8a5055c9c61122780043563ef53438e3';
    const desk = deskWith({ securityIncident: { category: 'security', assignmentGroup: group } });
    const first = await desk.open(opening('request-1', { securityIncident: true }), options);
    const second = await desk.open(opening('request-2'), options);
    const raised = {
      impact: '2',
      urgency: '1',
      priority: '2',
      category: 'security',
      assignment_group: group,
    };
    expect(fake.incident(first.id)).toMatchObject(raised);
    expect(fake.incident(second.id)).toMatchObject({ priority: '4', category: 'inquiry' });
    await desk.open(opening('request-2', { securityIncident: true }), options);
    expect(fake.incident(second.id)).toMatchObject(raised);
  });

  it('keeps what a human decided about it after it was flagged', async () => {
    const { id } = await world.desk.open(opening('request-1', { securityIncident: true }), options);
    fake.incident(id).urgency = '3';
    await world.desk.open(opening('request-1', { securityIncident: true }), options);
    expect(fake.incident(id).urgency).toBe('3');
  });

  it('is solved with a resolution code and the note, and opened again as In Progress', async () => {
    const { id } = await world.desk.open(opening('request-1'), options);
    await world.desk.resolve(id, { key: 'worked', text: 'It works again', audience: 'requester' }, options);
    expect(fake.incident(id)).toMatchObject({
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'It works again',
    });
    await world.desk.reopen(id, { key: 'again', text: 'Still locked out' }, options);
    expect(fake.incident(id)).toMatchObject({ state: '2', reopen_count: '1' });
    expect(fake.written(id)).toEqual([
      expect.stringMatching(/^comments: It works again\n\n#[0-9a-f]{12}$/),
      expect.stringMatching(/^work_notes: Still locked out\n\n#[0-9a-f]{12}$/),
    ]);
  });

  it('that a human has resolved keeps the human’s code and notes', async () => {
    const { id } = await world.desk.open(opening('request-1'), options);
    Object.assign(fake.incident(id), { state: '6', close_code: 'User error', close_notes: 'Caps lock' });
    expect(await world.desk.resolve(id, { key: 'worked', text: 'worked' }, options)).toBe('done');
    expect(fake.incident(id)).toMatchObject({ close_code: 'User error', close_notes: 'Caps lock' });
  });

  it('on hold is not taken off hold by a note or a re-opening', async () => {
    const { id } = await world.desk.open(opening('request-1'), options);
    fake.setState(id, '3');
    await world.desk.reopen(id, { key: 'a', text: 'a' }, options);
    expect(fake.incident(id).state).toBe('3');
  });

  it('is left to the instance’s own closing where the policy says so', async () => {
    const desk = deskWith({ states: { closed: 6 } });
    const { id } = await desk.open(opening('request-1'), options);
    await desk.close(id, { key: 'no-answer', text: 'no answer' }, options);
    expect(fake.incident(id).state).toBe('6');
  });

  it('taken over from another system keeps its correlation', async () => {
    const { number = '' } = fake.addIncident({ short_description: 'x', correlation_id: 'jira-7' });
    await world.desk.open(opening('request-1', { existingId: number, securityIncident: true }), options);
    expect(fake.incident(number)).toMatchObject({ correlation_id: 'jira-7', urgency: '1' });
    expect(fake.incidents()).toHaveLength(1);
  });

  it('is opened where the ticket that should be there isn’t', async () => {
    const { id } = await world.desk.open(opening('request-1', { existingId: 'INC7777777' }), options);
    expect(fake.incidents()).toMatchObject([{ number: id, correlation_id: 'request-1' }]);
  });

  it('opened twice at the same time stays once: the other is cancelled and says why', async () => {
    const duplicateOf = (ticketId: string) => `see ${ticketId}`;
    await Promise.all(
      Array.from({ length: 3 }, () => world.desk.open(opening('request-1', { duplicateOf }), options)),
    );
    const [first, ...others] = fake.incidents();
    expect(first).toMatchObject({ state: '1', correlation_id: 'request-1' });
    for (const { number = '', state, correlation_id: correlation } of others) {
      expect([state, correlation]).toEqual(['8', '']);
      expect(fake.written(number)[0]).toMatch(`see ${first?.number}`);
    }
  });
});

describe('the requester', () => {
  it('is the one active user with that address, ignoring case', async () => {
    fake.addUser('someone.else@contoso.example');
    const { sys_id: ana } = fake.addUser('Ana.Silva@contoso.example');
    expect(await openFor('ana.silva@contoso.example')).toMatchObject({
      caller_id: ana,
      description: 'Opened by the bot',
    });
  });

  it.each([
    ['nobody has', () => undefined],
    ['two have', () => [fake.addUser('ana@contoso.example'), fake.addUser('ANA@contoso.example')]],
    ['an inactive user has', () => fake.addUser('ana@contoso.example', { active: 'false' })],
    ['may not be looked up', () => fake.denied.add('GET sys_user')],
  ])('is written down where the address %s', async (_, arrange) => {
    arrange();
    const incident = await openFor('ana@contoso.example');
    expect(incident.caller_id).toBeUndefined();
    expect(incident.description).toBe("Opened by the bot\nRequester ana@contoso.example isn't known");
  });

  it('with an apostrophe in the address is found', async () => {
    const { sys_id: user } = fake.addUser("seán.o'brien@contoso.example");
    expect(await openFor("seán.o'brien@contoso.example")).toMatchObject({ caller_id: user });
  });

  it.each([
    'x^ORemailLIKE@contoso.example',
    'x^NQactive=true',
    'javascript:gs.getUserID()@contoso.example',
    '=ana@contoso.example',
    'ana@contoso.example\n^ORactive=true',
  ])('with the address %j is nobody, and nobody else', async (email) => {
    fake.addUser('ana@contoso.example');
    const { caller_id: caller } = await openFor(email);
    expect(caller).toBeUndefined();
    for (const { path } of fake.calls)
      expect(decodeURIComponent(path)).not.toMatch(/\^OR(?!DERBY)|\^NQ|javascript/);
  });
});
