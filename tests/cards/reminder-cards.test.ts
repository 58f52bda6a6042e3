/** The cards of reminders: exact times, what they promise, who is listed, and that the organisation's words stay words. */
import fc from 'fast-check';
import { languages } from '../../cards/locale';
import { renderMessage } from '../../cards/render';
import type { Message } from '../../domain/messages';
import type { ShownContractor } from '../../domain/reminder/messages';
import { buttonsOn, factOn, linksOn, textsOn } from './card-parts';
import { nineContractors, reminderSamples } from './sample-reminders';

const english = { locale: 'en-US', timeZone: 'America/Los_Angeles' };
const cardOf = (message: Message, reader: Parameters<typeof renderMessage>[1] = english) =>
  renderMessage(message, reader).card;
const titlesOn = (card: unknown) => buttonsOn(card).map(({ title }) => title);
const saidOn = (card: unknown) => textsOn(card).join('\n');

describe('E1, E3 the reminder of a password', () => {
  const [first, last, friday, guided, bare, own] = reminderSamples['password-expiry'].map((one) =>
    cardOf(one),
  );

  test('states the exact date and time of expiry, in the zone and the way of the reader', () => {
    const [message] = reminderSamples['password-expiry'];
    expect(factOn(first, 'Expires')).toBe('Sun, Dec 6, 2026, 11:59 PM PST');
    expect(saidOn(first)).toContain('The password of ada.fox@contoso.example expires in 14 days.');
    const berlin = cardOf(message as Message, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
    expect(factOn(berlin, 'Läuft ab')).toBe('Mo., 7. Dez. 2026, 08:59 MEZ');
  });

  test('counts the days on the calendar of the reader, in whose zone the date is written', () => {
    const message = { ...reminderSamples['password-expiry'][0], daysBefore: 1, asOf: '2026-12-05T18:00:00Z' };
    expect(saidOn(cardOf(message as Message))).toContain('expires tomorrow.');
    const berlin = cardOf(message as Message, { locale: 'en-GB', timeZone: 'Europe/Berlin' });
    expect(factOn(berlin, 'Expires')).toContain('7 Dec 2026, 08:59 CET');
    expect(saidOn(berlin)).toContain('expires in 2 days.');
  });

  test('has its four buttons and the link, and hides Remind me later on the last', () => {
    const all = ['Already updated', 'Remind me later', 'Do not remind me again', 'Open a ticket'];
    expect(titlesOn(first)).toEqual(all);
    expect(titlesOn(last)).toEqual(all.filter((title) => title !== 'Remind me later'));
    expect(linksOn(first)).toEqual([
      { title: 'Change password now', url: 'https://access.contoso.example/api/go/5fd1.x9Qm2' },
    ]);
  });

  test('E5 says that it is the last, on a Friday before a weekend too, and only then', () => {
    expect([first, last, friday].map((card) => saidOn(card).includes('This is the last reminder.'))).toEqual([
      false,
      true,
      true,
    ]);
    expect(saidOn(last)).toContain('expires tomorrow.');
    expect(saidOn(friday)).toContain('expires in 3 days.');
  });

  test('says that “remind me again” turns it on again', () => {
    expect(saidOn(first)).toContain('“Do not remind me again” holds until you write “remind me again”.');
  });

  test('has the instructions where there is no portal, and a human where there is neither', () => {
    expect(linksOn(guided)).toEqual([]);
    expect(saidOn(guided)).toContain('[Change your password](https://help.contoso.example/password)');
    expect(saidOn(guided)).toContain('1. choose *Change a password*');
    expect(saidOn(bare)).toContain('choose “Open a ticket”');
  });

  test("E7 has the organisation's own words with everything filled in", () => {
    expect(saidOn(own)).toContain(
      "Hello Ada O'Fox, the password of ada.fox@contoso.example ends on **Sun, Dec 6, 2026, 11:59 PM PST**, in 4 days.",
    );
    expect(saidOn(own)).not.toContain('I never ask');
    expect(factOn(own, 'Expires')).toBe('Sun, Dec 6, 2026, 11:59 PM PST');
  });

  test.each([
    [6, 'You told me that you'],
    [7, "I'll remind you on Sat, Dec 5, 2026."],
    [8, 'until you write “remind me again”'],
  ])('once answered (%#) it says so, keeps the way to the portal and has no buttons', (index, words) => {
    const card = cardOf(reminderSamples['password-expiry'][index] as Message);
    expect(saidOn(card)).toContain(words);
    expect(titlesOn(card)).toEqual([]);
    expect(linksOn(card).length + saidOn(card).split('help.contoso.example/password').length).toBe(2);
  });

  test('tells one account of a person from another', () => {
    const [message] = reminderSamples['password-expiry'];
    const other = cardOf({ ...message, accountName: 'ada.admin@contoso.example' } as Message);
    expect(factOn(other, 'Account')).toBe('ada.admin@contoso.example');
  });
});

test('E6 the notice that it has expired: not valid, how to renew it, the link, and help', () => {
  const [linked, guided, bare] = reminderSamples['password-expired'].map((one) => cardOf(one));
  expect(saidOn(linked)).toMatch(/no longer valid.*\n.*Expired\n.*\n.*Choose “Change password now”/s);
  expect(linksOn(linked)).toHaveLength(1);
  expect(saidOn(guided)).toContain('This is how to renew it.');
  expect(saidOn(bare)).toContain('choose “Get help”');
  for (const card of [linked, guided, bare]) expect(titlesOn(card)).toEqual(['Get help']);
});

test('"Do not remind me again" is answered with the words that take it back', () => {
  expect(saidOn(cardOf(reminderSamples['reminder-stopped'][0] as Message))).toContain('“remind me again”');
});

test('"Remind me later" is answered with the day', () => {
  const message = reminderSamples['reminder-later'][0] as Message;
  expect(saidOn(cardOf(message))).toContain('on Sat, Dec 5, 2026');
  // A calendar day is the same wherever it is read.
  expect(saidOn(cardOf(message, { locale: 'en-NZ', timeZone: 'Pacific/Auckland' }))).toContain('5 Dec');
});

test('reminders that are on again name each account; where none had been stopped it says so', () => {
  const [one, two, none] = reminderSamples['reminder-resumed'].map((message) => saidOn(cardOf(message)));
  expect(one).toContain('The next reminder comes on Sun, Nov 29, 2026.');
  expect(two).toContain('ada.fox@contoso.example and ada.admin@contoso.example');
  expect(none).toContain("You hadn't stopped any.");
});

describe('C3 the message to a manager', () => {
  const samples = reminderSamples['contractor-expiry'].map((one) => cardOf(one));
  const [first, more, three, done, single, dateOnly, own] = samples;

  test('names the one who ends first and how many more there are, with Show more', () => {
    const said = saidOn(first);
    expect(said).toContain('Siobhán O’Brien\nConsultant\nLast day: Tue, Nov 24, 2026 (tomorrow)');
    expect(said).toContain('8 more contracts end soon.');
    expect(said).not.toContain('Jamie Ruiz');
    expect(titlesOn(first)).toEqual(['Show more', 'How to extend', 'How to terminate', 'Understood, thanks']);
  });

  test('lists more, and says how many stay unlisted even then', () => {
    expect(saidOn(more)).toContain('Jamie Ruiz');
    expect(saidOn(more)).not.toContain('Ana Souza');
    expect(saidOn(more)).toContain("4 more contracts aren't listed here.");
    expect(titlesOn(more)).toEqual(['How to extend', 'How to terminate', 'Understood, thanks']);
  });

  test('counts as people count: one, two, none', () => {
    const [message] = reminderSamples['contractor-expiry'];
    const two = { ...message, contractors: nineContractors.slice(0, 2), listed: 1, more: 1 } as Message;
    expect(saidOn(cardOf(two))).toContain('1 more contract ends soon.');
    expect(saidOn(three)).toContain('2 more contracts end soon.');
    expect(saidOn(single)).toMatch(/^A contract is about to end\nShould it go on\?/);
    expect(saidOn(single)).not.toMatch(/more contract|Ends first/);
  });

  test('C2 keeps its buttons when it is done for today, and says that it is', () => {
    expect(saidOn(done)).toContain('Done for today, thank you.');
    expect(titlesOn(done)).toEqual(['How to extend', 'How to terminate', 'Understood, thanks']);
  });

  test('shows only the fields of the policy', () => {
    expect(saidOn(dateOnly)).toContain('Last day: Wed, Nov 25, 2026 (in 2 days)');
    expect(saidOn(dateOnly)).not.toMatch(/نور|Consultant/);
  });

  test("has the organisation's own words, and names stay names", () => {
    const said = saidOn(own);
    expect(said).toContain(
      '9 contracts end soon, **Siobhán O’Brien** in 1 day (Tue, Nov 24, 2026), and 8 more.',
    );
    expect(said).toContain('\\[Click\\](https:\u2060//evil.example) \\*\\*now\\*\\* {\u2060{DATE(2026)}}');
    expect(said).toContain('نور الهدى');
  });

  test('stays a card that Teams takes however many there are, and counts whom it has no room for', () => {
    const contractors = Array.from(
      { length: 300 },
      (_, index): ShownContractor => ({
        name: `${index} ${'😀'.repeat(300)}`,
        role: '"\\'.repeat(200),
        endDay: '2026-11-24',
        daysBefore: 1,
      }),
    );
    const card = cardOf({ ...reminderSamples['contractor-expiry'][0], contractors, listed: 300 } as Message);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
    expect(saidOn(card)).toMatch(/2\d\d more contracts/);
  });
});

test('C2 instructions are written out in full; without any the way leads to IT', () => {
  const [written, linked, none] = reminderSamples['contractor-instructions'].map((one) => cardOf(one));
  expect(saidOn(written)).toContain('How to extend a contract');
  expect(saidOn(written)).toContain('1. choose *Change a password*');
  expect(saidOn(linked)).toContain('[HR portal](https://access.contoso.example');
  expect([titlesOn(written), titlesOn(linked), titlesOn(none)]).toEqual([[], [], ['Get help']]);
});

describe('the summary of a run', () => {
  const [full, quiet, empty] = reminderSamples['run-summary'].map((one) => cardOf(one));

  test('counts by reason in words, and names whom nobody could tell', () => {
    const said = saidOn(full);
    expect([factOn(full, 'Due'), factOn(full, 'Sent in Teams'), factOn(full, 'Sent by mail')]).toEqual([
      '5,012',
      '4,870',
      '31',
    ]);
    expect(said).toMatch(/Settled already:\n•\nchanged in the meantime: 61\n•\nsaid that it is changed: 22/);
    expect(said).toContain('noor@contoso.example: no e-mail address');
    expect(said).toContain('6 more stand in the audit trail.');
    expect(said).toContain('other reasons: 1');
    expect(said).not.toMatch(/from-another-version|opted-out/);
  });

  test('of a quiet day has no empty lists', () => {
    expect(saidOn(quiet)).not.toMatch(/Settled already|Left out|Not reached|look after/);
    expect(saidOn(empty)).toContain('Nobody was due.');
  });
});

describe.each(languages)('in %s', (locale) => {
  test('whatever people and accounts are called, they stay names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const one = { name, role: name, endDay: '2026-11-24', daysBefore: 1 };
        const [reminder] = reminderSamples['password-expiry'];
        const cards = [
          { ...reminder, accountName: name, displayName: name, text: 'Hello {name} {account}' },
          { ...reminderSamples['contractor-expiry'][0], contractors: [one], text: 'Soon {contractor}' },
        ].map((message) => cardOf(message as Message, { locale, timeZone: 'UTC' }));
        for (const said of cards.flatMap((card) => textsOn(card))) {
          expect(said).not.toMatch(/(?<!\\)(?:\\\\)*[`*[\]<>]|~~|:\/\/|[\p{Cc}\p{Cs}\u202a-\u202e]/u);
        }
      }),
      { numRuns: 40 },
    );
  });
});
