/** Faces without pictures: initials on one of Teams' colours, the same for a person everywhere. */
import { el } from './elements.js';
import { icon } from './icons.js';
import type { PagePerson } from './shapes.js';

const colours = 12;

/** The initials of a person on their colour. */
export const personAvatar = (person: PagePerson): HTMLElement => {
  const words = person.name.split(/\s+/);
  const initials = `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
  const sum = Array.from(person.aadObjectId).reduce(
    (total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973,
    7,
  );
  return el('span', { class: `avatar colour-${sum % colours}`, 'aria-hidden': 'true' }, initials);
};

/** The bot: bots are squares with round corners in Teams, so that nobody takes them for a person. */
export const botAvatar = (): HTMLElement =>
  el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('key'));

/** What somebody is called by. */
export const firstName = (person: PagePerson): string => person.name.split(/\s+/)[0] ?? person.name;
