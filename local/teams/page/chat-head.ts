/** The head of the conversation: whom one talks with, and the menu with what a person can set in Teams. */
import { ofPerson, post } from './api.js';
import { botAvatar, firstName } from './avatars.js';
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import { on, store } from './store.js';
import { showToast } from './toasts.js';

const startMenu = (): void => {
  const opener = byId('menu-open');
  const menu = byId('menu');
  const show = (open: boolean): void => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) menu.querySelector<HTMLElement>('select, button')?.focus();
  };
  fill(opener, icon('more'));
  opener.addEventListener('click', () => show(Boolean(menu.hidden)));
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    show(false);
    opener.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    const inside =
      event.target instanceof Node && (menu.contains(event.target) || opener.contains(event.target));
    if (!inside) show(false);
  });
};

const setInstalled = async (installed: boolean): Promise<void> => {
  const person = store.chosen();
  if (!person) return;
  const answer = await post(ofPerson('api', person.aadObjectId, 'installation'), { installed });
  if (!answer.ok) showToast({ title: 'The bot was not told', text: answer.problem });
};

/** Brings the head to life. */
export const startChatHead = (): void => {
  const language = byId('language') as HTMLSelectElement;
  const toggle = byId('installed');
  const removed = byId('removed');
  const draw = (): void => {
    const person = store.chosen();
    const state = store.state();
    if (!person || !state) return;
    const { installed, locale } = store.chat(person.aadObjectId);
    const name = firstName(person);
    fill(
      byId('chat-title'),
      botAvatar(),
      el(
        'span',
        { class: 'chat-title-lines' },
        el('strong', {}, state.botName),
        el('span', { class: 'chat-owner' }, `${person.name}’s chat`),
      ),
    );
    language.value = locale;
    toggle.textContent = installed ? `Remove the app from ${name}’s Teams` : `Install the app for ${name}`;
    removed.hidden = installed;
    fill(
      removed,
      el('span', {}, `${name} has not installed ${state.botName}: the bot can’t write here.`),
      el('button', { type: 'button', class: 'button', onclick: () => void setInstalled(true) }, 'Install'),
    );
  };
  startMenu();
  toggle.addEventListener('click', () => {
    const person = store.chosen();
    if (person) void setInstalled(!store.chat(person.aadObjectId).installed);
  });
  language.addEventListener('change', () => {
    const person = store.chosen();
    if (person) void post(ofPerson('page', person.aadObjectId, 'locale'), { locale: language.value });
  });
  on('chosen', draw);
  on('people', draw);
  on('state', draw);
};
