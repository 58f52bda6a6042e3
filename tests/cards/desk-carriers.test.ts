/** Names of cell service providers are anybody's words (R6): they are read, and that is all. */
import { renderMessage } from '../../cards/render';
import { readCarrier } from '../../domain/carrier-values';
import type { Message } from '../../domain/messages';
import { hides, hostileTexts, seenOf } from '../scenarios/hostile';
import { carrierSamples } from './sample-carriers';
import { sampleMessages } from './sample-messages';

const reader = { locale: 'en', timeZone: 'UTC' };
const [list] = carrierSamples['desk-carriers'];
const [form] = carrierSamples['desk-carrier'];
const [edit] = sampleMessages['desk-edit'];

const names = Object.entries(hostileTexts).map(([what, text]) => {
  const reading = readCarrier({ name: text.slice(0, 80), numberFormat: '{area}{local}' });
  if (reading.kind === 'refused') throw new Error(what);
  return [what, reading.values.name] as const;
});

type Part = Readonly<Record<string, unknown>>;
function partsOf(card: unknown): readonly Part[] {
  if (typeof card !== 'object' || card === null) return [];
  const inside = Object.values(card).flatMap(partsOf);
  return Array.isArray(card) ? inside : [card as Part, ...inside];
}

test.each(names)('R6 %s as a name is kept without what nobody sees', (_, name) => {
  expect(hides(name)).toBe(false);
});

test.each(names)('R6 %s as a name stays text on every card', (_, name) => {
  if (!list || !form || !edit) throw new Error('no samples');
  const row = { name, label: name, numberFormat: '{area}{local}', isReachable: true };
  const values = { name, numberFormat: '{area}{local}' };
  const messages: readonly Message[] = [
    { ...list, rows: [row], notice: { kind: 'done', act: 'remove', name } },
    { ...form, saved: values, values },
    { ...edit, carriers: [{ id: 'c', name }] },
  ];
  for (const message of messages) {
    const { card } = renderMessage(message, reader);
    const parts = partsOf(card);
    const markdown = parts.flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : []));
    expect(markdown.filter((text) => /(?<!\\)\]\(|(?<!\\)<\w|https:\/\/|\{\{/.test(text))).toEqual([]);
    const titles = parts.flatMap(({ title }) => (title === undefined ? [] : [String(title)]));
    expect([...markdown, ...titles].filter(hides)).toEqual([]);
    expect(titles.filter((title) => title.includes('{{'))).toEqual([]);
  }
  const { card } = renderMessage({ ...form, saved: values, values }, reader);
  const [, lead] = partsOf(card).flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : []));
  expect(seenOf((lead ?? '').replaceAll('\\', ''))).toBe(seenOf(name));
  // A field gives back what it was given.
  expect(partsOf(card).find(({ id }) => id === 'deskName')).toMatchObject({ value: name });
});

test.each(['', ' ', '\u200b\u202e', '---', '👍'])('R6 "%s" is no name', (name) => {
  expect(readCarrier({ name, numberFormat: '{area}{local}' })).toEqual({
    kind: 'refused',
    field: 'name',
    rule: 'name-length',
  });
});

test.each([
  [{ numberFormat: '1{area}{local}', smsDomain: 'sms.example.com' }, ['12065550142@sms.example.com']],
  [{ numberFormat: '{area}', smsDomain: 'sms.example.com' }, []],
  [{ numberFormat: '{area}{local}', smsDomain: 'not a domain' }, []],
])('R6 of %j the form shows an example only where a text could go there', (change, examples) => {
  if (!form) throw new Error('no samples');
  const { card } = renderMessage({ ...form, values: { name: '', ...change } }, reader);
  const texts = partsOf(card).flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : []));
  expect(texts.flatMap((text) => /\S*206\S*$/.exec(text.replaceAll('\\', ''))?.[0] ?? [])).toEqual(examples);
  expect(texts.filter((text) => text.includes('$'))).toEqual([]);
});
