/** The cards of the password link, the MFA reset and instructions: what they say, and what they never say. */
import fc from 'fast-check';
import { languages } from '../../cards/locale';
import { renderMessage } from '../../cards/render';
import { titleOf } from '../../cards/titles';
import { allVerbs, type Message, type ShownFactor } from '../../domain/messages';
import { Secret } from '../../domain/secret';
import { buttonsOn, choiceOn, factOn, linksOn, textsOn } from './card-parts';
import { allSamples, recoveryUrl, sampleMessages } from './sample-messages';

const timeZone = 'America/Los_Angeles';
const english = { locale: 'en-US', timeZone };
const cardOf = (message: Message) => renderMessage(message, english).card;
const titlesOn = (card: unknown) => buttonsOn(card).map(({ title }) => title);
/** Where each of the texts stands in the card, in the order in which it is read. */
const placesOf = (card: unknown, texts: readonly string[]) =>
  texts.map((text) => JSON.stringify(card).indexOf(JSON.stringify(text)));

function choiceOf(factors: readonly ShownFactor[]): Message {
  return { kind: 'mfa-choice', id: 'r', accountName: 'ada', factors, lost: false, reminder: false };
}

describe('the question before a password link', () => {
  const card = cardOf(sampleMessages['recover-question'][0] as Message);

  test('says what will happen, and that no password is ever asked for', () => {
    const said = textsOn(card).join(' ');
    expect(said).toContain('works once');
    expect(said).toContain('“Continue”');
    expect(said).toContain('I never ask for your password.');
    expect(titlesOn(card)).toEqual(['Recover access', 'Get help', 'Cancel']);
    expect(buttonsOn(card)[0]?.style).toBe('positive');
  });

  test('holds no link: only the click makes one', () => {
    expect(linksOn(card)).toEqual([]);
  });
});

describe.each(languages)('the password link in %s', (locale) => {
  const { card, summary } = renderMessage(sampleMessages['recovery-link'][0] as Message, {
    locale,
    timeZone,
  });

  test('gives the link away on one button and nowhere else', () => {
    expect(linksOn(card).map(({ url }) => url)).toEqual([recoveryUrl]);
    expect(JSON.stringify(card).split(recoveryUrl)).toHaveLength(2);
    expect(summary).not.toContain('recover/');
  });

  test('has a title that fits a phone', () => {
    expect(linksOn(card)[0]?.title.length).toBeLessThanOrEqual(36);
  });
});

