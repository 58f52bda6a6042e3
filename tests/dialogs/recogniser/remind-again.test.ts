/** E3: "remind me again" in five languages, as people write it, and what only looks like it. */
import { languages, text } from '../../../cards/locale';
import { titleOf } from '../../../cards/titles';
import { recognise } from '../../../dialogs/recogniser/recognise';

const isIt = (said: string) => recognise(said).flags.includes('remind-again');

it.each(languages)(
  'in %s the words that the card names are understood, however they are typed',
  (language) => {
    const phrase = text('phrase.remind-again', language);
    for (const said of [phrase, phrase.toUpperCase(), ` “${phrase}”! `, phrase.normalize('NFD')])
      expect([said, isIt(said)]).toEqual([said, true]);
    expect(isIt(titleOf('stop-reminders', language))).toBe(false);
    expect(isIt(titleOf('remind-later', language))).toBe(false);
  },
);

it.each([
  'Please remind me again',
  'remind me again, please!',
  'Can you remind me again?',
  'ok, you can remind me again',
  'remind me again about my password',
  'Remind me again before my password expires',
  'start reminding me again',
  'turn my reminders back on',
  'turn on reminders again',
  "I'd like to be reminded again",
  'I want my reminders back',
  'Por favor, vuelve a recordármelo',
  'recuérdamelo de nuevo',
  'quiero los recordatorios otra vez',
  'Rappelez-le-moi à nouveau, s’il vous plaît',
  'je voudrais de nouveau des rappels',
  'Bitte erinnere mich wieder',
  'Erinnern Sie mich bitte wieder an mein Passwort',
  'ich möchte wieder erinnert werden',
  'Volte a me lembrar, por favor',
  'me lembre da senha de novo',
  'ative os lembretes novamente',
])('"%s" is meant', (said) => {
  expect(recognise(said)).toMatchObject({ intent: 'none', flags: ['remind-again'] });
});

it.each([
  'remind me again tomorrow',
  'remind me tomorrow',
  'Remind me later',
  "don't remind me",
  "don't remind me again",
  'Do not remind me again',
  'never remind me again',
  'stop reminding me again and again',
  'why do you remind me again?',
  'did you remind me again',
  'remind me again how to reset MFA',
  'remind me again what my password is',
  'remind Ana again',
  'remind me again to call Sam at 5',
  'no me lo vuelvas a recordar',
  'no volver a recordármelo',
  'ne me le rappelle plus',
  'erinnere mich nie wieder',
  'erinnere mich morgen wieder',
  'não me lembre de novo',
])('"%s" is not', (said) => {
  expect(isIt(said)).toBe(false);
});

it('takes no longer for a long message', () => {
  const began = performance.now();
  for (let n = 0; n < 50; n++) isIt(`please ${'please '.repeat(12)}remind me again ${'please '.repeat(2)}x`);
  expect(performance.now() - began).toBeLessThan(10_000);
});
