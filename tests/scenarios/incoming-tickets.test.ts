/** I4: a ticket from the service portal starts the conversation; the bot reaches out, and that ticket is updated. */
import { buttonsOf, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { send, signed } from './incoming-tickets';
import { lockOut, notesOf, tablesOf, ticketWith } from './story';

jest.setTimeout(120_000);

let run: LocalRun;
beforeAll(async () => {
  run = await startLocalRun();
});
afterAll(() => run?.stop());

const ticketOf = (person: { email: string }, ticketId: string, text: string) => ({
  ticketId,
  requesterEmail: person.email,
  text,
});

itOnTheEmbeddedHost('I4: a new phone: asked in Teams, reset, and the ticket knows it all', async () => {
  const maya = run.person('Maya Lindqvist');
  const delivery = signed(run, ticketOf(maya, 'INC0012345', "new phone, can't approve PingID"));
  expect(await send(run, delivery)).toBe(202);
  const question = await run.waitForMessage(maya, /Shall I reset your MFA\?/);
  expect(wordsOf(question)).toContain('This is about your ticket INC0012345.');
  expect(buttonsOf(question)).toEqual(['Yes, reset MFA', 'Get help', 'Cancel', "This wasn't me"]);
  await run.press(maya, question.id, 'Yes, reset MFA');
  const done = await run.waitForMessage(maya, /Reset complete!/, { after: question });
  await run.press(maya, done.id, 'Great, it worked!');
  const ticket = await ticketWith(run, maya, ({ state }) => state === 'resolved');
  expect(ticket.id).toBe('INC0012345');
  expect(notesOf(ticket)).toMatch(/being asked in Teams.*MFA reset by the person.*can sign in again/s);
});

itOnTheEmbeddedHost(
  'I4: delivered again it is taken once: 202, then 409 for the same, 202 for a new one',
  async () => {
    const amina = run.person('Amina Diallo');
    const ticket = ticketOf(amina, 'INC0012346', 'I forgot my password');
    const first = signed(run, ticket);
    expect(await send(run, first)).toBe(202);
    expect(await send(run, first)).toBe(409);
    expect(await send(run, signed(run, ticket, { at: new Date(Date.now() - 60_000) }))).toBe(202);
    await run.waitForMessage(amina, /Let's get you a new password/);
    await run.killHost();
    await run.startHost();
    expect(await send(run, first)).toBe(409);
    const cards = (await run.messagesOf(amina)).filter((message) => /new password/.test(wordsOf(message)));
    expect(cards).toHaveLength(1);
  },
);

itOnTheEmbeddedHost(
  'I4: what isn’t signed, or isn’t signed now, is refused and leads to nothing',
  async () => {
    const mateo = run.person('Mateo Fernández');
    const ticket = ticketOf(mateo, 'INC0012347', 'reset MFA');
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const good = signed(run, ticket);
    for (const delivery of [
      signed(run, ticket, { secret: 'a-secret-that-is-not-ours' }),
      signed(run, ticket, { at: minutesAgo(6) }),
      signed(run, ticket, { at: minutesAgo(-6) }),
      { ...good, body: good.body.replace('reset MFA', 'reset all') },
      { ...good, headers: { 'content-type': 'application/json' } },
    ]) {
      expect(await send(run, delivery)).toBe(401);
    }
    const refusals = (await run.audit()).filter(({ act }) => act === 'event-hook-refused');
    expect(refusals).toMatchObject([{ reason: 'tickets: no valid signature', result: 'refused' }]);
    const noTicket = signed(run, { ...ticket, ticketId: "INC'; drop" });
    expect(await send(run, noTicket)).toBe(400);
    expect(await run.messagesOf(mateo)).toEqual([]);
    expect(await run.tickets({ person: mateo.aadObjectId })).toEqual([]);
  },
);

itOnTheEmbeddedHost('I4: what isn’t understood is asked, and the words are kept nowhere', async () => {
  const tomas = run.person('Tomáš Novák');
  const text = 'The umbrella stand on floor 7 sings at night';
  expect(await send(run, signed(run, ticketOf(tomas, 'REQ-77.1', text)))).toBe(202);
  const card = await run.waitForMessage(tomas, /You asked IT for help/);
  expect(buttonsOf(card)).toEqual([
    'Unlock account',
    'Forgot password',
    'Reset MFA',
    'Get help',
    "This wasn't me",
  ]);
  expect(await tablesOf(run)).not.toContain('umbrella');
  expect(run.hostLog()).not.toContain('umbrella');
  await run.press(tomas, card.id, "This wasn't me");
  await run.waitForMessage(tomas, /Thank you for telling me/, { after: card });
  const ticket = await ticketWith(run, tomas, ({ securityIncident }) => securityIncident);
  expect(ticket).toMatchObject({ id: 'REQ-77.1', state: 'open' });
  expect(notesOf(ticket)).toContain("they didn't file this ticket");
});

itOnTheEmbeddedHost('I4: a locked account is unlocked from its ticket', async () => {
  const samuel = run.person('Samuel Osei');
  await lockOut(run, samuel);
  expect(
    await send(run, signed(run, ticketOf(samuel, 'INC0012350', 'My account is locked, please unlock it'))),
  ).toBe(202);
  const question = await run.waitForMessage(samuel, /about your ticket INC0012350/);
  await run.press(samuel, question.id, 'Yes');
  await run.waitForMessage(samuel, /Your account is unlocked/, { after: question });
});

itOnTheEmbeddedHost('I4: for somebody whom nobody knows the ticket says so', async () => {
  const stranger = { ticketId: 'INC0012349', requesterEmail: 'who@elsewhere.example', text: 'reset MFA' };
  expect(await send(run, signed(run, stranger))).toBe(202);
  const tickets = () => run.tickets();
  for (let look = 0; look < 100; look++) {
    const ticket = (await tickets()).find(({ id }) => id === 'INC0012349');
    if (ticket && /couldn't be asked in Teams \(not-linked\)/.test(notesOf(ticket))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No such note: ${JSON.stringify(await tickets())}`);
});