test('the password link says until when it works, and what to do afterwards, in order', () => {
  const card = cardOf(sampleMessages['recovery-link'][0] as Message);
  expect(linksOn(card)[0]?.title).toBe('Click here to reset your password');
  expect(factOn(card, 'Valid until')).toBe('Sun, Nov 22, 10:18 AM PST');
  const places = placesOf(card, [
    'Click here to reset your password',
    'Send a new link',
    'Get help',
    'Great, it worked!',
    "Still can't get in?",
    'Re-open issue',
  ]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('no card but the two that are made for it holds anything of a secret link', () => {
  const others = allSamples.filter(({ kind }) => kind !== 'recovery-link' && kind !== 'desk-password');
  for (const message of others) expect(JSON.stringify(cardOf(message))).not.toMatch(/\/recover\/|\[secret\]/);
});

describe('the MFA question', () => {
  const [all, lost] = sampleMessages['mfa-question'].map(cardOf);

  test('names kind and masked name of everything that would be removed', () => {
    const said = textsOn(all);
    expect(said).toContain('Authenticator app: Pixel 8');
    expect(said).toContain('Text message: •••• 42');
    expect(said).toContain('E-mail: a•••@contoso.example');
    expect(said.join(' ')).not.toMatch(/lost|sign you out/);
    expect(titlesOn(all)).toEqual(['Yes, reset MFA', 'Get help', 'Cancel']);
  });

  test('of a lost device says that sessions end and that IT is told', () => {
    expect(textsOn(lost).join(' ')).toMatch(/lost or stolen.*sign you out everywhere.*tell IT/);
  });
});

describe('the choice of factors', () => {
  const [card, reminded] = sampleMessages['mfa-choice'].map(cardOf);

  test('offers each by kind and name, with its id, under a label', () => {
    const choice = choiceOn(card);
    expect(choice).toMatchObject({ id: 'factors', isMultiSelect: true, style: 'expanded', wrap: true });
    expect(choice?.label).toMatch(/\S/);
    expect(choice?.choices).toEqual([
      { title: 'Authenticator app: Pixel 8', value: 'factor-1' },
      { title: 'Text message: •••• 42', value: 'factor-2' },
      { title: 'E-mail: a•••@contoso.example', value: 'factor-3' },
    ]);
  });

  test('lets every button send the choice, and none wait for one: Cancel needs none', () => {
    expect(JSON.stringify(card)).not.toMatch(/associatedInputs|isRequired/);
    expect(titlesOn(card)).toEqual(['Reset selected', 'Get help', 'Cancel']);
  });

  test('reminds only whoever chose nothing', () => {
    const reminder = 'Please choose at least one, then press “Reset selected”.';
    expect(textsOn(reminded)).toContain(reminder);
    expect(textsOn(card)).not.toContain(reminder);
  });
});

describe('after the MFA reset', () => {
  const [linked, prompted, partly, none] = sampleMessages['mfa-reset'].map(cardOf);

  test('says that it is complete, what was removed and where to set up anew', () => {
    expect(textsOn(linked)[0]).toBe('Reset complete!');
    expect(textsOn(linked)).toContain('Authenticator app: Pixel 8');
    expect(linksOn(linked)).toEqual([{ title: 'Set up MFA', url: 'https://login.contoso.example/mfa' }]);
    expect(buttonsOn(linked)[0]?.style).toBeUndefined();
  });

  test('without a link says that the next sign-in will ask, and tells of ended sessions', () => {
    expect(linksOn(prompted)).toEqual([]);
    expect(textsOn(prompted).join(' ')).toMatch(/at your next sign-in.*signed out everywhere/);
    expect(textsOn(linked).join(' ')).not.toContain('signed out');
  });

  test('is not called complete while something remains, which is named with the ticket that stays open', () => {
    expect(textsOn(partly)[0]).toBe("Some of it couldn't be removed");
    expect(textsOn(partly).join(' ')).toMatch(/Removed.*Pixel 8.*Your ticket stays open.*•••• 42/);
  });

  test('where nothing could be removed it is called neither complete nor partly done', () => {
    expect(textsOn(none)[0]).toBe("I couldn't reset your MFA");
    expect(linksOn(none)).toEqual([]);
    expect(textsOn(none).join(' ')).not.toMatch(/Removed from|Now set up/);
  });
});

test('a refusal for safety says why, names the ticket and how to reach IT', () => {
  const [password, mfa] = sampleMessages.separated.map(cardOf);
  expect(textsOn(password).join(' ')).toMatch(/MFA was reset only recently.*somebody else.*IT has a ticket/);
  expect(textsOn(mfa).join(' ')).toMatch(/password was sent only recently.*ticket is being opened/);
  expect([factOn(password, 'Ticket'), factOn(password, 'If urgent'), factOn(password, 'Hours')]).toEqual([
    'IT-1042',
    '+1 555 0100',
    'Mon–Fri 8:00–18:00',
  ]);
});

test('a reset that reached a limit is not told that its account was unlocked too often', () => {
  const said = textsOn(cardOf(sampleMessages['reset-failed'][1] as Message)).join(' ');
  expect(said).toContain("You've used self-service as often as it allows");
  expect(said).not.toContain('unlocked');
});

describe('instructions', () => {
  const [linked, textOnly, linkOnly] = sampleMessages.instructions.map(cardOf);

  test('are the linked title, and the text only after View answer', () => {
    expect(textsOn(linked)).toContain(
      '[How to reset the password of Workday](https://help.contoso.example/workday)',
    );
    expect(JSON.stringify(linked)).not.toContain('Forgot password');
    expect(titlesOn(linked)).toEqual(['View answer', 'Get help']);
  });

  test('without an address have a plain title, and without a text no View answer', () => {
    expect(textsOn(textOnly)).toContain('Reset MFA');
    expect(titlesOn(linkOnly)).toEqual(['Get help']);
  });

  test('the answer is the text with its emphasis, list and link', () => {
    const said = textsOn(cardOf(sampleMessages.answer[0] as Message));
    expect(said[0]).toBe('How to reset the password of Workday');
    expect(said).toContain('Open **Workday**, then');
    expect(said).toContain(
      '1. choose *Forgot password*\n2. look into your [mail](https://mail.contoso.example/).',
    );
    expect(said).toContain('[Open the article](https://help.contoso.example/workday)');
  });
});

test('an unknown system is named as it was written, and harmless', () => {
  const message: Message = { kind: 'unknown-system', id: 'r', system: '[SAP](https://evil.example)' };
  expect(textsOn(cardOf(message)).join(' ')).toContain('\\[SAP\\](https:\u2060//evil.example)');
});

test('an address that is not one of the web is offered nowhere', () => {
  const url = 'javascript:alert(1)';
  const cards = [
    cardOf({ ...sampleMessages['mfa-reset'][0], setUpUrl: url } as Message),
    cardOf({ ...sampleMessages['nothing-to-reset'][0], setUpUrl: url } as Message),
    cardOf({ ...sampleMessages.instructions[0], instructions: { title: 'T', url } } as Message),
    cardOf({ kind: 'answer', instructions: { title: 'T', url, text: 'x' } }),
  ];
  for (const card of cards) expect(JSON.stringify(card)).not.toContain('javascript');
});

test('whatever a factor is called, it stays a name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const factors = [{ id: 'f', kind: 'sms', name } as const];
      const question = cardOf({ kind: 'mfa-question', id: 'r', accountName: 'ada', factors, lost: false });
      const said = [...textsOn(question), choiceOn(cardOf(choiceOf(factors)))?.choices[0]?.title ?? ''];
      for (const text of said) {
        expect(text).not.toMatch(/(?<!\\)(?:\\\\)*[`*[\]<>]|~~|:\/\/|[\p{Cc}\p{Cs}\u202a-\u202e]/u);
        expect(text.length).toBeLessThan(400);
      }
    }),
  );
});

test('many factors with long names stay a card that Teams takes', () => {
  const factors = Array.from({ length: 40 }, (_, index): ShownFactor => {
    return { id: `factor-${index}`, kind: 'other', name: '😀'.repeat(500) };
  });
  const { card } = renderMessage(choiceOf(factors), english);
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
});

describe.each(languages)('asked again in %s', (locale) => {
  const again = sampleMessages['ask-again'].map(
    (message) => renderMessage(message, { locale, timeZone }).card,
  );

  test('says what is asked: an unlock, a link and an MFA reset in words of their own', () => {
    expect(new Set(again.map((card) => textsOn(card)[1])).size).toBe(3);
    const buttons = again.map((card) => buttonsOn(card).map(({ verb }) => verb));
    expect(buttons).toEqual(
      ['unlock-yes', 'recover', 'mfa-yes', 'mfa-yes'].map((yes) => [yes, 'get-help', 'cancel']),
    );
  });
});

test('what would be removed is named when it is asked again', () => {
  expect(textsOn(cardOf(sampleMessages['ask-again'][3] as Message)).join(' ')).toContain('Pixel 8');
});

test('a new link says that the one before no longer works', () => {
  const [first, renewed] = sampleMessages['recovery-link'].map((message) => textsOn(cardOf(message))[1]);
  expect(renewed).toBe(`Here is a new link; the one before no longer works. ${first}`);
});

test("This wasn't me: that the account stays locked is said of a locked one only", () => {
  const [locked, any] = sampleMessages['not-me'].map((message) => textsOn(cardOf(message))[1]);
  expect(locked).toContain('stays locked');
  expect(any).not.toContain('locked');
});

describe('retired', () => {
  const said = (template: string, ending: string) =>
    textsOn(cardOf({ kind: 'retired', template, ending, at: '' } as Message)).slice(0, 2);

  test.each([
    ['recover-question', 'done', "Let's get you a new password", 'The link has been sent.'],
    ['mfa-question', 'done', 'Shall I reset your MFA?', 'You said yes, and the reset was done.'],
    ['mfa-choice', 'cancelled', 'What shall I reset?', 'You cancelled this. Nothing was changed.'],
    [
      'recover-question',
      'dismissed',
      "Let's get you a new password",
      'You cancelled this. Nothing was changed.',
    ],
    ['instructions', 'done', "Here's how to do it", 'The answer has been sent.'],
    ['recovery-link', 'worked', 'Your link is ready', 'You told me that it works again.'],
    [
      'lockout-notice',
      'instructed',
      'Your account is locked',
      'You said yes, and I sent you the instructions.',
    ],
  ])('%s, %s', (template, ending, title, text) => {
    expect(said(template, ending)).toEqual([title, text]);
  });

  test.each([
    ['unlock', 'done', 'You said yes, and the account was unlocked.'],
    ['password-reset', 'done', 'The link has been sent.'],
    ['mfa-reset', 'done', 'You said yes, and the reset was done.'],
    ['unlock', 'dismissed', 'You said no, so the account stays locked. Write “unlock” at any time.'],
    ['password-reset', 'dismissed', 'You cancelled this. Nothing was changed.'],
    ['mfa-reset', 'dismissed', 'You cancelled this. Nothing was changed.'],
  ] as const)('what was asked again about %s, %s', (about, ending, text) => {
    const card = cardOf({ kind: 'retired', template: 'ask-again', about, ending, at: '' });
    expect(textsOn(card).slice(0, 2)).toEqual(['May I ask you once more?', text]);
  });

  test('an expired link says how to get a new one, and holds none', () => {
    expect(said('recovery-link', 'expired')[1]).toContain('Write “Forgot password”');
    expect(linksOn(cardOf(sampleMessages.retired[3] as Message))).toEqual([]);
  });
});

test('every button of these cards is titled as it may be typed', () => {
  for (const message of allSamples) {
    for (const { verb, title } of buttonsOn(cardOf(message))) {
      const known = allVerbs.find((one) => one === verb);
      const isNamed = message.kind === 'which-question' || ['desk-open', 'desk-carrier-open'].includes(verb);
      if (!isNamed && known) expect(title).toBe(titleOf(known, 'en'));
    }
  }
});

test('a secret in a message is never written out by accident', () => {
  expect(JSON.stringify({ url: new Secret(recoveryUrl) })).toBe('{"url":"[secret]"}');
});
