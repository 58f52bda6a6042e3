/**
 * Utterance files are written compactly: `(can|could) you unlock {mine}` stands for several sentences, `{mine}` for
 * one of a file of slots. A line gives at most so many sentences, drawn by a generator that its own text seeds: a
 * new line never changes what the others give.
 */

export type Slots = ReadonlyMap<string, string>;

/** Lines of a file without comments and blanks. */
export function linesOf(file: string): readonly string[] {
  return file
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** `name = one|two|three` */
export function slotsOf(file: string): Slots {
  return new Map(
    linesOf(file).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** @throws TypeError for a slot that does not exist or a bracket that does not close. */
export function expand(line: string, slots: Slots, atMost: number): readonly string[] {
  const draw = randomFrom(line);
  const sentences = new Set<string>();
  const tries = /[({]/.test(line) ? atMost * 2 : 1;
  for (let attempt = 0; attempt < tries && sentences.size < atMost; attempt++)
    sentences.add(oneOf(line, slots, draw).replace(/\s+/g, ' ').trim());
  return [...sentences].filter((sentence) => sentence !== '');
}

/** One sentence of the line. */
export function oneOf(line: string, slots: Slots, draw: () => number): string {
  let text = filled(line, slots);
  while (/[()]/.test(text)) {
    const before = text;
    // Innermost first, so that brackets may stand in brackets.
    text = text.replace(/\(([^()]*)\)/g, (_, inner: string) => {
      const choices = inner.split('|');
      return choices[Math.floor(draw() * choices.length)] ?? '';
    });
    if (text === before) throw new TypeError(`an open bracket in: ${line}`);
  }
  return text;
}

/** Slots may stand in slots. */
function filled(line: string, slots: Slots): string {
  let text = line;
  for (let depth = 0; depth < 4; depth++)
    text = text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const choices = slots.get(name);
      if (choices === undefined) throw new TypeError(`no slot {${name}} for: ${line}`);
      return `(${choices})`;
    });
  return text;
}

/** A small generator with a seed (mulberry32): the same on every machine. */
export function randomFrom(seed: string): () => number {
  let state = 0x9e3779b9;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
