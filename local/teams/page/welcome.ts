/** What an empty chat says: what this is, and what to try. */
import { botAvatar, firstName } from './avatars.js';
import { lockAccount, say } from './doings.js';
import { byId, el, fill } from './elements.js';
import { icon } from './icons.js';
import { store } from './store.js';

const suggestions = ['I can’t get into my account', 'I forgot my password', 'I lost my phone'];

/** Shows or hides the welcome of the chosen person's chat. */
export const drawWelcome = (isEmpty: boolean): void => {
  const welcome = byId('welcome');
  const person = store.chosen();
  welcome.hidden = !isEmpty || !person;
  if (!isEmpty || !person) return;
  const name = firstName(person);
  const lock = el(
    'button',
    {
      type: 'button',
      class: 'button primary',
      onclick: () => {
        lock.disabled = true;
        void lockAccount(person).finally(() => {
          lock.disabled = false;
        });
      },
    },
    icon('lock'),
    `Lock ${name}’s account`,
  );
  fill(
    welcome,
    botAvatar(),
    el('h2', {}, store.state()?.botName ?? 'Account Access'),
    el(
      'p',
      {},
      `This is ${name}’s chat with the bot. Lock ${name} out and watch the bot come to help, or say what is wrong:`,
    ),
    store.state()?.signInUrl !== undefined && lock,
    el(
      'ul',
      { class: 'suggestions', 'aria-label': 'Things to say' },
      ...suggestions.map((text) =>
        el(
          'li',
          {},
          el('button', { type: 'button', class: 'suggestion', onclick: () => void say(person, text) }, text),
        ),
      ),
    ),
  );
};
