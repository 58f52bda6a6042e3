/** Every message, in every language, is a valid card with the right buttons. */
import { languages } from '../../cards/locale';
import { prepareTemplates, renderMessage } from '../../cards/render';
import { titleOf } from '../../cards/titles';
import { verbsOf } from '../../domain/message-buttons';
import type { Message } from '../../domain/messages';
import { buttonsOn, factOn, runsOn, textsOn } from './card-parts';
import { allSamples, sampleMessages } from './sample-messages';

// The package's main file is an ES module, which Jest can't require; its bundle is the same code.
const { AdaptiveCard, SerializationContext } =
  require('adaptivecards/dist/adaptivecards') as typeof import('adaptivecards');

/** The parser tests `lang` with a regular expression that remembers: it refuses every second card. */
const faultOfTheParser = /^Invalid value "[a-z]{2}" for property "lang"/;

const timeZone = 'America/Los_Angeles';
const english = { locale: 'en-US', timeZone };

describe.each(languages)('in %s', (locale) => {
  const reader = { locale, timeZone };

  test.each(allSamples.map((message, index) => [`${index} ${message.kind}`, message] as const))(
    'message %s is a valid card',
    (_, message) => {
      const { card, summary } = renderMessage(message, reader);

      const context = new SerializationContext();
      new AdaptiveCard().parse(card as never, context);
      const faults = Array.from(
        { length: context.eventCount },
        (_, index) => context.getEventAt(index).message,
      );
      expect(faults.filter((fault) => !faultOfTheParser.test(fault))).toEqual([]);

      const json = JSON.stringify(card);
      expect(json).not.toMatch(/\$\{|undefined|null|NaN|\[object|\$data|\$when|Invalid Date/);
      expect(Buffer.byteLength(json, 'utf8')).toBeLessThan(28 * 1024);
      expect(textsOn(card).filter((text) => text.trim() === '')).toEqual([]);
      expect(summary).toMatch(/\S/);
      expect(summary).not.toMatch(/[{}]|undefined/);
      // Number formats are shown as they are written.
      expect(json.replace(/\{(area|local)\}/g, '')).not.toMatch(/"[^"]*\{\w+\}[^"]*"/);
    },
  );

  test.each(allSamples.map((message, index) => [`${index} ${message.kind}`, message] as const))(
    'message %s has its buttons, each with verb and id, and a fallback that says the same',
    (_, message) => {
      const buttons = buttonsOn(renderMessage(message, reader).card);
      expect(buttons.map(({ verb }) => verb)).toEqual(verbsOf(message));
      for (const [index, button] of buttons.entries()) {
        const id = idOf(message, index);
        expect(button.type).toBe('Action.Execute');
        expect(button.data).toEqual({ verb: button.verb, id });
        expect(button.fallback).toEqual({
          type: 'Action.Submit',
          title: button.title,
          data: button.data,
          ...(button.style ? { style: button.style } : {}),
          ...(button.associatedInputs ? { associatedInputs: button.associatedInputs } : {}),
        });
      }
    },
  );
});

/** What the button of that place carries: a row's says which row. */
function idOf(message: Message, place: number): string | undefined {
  if (message.kind === 'which-question') return message.choices[place]?.id;
  if (message.kind !== 'desk-results' && message.kind !== 'desk-carriers') return 'request-1';
  const row = message.kind === 'desk-results' ? place - 1 : place;
  return row >= 0 && row < message.rows.length ? `request-1.${row}` : 'request-1';
}

describe('the lockout notice', () => {
  const [notice, , barred] = sampleMessages['lockout-notice'] as readonly Message[];

  test('says which account, when with the zone, and from where', () => {
    const { card } = renderMessage(notice as Message, english);
    expect(factOn(card, 'Account')).toBe('ada.fox@contoso.example');
    expect(factOn(card, 'When')).toBe('Sun, Nov 22, 10:03 AM PST');
    expect(factOn(card, 'Where')).toBe('Outlook on iPhone 17, Lisbon, Portugal (203.0.113.7)');
  });

  test('locked again soon: names what may still use an old password, or says what it often is', () => {
    const [, , , named, unnamed] = sampleMessages['lockout-notice'] as readonly Message[];
    const advice = (message: Message | undefined) =>
      textsOn(renderMessage(message as Message, english).card).find((line) => line.includes('old password'));
    expect(advice(named)).toMatch(/^Outlook on iPhone 17 may still be using an old password\./);
    expect(advice(unnamed)).toMatch(/^A phone or a mail program may still be using an old password\./);
    expect(advice(notice)).toBeUndefined();
  });

  test('asks, and says that it never asks for a password', () => {
    const { card, summary } = renderMessage(notice as Message, english);
    expect(textsOn(card)).toContain('Shall I unlock it? I never ask for your password.');
    expect(summary).toBe('Your account is locked. Shall I unlock it? I never ask for your password.');
    expect(buttonsOn(card).map(({ title }) => title)).toEqual(['Yes', 'No', "This wasn't me"]);
  });

  test('leaves out where, when nothing is known', () => {
    const { card } = renderMessage(sampleMessages['lockout-notice'][1] as Message, english);
    expect(factOn(card, 'Where')).toBeUndefined();
    expect(textsOn(card)[0]).toBe('Your account is locked again');
  });

  test('does not ask whether to unlock when it may not, but says why and offers help', () => {
    const { card } = renderMessage(barred as Message, english);
    expect(textsOn(card).join(' ')).toContain('as often as self-service allows');
    expect(textsOn(card).join(' ')).not.toContain('Shall I unlock it?');
    expect(buttonsOn(card).map(({ title }) => title)).toEqual(['Get help', 'No', "This wasn't me"]);
  });

  test('highlights one button, the first', () => {
    const styles = buttonsOn(renderMessage(notice as Message, english).card).map(({ style }) => style);
    expect(styles).toEqual(['positive', undefined, undefined]);
  });
});

test('after the unlock, ways on stand below "Still can\'t get in?"', () => {
  const { card } = renderMessage(sampleMessages.unlocked[0] as Message, english);
  const json = JSON.stringify(card);
  const places = ['Great, it worked!', "Still can't get in?", 'Forgot password', 'Re-open issue'].map(
    (text) => json.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test("the person's words are shown line by line, before anything is sent", () => {
  const { card } = renderMessage(sampleMessages['help-preview'][0] as Message, english);
  expect(runsOn(card)).toEqual(['My Workday is in French all of a sudden.', 'Can you help?']);
  expect(buttonsOn(card).map(({ title }) => title)).toEqual(['Send to IT', 'Cancel']);
});

test('of several questions, each button names its account', () => {
  const { card } = renderMessage(sampleMessages['which-question'][0] as Message, english);
  expect(buttonsOn(card).map(({ title }) => title)).toEqual([
    'Yes, unlock ada.fox@contoso.example',
    'Send to IT',
  ]);
});

test('a retired card keeps its title, says what happened, and has no buttons', () => {
  const { card } = renderMessage(sampleMessages.retired[0] as Message, english);
  expect(textsOn(card).slice(0, 2)).toEqual([
    'Your account is locked',
    'You said no, so the account stays locked. Write “unlock” at any time.',
  ]);
  expect(buttonsOn(card)).toEqual([]);
});

test.each(Object.keys(sampleMessages))('a card made from %s can be retired', (template) => {
  const message = { kind: 'retired', template, ending: 'answered', at: '2026-11-22T18:03:00Z' } as Message;
  expect(textsOn(renderMessage(message, english).card)[0]).toMatch(/\S/);
});

test('a card whose template is gone can still be retired', () => {
  const message = { kind: 'retired', template: 'long-gone', ending: 'done', at: '' } as unknown as Message;
  expect(textsOn(renderMessage(message, english).card)).toEqual(['This is settled', 'This is done.']);
});

test('a language that the organisation does not allow is answered in its own', () => {
  const reader = { locale: 'fr-FR', timeZone, languages: ['de', 'en'] as const };
  const { card } = renderMessage(sampleMessages['lockout-notice'][0] as Message, reader);
  expect(card.lang).toBe('de');
  expect(buttonsOn(card)[0]?.title).toBe(titleOf('unlock-yes', 'de'));
});

test('rendering one message changes nothing in the next', () => {
  prepareTemplates();
  const message = sampleMessages.unlocked[0] as Message;
  const before = JSON.stringify(renderMessage(message, english));
  renderMessage({ ...message, accountName: 'somebody.else', id: 'other' } as Message, english);
  expect(JSON.stringify(renderMessage(message, english))).toBe(before);
});
