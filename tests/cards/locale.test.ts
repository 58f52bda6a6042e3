/** Five complete languages: the same keys and placeholders, and words for everything that the domain can say. */
import { contentOf } from '../../cards/content';
import { isTextKey, languageOf, languages, text, unfilled } from '../../cards/locale';
import de from '../../cards/locales/de.json';
import en from '../../cards/locales/en.json';
import es from '../../cards/locales/es.json';
import fr from '../../cards/locales/fr.json';
import pt from '../../cards/locales/pt.json';
import { createSpeaker } from '../../cards/speaker';
import { templates } from '../../cards/templates';
import { allVerbs } from '../../domain/messages';
import type { Reason } from '../../domain/outcome';
import { factorKinds } from '../../domain/ports/identity-provider';
import type { Ending, TicketNote } from '../../domain/support-request';
import { allSamples, sampleMessages } from './sample-messages';

const files = { en, es, fr, de, pt };
const placeholders = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe.each(languages)('%s', (language) => {
  test('has the keys of English, in the same order', () => {
    expect(Object.keys(files[language])).toEqual(Object.keys(en));
  });

  test.each(Object.keys(en).filter(isTextKey))('%s has words and the placeholders of English', (key) => {
    const words = unfilled(key, language);
    expect(words.trim()).not.toBe('');
    expect(placeholders(words)).toEqual(placeholders(en[key]));
    expect(words).not.toMatch(/\$\{|[<>*`]|\{[^}]*$/);
  });
});

test('languages other than English are not English', () => {
  const shared = Object.keys(en).filter(
    (key) => isTextKey(key) && en[key].split(' ').length > 3 && !/^\{\w+\}/.test(en[key]),
  );
  for (const language of languages.filter((one) => one !== 'en')) {
    expect(shared.filter((key) => isTextKey(key) && unfilled(key, language) === en[key])).toEqual([]);
  }
});

test('every verb, reason, ending and note has its words', () => {
  const reasons: Record<Reason, 0> = {
    'not-linked': 0,
    'not-locked': 0,
    'not-eligible': 0,
    disabled: 0,
    privileged: 0,
    'limit-reached': 0,
    'limit-unreadable': 0,
    'not-supported': 0,
    'wrong-person': 0,
    'not-open': 0,
    'already-answered': 0,
    expired: 0,
    'locked-again': 0,
    'consent-expired': 0,
    'provider-refused': 0,
    'provider-unavailable': 0,
    'outcome-unknown': 0,
    'audit-unavailable': 0,
    'ticketing-unavailable': 0,
    'still-locked': 0,
    'other-account': 0,
    'contains-secret': 0,
    'not-installed': 0,
    blocked: 0,
    unreachable: 0,
    separated: 0,
    'nothing-to-reset': 0,
    'not-offered': 0,
    'factors-remain': 0,
    'unknown-device': 0,
    'any-device': 0,
    'directory-sourced': 0,
    federated: 0,
    'password-expired': 0,
    'reset-begun': 0,
    suspended: 0,
    'not-activated': 0,
  };
  const endings: Record<Ending | 'answered' | 'cancelled' | 'superseded' | 'acting' | 'done', 0> = {
    worked: 0,
    'no-answer': 0,
    dismissed: 0,
    'not-me': 0,
    expired: 0,
    'already-unlocked': 0,
    'locked-again': 0,
    replaced: 0,
    refused: 0,
    undelivered: 0,
    'with-help-desk': 0,
    instructed: 0,
    answered: 0,
    cancelled: 0,
    superseded: 0,
    acting: 0,
    done: 0,
  };
  const notes: Record<TicketNote, 0> = {
    unlocked: 0,
    'unlock-failed': 0,
    'password-link-sent': 0,
    'password-link-used': 0,
    'question-sent': 0,
    'not-reached': 0,
    'not-answered': 0,
    declined: 0,
    'not-theirs': 0,
    'factors-planned': 0,
    'factors-removed': 0,
    'factors-remain': 0,
    'sessions-remain': 0,
    separated: 0,
    worked: 0,
    'still-cannot-sign-in': 0,
    'no-answer': 0,
    'locked-again': 0,
    'not-me': 0,
    'help-asked': 0,
  };
  const needed = [
    ...allVerbs.map((verb) => `verb.${verb}`),
    ...Object.keys(reasons).map((reason) => `reason.${reason}`),
    ...Object.keys(endings).map((ending) => `retired.${ending}`),
    ...Object.keys(notes).map((note) => `note.${note}`),
    ...factorKinds.map((kind) => `factor.${kind}`),
  ];
  expect(needed.filter((key) => !isTextKey(key))).toEqual([]);
});

test('every kind of message has a template and words', () => {
  expect(Object.keys(templates).toSorted()).toEqual(Object.keys(sampleMessages).toSorted());
  for (const message of allSamples) {
    const { title, text: said } = contentOf(
      message,
      createSpeaker({ locale: 'en', timeZone: 'UTC' }, (value) => value),
    );
    expect(title).toMatch(/\S/);
    expect(said).toMatch(/\S/);
  }
});

test('nobody is asked for a password in any language, and the notice says so', () => {
  expect(text('lockout-notice.text', 'en')).toBe('Shall I unlock it? I never ask for your password.');
  for (const language of languages) {
    expect(text('lockout-notice.text', language)).toMatch(/passwor|contraseña|mot de passe|senha/i);
  }
});

test.each([
  ['de-AT', undefined, 'de'],
  ['PT_br', undefined, 'pt'],
  ['es-419', undefined, 'es'],
  ['ja-JP', undefined, 'en'],
  ['', undefined, 'en'],
  [undefined, ['fr', 'en'], 'fr'],
  ['de', ['fr', 'en'], 'fr'],
  ['en-GB', ['fr', 'en'], 'en'],
  ['de', [], 'en'],
] as const)('%s with %s allowed is %s', (tag, allowed, language) => {
  expect(languageOf(tag, allowed)).toBe(language);
});

test('values are put in once and not read again', () => {
  expect(text('working.text', 'en', { account: '{account} $& {reason}' })).toContain('{account} $& {reason}');
});

test('no French line begins or ends with a sign of its own, and titles are what a keyboard types', () => {
  const sentences = Object.keys(en).filter((key) => isTextKey(key) && !key.startsWith('verb.'));
  expect(sentences.filter((key) => isTextKey(key) && / [:;?!»]|« /.test(unfilled(key, 'fr')))).toEqual([]);
  expect(text('unlocked.still', 'fr')).toBe('Toujours pas d’accès\u00a0?');
  expect(text('verb.worked', 'fr')).toBe('Super, ça marche !');
});
