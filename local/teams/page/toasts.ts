/** Short messages at the corner, as Teams shows them: somebody else got a message, or something didn't work. */
import { botAvatar, personAvatar } from './avatars.js';
import { byId, el } from './elements.js';
import { icon } from './icons.js';
import type { PagePerson } from './shapes.js';
import { choose, on, store } from './store.js';

const shownMs = 7000;
const atMost = 3;

/** What a toast says; a click on it leads to the person's chat. */
export type Toast = { title: string; text: string; person?: PagePerson };

/** Shows a toast for some seconds; it stays while the pointer or the focus is on it. */
export const showToast = ({ title, text, person }: Toast): void => {
  const corner = byId('toasts');
  let timer = 0;
  const close = (): void => {
    clearTimeout(timer);
    toast.remove();
  };
  const lines = el('span', { class: 'toast-lines' }, el('strong', {}, title), el('span', {}, text));
  const goThere = (): void => {
    if (person) choose(person);
    byId('app').dataset.pane = 'chat';
    close();
  };
  const toast = el(
    'div',
    { class: 'toast' },
    person
      ? el('button', { type: 'button', class: 'toast-main', onclick: goThere }, personAvatar(person), lines)
      : el('div', { class: 'toast-main' }, botAvatar(), lines),
    el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: close }, icon('close')),
  );
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(close, shownMs);
  };
  for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, wait);
  corner.append(toast);
  while (corner.childElementCount > atMost) corner.firstElementChild?.remove();
  wait();
};

/** Tells of messages to others than the person whose chat is open. */
export const startToasts = (): void => {
  on('message', ({ person: id, message, isNew, headline }) => {
    const person = store.person(id);
    if (!isNew || message.from !== 'bot' || !person || store.chosen()?.aadObjectId === id) return;
    showToast({ title: person.name, text: headline, person });
  });
};
