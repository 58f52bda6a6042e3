/** The list of chats: whose Teams am I looking at? One entry per person of the demo organisation. */
import { firstName, personAvatar } from './avatars.js';
import { byId, el, fill } from './elements.js';
import type { PagePerson } from './shapes.js';
import { choose, on, store } from './store.js';

const shownAtMost = 150;
const roles = {
  employee: 'Employee',
  manager: 'Manager',
  contractor: 'Contractor',
  administrator: 'Administrator',
};

const matches = (person: PagePerson, words: string): boolean =>
  `${person.name} ${person.userPrincipalName} ${roles[person.role]}`.toLowerCase().includes(words);

const shortTime = (timestamp: string): string => {
  const at = new Date(timestamp);
  const sameDay = at.toDateString() === store.now().toDateString();
  return sameDay
    ? at.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' })
    : at.toLocaleDateString('en-US', { month: 'numeric', day: 'numeric' });
};

const entry = (person: PagePerson): HTMLElement => {
  const { last, installed } = store.chat(person.aadObjectId);
  const unread = store.unread(person.aadObjectId);
  const isChosen = store.chosen()?.aadObjectId === person.aadObjectId;
  const line = !installed
    ? 'App removed'
    : last
      ? `${last.from === 'person' ? `${firstName(person)}: ` : ''}${last.text}`
      : `${roles[person.role]}${person.secretKey ? ', signs in with a code' : ''}`;
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: `person${unread > 0 ? ' unread' : ''}`,
        'aria-current': isChosen ? 'true' : undefined,
        'data-person': person.aadObjectId,
        onclick: () => {
          choose(person);
          byId('app').dataset.pane = 'chat';
        },
      },
      personAvatar(person),
      el(
        'span',
        { class: 'person-lines' },
        el('span', { class: 'person-name' }, person.name),
        el('span', { class: 'person-line' }, line),
      ),
      el(
        'span',
        { class: 'person-side' },
        last ? el('time', { datetime: last.timestamp }, shortTime(last.timestamp)) : undefined,
        unread > 0
          ? el(
              'span',
              { class: 'badge' },
              String(unread > 99 ? '99+' : unread),
              el('span', { class: 'visually-hidden' }, ' unread'),
            )
          : undefined,
      ),
    ),
  );
};

const lastAt = (person: PagePerson): string => store.chat(person.aadObjectId).last?.timestamp ?? '';

/** Brings the list to life. */
export const startPeopleList = (): void => {
  const list = byId('people-list');
  const search = byId('search') as HTMLInputElement;
  const more = byId('people-more');
  const draw = (): void => {
    const words = search.value.trim().toLowerCase();
    const found = store
      .people()
      .filter((person) => matches(person, words))
      .toSorted((one, other) => lastAt(other).localeCompare(lastAt(one)));
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.person : undefined;
    fill(list, ...found.slice(0, shownAtMost).map(entry));
    // Drawing anew must not throw somebody out who walks the list with the keyboard.
    if (focused) list.querySelector<HTMLElement>(`[data-person="${CSS.escape(focused)}"]`)?.focus();
    const hidden = found.length - shownAtMost;
    more.textContent =
      found.length === 0 ? 'Nobody by that name.' : hidden > 0 ? `and ${hidden} more: search for a name` : '';
  };
  let waiting = false;
  on('people', () => {
    // Many messages may come at once; the list is drawn once per frame.
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  });
  search.addEventListener('input', draw);
};
